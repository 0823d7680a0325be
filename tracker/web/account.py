"""One's own login: a new password, and an end to every session there is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout as auth_logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings.services.logins import password_note, user_end_sessions
from tracker.web.http import UserRequest


class NewPasswordForm(PasswordChangeForm):
    """Django's form with our fields' looks."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": gettext_lazy("Den nuværende adgangskode passer ikke."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-input"
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
        response = super().form_valid(form)
        password_note(user=form.user, now=timezone.now())
        messages.success(
            self.request, _("Adgangskoden er skiftet. Du er logget ud alle andre steder.")
        )
        return response

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_required
@require_POST
def end_sessions(request: UserRequest) -> HttpResponse:
    """Log out here and everywhere else."""
    user_end_sessions(user=request.user, by=request.user, now=timezone.now())
    auth_logout(request)
    messages.success(request, _("Du er logget ud alle steder."))
    return redirect("login")
