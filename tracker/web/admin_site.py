"""Django's admin as the pages where administrators keep the register true."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.permissions import is_administrator
from tracker.web.fresh import ask_again, is_fresh

# Logins, roles, and addresses that mails go to outlive a session.
LASTING = ("meetings_user_", "auth_user_", "meetings_role_", "meetings_person_", "meetings_unit_")
# The lists of them and what was done to them change nothing.
LOOKED_AT = ("_changelist", "_history")


class RegisterAdminSite(AdminSite):
    """Open to administrators by our own roles; there is one login, and it is not here."""

    site_header = _("Følg op – register")
    site_title = _("Følg op")
    index_title = _("Register")

    def has_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Let in as Django does; what lasts asks for the password again, before a form is shown."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def asking(request: Any, *args: Any, **kwargs: Any) -> Any:
            if self.has_permission(request) and _lasts(request) and not is_fresh(request):
                return ask_again(request.path)
            return inner(request, *args, **kwargs)

        return asking

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")


def _lasts(request: HttpRequest) -> bool:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    is_look = request.method in {"GET", "HEAD"} and name.endswith(LOOKED_AT)
    return name.startswith(LASTING) and not is_look
