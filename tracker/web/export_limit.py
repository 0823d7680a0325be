"""How many lists one person takes along an hour: a file holds more than any page shows."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tracker.rates import seconds_to_wait
from tracker.web.http import UserRequest

AN_HOUR = 3600


def too_many_exports(request: UserRequest) -> HttpResponse | None:
    """Count a list that is taken; return the refusal where it is one too many."""
    now, most = timezone.now(), settings.EXPORTS_AN_HOUR
    wait = seconds_to_wait(f"export:{request.user.pk}", most=most, within=AN_HOUR, now=now)
    if not wait:
        return None
    context = {"limit": most, "until": now + timedelta(seconds=wait)}
    response = render(request, "errors/too_many_exports.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response
