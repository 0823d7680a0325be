"""What behind a login is known of a request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from meetings.models import User


class UserRequest(HttpRequest):
    """A request that login_required has let through."""

    user: User
    htmx: HtmxDetails


def in_a_moment() -> HttpResponse:
    """Say that others are being served, and that the same may be asked again soon."""
    return HttpResponse(status=503, headers={"Retry-After": "5"})
