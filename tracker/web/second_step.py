"""The second step of a login: a code of an app, or the setting up of one where it is asked for.

Between the steps nobody is logged in: who has made the first one has no page but these two.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as auth_login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meetings.models import User
from meetings.services.logins import attempt_begin, attempt_fail, attempt_succeed, login_note
from meetings.services.second_step import (
    app_remove,
    has_app,
    has_second_step,
    may_drop_app,
    must_have_second_step,
    second_step_address,
    second_step_check,
    second_step_confirm,
    second_step_key,
    second_step_new_codes,
)
from tracker.web.fresh import PASSWORD, ask_again, fresh_note, is_fresh
from tracker.web.http import UserRequest
from tracker.web.origin import sender
from tracker.web.passkey_ceremony import passkeys_possible

BETWEEN = "between-steps"
OFFERED = "app-offered"
BETWEEN_LASTS = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


class CodeForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Kode"),
        max_length=20,
        strip=True,
        widget=forms.TextInput(
            attrs={
                "class": "form-input",
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Skriv koden.")},
    )


def asks_for_code(user: User) -> bool:
    """Tell whether the password alone does not do: the user has an app, or is to have one."""
    return has_second_step(user) or is_demanded(user)


def is_demanded(user: User) -> bool:
    """Tell whether the user must have a second step, here and in this role."""
    return bool(settings.SECOND_STEP and must_have_second_step(user))


def begin_second_step(
    request: HttpRequest, user: User, *, next_url: str, by: str = PASSWORD
) -> None:
    request.session.cycle_key()
    request.session.pop(OFFERED, None)
    request.session[BETWEEN] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": timezone.now().isoformat(),
        "next": next_url,
        "by": by,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; who has no app yet is led to set one up."""
    user = _between(request)
    if user is None:
        return redirect("login")
    if not has_second_step(user):
        return redirect("login_setup")
    if request.method != "POST":
        return _code_page(request, user, CodeForm())
    return _check(request, user, CodeForm(request.POST))


def _check(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse:
    if not form.is_valid():
        return _code_page(request, user, form, status=422)
    now = timezone.now()
    attempt = attempt_begin(username=f"kode:{user.pk}", address=sender(request), now=now)
    if attempt.wait:
        form.add_error("code", _("For mange forsøg. Vent lidt, og prøv igen."))
        response = _code_page(request, user, form, status=429)
        response["Retry-After"] = str(attempt.wait)
        return response
    if not second_step_check(user=user, code=form.cleaned_data["code"], now=now):
        attempt_fail(attempt, username=user.username, now=now)
        form.add_error("code", _("Koden passer ikke. Prøv med den næste, appen viser."))
        return _code_page(request, user, form, status=422)
    attempt_succeed(attempt, user=user, now=now)
    return redirect(_let_in(request, user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_setup(request: HttpRequest) -> HttpResponse:
    """Set an app up: between the steps of a login, or from one's own profile."""
    between = _between(request)
    user = between or (request.user if isinstance(request.user, User) else None)
    if user is None:
        return redirect("login")
    # Between the steps a passkey is a second step to be shown: nobody sets up another instead.
    is_done = has_second_step(user) if between else has_app(user)
    if is_done or not (between or is_fresh(cast(UserRequest, request))):
        return _setup_elsewhere(is_done=is_done, is_between=between is not None)
    if request.method != "POST":
        return _setup_page(request, user, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _setup_page(request, user, form, status=422)
    now = timezone.now()
    key = _offered_key(request, user)
    codes = second_step_confirm(user=user, key=key, code=form.cleaned_data["code"], now=now)
    if codes is None:
        form.add_error("code", _("Koden passer ikke. Prøv med den næste, appen viser."))
        return _setup_page(request, user, form, status=422)
    del request.session[OFFERED]
    next_url = "/"
    if between:
        login_note(user=user, now=now)
        next_url = _let_in(request, user)
    return _codes_page(request, codes, next_url)


def _setup_elsewhere(*, is_done: bool, is_between: bool) -> HttpResponse:
    """Lead on who has one already, and ask who sits with an old session for the password."""
    if is_done:
        return redirect("login_code" if is_between else "profile")
    return ask_again(reverse("login_setup"))


@login_required
@never_cache
@require_POST
def new_codes(request: UserRequest) -> HttpResponse:
    if not has_second_step(request.user):
        return redirect("profile")
    if not is_fresh(request):
        return ask_again(reverse("profile"))
    codes = second_step_new_codes(user=request.user, now=timezone.now())
    return _codes_page(request, codes, "/")


@login_required
@require_POST
def remove(request: UserRequest) -> HttpResponse:
    """Take one's own app away, where a passkey does or none is demanded; the session ends too."""
    if not may_drop_app(request.user, must_keep_one=is_demanded(request.user)):
        raise PermissionDenied
    if has_app(request.user):
        if not is_fresh(request):
            return ask_again(reverse("profile"))
        app_remove(user=request.user, now=timezone.now())
        messages.success(request, _("Appen til koder er slået fra. Log ind igen."))
    return redirect("profile")


def _between(request: HttpRequest) -> User | None:
    """Return who has made the first step a moment ago, if it still holds."""
    kept: dict[str, Any] = request.session.get(BETWEEN) or {}
    at = parse_datetime(kept.get("at", ""))
    if at is None or timezone.now() - at > BETWEEN_LASTS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user if user and user.get_session_auth_hash() == kept["hash"] else None


def _let_in(request: HttpRequest, user: User) -> str:
    kept = request.session.pop(BETWEEN)
    auth_login(request, user, backend=BACKEND)
    fresh_note(request, by=kept.get("by", PASSWORD))
    return str(kept["next"])


def _code_page(
    request: HttpRequest, user: User, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    # Who has shown the password may know what else is asked for.
    passkeys = passkeys_possible() and user.passkeys.in_use().exists()
    context = {"form": form, "has_app": has_app(user), "passkeys": passkeys}
    return render(request, "login/code.html", context, status=status)


def _setup_page(
    request: HttpRequest, user: User, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    address = second_step_address(user, key=_offered_key(request, user))
    secret = address.partition("secret=")[2].partition("&")[0]
    context = {
        "form": form,
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, border=4),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "is_demanded": not request.user.is_authenticated,
    }
    return render(request, "login/setup.html", context, status=status)


def _offered_key(request: HttpRequest, user: User) -> str:
    """Return the secret of this session alone: who else knows the password is shown another."""
    offered = request.session.get(OFFERED)
    if not offered or offered["user"] != user.pk:
        offered = request.session[OFFERED] = {"user": user.pk, "key": second_step_key()}
    return str(offered["key"])


def _codes_page(request: HttpRequest, codes: list[str], next_url: str) -> HttpResponse:
    return render(request, "login/codes.html", {"codes": codes, "next_url": next_url})
