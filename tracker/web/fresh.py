"""Who one is shown again before what outlives a session: keys, second step, roles, addresses.

A login of any kind says `fresh_note` once it has let somebody in, and by which way; that is all it
has to know. Who came by the municipality's own login shows it there, and the others a password.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from meetings.services.logins import attempt_begin, attempt_fail, attempt_forget
from tracker.web.http import UserRequest
from tracker.web.origin import sender
from tracker.web.passkey_ceremony import passkeys_possible

SHOWN = "login-shown"
CAME_BY = "login-by"
PASSKEY = "login-passkey"
PASSWORD, OPENID = "password", "openid"
LASTS = timedelta(minutes=15)


class AgainForm(forms.Form):
    """The password, once more."""

    password = forms.CharField(
        label=gettext_lazy("Adgangskode"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(
            attrs={"class": "form-input", "autocomplete": "current-password"}
        ),
        error_messages={"required": gettext_lazy("Skriv din adgangskode.")},
    )


def fresh_note(
    request: HttpRequest,
    *,
    by: str = PASSWORD,
    shown_at: datetime | None = None,
    passkey: int | None = None,
) -> None:
    """Note that who sits here has shown who it is, just now or at that moment, and by which way."""
    if passkey is not None:
        request.session[PASSKEY] = passkey
    now = timezone.now()
    request.session[SHOWN] = min(shown_at or now, now).isoformat()
    request.session[CAME_BY] = by


def passkey_shown(request: HttpRequest) -> int | None:
    """Return the key of the passkey that was shown last in this session, if one was."""
    shown: int | None = request.session.get(PASSKEY)
    return shown


def came_by_openid(request: HttpRequest) -> bool:
    return bool(settings.OIDC_ISSUER) and request.session.get(CAME_BY) == OPENID


def is_fresh(request: UserRequest) -> bool:
    shown = parse_datetime(request.session.get(SHOWN, ""))
    if shown is None and not request.user.has_usable_password():
        # Who comes in another way has nothing to show here but that login.
        shown = request.user.last_login
    return shown is not None and _is_recent(shown)


def ask_again(next_url: str) -> HttpResponse:
    """Lead to the page that asks for the password, and from there on to where it was needed."""
    return redirect(f"{reverse('login_again')}?{urlencode({'next': next_url})}")


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_again(request: UserRequest) -> HttpResponse:
    """Ask for the password of who is in already, or lead on to the municipality's own login."""
    if request.method != "POST":
        return _page(request, AgainForm())
    if came_by_openid(request):
        return _page(request, AgainForm(), status=422)
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now, username = timezone.now(), request.user.username
    attempt = attempt_begin(username=username, address=sender(request), now=now)
    if attempt.wait:
        form.add_error("password", _("For mange forsøg. Vent lidt, og prøv igen."))
        response = _page(request, form, status=429)
        response["Retry-After"] = str(attempt.wait)
        return response
    if not request.user.check_password(form.cleaned_data["password"]):
        attempt_fail(attempt, username=username, now=now)
        form.add_error("password", _("Adgangskoden passer ikke."))
        return _page(request, form, status=422)
    attempt_forget(attempt)
    request.session.cycle_key()
    fresh_note(request)
    return redirect(next_address(request))


def _is_recent(shown: datetime) -> bool:
    return timedelta() <= timezone.now() - shown <= LASTS


def next_address(request: HttpRequest, *, default: str = "profile") -> str:
    """Return where to go on to: a page of ours, whatever the address says."""
    wanted = request.GET.get("next", "")
    return wanted if is_ours(request, wanted) else reverse(default)


def is_ours(request: HttpRequest, address: str) -> bool:
    """Tell whether an address that came with a request is of a page of ours."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def _page(request: UserRequest, form: AgainForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "has_password": request.user.has_usable_password(),
        "came_by_openid": came_by_openid(request),
        "next_query": urlencode({"next": next_address(request)}),
        "passkeys": passkeys_possible() and request.user.passkeys.in_use().exists(),
        "next": next_address(request),
    }
    return render(request, "login/again.html", context, status=status)
