"""What was done in a period: how much of it on time, how fast, by month and by unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, DateField, QuerySet
from django.db.models.functions import Coalesce, TruncDate, TruncMonth
from django.utils import timezone

from actions.models import ActionItem
from actions.selectors.figures import (
    DELIVERED_AT,
    NO_DEADLINE,
    ON_TIME,
    PUT_OFF,
    TOO_LATE,
    closed_between,
    kept,
)

KEPT = (ON_TIME, TOO_LATE, NO_DEADLINE, PUT_OFF)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done in a month, or by a unit; `key` is the month's first day or the unit's key."""

    key: date | int | None
    done: int
    on_time: int
    too_late: int
    no_deadline: int
    put_off: int
    median_days: float | None = None

    @property
    def percent(self) -> int | None:
        """How many of 100 with a deadline were kept; None where none had one."""
        dated = self.on_time + self.too_late
        return round(100 * self.on_time / dated) if dated else None


def done_between(
    action_items: QuerySet[ActionItem], *, first: date, last: date
) -> QuerySet[ActionItem]:
    done = action_items.filter(closed_between(first, last), status=ActionItem.Status.DONE)
    return done.order_by()


def kept_in_all(done: QuerySet[ActionItem]) -> Kept:
    counts = done.aggregate(done=Count("pk"), **_counts())
    days = _days(done)
    return Kept(key=None, **counts, median_days=_median(days.get(None, Counter())))


def kept_by_month(done: QuerySet[ActionItem]) -> list[Kept]:
    """Return the months in which something was done, oldest first."""
    zone = timezone.get_current_timezone()
    return _kept(done.annotate(key=TruncMonth("closed_at", output_field=DateField(), tzinfo=zone)))


def kept_by_unit(done: QuerySet[ActionItem]) -> list[Kept]:
    """Return each unit by itself, without those below it; None is who has no unit."""
    return _kept(done.annotate(key=Coalesce("owner_unit", "owner_person__unit")))


def _kept(done: QuerySet[Any]) -> list[Kept]:
    rows = done.values("key").annotate(done=Count("pk"), **_counts()).order_by("key")
    days = _days(done, "key")
    return [Kept(**row, median_days=_median(days[row["key"]])) for row in rows]


def _counts() -> dict[str, Count]:
    return {name: Count("pk", filter=kept(name)) for name in KEPT}


def _days(done: QuerySet[Any], *by: str) -> dict[object, Counter[int]]:
    """Return how often it took how many days from the meeting, or from the day it was made."""
    zone = timezone.get_current_timezone()
    lasted = (
        done.annotate(
            ended=TruncDate(DELIVERED_AT, tzinfo=zone),
            begun=Coalesce("promised_on", TruncDate("created_at", tzinfo=zone)),
        )
        .values_list("begun", "ended", *by)
        .annotate(count=Count("pk"))
        .order_by()
    )
    days: dict[object, Counter[int]] = {}
    for begun, ended, *rest in lasted:
        key, count = (rest[0] if by else None), rest[-1]
        days.setdefault(key, Counter())[(ended - begun).days] += count
    return days


def _median(days: Counter[int]) -> float | None:
    return median(days.elements()) if days else None
