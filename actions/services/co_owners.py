"""Several owners: one is accountable, the others hear of it as well and may answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyDecidedError,
    AlreadyOwnerError,
    OwnerlessError,
)
from actions.models import ActionItem, CoOwner
from actions.recipients import recipient_key, recipient_keys
from actions.selectors import owner_key
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, Person, Unit, User


def co_owner_add(
    *,
    action_item: ActionItem,
    person: Person | None,
    unit: Unit | None,
    by: User,
    now: datetime,
    came_with: ActionItem | None = None,
) -> CoOwner:
    """Let somebody do it together with the accountable owner; the mail goes to the new one alone.

    Raises OwnerlessError where nobody is named or accountable, AlreadyOwnerError,
    AlreadyClosedError.
    """
    key = owner_key(
        person_id=person.pk if person else None, unit_id=unit.pk if unit and not person else None
    )
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        if current.owner is None or not (person or unit):
            raise OwnerlessError
        if key in recipient_keys(current):
            raise AlreadyOwnerError
        co_owner = CoOwner.objects.create(
            action_item=current, person=person, unit=unit, added_at=now, came_with=came_with
        )
        changes: dict[str, list[object]] = {"co_owner": [None, str(co_owner)]}
        item_log(current, Event.Kind.SHARED, by=by, now=now, changes=changes)
        if current.assigned_at:
            today = timezone.localdate(now)
            reminders_plan(action_item=current, today=today, assigned=True, only=key)
    action_item.refresh_from_db()
    return co_owner


def co_owner_end(
    *, co_owner: CoOwner, by: User | None, by_name: str = "", now: datetime, note: str = ""
) -> None:
    """Let somebody off; raises AlreadyDecidedError where that has happened."""
    with transaction.atomic():
        items = ActionItem.objects.select_for_update(of=("self",))
        current = items.get(pk=co_owner.action_item_id)
        if not CoOwner.objects.filter(pk=co_owner.pk).end(now=now):
            raise AlreadyDecidedError
        key = owner_key(person_id=co_owner.person_id, unit_id=co_owner.unit_id)
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=co_owner.action_item_id)
        # Who has become the accountable owner meanwhile still has to hear of it.
        if key != recipient_key(current):
            reminders_cancel(action_item=current, only=key)
        changes: dict[str, list[object]] = {"co_owner": [str(co_owner), None]}
        item_log(
            co_owner.action_item,
            Event.Kind.SHARED,
            by=by,
            by_name=by_name,
            now=now,
            changes=changes,
            note=note,
        )


def co_ownership_settle(*, action_item: ActionItem, by: User | None = None, now: datetime) -> None:
    """Let nobody own an item twice: who has become the accountable owner is co-owner no more."""
    key = recipient_key(action_item)
    for one in action_item.co_owners.standing().select_related("person", "unit"):
        mine = owner_key(person_id=one.person_id, unit_id=one.unit_id) == key
        if mine and action_item.co_owners.filter(pk=one.pk).end(now=now):
            changes: dict[str, list[object]] = {"co_owner": [str(one), None]}
            item_log(action_item, Event.Kind.SHARED, by=by, now=now, changes=changes)
