"""A person decides on a suggestion, and may take the decision back until it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    ChangedMeanwhileError,
    MeetingIncompleteError,
)
from actions.models import ActionItem, Commitment
from actions.services.binding import bound_columns
from actions.services.deadlines import refuse_far_deadline
from actions.services.log import commitment_log, item_event
from meetings.models import AgendaItem, Event, Meeting, Person, PlannedMeeting, Unit, User
from meetings.services.events import event_record


def commitment_accept(
    *,
    commitment: Commitment,
    task: str,
    owner_person: Person | None,
    owner_unit: Unit | None,
    deadline: date | None,
    by: User,
    now: datetime,
    version: int | None = None,
    note: str = "",
    recurrence: str = "",
    follows: PlannedMeeting | None = None,
) -> ActionItem:
    """Make an action item of a suggestion, with what the person settled on.

    `version` is the one that the person looked at; another one is refused. `follows` is the meeting
    whose day the deadline is to be, whatever it was read from; raises MeetingOffError.
    """
    today = timezone.localdate(now)
    refuse_far_deadline(deadline, today=today)
    due = (
        bound_columns(follows, today=today)
        if follows
        else {"deadline": deadline, **binding(commitment, deadline)}
    )
    with transaction.atomic():
        meeting = locked_meeting(commitment)
        if meeting.held_on is None or meeting.committee_id is None:
            raise MeetingIncompleteError
        claim(commitment, Commitment.Status.ACCEPTED, version=version, by=by, now=now)
        reopen(meeting, by=by, now=now)
        action_item = ActionItem.objects.create(
            commitment=commitment,
            agenda_item=commitment.agenda_item,
            committee=meeting.committee,
            promised_on=meeting.held_on,
            task=task,
            owner_person=owner_person,
            owner_unit=owner_unit,
            recurrence=recurrence,
            created_at=now,
            created_by=by,
            **due,
        )
        commitment_log(commitment, Event.Kind.ACCEPTED, by=by, now=now, note=note)
        changes = _corrections(commitment, action_item)
        item_event(action_item, Event.Kind.CREATED, by=by, now=now, changes=changes)
    return action_item


def binding(commitment: Commitment, deadline: date | None) -> dict[str, Any]:
    """Return what lets the deadline follow the meeting it was read from, where nobody changed it.

    A meeting moved since it was read moves the deadline with the next tick.
    """
    if commitment.due_meeting_id is None or deadline is None or deadline != commitment.due:
        return {}
    return {"bound_to_id": commitment.due_meeting_id, "bound_on": deadline}


def locked_meeting(row: Commitment | AgendaItem) -> Meeting:
    """Return the meeting, which nobody can send until we are done."""
    item_id = row.agenda_item_id if isinstance(row, Commitment) else row.pk
    return Meeting.objects.select_for_update(of=("self",)).get(agenda_items=item_id)


def reopen(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Put a meeting that was sent back among those to go through: there is something to send."""
    sent = Meeting.objects.filter(pk=meeting.pk, review=Meeting.Review.SENT)
    if sent.update(review=Meeting.Review.OPEN):
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=meeting.pk,
            kind=Event.Kind.REOPENED,
            at=now,
            by=by,
        )


def _corrections(commitment: Commitment, action_item: ActionItem) -> dict[str, list[object]]:
    """Return where the person decided otherwise than the machine proposed."""
    proposed_owner = commitment.owner_person or commitment.owner_unit
    pairs = {
        "task": (commitment.task, action_item.task),
        "owner": (
            str(proposed_owner) if proposed_owner else commitment.owner_name or None,
            str(action_item.owner) if action_item.owner else None,
        ),
        "deadline": (_iso(commitment.due), _iso(action_item.deadline)),
    }
    return {name: [was, became] for name, (was, became) in pairs.items() if was != became}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def commitment_reject(
    *,
    commitment: Commitment,
    reason: str,
    by: User,
    now: datetime,
    version: int | None = None,
) -> None:
    """Put a suggestion aside as no promise."""
    with transaction.atomic():
        claim(
            commitment,
            Commitment.Status.REJECTED,
            version=version,
            by=by,
            now=now,
            rejected_because=reason[:300],
        )
        commitment_log(commitment, Event.Kind.REJECTED, by=by, now=now, note=reason)


def commitment_undo(*, commitment: Commitment, by: User, now: datetime) -> None:
    """Take a decision back, as long as nothing has been sent to an owner."""
    with transaction.atomic():
        meeting = locked_meeting(commitment)
        release(
            commitment,
            [Commitment.Status.ACCEPTED, Commitment.Status.REJECTED],
            by=by,
            now=now,
        )
        _withdraw_action_item(commitment, by=by, now=now)
        reopen(meeting, by=by, now=now)
    commitment.refresh_from_db()


def release(
    commitment: Commitment, statuses: Sequence[Commitment.Status], *, by: User, now: datetime
) -> None:
    """Open the suggestion again; raises AlreadyReviewedError where it has another status now."""
    decided = Commitment.objects.filter(pk=commitment.pk, status__in=statuses)
    if not decided.update(
        status=Commitment.Status.PROPOSED,
        rejected_because="",
        reviewed_by=None,
        reviewed_at=None,
        merged_into=None,
        version=F("version") + 1,
    ):
        raise AlreadyReviewedError
    commitment_log(commitment, Event.Kind.REOPENED, by=by, now=now)


def _withdraw_action_item(commitment: Commitment, *, by: User, now: datetime) -> None:
    standing = commitment.action_items.exclude(status=ActionItem.Status.CANCELLED).first()
    if standing is None:
        return
    unsent = ActionItem.objects.filter(pk=standing.pk, assigned_at__isnull=True)
    if not unsent.update(status=ActionItem.Status.CANCELLED, closed_at=now):
        raise AlreadySentError
    item_event(standing, Event.Kind.CANCELLED, by=by, now=now)


def claim(
    commitment: Commitment,
    status: Commitment.Status,
    *,
    version: int | None,
    by: User | None = None,
    now: datetime | None = None,
    rejected_because: str = "",
) -> None:
    """Give an open suggestion another status, unless somebody was there before.

    Raises AlreadyReviewedError where it is not open any more, ChangedMeanwhileError where it is
    but says something else than the version that was looked at.
    """
    open_one = Commitment.objects.filter(pk=commitment.pk, status=Commitment.Status.PROPOSED)
    seen = open_one if version is None else open_one.filter(version=version)
    if not seen.update(
        status=status,
        reviewed_by=by,
        reviewed_at=now,
        rejected_because=rejected_because,
        version=F("version") + 1,
    ):
        raise ChangedMeanwhileError if open_one.exists() else AlreadyReviewedError
    commitment.refresh_from_db()
