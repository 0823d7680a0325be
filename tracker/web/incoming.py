"""Mails that came in: what was filed where, and what a person has to say of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import (
    AlreadyClosedError,
    MessageMovedOnError,
    MixedReplyError,
    OutdatedLinkError,
)
from actions.models import ActionItem, IncomingMail
from actions.services.incoming import (
    inbox_is_configured,
    incoming_file,
    incoming_settle,
    incoming_take,
)
from actions.services.incoming.filing import incoming_about, items_told
from meetings.models import Event
from tracker.closed_views import closed_numbers, note_page_view
from tracker.permissions import (
    access_incoming,
    decided_action_items,
    is_secretary,
    may_open_incoming,
    visible_incoming,
    withheld_incoming,
)
from tracker.web.http import UserRequest

PAGE_SIZE = 25
HIGHEST = 2**63 - 1


class PlaceForm(forms.Form):
    """The number of the item that a mail belongs to."""

    number = forms.IntegerField(
        label=gettext_lazy("Opgavens nummer"),
        min_value=1,
        max_value=HIGHEST,
        widget=forms.TextInput(attrs={"class": "form-input", "inputmode": "numeric"}),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A mail on the page; of one that is withheld only its sender and time are shown."""

    mail: IncomingMail
    choices: list[ActionItem]
    form: PlaceForm
    is_withheld: bool


@login_required
@never_cache
@require_safe
def incoming(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    return _page(request)


@login_required
@require_POST
def file(request: UserRequest, pk: int) -> HttpResponse:
    """Put a mail on the item whose number is given."""
    mail = access_incoming(request.user, pk)
    form = PlaceForm(request.POST, auto_id=f"id_{pk}_%s")
    action_item = _chosen(request, form)
    if action_item is None:
        return _page(request, wrong=(pk, form), status=422)
    try:
        incoming_file(incoming=mail, action_item=action_item, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _moved_on())
    else:
        messages.success(request, _("Mailen ligger nu på opgaven."))
    return redirect("incoming")


def _chosen(request: UserRequest, form: PlaceForm) -> ActionItem | None:
    if not form.is_valid():
        return None
    decided = decided_action_items(request.user)
    action_item = decided.filter(pk=form.cleaned_data["number"]).first()
    if action_item is None:
        form.add_error("number", _("Der er ingen opgave med det nummer, som du afgør."))
    return action_item


@login_required
@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Take a reply as the answer to its item."""
    mail = access_incoming(request.user, pk)
    try:
        incoming_take(incoming=mail, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _moved_on())
    except AlreadyClosedError:
        messages.info(request, _("Opgaven er allerede besvaret eller lukket."))
    except MixedReplyError:
        messages.info(
            request,
            _("Mailen kan også handle om en lukket sag. Skriv selv svaret på opgaven."),
        )
    except OutdatedLinkError:
        messages.info(request, _("Opgaven blev ændret imens. Mailen venter her: prøv igen."))
    else:
        messages.success(
            request, _("Svaret er registreret. Opgaven venter på, at du godkender det.")
        )
        return redirect("action_item", pk=mail.action_item_id)
    return redirect("incoming")


@login_required
@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    mail = access_incoming(request.user, pk)
    try:
        incoming_settle(incoming=mail, by=request.user, now=timezone.now())
    except MessageMovedOnError:
        messages.info(request, _moved_on())
    else:
        messages.success(request, _("Mailen er lagt væk. Du finder den under Alle."))
    return redirect("incoming")


@login_required
@require_safe
def original(request: UserRequest, pk: int) -> HttpResponseBase:
    """Give a mail as it came, as a download and nothing else."""
    mail = access_incoming(request.user, pk)
    if not may_open_incoming(request.user, mail):
        raise PermissionDenied
    if mail.erased_at:
        messages.info(request, _("Mailen er slettet efter frist."))
        return redirect("incoming")
    closed = closed_numbers(incoming_about([mail]))
    note_page_view(request.user, f"mail-{mail.pk}.eml", closed, Event.Kind.EXPORTED)
    response = FileResponse(
        mail.raw.open("rb"),
        as_attachment=True,
        filename=f"mail-{mail.pk}.eml",
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: UserRequest, *, wrong: tuple[int, PlaceForm] | None = None, status: int = 200
) -> HttpResponse:
    chosen = "alle" if request.GET.get("vis") == "alle" else ""
    mails = visible_incoming(request.user).select_related(
        "message", "action_item", "settled_by__person"
    )
    waiting = mails.waiting()
    shown = mails if chosen else waiting
    page = Paginator(shown.order_by("-received_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("side")
    )
    shown_mails = list(page.object_list)
    note_page_view(request.user, "mails", closed_numbers(incoming_about(shown_mails)))
    told, withheld = items_told(shown_mails), withheld_incoming(request.user, shown_mails)
    forms_ = dict([wrong] if wrong else [])
    context = {
        "page": page,
        "rows": [
            Row(
                mail,
                _choices(mail, told),
                forms_.get(mail.pk) or PlaceForm(auto_id=f"id_{mail.pk}_%s"),
                mail.pk in withheld,
            )
            for mail in shown_mails
        ],
        "chosen": chosen,
        "query": f"vis={chosen}" if chosen else "",
        "waiting": waiting.count(),
        "is_configured": inbox_is_configured(),
        "here": reverse("incoming"),
    }
    return render(request, "incoming/page.html", context, status=status)


def _choices(mail: IncomingMail, told: dict[int, list[ActionItem]]) -> list[ActionItem]:
    """Return the items that an answer put aside may belong to: those our mail told of.

    Who sees the mail decides on all of them.
    """
    if mail.state != IncomingMail.State.ASIDE or mail.settled_at:
        return []
    return told.get(mail.message_id or 0, [])


def _moved_on() -> str:
    return _("Mailen er allerede afgjort. Her er det, der venter endnu.")
