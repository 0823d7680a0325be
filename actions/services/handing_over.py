"""The secretary gives an action item to somebody else, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyOwnerError,
    ChangedMeanwhileError,
    OwnerlessError,
    ReasonMissingError,
)
from actions.models import ActionItem
from actions.recipients import recipient_key
from actions.services.co_owners import co_ownership_settle
from actions.services.declines import declines_settle
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, Person, Unit, User


def action_item_reassign(
    *,
    action_item: ActionItem,
    version: int,
    owner_person: Person | None,
    owner_unit: Unit | None,
    reason: str,
    by: User,
    now: datetime,
) -> None:
    """Make somebody else the accountable owner; the mails to the one before stop.

    Raises ReasonMissingError, OwnerlessError, AlreadyOwnerError, AlreadyClosedError or
    ChangedMeanwhileError.
    """
    if not reason.strip():
        raise ReasonMissingError
    if owner_person is None and owner_unit is None:
        raise OwnerlessError
    with transaction.atomic():
        before = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not before.is_open:
            raise AlreadyClosedError
        if before.owner == (owner_person or owner_unit):
            raise AlreadyOwnerError
        if not ActionItem.objects.filter(pk=before.pk, version=version).update(
            owner_person=owner_person,
            owner_unit=owner_unit,
            taken_from=None,
            remind_on=None,
            snoozed_until=None,
            deadline_version=F("deadline_version") + 1,
            version=F("version") + 1,
        ):
            raise ChangedMeanwhileError
        action_item.refresh_from_db()
        owner_settle(action_item=action_item, now=now)
        changes: dict[str, list[object]] = {
            "owner": [str(before.owner) if before.owner else None, str(action_item.owner)],
            # What a step back is made from; history shows the names alone.
            "_owner": [recipient_key(before), recipient_key(action_item)],
        }
        item_log(
            action_item,
            Event.Kind.HANDED_OVER,
            by=by,
            now=now,
            changes=changes,
            note=reason.strip(),
        )
        reminders_cancel(action_item=action_item)
        if action_item.assigned_at:
            reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)


def owner_settle(*, action_item: ActionItem, now: datetime) -> None:
    """Note that the item has an owner: nobody waits for one, and nobody owns it twice."""
    declines_settle(action_item=action_item, now=now)
    co_ownership_settle(action_item=action_item, now=now)
