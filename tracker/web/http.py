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


def posted_number(request: HttpRequest, name: str) -> int:
    """Return a number that came with a form; 0, which no row has, where it is none."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0
