"""Django's admin as the pages where administrators keep the register true."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.permissions import is_administrator


class RegisterAdminSite(AdminSite):
    """Open to administrators by our own roles; there is one login, and it is not here."""

    site_header = _("Følg op – register")
    site_title = _("Følg op")
    index_title = _("Register")

    def has_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")
