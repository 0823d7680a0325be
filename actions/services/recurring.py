"""What comes again and again: the next one is made when the last is closed, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem, CoOwner, Extension
from actions.policy import next_deadline
from actions.services.log import item_log
from actions.services.reminders import reminders_plan
from meetings.models import Event, Person, Unit, User


def recurrence_set(
    *, action_item: ActionItem, every: str, version: int, by: User, now: datetime
) -> None:
    """Let the item come again that often, or no more; raises ChangedMeanwhileError."""
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if current.is_ended or current.version != version:
            raise ChangedMeanwhileError
        if current.recurrence != every:
            was = current.get_recurrence_display()
            current.recurrence = every
            ActionItem.objects.filter(pk=current.pk).update(
                recurrence=every, version=F("version") + 1
            )
            changes: dict[str, list[object]] = {
                "recurrence": [was or None, current.get_recurrence_display() or None]
            }
            item_log(current, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    action_item.refresh_from_db()


def item_renew(
    *, action_item: ActionItem, by: User | None, by_name: str = "", now: datetime
) -> ActionItem | None:
    """Make the next of an item that was just closed; belongs into the transaction that closes it.

    None where it does not come again, or where the next one is there: it was closed before, and
    opened again.
    """
    current = ActionItem.objects.get(pk=action_item.pk)
    if not current.recurrence or ActionItem.objects.filter(renewal_of=current).exists():
        return None
    today = timezone.localdate(now)
    renewed = ActionItem.objects.create(
        **_same(current),
        renewal_of=current,
        deadline=next_deadline(
            _meant(current.pk, current.deadline),
            current.recurrence,
            today=today,
            earlier=_earlier(current),
        ),
        assigned_at=now,
        created_at=now,
    )
    _bring_co_owners(current, renewed, now=now)
    words = {"number": current.pk, "every": current.get_recurrence_display()}
    note = _("Gentages %(every)s. Forrige gang var opgave %(number)s.") % words
    item_log(renewed, Event.Kind.CREATED, by=by, by_name=by_name, now=now, note=note)
    assert renewed.deadline is not None
    words = {"number": renewed.pk, "day": date_format(renewed.deadline, "j. F Y")}
    note = _("Næste gang er opgave %(number)s med frist den %(day)s.") % words
    item_log(current, Event.Kind.RENEWED, by=by, by_name=by_name, now=now, note=note)
    reminders_plan(action_item=renewed, today=today, assigned=True)
    return renewed


def _earlier(action_item: ActionItem) -> Iterator[date | None]:
    """Give the deadlines of the series before this one, the newest first."""
    number = action_item.renewal_of_id
    while number:
        action_item_id = number
        rows = ActionItem.objects.filter(pk=number)
        deadline, number = rows.values_list("deadline", "renewal_of").get()
        yield _meant(action_item_id, deadline)


def _meant(action_item_id: int, deadline: date | None) -> date | None:
    """Return the deadline before it was put off: once longer does not move the whole series."""
    granted = Extension.objects.filter(
        action_item=action_item_id, state=Extension.State.GRANTED, was__isnull=False
    )
    for extension in granted.order_by("-asked_at", "-pk"):
        if extension.deadline != deadline:
            break  # Somebody has set another since, and means it.
        deadline = extension.was
    return deadline


def _same(action_item: ActionItem) -> dict[str, Any]:
    """Return what the next one has in common with the last."""
    person, unit = _owners_now(action_item.owner_person, action_item.owner_unit)
    return {
        "commitment": action_item.commitment,
        "agenda_item": action_item.agenda_item,
        "committee": action_item.committee,
        "promised_on": action_item.promised_on,
        "is_closed": action_item.is_closed,
        "task": action_item.task,
        "background": action_item.background,
        "case_number": action_item.case_number,
        "owner_person": person,
        "owner_unit": unit,
        "priority": action_item.priority,
        "recurrence": action_item.recurrence,
        "created_by": action_item.created_by,
    }


def _owners_now(person: Person | None, unit: Unit | None) -> tuple[Person | None, Unit | None]:
    """Nobody who has left is given anything: the unit takes over."""
    if person and not person.is_active:
        return None, person.unit
    return person, unit


def _bring_co_owners(action_item: ActionItem, renewed: ActionItem, *, now: datetime) -> None:
    for one in action_item.co_owners.standing().select_related("person", "unit"):
        if one.person is None or one.person.is_active:
            CoOwner.objects.create(
                action_item=renewed, person=one.person, unit=one.unit, added_at=now
            )
