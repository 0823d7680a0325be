"""An owner needs longer: twice on the owner's own word, then on a manager's or secretary's."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import (
    AlreadyAskedError,
    AlreadyClosedError,
    AlreadyDecidedError,
    ChangedMeanwhileError,
    DeadlineNotLaterError,
    OutdatedLinkError,
    ReasonMissingError,
)
from actions.models import ActionItem, Extension
from actions.policy import EXTENSION_REFUSED, may_extend_alone
from actions.services.deadlines import refuse_far_deadline
from actions.services.log import item_log
from actions.services.reminders import reminder_tell, reminders_cancel, reminders_plan
from meetings.models import Event, User


def deadline_extend(
    *,
    action_item: ActionItem,
    deadline_version: int,
    deadline: date,
    reason: str,
    by: User | None,
    by_name: str,
    now: datetime,
) -> Extension:
    """Give the item the owner's later deadline, or ask for it where that is no longer theirs.

    The answer is a row whose `state` says which. Raises DeadlineNotLaterError, DeadlineTooFarError,
    ReasonMissingError, AlreadyClosedError, OutdatedLinkError or AlreadyAskedError.
    """
    if not reason.strip():
        raise ReasonMissingError
    with transaction.atomic():
        current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
        _refuse_spent(current, deadline_version)
        _refuse_deadline(current, deadline, today=timezone.localdate(now))
        is_own = current.deadline is None or may_extend_alone(current.extensions)
        extension = Extension.objects.create(
            action_item=current,
            deadline_version=deadline_version,
            was=current.deadline,
            deadline=deadline,
            reason=reason.strip(),
            state=Extension.State.GRANTED if is_own else Extension.State.WAITING,
            asked_at=now,
            asked_by=by_name or str(by or ""),
        )
        if is_own:
            _move(current, deadline, now=now)
        kind = Event.Kind.EXTENDED if is_own else Event.Kind.EXTENSION_ASKED
        changes = _changes(extension)
        item_log(current, kind, now=now, by=by, by_name=by_name, changes=changes, note=reason)
    action_item.refresh_from_db()
    return extension


def deadline_postpone(
    *,
    action_item: ActionItem,
    version: int,
    deadline: date,
    reason: str,
    by: User,
    now: datetime,
) -> Extension:
    """Put the deadline off on the secretary's word; it counts, and the owners hear of it.

    Raises ReasonMissingError, DeadlineNotLaterError, DeadlineTooFarError, AlreadyClosedError or
    ChangedMeanwhileError.
    """
    if not reason.strip():
        raise ReasonMissingError
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        if current.version != version:
            raise ChangedMeanwhileError
        _refuse_deadline(current, deadline, today=timezone.localdate(now))
        extension = Extension.objects.create(
            action_item=current,
            deadline_version=current.deadline_version,
            was=current.deadline,
            was_bound_to=current.bound_to,
            was_bound_on=current.bound_on,
            deadline=deadline,
            reason=reason.strip(),
            state=Extension.State.GRANTED,
            asked_at=now,
            asked_by=str(by),
            decided_at=now,
            decided_by=by,
        )
        _move(current, deadline, now=now)
        changes = _changes(extension)
        item_log(current, Event.Kind.EXTENDED, now=now, by=by, changes=changes, note=reason)
    action_item.refresh_from_db()
    return extension


def _refuse_spent(action_item: ActionItem, deadline_version: int) -> None:
    if not action_item.is_open:
        raise AlreadyClosedError
    if action_item.deadline_version != deadline_version:
        raise OutdatedLinkError
    if Extension.objects.waiting().filter(action_item=action_item).exists():
        raise AlreadyAskedError


def _refuse_deadline(action_item: ActionItem, deadline: date, *, today: date) -> None:
    refuse_far_deadline(deadline, today=today)
    earliest = max(today, action_item.deadline or today)
    if deadline < today or (action_item.deadline and deadline <= earliest):
        raise DeadlineNotLaterError(earliest)


def _move(action_item: ActionItem, deadline: date, *, now: datetime) -> None:
    """Set the deadline and plan its reminders; the first one an item gets is no extension.

    It is news to whoever asked for it too: the links there were ended with the old deadline.
    """
    ActionItem.objects.filter(pk=action_item.pk).update(
        deadline=deadline,
        extensions=F("extensions") + int(action_item.deadline is not None),
        bound_to=None,
        bound_on=None,
        remind_on=None,
        snoozed_until=None,
        deadline_version=F("deadline_version") + 1,
        version=F("version") + 1,
    )
    action_item.refresh_from_db()
    reminders_cancel(action_item=action_item)
    if action_item.assigned_at:
        today = timezone.localdate(now)
        reminders_plan(action_item=action_item, today=today, assigned=True)


def _changes(extension: Extension) -> dict[str, list[object]]:
    was = extension.was.isoformat() if extension.was else None
    return {"deadline": [was, extension.deadline.isoformat()]}


def extension_grant(*, extension: Extension, reason: str, by: User, now: datetime) -> None:
    """Give the deadline that was asked for, with the reason of who gives it."""
    with transaction.atomic():
        action_item = _decide(extension, Extension.State.GRANTED, reason=reason, by=by, now=now)
        _refuse_deadline(action_item, extension.deadline, today=timezone.localdate(now))
        _move(action_item, extension.deadline, now=now)
        changes = _changes(extension)
        item_log(action_item, Event.Kind.EXTENDED, now=now, by=by, changes=changes, note=reason)


def extension_refuse(*, extension: Extension, reason: str, by: User, now: datetime) -> None:
    """Keep the deadline there is; the owner hears of it in the next mail."""
    with transaction.atomic():
        action_item = _decide(extension, Extension.State.REFUSED, reason=reason, by=by, now=now)
        item_log(action_item, Event.Kind.EXTENSION_REFUSED, now=now, by=by, note=reason)
        today = timezone.localdate(now)
        step = f"{EXTENSION_REFUSED}-{extension.pk}"
        reminder_tell(action_item=action_item, step=step, today=today)


def _decide(
    extension: Extension, state: Extension.State, *, reason: str, by: User, now: datetime
) -> ActionItem:
    """Note the decision and return the item, locked; refused where it is not asked any more."""
    if not reason.strip():
        raise ReasonMissingError
    action_item = ActionItem.objects.select_for_update().get(pk=extension.action_item_id)
    waiting = Extension.objects.filter(pk=extension.pk, state=Extension.State.WAITING)
    is_outdated = action_item.deadline_version != extension.deadline_version
    if not action_item.is_open or is_outdated:
        raise AlreadyDecidedError
    if not waiting.update(state=state, decision=reason.strip(), decided_at=now, decided_by=by):
        raise AlreadyDecidedError
    extension.refresh_from_db()
    return action_item
