"""Logging in: name and password, and the code of an app where one is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from meetings.models import User
from meetings.services.logins import (
    Attempt,
    attempt_begin,
    attempt_fail,
    attempt_forget,
    attempt_succeed,
)
from tracker.demo import LOGINS
from tracker.web.fresh import fresh_note
from tracker.web.openid import start_address
from tracker.web.origin import sender
from tracker.web.passkey_ceremony import passkeys_possible
from tracker.web.second_step import asks_for_code, begin_second_step

TOO_MANY = 429


class LoginForm(AuthenticationForm):
    """Django's form in our words."""

    error_messages = {
        # The same for who is unknown, closed or wrong: nobody learns here who has a login.
        "invalid_login": _("Brugernavn og adgangskode passer ikke sammen."),
        "inactive": _("Brugernavn og adgangskode passer ikke sammen."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-input"
        self.fields["username"].label = _("Brugernavn")
        self.fields["password"].label = _("Adgangskode")
        self.fields["password"].widget = forms.PasswordInput(
            attrs={"class": "form-input", "autocomplete": "current-password"}
        )


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class Login(LoginView):
    """The login page; a demo says who can be tried."""

    http_method_names = ["get", "head", "post"]
    template_name = "login/page.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try first: too many are turned away whether they are right or wrong."""
        username = request.POST.get("username", "").replace("\0", "")[:150]
        now = timezone.now()
        attempt = attempt_begin(username=username, address=sender(request), now=now)
        if attempt.wait:
            return self._too_many(attempt)
        form = self.get_form()
        if not form.is_valid():
            attempt_fail(attempt, username=username, now=now)
            return self.form_invalid(form)
        user = form.get_user()
        assert isinstance(user, User)
        if asks_for_code(user):
            attempt_forget(attempt)
            begin_second_step(request, user, next_url=self.get_success_url())
            return redirect("login_code")
        attempt_succeed(attempt, user=user, now=now)
        auth_login(request, user)
        fresh_note(request)
        return HttpResponseRedirect(self.get_success_url())

    def _too_many(self, attempt: Attempt) -> HttpResponse:
        minutes = -(-attempt.wait // 60)
        text = ngettext(
            "For mange forsøg. Prøv igen om %(minutes)s minut.",
            "For mange forsøg. Prøv igen om %(minutes)s minutter.",
            minutes,
        )
        context = self.get_context_data(too_many=text % {"minutes": minutes}, form=LoginForm())
        response = self.render_to_response(context, status=TOO_MANY)
        response["Retry-After"] = str(attempt.wait)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logins = LOGINS if settings.DEMO else ()
        openid = start_address(self.get_redirect_url()) if settings.OIDC_ISSUER else ""
        return super().get_context_data(
            logins=logins, openid_address=openid, passkeys=passkeys_possible(), **kwargs
        )
