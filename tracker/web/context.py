"""What every page needs to know of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from actions.trouble_words import trouble_words
from actions.troubles import known_troubles
from tracker.permissions import may_control_dispatch


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "municipality": settings.MUNICIPALITY,
        "is_demo": settings.DEMO,
        "alarms": SimpleLazyObject(lambda: _alarms(request)),
    }


def _alarms(request: HttpRequest) -> list[str]:
    """Return what keeps mails from going out, for who can do something about it."""
    user = getattr(request, "user", None)
    if user is None or not may_control_dispatch(user):
        return []
    return [trouble_words(name) for name in known_troubles(now=timezone.now())]
