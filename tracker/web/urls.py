"""Addresses of the pages."""

from __future__ import annotations

from tracker.web import urls_actions, urls_meetings

urlpatterns = [*urls_meetings.urlpatterns, *urls_actions.urlpatterns]
