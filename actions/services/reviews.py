"""A meeting is settled, reviewed and sent: its owners are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.exceptions import OwnerMissingError, UndecidedError
from actions.language import DEFAULT_GRADE, Grade
from actions.models import ActionItem, Commitment
from actions.services.recognising import (
    documents_recognise_again,
    later_meetings,
    recognitions_lapse,
)
from actions.services.redating import suggestions_undate
from actions.services.reminders import reminders_plan
from actions.services.rereads import meetings_reread_later
from meetings.exceptions import RowChangedMeanwhileError
from meetings.locks import meetings_lock
from meetings.models import Committee, Event, Meeting, User
from meetings.services.events import event_record
from meetings.services.meetings import meeting_correct
from meetings.services.versions import family, meeting_compare


def review_send(*, meeting: Meeting, by: User, now: datetime, seen: Grade = DEFAULT_GRADE) -> int:
    """Assign the meeting's accepted action items and return how many; the mails follow.

    `seen` is the lowest grade that the reviewer is shown: what is less sure may stay undecided.
    """
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        _refuse_unfinished(meeting, seen=seen)
        waiting = list(_unassigned(meeting))
        number = sum(_assign(action_item, by=by, now=now) for action_item in waiting)
        Meeting.objects.filter(pk=meeting.pk).update(review=Meeting.Review.SENT)
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=meeting.pk,
            kind=Event.Kind.SENT,
            at=now,
            by=by,
            changes={"action_items": [0, number]},
        )
        if number:
            documents_recognise_again(meetings=later_meetings(meeting))
    meeting.refresh_from_db()
    return number


def _refuse_unfinished(meeting: Meeting, *, seen: Grade) -> None:
    waiting = Commitment.objects.undecided().sure(seen)
    undecided = waiting.filter(agenda_item__meeting=meeting).count()
    if undecided:
        raise UndecidedError(undecided)
    homeless = list(_unassigned(meeting).filter(owner_person__isnull=True, owner_unit__isnull=True))
    if homeless:
        raise OwnerMissingError(homeless)


def _unassigned(meeting: Meeting) -> QuerySet[ActionItem]:
    return ActionItem.objects.unfinished().filter(
        agenda_item__meeting=meeting, assigned_at__isnull=True
    )


def _assign(action_item: ActionItem, *, by: User, now: datetime) -> bool:
    """Assign an item that is open and somebody's, and tell whether it was still there to assign."""
    owned = Q(owner_person__isnull=False) | Q(owner_unit__isnull=False)
    waiting = ActionItem.objects.unfinished().filter(owned, assigned_at__isnull=True)
    is_assigned = bool(waiting.filter(pk=action_item.pk).update(assigned_at=now))
    action_item.refresh_from_db()
    if not is_assigned:
        # Since it was looked at somebody let it lapse, or took it from its owner.
        if action_item.is_open:
            raise OwnerMissingError([action_item])
        return False
    reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=action_item.pk,
        kind=Event.Kind.SENT,
        at=now,
        by=by,
        changes={"owner": [None, str(action_item.owner)]},
    )
    return True


def meeting_settle(
    *,
    meeting: Meeting,
    committee: Committee | None,
    held_on: date | None,
    by: User,
    now: datetime,
    seen: tuple[int | None, date | None] | None = None,
) -> None:
    """Correct a meeting's committee and date, and let what waits be read anew by them.

    `seen` are the committee and date that are being put right; raises RowChangedMeanwhileError
    where they are others by now. `actions.tasks.apply_house_rules` reads what waits; whoever
    settles rings for that.
    """
    with transaction.atomic():
        meetings_lock()
        stands = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if seen and seen != (stands.committee_id, stands.held_on):
            raise RowChangedMeanwhileError
        # A corrected version is of the same meeting: they go together.
        for one in family(meeting):
            _settle(one, committee=committee, held_on=held_on, by=by, now=now)
        meeting_compare(meeting=meeting, now=now)
        recognitions_lapse(meetings=family(meeting))
    meeting.refresh_from_db()


def _settle(
    meeting: Meeting,
    *,
    committee: Committee | None,
    held_on: date | None,
    by: User,
    now: datetime,
) -> None:
    before = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting_correct(meeting=meeting, committee=committee, held_on=held_on, by=by, now=now)
    ActionItem.objects.filter(agenda_item__meeting=meeting).update(
        committee=committee, promised_on=held_on
    )
    # Deadlines and aliases hang on the date, house rules on both.
    if (held_on, committee) != (before.held_on, before.committee):
        meetings_reread_later(meetings=Meeting.objects.filter(pk=meeting.pk), now=now)
    if held_on != before.held_on:
        suggestions_undate(meeting=meeting, by=by, now=now)
