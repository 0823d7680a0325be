"""Logging in with a passkey, which stands for name, password and code together."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as auth_login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings.models import Passkey
from meetings.services.logins import attempt_begin, attempt_fail, attempt_forget, login_note
from meetings.services.passkeys import passkey_use
from tracker.web.fresh import ask_again, fresh_note, is_ours
from tracker.web.http import UserRequest
from tracker.web.origin import sender
from tracker.web.passkey_ceremony import (
    PasskeyRefusedError,
    named_in,
    offer_login,
    passkeys_possible,
    read_login,
)
from tracker.web.second_step import BACKEND, BETWEEN


@never_cache
@require_POST
def login_options(request: HttpRequest) -> HttpResponse:
    """Give the browser a challenge; the same for everybody, whoever has a passkey."""
    if not passkeys_possible():
        raise Http404
    return HttpResponse(offer_login(request), content_type="application/json")


@never_cache
@require_POST
def passkey_login(request: HttpRequest) -> HttpResponse:
    """Let in who shows a passkey."""
    if not passkeys_possible():
        raise Http404
    passkey = _shown(request)
    if passkey is None:
        return redirect("login")
    between = request.session.pop(BETWEEN, None) or {}
    wanted = request.POST.get("next") or str(between.get("next", ""))
    auth_login(request, passkey.user, backend=BACKEND)
    fresh_note(request, passkey=passkey.pk)
    login_note(user=passkey.user, now=timezone.now())
    return redirect(wanted if is_ours(request, wanted) else "/")


@login_required
@never_cache
@require_POST
def passkey_again(request: UserRequest) -> HttpResponse:
    """Take a passkey of one's own for the password that is asked for again."""
    if not passkeys_possible():
        raise Http404
    wanted = request.POST.get("next", "")
    wanted = wanted if is_ours(request, wanted) else "/min-profil/"
    passkey = _shown(request)
    if passkey is None:
        return ask_again(wanted)
    if passkey.user != request.user:
        messages.error(request, _("Adgangsnøglen hører til et andet login."))
        return ask_again(wanted)
    request.session.cycle_key()
    fresh_note(request, passkey=passkey.pk)
    return redirect(wanted)


def _shown(request: HttpRequest) -> Passkey | None:
    """Return the passkey that was shown; what is wrong is told on the page that comes next."""
    now, answer = timezone.now(), request.POST.get("credential", "")
    attempt = attempt_begin(username=f"nøgle:{named_in(answer)}", address=sender(request), now=now)
    if attempt.wait:
        messages.error(request, _("For mange forsøg. Vent lidt, og prøv igen."))
        return None
    try:
        shown = read_login(request, answer)
    except PasskeyRefusedError:
        attempt_fail(attempt, username="", now=now)
        messages.error(
            request, _("Adgangsnøglen kunne ikke bruges. Prøv igen, eller brug adgangskoden.")
        )
        return None
    if not passkey_use(passkey=shown.passkey, sign_count=shown.sign_count, now=now):
        messages.error(
            request,
            _(
                "Adgangsnøglen er taget ud af brug: den kan være kopieret. Log ind med "
                "adgangskoden og en kode fra appen eller en nødkode, og se under "
                "»Adgangsnøgler«, hvad du gør."
            ),
        )
        return None
    attempt_forget(attempt)
    return shown.passkey
