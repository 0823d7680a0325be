"""What happens to an action item after it was accepted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyCreatedError,
    ChangedMeanwhileError,
    NotClosedError,
    OwnerlessError,
    SupersededError,
)
from actions.models import ActionItem, Commitment
from actions.services.binding import bound_columns
from actions.services.deadlines import refuse_far_deadline
from actions.services.handing_over import owner_settle
from actions.services.log import item_log
from actions.services.merging import action_item_separate
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import (
    AgendaItem,
    Committee,
    Event,
    Meeting,
    Person,
    PlannedMeeting,
    Unit,
    User,
)


def action_item_create(
    *,
    committee: Committee,
    agenda_item: AgendaItem | None,
    task: str,
    owner_person: Person | None,
    owner_unit: Unit | None,
    deadline: date | None,
    is_closed: bool,
    by: User,
    now: datetime,
    background: str = "",
    form_key: str | None = None,
    follows: PlannedMeeting | None = None,
) -> ActionItem:
    """Make an action item by hand; in a meeting under review it waits to be sent with the rest.

    The deadline is that of the meeting it follows, where it follows one. Raises
    AlreadyCreatedError where the same form has made one before, and MeetingOffError.
    """
    today = timezone.localdate(now)
    refuse_far_deadline(deadline, today=today)
    if owner_person is None and owner_unit is None:
        raise OwnerlessError
    due = bound_columns(follows, today=today) if follows else {"deadline": deadline}
    waits = agenda_item is not None and agenda_item.meeting.review == Meeting.Review.OPEN
    with transaction.atomic():
        action_item = _insert(
            agenda_item=agenda_item,
            committee=committee,
            promised_on=agenda_item.meeting.held_on if agenda_item else today,
            is_closed=is_closed,
            task=task,
            background=background,
            owner_person=owner_person,
            owner_unit=owner_unit,
            **due,
            assigned_at=None if waits else now,
            created_at=now,
            created_by=by,
            form_key=form_key,
        )
        if not waits:
            reminders_plan(action_item=action_item, today=today, assigned=True)
        item_log(action_item, Event.Kind.ENTERED, by=by, now=now)
    return action_item


def _insert(*, form_key: str | None, **columns: Any) -> ActionItem:
    if form_key is None:
        return ActionItem.objects.create(**columns)
    action_item, is_new = ActionItem.objects.get_or_create(form_key=form_key, defaults=columns)
    if not is_new:
        raise AlreadyCreatedError(action_item)
    return action_item


def action_item_change(
    *,
    action_item: ActionItem,
    version: int,
    task: str,
    owner_person: Person | None,
    owner_unit: Unit | None,
    deadline: date | None,
    by: User,
    now: datetime,
) -> ActionItem:
    """Change what, who or when; a new owner or deadline plans its reminders anew."""
    refuse_far_deadline(deadline, today=timezone.localdate(now))
    with transaction.atomic():
        before = ActionItem.objects.select_for_update().get(pk=action_item.pk)
        _refuse_closed(before)
        changes = _changes(before, task=task, owner=owner_person or owner_unit, deadline=deadline)
        moved = bool({"owner", "deadline"} & changes.keys())
        if not ActionItem.objects.filter(pk=before.pk, version=version).update(
            task=task,
            owner_person=owner_person,
            owner_unit=owner_unit,
            deadline=deadline,
            # A deadline that a person sets follows no meeting.
            **({"bound_to": None, "bound_on": None} if "deadline" in changes else {}),
            deadline_version=before.deadline_version + int(moved),
            version=F("version") + 1,
        ):
            raise ChangedMeanwhileError
        action_item.refresh_from_db()
        if changes:
            item_log(action_item, Event.Kind.CHANGED, by=by, now=now, changes=changes)
        if "owner" in changes:
            ActionItem.objects.filter(pk=before.pk).update(taken_from=None)
            owner_settle(action_item=action_item, now=now)
        if moved and action_item.assigned_at:
            reminders_cancel(action_item=action_item)
            # A new deadline is news too: the links of earlier mails are bound to the old one.
            reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)
    return action_item


def _changes(
    before: ActionItem, *, task: str, owner: Person | Unit | None, deadline: date | None
) -> dict[str, list[object]]:
    pairs: dict[str, tuple[object, object]] = {
        "task": (before.task, task),
        "owner": (
            str(before.owner) if before.owner else None,
            str(owner) if owner else None,
        ),
        "deadline": (
            before.deadline.isoformat() if before.deadline else None,
            deadline.isoformat() if deadline else None,
        ),
    }
    changes = {name: [was, becomes] for name, (was, becomes) in pairs.items() if was != becomes}
    # Two people may share a name: the row decides, not the words.
    if before.owner != owner:
        changes.setdefault("owner", list(pairs["owner"]))
    return changes


def action_item_cancel(
    *, action_item: ActionItem, reason: str, by: User, now: datetime, version: int | None = None
) -> None:
    """Let an action item lapse; the mails stop. `version` is the item as it was shown."""
    with transaction.atomic():
        current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
        _refuse_closed(current)
        if version not in {None, current.version}:
            raise ChangedMeanwhileError
        ActionItem.objects.filter(pk=current.pk).update(
            status=ActionItem.Status.CANCELLED, closed_at=now, version=F("version") + 1
        )
        reminders_cancel(action_item=current)
        item_log(current, Event.Kind.CANCELLED, by=by, now=now, note=reason)
    action_item.refresh_from_db()


def action_item_reopen(*, action_item: ActionItem, by: User, now: datetime) -> None:
    """Take up a closed action item again; its answer stays in the history."""
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_ended:
            raise NotClosedError
        _refuse_superseded(current)
        ActionItem.objects.filter(pk=current.pk).update(
            status=ActionItem.Status.OPEN,
            closed_at=None,
            answer="",
            answered_by="",
            answered_at=None,
            deadline_version=F("deadline_version") + 1,
            version=F("version") + 1,
        )
        action_item_separate(current, by=by, now=now)
        action_item.refresh_from_db()
        item_log(action_item, Event.Kind.REOPENED, by=by, now=now)
        if action_item.assigned_at:
            reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)


def _refuse_superseded(action_item: ActionItem) -> None:
    # The next of a series never was the one that a review made.
    if action_item.commitment_id is None or action_item.renewal_of_id is not None:
        return
    commitment = Commitment.objects.get(pk=action_item.commitment_id)
    made = commitment.action_items.filter(renewal_of__isnull=True)
    standing = made.exclude(status=ActionItem.Status.CANCELLED)
    is_accepted = commitment.status == Commitment.Status.ACCEPTED
    if not is_accepted or standing.exclude(pk=action_item.pk).exists():
        raise SupersededError


def _refuse_closed(action_item: ActionItem) -> None:
    if not action_item.is_open:
        raise AlreadyClosedError
