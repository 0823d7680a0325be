"""Pages whose address is a key: kept out of caches, referrers and search, and not to be tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

KeyedView = Callable[[HttpRequest, str], HttpResponse]

A_MINUTE = 60


def keeps_its_key(view: KeyedView) -> KeyedView:
    """Keep the address of the page, which is a key, to who has it; 30 tries a minute an address."""

    @wraps(view)
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        if _is_too_fast(request):
            response = render(request, "answer/too_fast.html", status=429)
            response["Retry-After"] = str(A_MINUTE)
        else:
            response = never_cache(view)(request, token)
        response["Cache-Control"] = "no-store"
        # Not no-referrer: browsers then send "Origin: null" and the form's own check refuses it.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


def _is_too_fast(request: HttpRequest) -> bool:
    """Count the request for its sender, in the cache that all processes share."""
    cache = caches["shared"]
    key = f"keyed:{_sender(request)}"
    cache.add(key, 0, A_MINUTE)
    try:
        return cache.incr(key) > settings.LINKS_A_MINUTE
    except ValueError:  # its minute ended between the two
        return False


def _sender(request: HttpRequest) -> str:
    """Return who asks: behind our own server, the address that it saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if seen:
            return seen[:45]
    return str(request.META.get("REMOTE_ADDR", ""))
