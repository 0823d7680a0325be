"""What behind a login is known of a request."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from meetings.models import User


class UserRequest(HttpRequest):
    """A request that login_required has let through."""

    user: User
    htmx: HtmxDetails
