"""What a unit owns lies in its inbox until somebody takes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import AlreadyTakenError
from actions.models import ActionItem
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, Person, Unit, User


def action_item_take(
    *, action_item: ActionItem, unit: Unit, person: Person, by: User, now: datetime
) -> None:
    """Make the person the owner of what lies in the unit's inbox; the first of two gets it.

    Nobody is mailed: who takes it knows. Raises AlreadyTakenError.
    """
    with transaction.atomic():
        lying = ActionItem.objects.unfinished().filter(pk=action_item.pk, owner_unit=unit)
        if not lying.filter(assigned_at__isnull=False).update(
            owner_unit=None,
            owner_person=person,
            taken_from=unit,
            deadline_version=F("deadline_version") + 1,
            version=F("version") + 1,
        ):
            raise AlreadyTakenError
        action_item.co_owners.filter(person=person).end(now=now)
        _moved(action_item, Event.Kind.TAKEN, was=unit, becomes=person, by=by, now=now)


def action_item_give_back(
    *, action_item: ActionItem, person: Person, by: User, now: datetime
) -> None:
    """Put what the person took back into the inbox; raises AlreadyTakenError where it is not so."""
    unit = action_item.taken_from
    with transaction.atomic():
        taken = ActionItem.objects.unfinished().filter(pk=action_item.pk, owner_person=person)
        if unit is None or not taken.filter(taken_from=unit).update(
            owner_unit=unit,
            owner_person=None,
            taken_from=None,
            deadline_version=F("deadline_version") + 1,
            version=F("version") + 1,
        ):
            raise AlreadyTakenError
        action_item.co_owners.filter(unit=unit).end(now=now)
        _moved(action_item, Event.Kind.GIVEN_BACK, was=person, becomes=unit, by=by, now=now)


def _moved(
    action_item: ActionItem,
    kind: Event.Kind,
    *,
    was: Person | Unit,
    becomes: Person | Unit,
    by: User,
    now: datetime,
) -> None:
    action_item.refresh_from_db()
    item_log(action_item, kind, by=by, now=now, changes={"owner": [str(was), str(becomes)]})
    reminders_cancel(action_item=action_item)
    reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=False)
