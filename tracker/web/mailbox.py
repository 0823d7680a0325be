"""The mails in the folder, where there is no mail server to give them to."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from tracker.mailbox import Mail, UnknownMailError, mail_names, read_mail, read_mailbox
from tracker.permissions import is_administrator
from tracker.web.http import UserRequest

PAGE_SIZE = 25
# Links in the mail open beside it: the frame itself may go nowhere.
FRAME_POLICY = ["allow-popups", "allow-popups-to-escape-sandbox"]


@login_required
@require_safe
def mailbox(request: UserRequest) -> HttpResponse:
    _refuse_unless_folder(request)
    page = Paginator(mail_names(), PAGE_SIZE).get_page(request.GET.get("side"))
    context = {"page": page, "mails": read_mailbox(list(page.object_list))}
    return render(request, "mailbox/list.html", context)


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no arguments
@login_required
@require_safe
def message(request: UserRequest, name: str) -> HttpResponse:
    mail = _access_mail(request, name)
    context = {"mail": mail, "frame_policy": " ".join(FRAME_POLICY)}
    return render(request, "mailbox/message.html", context)


@csp(  # type: ignore[arg-type]  # its types know no arguments
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": ["data:"],
        "sandbox": FRAME_POLICY,
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }
)
@xframe_options_sameorigin
@login_required
@require_safe
def html_part(request: UserRequest, name: str) -> HttpResponse:
    """Serve the HTML of a mail under a policy that lets it do nothing but be looked at."""
    mail = _access_mail(request, name)
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_blank">', 1))


def _access_mail(request: UserRequest, name: str) -> Mail:
    _refuse_unless_folder(request)
    try:
        return read_mail(name)
    except UnknownMailError:
        raise Http404 from None


def _refuse_unless_folder(request: UserRequest) -> None:
    if settings.EMAIL_URL:
        raise Http404
    if not (settings.DEMO or is_administrator(request.user)):
        raise PermissionDenied
