"""In what nobody has done anything for so long that somebody should ask: by the rhythm it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from actions.models.action_item import silent_since
from actions.policy import DEFAULT, ScopedRhythm
from actions.selectors.outbox import scoped_rhythms


def silent(*, now: datetime) -> Q:
    """Cover those with their owner in which nothing has moved for the days of their rhythm."""
    scoped = scoped_rhythms()
    shortest, longest = _span(scoped)
    covered = silent_since(now - timedelta(days=shortest))
    if shortest == longest:
        return covered
    # What the index finds by the shortest is narrowed to what each has by its own.
    since = _since(scoped, now)
    moved_before = Q(LessThan(Coalesce("moved_at", "created_at"), since))
    return covered & moved_before & Q(LessThan(F("assigned_at"), since))


def silent_days() -> tuple[int, int]:
    """Return after how many days something is silent: by the shortest rhythm, and the longest."""
    return _span(scoped_rhythms())


def days_words(days: tuple[int, int]) -> str:
    """Return "14", or "7-21" where rhythms differ."""
    shortest, longest = days
    return str(shortest) if shortest == longest else f"{shortest}-{longest}"


def _span(scoped: Iterable[ScopedRhythm]) -> tuple[int, int]:
    rows = list(scoped)
    days = [one.rhythm.silent_after for one in rows]
    if not any(one.committee is None and not one.priority for one in rows):
        days.append(DEFAULT.silent_after)
    return min(days), max(days)


def _since(scoped: Iterable[ScopedRhythm], now: datetime) -> Case:
    """Return the moment before which each item must have moved last: the most exact rhythm's."""
    exact_first = sorted(scoped, key=lambda one: (one.committee is None, not one.priority))
    return Case(
        *(When(_scope(one), then=_before(one.rhythm.silent_after, now)) for one in exact_first),
        default=_before(DEFAULT.silent_after, now),
        output_field=DateTimeField(),
    )


def _scope(one: ScopedRhythm) -> Q:
    within = Q(pk__isnull=False) if one.committee is None else Q(committee=one.committee)
    return within & Q(priority=one.priority) if one.priority else within


def _before(days: int, now: datetime) -> Value:
    return Value(now - timedelta(days=days), output_field=DateTimeField())
