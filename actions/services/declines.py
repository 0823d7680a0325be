"""An owner says "not mine": the item goes to the unit or the secretary, and somebody decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import (
    AlreadyClosedError,
    AlreadyDecidedError,
    OutdatedLinkError,
    ReasonMissingError,
)
from actions.models import ActionItem, Decline
from actions.services.giving import item_give
from actions.services.log import item_log
from meetings.models import Event, Unit, User


def owner_decline(
    *,
    action_item: ActionItem,
    deadline_version: int,
    suggestion: str,
    reason: str,
    by: User | None,
    by_name: str,
    now: datetime,
) -> Decline:
    """Take the item from an owner whose it is not; `suggestion` names in words whose it may be.

    It goes to the person's unit where that has an inbox, else it waits without an owner for the
    secretary. Raises ReasonMissingError, AlreadyClosedError or OutdatedLinkError.
    """
    if not reason.strip():
        raise ReasonMissingError
    with transaction.atomic():
        current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        if current.deadline_version != deadline_version or current.owner is None:
            raise OutdatedLinkError
        decline = Decline.objects.create(
            action_item=current,
            deadline_version=deadline_version,
            person=current.owner_person,
            unit=current.owner_unit,
            suggestion=suggestion.strip(),
            reason=reason.strip(),
            declined_at=now,
            declined_by=by_name or str(by or ""),
        )
        heir = _heir(current)
        changes: dict[str, list[object]] = {
            "owner": [str(current.owner), str(heir) if heir else None]
        }
        item_give(action_item=current, unit=heir, by=by, now=now)
        note = _in_words(decline)
        item_log(
            current,
            Event.Kind.DECLINED,
            now=now,
            by=by,
            by_name=by_name,
            changes=changes,
            note=note,
        )
    action_item.refresh_from_db()
    return decline


def _heir(action_item: ActionItem) -> Unit | None:
    """Return the unit that finds the right one; what is confidential waits for the secretary."""
    person = action_item.owner_person
    if person is None or person.unit is None or action_item.is_confidential:
        return None
    return person.unit if person.unit.email else None


def _in_words(decline: Decline) -> str:
    return " → ".join(part for part in (decline.reason, decline.suggestion) if part)


def decline_settle(*, decline: Decline, by: User, now: datetime) -> None:
    """Note that the item stands rightly with the owner it now has."""
    with transaction.atomic():
        action_item = ActionItem.objects.select_for_update().get(pk=decline.action_item_id)
        unsettled = Decline.objects.unsettled().filter(
            pk=decline.pk, action_item__in=ActionItem.objects.owned()
        )
        if not unsettled.update(settled_at=now):
            raise AlreadyDecidedError
        changes: dict[str, list[object]] = {
            "owner": [str(decline.person or decline.unit), str(action_item.owner)]
        }
        item_log(action_item, Event.Kind.CHANGED, now=now, by=by, changes=changes)


def declines_settle(*, action_item: ActionItem, now: datetime) -> None:
    """Note that somebody has given the item an owner."""
    Decline.objects.filter(action_item=action_item, settled_at=None).update(settled_at=now)
