"""Django's admin behind our own door; apart from apps.py, which may hold one app only."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class RegisterAdminConfig(AdminConfig):
    default_site = "tracker.web.admin_site.RegisterAdminSite"
