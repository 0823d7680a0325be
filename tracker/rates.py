"""How often somebody may do a thing, counted where all processes see it."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import caches


def seconds_to_wait(name: str, *, most: int, within: int, now: datetime) -> int:
    """Count a thing done under `name`; return 0, or the seconds to wait where it is one too many.

    The `within` seconds run from the first. Two counted in the same moment may count as one:
    the limit keeps a program that runs wild away, it is no ledger.
    """
    cache = caches["shared"]
    second = int(now.timestamp())
    count, until = cache.get(name) or (0, second + within)
    if until <= second:
        count, until = 0, second + within
    if count >= most:
        return until - second
    # Not `incr`: in this cache it would forget when the time is up.
    cache.set(name, (count + 1, until), until - second)
    return 0
