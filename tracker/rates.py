"""How often somebody may do a thing, counted where all processes see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db.models import F

from tracker.models import RateCount

LONGEST_NAME = 100


def seconds_to_wait(name: str, *, most: int, within: int, now: datetime) -> int:
    """Count a thing done under `name`; return 0, or the seconds to wait where it is one too many.

    The `within` seconds run from the first. Counting is one conditional update, so that of two in
    the same moment both count.
    """
    name = name[:LONGEST_NAME]
    counted = RateCount.objects.filter(name=name)
    running = counted.filter(until__gt=now)
    if running.filter(count__lt=most).update(count=F("count") + 1):
        return 0
    until = now + timedelta(seconds=within)
    _row, is_first = RateCount.objects.get_or_create(
        name=name, defaults={"count": 1, "until": until}
    )
    if is_first or counted.filter(until__lte=now).update(count=1, until=until):
        return 0
    # Somebody else began anew in the same moment: counted with theirs.
    if running.filter(count__lt=most).update(count=F("count") + 1):
        return 0
    ends = running.values_list("until", flat=True).first()
    return max(1, ceil((ends - now).total_seconds())) if ends else 1


def seconds_left(name: str, *, most: int, now: datetime) -> int:
    """Return the seconds to wait where it was done too often under `name`; counts nothing."""
    full = RateCount.objects.filter(name=name[:LONGEST_NAME], until__gt=now, count__gte=most)
    ends = full.values_list("until", flat=True).first()
    return max(1, ceil((ends - now).total_seconds())) if ends else 0


def forget_old_counts(*, now: datetime) -> None:
    RateCount.objects.filter(until__lte=now).delete()
