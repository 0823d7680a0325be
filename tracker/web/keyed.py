"""Pages whose address is a key: kept out of caches, referrers and search, and not to be tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from meetings.networks import counted_address
from tracker.rates import seconds_to_wait
from tracker.web.origin import sender

KeyedView = Callable[[HttpRequest, str], HttpResponse]

A_MINUTE = 60


def keeps_its_key(view: KeyedView) -> KeyedView:
    """Keep the address of the page, which is a key, to who has it; 30 tries a minute an address."""

    @wraps(view)
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        seconds = seconds_to_wait(
            f"keyed:{counted_address(sender(request))}",
            most=settings.LINKS_A_MINUTE,
            within=A_MINUTE,
            now=timezone.now(),
        )
        if seconds:
            response = render(request, "answer/too_fast.html", status=429)
            response["Retry-After"] = str(seconds)
        else:
            response = never_cache(view)(request, token)
        response["Cache-Control"] = "no-store"
        # Not no-referrer: browsers then send "Origin: null" and the form's own check refuses it.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept
