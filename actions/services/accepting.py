"""All that is sure enough accepted at once, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.exceptions import AlreadyReviewedError, ChangedMeanwhileError, MeetingIncompleteError
from actions.language import Grade
from actions.models import Commitment
from actions.policy import latest_deadline, read_recurrence
from actions.services.commitments import commitment_accept
from meetings.models import Meeting, User


@dataclass(frozen=True, slots=True)
class AllAccepted:
    """How many were accepted, and how many are left to a person and why."""

    accepted: int = 0
    unsettled: int = 0
    changed: int = 0


def commitments_accept_all(
    *, meeting: Meeting, least: Grade, seen: Mapping[int, int], by: User, now: datetime
) -> AllAccepted:
    """Accept what is at least that sure, has an owner, and is as it was seen (key to version).

    All of it is one step: it is undone in one go.
    """
    accepted = unsettled = changed = 0
    with transaction.atomic():
        held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if held.held_on is None or held.committee_id is None:
            raise MeetingIncompleteError
        for row in _open_ones(meeting, least):
            if row.pk not in seen:
                continue
            if not _is_settled(row, today=timezone.localdate(now)):
                unsettled += 1
            elif _accept(row, version=seen[row.pk], by=by, now=now):
                accepted += 1
            else:
                changed += 1
    return AllAccepted(accepted, unsettled, changed)


def _open_ones(meeting: Meeting, least: Grade) -> list[Commitment]:
    rows = Commitment.objects.undecided().sure(least).filter(agenda_item__meeting=meeting)
    return list(rows.select_related("agenda_item", "owner_person", "owner_unit"))


def _accept(row: Commitment, *, version: int, by: User, now: datetime) -> bool:
    try:
        commitment_accept(
            commitment=row,
            task=row.task,
            owner_person=row.owner_person,
            owner_unit=row.owner_unit,
            deadline=row.due,
            recurrence=read_recurrence(row.recurrence),
            by=by,
            now=now,
            version=version,
            note=_("Godkendt sammen med andre sikre forslag."),
        )
    except (AlreadyReviewedError, ChangedMeanwhileError):
        return False
    return True


def _is_settled(row: Commitment, *, today: date) -> bool:
    """Whether it can be accepted as it stands: it has an owner, and no deadline far out."""
    has_owner = row.owner_person_id is not None or row.owner_unit_id is not None
    return has_owner and (row.due is None or row.due <= latest_deadline(today))
