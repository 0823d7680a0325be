"""One's own login: a new password, and an end to every session there is."""

from __future__ import annotations

from typing import Any

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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings.exceptions import LastSecondStepError
from meetings.services.logins import password_note, user_end_sessions
from tracker.web.closing import ClosingFields, ClosingForm, close_keys, close_passkeys
from tracker.web.fresh import is_fresh, passkey_shown
from tracker.web.http import UserRequest


class NewPasswordForm(ClosingFields, PasswordChangeForm):
    """Django's form with our fields' looks, and what becomes of what outlives a password."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": gettext_lazy("Den nuværende adgangskode passer ikke."),
    }

    def __init__(self, *args: Any, used: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.user, used=used)
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

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "used": passkey_shown(self.request)}

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        asked = form.cleaned_data
        try:
            with transaction.atomic():
                closed = [close_passkeys(form.user, asked.get("closes_passkeys") or [])]
                response = super().form_valid(form)
                password_note(user=form.user, now=timezone.now())
                closed += [close_keys(form.user, by=form.user)] if asked.get("closes_keys") else []
        except LastSecondStepError:
            words = _("Du skal have et andet trin ved login. Behold en nøgle, du har hos dig.")
            form.add_error("closes_passkeys", words)
            return self.form_invalid(form)
        words = _("Adgangskoden er skiftet. Du er logget ud alle andre steder.")
        messages.success(self.request, " ".join(filter(None, [words, *closed])))
        return response

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_required
@require_POST
def end_sessions(request: UserRequest) -> HttpResponse:
    """Log out here and everywhere else; what outlives that goes too where it is asked for.

    Nothing holds the logging out up: passkeys that may not be closed now stay, and that is told.
    """
    user = request.user
    form = ClosingForm(request.POST, user=user, used=passkey_shown(request))
    # What is wrong with one box keeps nothing else open.
    form.full_clean()
    asked = form.cleaned_data
    chosen = asked.get("closes_passkeys") or []
    # A second step is not taken away from a machine that was left.
    may_close = is_fresh(request) or not chosen
    with transaction.atomic():
        user_end_sessions(user=user, by=user, now=timezone.now())
        closed = [close_keys(user, by=user)] if asked.get("closes_keys") else []
        try:
            closed += [close_passkeys(user, chosen)] if may_close else []
        except LastSecondStepError:
            may_close = False
    auth_logout(request)
    messages.success(request, " ".join(filter(None, [_("Du er logget ud alle steder."), *closed])))
    if not may_close or "closes_passkeys" in form.errors:
        messages.error(
            request,
            _("Adgangsnøglerne er ikke lukket. Log ind, og fjern dem under »Adgangsnøgler«."),
        )
    return redirect("login")
