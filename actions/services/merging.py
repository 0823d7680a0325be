"""Two action items that are one: the other lapses, its owners come along, nothing of it is lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from actions.exceptions import (
    AlreadyClosedError,
    ConfidentialMixedError,
    OwnerlessError,
    SameItemError,
)
from actions.models import ActionItem
from actions.recipients import recipient_keys
from actions.selectors import owner_key
from actions.services.co_owners import co_owner_add
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel
from meetings.models import Event, Person, Unit, User


def action_item_merge(
    *, action_item: ActionItem, into: ActionItem, by: User, now: datetime
) -> None:
    """Let the item lapse in favour of another, which keeps its own words and deadline.

    The owners of the one are co-owners of the other from now on. Answers, comments and files stay
    where they are, and each page shows the way to the other. Raises SameItemError,
    AlreadyClosedError, ConfidentialMixedError.
    """
    if action_item.pk == into.pk:
        raise SameItemError
    with transaction.atomic():
        rows = ActionItem.objects.select_for_update(of=("self",)).order_by("pk")
        locked = {row.pk: row for row in rows.filter(pk__in=[action_item.pk, into.pk])}
        goes, stays = locked[action_item.pk], locked[into.pk]
        if not (goes.is_open and stays.is_open):
            raise AlreadyClosedError
        if goes.is_confidential != stays.is_confidential:
            # Owners who came along would see what was not said to them, or stop seeing theirs.
            raise ConfidentialMixedError
        ActionItem.objects.filter(pk=goes.pk).update(
            status=ActionItem.Status.CANCELLED,
            merged_into=stays,
            closed_at=now,
            version=F("version") + 1,
        )
        reminders_cancel(action_item=goes)
        note = _("Opgave %(one)s er lagt ind i opgave %(other)s.")
        words = note % {"one": goes.pk, "other": stays.pk}
        for one in (goes, stays):
            item_log(one, Event.Kind.MERGED, by=by, now=now, note=words)
        _bring_owners(goes, stays, by=by, now=now)
    action_item.refresh_from_db()


def _bring_owners(goes: ActionItem, stays: ActionItem, *, by: User, now: datetime) -> None:
    if stays.owner is None:
        if goes.owner is None:
            return
        raise OwnerlessError
    known = set(recipient_keys(stays))
    standing = goes.co_owners.standing().select_related("person", "unit")
    owners = [goes.owner, *(one.owner for one in standing)]
    for owner in owners:
        person = owner if isinstance(owner, Person) else None
        unit = owner if isinstance(owner, Unit) else None
        key = owner_key(person_id=person.pk if person else None, unit_id=unit.pk if unit else None)
        if owner is not None and key not in known:
            known.add(key)
            co_owner_add(
                action_item=stays, person=person, unit=unit, came_with=goes, by=by, now=now
            )


def action_item_separate(action_item: ActionItem, *, by: User, now: datetime) -> None:
    """Take apart what was merged; belongs into the transaction that opens the item again."""
    into = action_item.merged_into
    if into is None:
        return
    ActionItem.objects.filter(pk=action_item.pk).update(merged_into=None)
    came = into.co_owners.standing().filter(came_with=action_item)
    for one in came:
        key = owner_key(person_id=one.person_id, unit_id=one.unit_id)
        reminders_cancel(action_item=into, only=key)
    came.end(now=now)
    item_log(into, Event.Kind.SEPARATED, by=by, now=now)
