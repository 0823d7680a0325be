"""One's own login: a new password, and an end to every session there is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout as auth_logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from meetings.models import User
from meetings.services.logins import password_note, user_end_sessions
from tracker.models import ApiToken
from tracker.tokens import tokens_revoke_all
from tracker.web.http import UserRequest


class NewPasswordForm(PasswordChangeForm):
    """Django's form with our fields' looks, and what becomes of the keys of one's programs."""

    closes_keys = forms.BooleanField(
        label=gettext_lazy("Luk også mine nøgler til programmer"),
        help_text=gettext_lazy(
            "Nøglerne virker også efter et skift af adgangskode. Luk dem, hvis en anden kan have "
            "kendt den gamle. Programmerne skal så have nye nøgler."
        ),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": gettext_lazy("Den nuværende adgangskode passer ikke."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ApiToken.objects.standing(now=timezone.now()).filter(owner=self.user).exists():
            del self.fields["closes_keys"]
        for name in ("old_password", "new_password1", "new_password2"):
            self.fields[name].widget.attrs["class"] = "form-input"
        self.fields["old_password"].label = _("Nuværende adgangskode")
        self.fields["new_password1"].label = _("Ny adgangskode")
        self.fields["new_password2"].label = _("Ny adgangskode igen")
        self.fields["new_password1"].help_text = _(
            "Mindst 12 tegn, ikke en almindelig adgangskode, og ikke dit eget navn."
        )
        self.fields["new_password2"].help_text = ""


class NewPassword(PasswordChangeView):
    """Change the password; sessions begun with the old one end, but for this one."""

    http_method_names = ["get", "head", "post"]
    template_name = "profile/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("profile")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        with transaction.atomic():
            response = super().form_valid(form)
            password_note(user=form.user, now=timezone.now())
            closed = _close_keys(form.user) if form.cleaned_data.get("closes_keys") else ""
        words = _("Adgangskoden er skiftet. Du er logget ud alle andre steder.")
        messages.success(self.request, f"{words} {closed}".strip())
        return response

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_required
@require_POST
def end_sessions(request: UserRequest) -> HttpResponse:
    """Log out here and everywhere else; the keys of programs go too where that is asked for."""
    with transaction.atomic():
        user_end_sessions(user=request.user, by=request.user, now=timezone.now())
        closed = _close_keys(request.user) if "closes_keys" in request.POST else ""
    auth_logout(request)
    words = _("Du er logget ud alle steder.")
    messages.success(request, f"{words} {closed}".strip())
    return redirect("login")


def _close_keys(user: User) -> str:
    """Close the keys of the user's programs, and say so."""
    count = tokens_revoke_all(owner=user, by=user, now=timezone.now())
    words = ngettext("%(count)s nøgle er lukket.", "%(count)s nøgler er lukket.", count)
    return words % {"count": count} if count else ""
