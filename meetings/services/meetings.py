"""What a person knows better than the reader about a meeting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meetings.models import AgendaItem, Committee, Event, Meeting, User
from meetings.services.events import event_record


def meeting_correct(
    *,
    meeting: Meeting,
    committee: Committee | None,
    held_on: date | None,
    by: User,
    now: datetime,
) -> None:
    """Set the committee and the date that a person read out of the minutes."""
    with transaction.atomic():
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        changes = _changes(before, committee=committee, held_on=held_on)
        if not changes:
            return
        source = "given" if "held_on" in changes else before.date_source
        Meeting.objects.filter(pk=meeting.pk).update(
            committee=committee, held_on=held_on, date_source=source
        )
        if committee and committee.is_closed_by_default:
            AgendaItem.objects.filter(meeting=meeting).update(is_closed=True)
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=meeting.pk,
            kind=Event.Kind.CORRECTED,
            at=now,
            by=by,
            changes=changes,
        )
    meeting.refresh_from_db()


def _changes(
    before: Meeting, *, committee: Committee | None, held_on: date | None
) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    if before.committee != committee:
        changes["committee"] = [
            before.committee.name if before.committee else None,
            committee.name if committee else None,
        ]
    if before.held_on != held_on:
        changes["held_on"] = [
            before.held_on.isoformat() if before.held_on else None,
            held_on.isoformat() if held_on else None,
        ]
    return changes
