"""A meeting is given another date or committee: which deadlines change, told before it is."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from actions.models import Commitment
from actions.services.rereading import findings_on, untouched
from meetings.models import Committee, Event, Meeting, User
from meetings.services.events import event_record
from meetings.services.taking import reading_limits

# Somebody waits before the screen: what takes longer is read after saving, as it is anyway.
SECONDS = 10
AT_ONCE = 2

_reading = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A suggestion whose deadline would be another, or none."""

    commitment: Commitment
    was: date | None
    becomes: date | None


@dataclass(frozen=True, slots=True)
class Redating:
    """What would change, and which deadlines stay because a person has been at them."""

    changes: Sequence[DeadlineChange]
    kept: Sequence[Commitment]


def meeting_redate(
    *, meeting: Meeting, committee: Committee | None, held_on: date | None
) -> Redating | None:
    """Return what the rereading would make of the deadlines; None where it took too much."""
    rows = list(
        Commitment.objects.standing()
        .filter(agenda_item__meeting=meeting)
        .select_related("agenda_item")
        .order_by("agenda_item__position", "start", "ordinal")
    )
    waiting = {row.pk for row in untouched(rows)}
    due = _due_on(meeting, committee, held_on) if waiting else {}
    if due is None:
        return None
    changes = [
        DeadlineChange(row, row.due, due.get(_place(row)))
        for row in rows
        if row.pk in waiting and row.due != due.get(_place(row))
    ]
    kept = [row for row in rows if row.pk not in waiting and row.due]
    return Redating(changes, kept)


def _place(row: Commitment) -> tuple[int, int, int]:
    return row.agenda_item.position, row.start, row.end


def _due_on(
    meeting: Meeting, committee: Committee | None, held_on: date | None
) -> dict[tuple[int, int, int], date | None] | None:
    if not _reading.acquire(timeout=SECONDS):
        return None
    try:
        usual = reading_limits()
        seconds = min(SECONDS, usual.wall_seconds)
        limits = replace(usual, cpu_seconds=seconds, wall_seconds=seconds)
        findings = findings_on(meeting=meeting, committee=committee, held_on=held_on, limits=limits)
    finally:
        _reading.release()
    if findings is None:
        return None
    return {(one.item, one.start, one.end): one.due for one in findings}


def suggestions_undate(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Take the deadlines away until they are read again: they may be wrong now."""
    because = _(
        "Mødets dato er rettet, og fristen læses igen. Kommer den ikke om lidt, så skriv den selv."
    )
    dated = Commitment.objects.undecided().filter(agenda_item__meeting=meeting, due__isnull=False)
    with transaction.atomic():
        # What a person has been at is not read again, and so keeps its deadline.
        waiting = untouched(list(dated.select_for_update()))
        for commitment in waiting:
            event_record(
                subject=Event.Subject.COMMITMENT,
                subject_id=commitment.pk,
                kind=Event.Kind.CHANGED,
                at=now,
                by=by,
                changes={"deadline": [str(commitment.due), None]},
            )
        undated = dated.filter(pk__in=[one.pk for one in waiting])
        undated.update(
            due=None,
            due_meeting=None,
            not_before=None,
            because=because,
            version=F("version") + 1,
        )
