"""Logging in and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.utils.translation import gettext_lazy as _

from tracker.demo import LOGINS


class LoginForm(AuthenticationForm):
    """Django's form in our words."""

    error_messages = {
        "invalid_login": _("Brugernavn og adgangskode passer ikke sammen."),
        "inactive": _("Brugeren er lukket."),
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


class Login(LoginView):
    """The login page; a demo says who can be tried."""

    template_name = "login/page.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logins = LOGINS if settings.DEMO else ()
        return super().get_context_data(logins=logins, **kwargs)
