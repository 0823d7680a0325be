"""Pages whose address is a key: kept out of caches, referrers and search, and not to be tried."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from meetings.networks import counted_address
from tracker.rates import seconds_left, seconds_to_wait
from tracker.web.origin import sender

KeyedView = Callable[[HttpRequest, str], HttpResponse]

A_MINUTE = 60
# Not 410: a link of ours that was used, or is too old, is no guess at another.
LEADS_NOWHERE = {403, 404}


def keeps_its_key(view: KeyedView) -> KeyedView:
    """Keep the address of the page, which is a key, to who has it.

    From one address of the network a key is used 30 times a minute, and as often one that leads
    nowhere. Keys that lead somewhere do not count together: a town hall is one address, and so is a
    scanner of links.
    """

    @wraps(view)
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        where = counted_address(sender(request))
        seconds = _seconds_to_wait(where, token)
        if seconds:
            response = render(request, "answer/too_fast.html", status=429)
            response["Retry-After"] = str(seconds)
        else:
            try:
                response = never_cache(view)(request, token)
            except Http404:
                _count(_astray(where))
                raise
            if response.status_code in LEADS_NOWHERE:
                _count(_astray(where))
        response["Cache-Control"] = "no-store"
        # Not no-referrer: browsers then send "Origin: null" and the form's own check refuses it.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


def _seconds_to_wait(where: str, token: str) -> int:
    astray = seconds_left(_astray(where), most=settings.LINKS_A_MINUTE, now=timezone.now())
    # The key itself is stored nowhere.
    digest = hashlib.sha256(token.encode(errors="replace")).hexdigest()[:24]
    return astray or _count(f"keyed:{where}:{digest}")


def _astray(where: str) -> str:
    return f"keyed-astray:{where}"


def _count(name: str) -> int:
    return seconds_to_wait(name, most=settings.LINKS_A_MINUTE, within=A_MINUTE, now=timezone.now())
