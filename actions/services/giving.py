"""An action item that goes from its owner to a unit, or to nobody yet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from actions.models import ActionItem
from actions.services.co_owners import co_ownership_settle
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Unit, User


def item_give(
    *, action_item: ActionItem, unit: Unit | None, by: User | None, now: datetime
) -> None:
    """Let the unit own the item and be reminded anew; belongs into the caller's transaction."""
    ActionItem.objects.filter(pk=action_item.pk).update(
        owner_person=None,
        owner_unit=unit,
        taken_from=None,
        remind_on=None,
        snoozed_until=None,
        deadline_version=F("deadline_version") + 1,
        version=F("version") + 1,
    )
    action_item.refresh_from_db()
    co_ownership_settle(action_item=action_item, by=by, now=now)
    reminders_cancel(action_item=action_item)
    if action_item.assigned_at:
        reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)
