"""What a person knows better than the reader about a meeting."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from meetings.exceptions import RowChangedMeanwhileError
from meetings.models import AgendaItem, Committee, Event, Meeting, User
from meetings.reading.structure import Participant
from meetings.selectors import planned_case_number
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
        case_number = _case_number(before, committee=committee, held_on=held_on)
        if case_number != before.case_number:
            changes["case_number"] = [before.case_number or None, case_number or None]
        Meeting.objects.filter(pk=meeting.pk).update(
            committee=committee, held_on=held_on, date_source=source, case_number=case_number
        )
        if committee and committee.is_closed_by_default:
            AgendaItem.objects.filter(meeting=meeting).update(is_closed=True)
        _log(meeting, changes, by=by, now=now)
    meeting.refresh_from_db()


def meeting_file_under(*, meeting: Meeting, case_number: str, by: User, now: datetime) -> None:
    """Set the number of the case in the records system that the meeting is filed under."""
    with transaction.atomic():
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if before.case_number == case_number:
            return
        Meeting.objects.filter(pk=meeting.pk).update(case_number=case_number)
        _log(
            meeting,
            {"case_number": [before.case_number or None, case_number or None]},
            by=by,
            now=now,
        )
    meeting.refresh_from_db()


def participants_correct(
    *,
    meeting: Meeting,
    participants: Sequence[Participant],
    seen: str,
    by: User,
    now: datetime,
) -> None:
    """Set who took part, as a person read it.

    `seen` is the mark of what was on the screen; raises RowChangedMeanwhileError where it is old.

    Reading again never touches it: participants are read once, when the meeting comes in.
    """
    with transaction.atomic():
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if participants_mark(before) != seen:
            raise RowChangedMeanwhileError
        given = [asdict(one) for one in participants]
        if given == before.participants:
            return
        Meeting.objects.filter(pk=meeting.pk).update(participants=given)
        _log(
            meeting, {"participants": [_names(before.participants), _names(given)]}, by=by, now=now
        )
    meeting.refresh_from_db()


def participants_mark(meeting: Meeting) -> str:
    """Return a short name for the participants as they stand, to tell whether they changed."""
    return hashlib.sha256(json.dumps(meeting.participants).encode()).hexdigest()[:16]


def _case_number(before: Meeting, *, committee: Committee | None, held_on: date | None) -> str:
    """Return the number that the plan has for the right day; what a person wrote stays."""
    if before.case_number != planned_case_number(before.committee, before.held_on):
        return before.case_number
    return planned_case_number(committee, held_on)


def _names(participants: Sequence[dict[str, str | None]]) -> str:
    return ", ".join(str(one["name"]) for one in participants)


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


def _log(meeting: Meeting, changes: dict[str, list[object]], *, by: User, now: datetime) -> None:
    event_record(
        subject=Event.Subject.MEETING,
        subject_id=meeting.pk,
        kind=Event.Kind.CORRECTED,
        at=now,
        by=by,
        changes=changes,
    )
