"""Writing the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from meetings.models import Event, User

# Who acted where nobody did.
SYSTEM = "systemet"


def event_record(
    *,
    subject: Event.Subject,
    subject_id: int,
    kind: Event.Kind,
    at: datetime,
    by: User | None = None,
    by_name: str = "",
    changes: dict[str, list[object]] | None = None,
    note: str = "",
) -> Event:
    """Write down that something happened; `changes` holds field: [from, to]."""
    return Event.objects.create(
        subject=subject,
        subject_id=subject_id,
        kind=kind,
        at=at,
        by=by,
        by_name=by_name or ("" if by else SYSTEM),
        changes=changes or {},
        note=note,
    )


def system_event(
    *, subject: Event.Subject, subject_id: int, kind: Event.Kind, at: datetime, note: str
) -> Event:
    """Return what happened with nobody behind it, to be written with others by `events_insert`."""
    return Event(
        subject=subject, subject_id=subject_id, kind=kind, at=at, by_name=SYSTEM, note=note
    )


def events_insert(*, events: Iterable[Event]) -> None:
    """Write down many different things that happened, in one statement."""
    Event.objects.bulk_create(events)


def events_record(
    *,
    subject: Event.Subject,
    subject_ids: Iterable[int],
    kind: Event.Kind,
    at: datetime,
    by: User | None = None,
    by_name: str = "",
) -> None:
    """Write down that the same happened to many rows at once."""
    who = by_name or ("" if by else SYSTEM)
    Event.objects.bulk_create(
        Event(subject=subject, subject_id=pk, kind=kind, at=at, by=by, by_name=who)
        for pk in subject_ids
    )
