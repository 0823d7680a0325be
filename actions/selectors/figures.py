"""What each figure counts: one definition, for the number and for the list behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils import timezone

from actions.models import ActionItem
from actions.selectors.silence import silent

OPEN, LATE, SOON, UNDATED, SILENT = "open", "late", "soon", "undated", "silent"
ANSWERED, EXTENDED = "answered", "extended"
ON_TIME, TOO_LATE, NO_DEADLINE, PUT_OFF = "on_time", "too_late", "no_deadline", "put_off"
UNKNOWN_AGE = "unknown"

# Days beyond which there is nothing, and no moment that every database knows.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)
DUE_SOON_DAYS = 7
DONE_LATELY_DAYS = 30
# Ages of open items in days, each bound inclusive; the last one has none.
AGES: dict[str, tuple[int, int | None]] = {
    "0-7": (0, 7),
    "8-30": (8, 30),
    "31-90": (31, 90),
    "91-": (91, None),
}

# Where an item stands while it waits for somebody.
WAITING = Q(status__in=[ActionItem.Status.OPEN, ActionItem.Status.ANSWERED])
_OPEN = Q(status=ActionItem.Status.OPEN)
_DONE = Q(status=ActionItem.Status.DONE)
# It was kept on the day on which the owner answered, however long the answer lay.
DELIVERED_AT = Coalesce("answered_at", "closed_at")


def _soon(now: datetime) -> Q:
    return _OPEN & Q(deadline__range=due_soon(today=timezone.localdate(now)))


STANDINGS: dict[str, Callable[[datetime], Q]] = {
    OPEN: lambda now: _OPEN,
    LATE: lambda now: _OPEN & Q(deadline__lt=timezone.localdate(now)),
    SOON: _soon,
    # By the key of lists, which has an index with the status; no deadline is that day.
    UNDATED: lambda now: _OPEN & Q(deadline_key=date.max),
    SILENT: lambda now: silent(now=now),
    EXTENDED: lambda now: _OPEN & Q(extensions__gt=0),
    ANSWERED: lambda now: Q(status=ActionItem.Status.ANSWERED),
}


def standing(name: str, *, now: datetime) -> Q:
    """Return which items stand so at that moment; raises KeyError."""
    return STANDINGS[name](now)


def due_soon(*, today: date) -> tuple[date, date]:
    """Return the first and the last deadline that count as soon."""
    return today, today + timedelta(days=DUE_SOON_DAYS)


def done_lately_from(*, today: date) -> date:
    """Return the first day that counts as lately."""
    return today - timedelta(days=DONE_LATELY_DAYS)


def closed_between(first: date | None, last: date | None) -> Q:
    """Cover what ended on these days, both included; a bound that is None is none."""
    # By moments, not by day: the database would read every row to find the day of each.
    covered = Q()
    if first:
        covered &= Q(closed_at__gte=_begin(max(first, EARLIEST)))
    if last and last < LATEST:
        covered &= Q(closed_at__lt=_begin(max(last, EARLIEST) + timedelta(days=1)))
    return covered


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def of_age(name: str, *, today: date) -> Q:
    """Cover items by the days since the meeting where they were promised; raises KeyError."""
    if name == UNKNOWN_AGE:
        return Q(promised_on__isnull=True)
    youngest, oldest = AGES[name]
    # A meeting of tomorrow, by a slip of the pen, is young.
    newest = Q(promised_on__lte=today - timedelta(days=youngest)) if youngest else Q()
    oldest_on = today - timedelta(days=oldest) if oldest is not None else date.min
    return newest & Q(promised_on__gte=oldest_on)


def _delivered_on() -> TruncDate:
    return TruncDate(DELIVERED_AT, tzinfo=timezone.get_current_timezone())


def kept(name: str) -> Q:
    """Cover what was done: on time, too late, without a deadline, put off; raises KeyError."""
    dated = _DONE & Q(deadline__isnull=False)
    return {
        ON_TIME: dated & Q(LessThanOrEqual(_delivered_on(), F("deadline"))),
        TOO_LATE: dated & Q(GreaterThan(_delivered_on(), F("deadline"))),
        NO_DEADLINE: _DONE & Q(deadline_key=date.max),
        PUT_OFF: _DONE & Q(extensions__gt=0),
    }[name]
