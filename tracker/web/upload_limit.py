"""How many files with rows one person puts in an hour: counted together with the minutes."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tracker.uploads import seconds_until_more
from tracker.web.http import UserRequest


def too_many_uploads(request: UserRequest) -> HttpResponse | None:
    """Count a file, shown or stored; return the refusal where it is one too many."""
    now = timezone.now()
    wait = seconds_until_more(request.user, now=now)
    if not wait:
        return None
    context = {"limit": settings.UPLOADS_AN_HOUR, "until": now + timedelta(seconds=wait)}
    response = render(request, "errors/too_many_uploads.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response
