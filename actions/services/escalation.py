"""Whom a late item is told to next, after its owner; nothing closed is told to anybody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ESCALATED
from actions.policy import MANAGER, UNIT, ScopedRhythm, next_rung
from actions.policy.escalation import LATE
from actions.recipients import find_recipients, recipient_key
from actions.selectors import owner_key, rhythm_of, scoped_rhythms
from actions.services.log import item_log
from meetings.models import Event, Person, Unit
from meetings.selectors import closing_days


def items_escalate(*, messages: Collection[Message], now: datetime) -> None:
    """Note the rungs that mails which were sent have climbed, and plan the ones after."""
    carried = Reminder.objects.filter(message__in=messages, state=Reminder.State.SENT)
    late = carried.filter(step__regex=r"^(late|unit|manager)-")
    reminders = list(late.select_related("action_item__owner_person"))
    _log(reminders, now=now)
    today = timezone.localdate(now)
    items = {reminder.action_item_id: reminder.action_item for reminder in reminders}
    rungs_continue(action_items=items.values(), today=today)


def rungs_continue(*, action_items: Iterable[ActionItem], today: date) -> None:
    """Plan the rung after those that were told, or that a person did not want told."""
    planned = [_next(item, today=today) for item in _open(action_items)]
    Reminder.objects.bulk_create([one for one in planned if one], ignore_conflicts=True)


def rungs_plan(*, now: datetime) -> None:
    """Plan the first rung by its date where no late reminder goes to the owner.

    That is where the owner opted out, or the rhythm has no late step. The owner must have had some
    mail of the item: what we failed to send raises nothing.
    """
    today, rhythms = timezone.localdate(now), scoped_rhythms()
    items = ActionItem.objects.overdue(today=today).public().owned()
    climbing = Reminder.objects.filter(
        ESCALATED, action_item=OuterRef("pk"), deadline_version=OuterRef("deadline_version")
    ).exclude(state=Reminder.State.CANCELLED)  # it was for somebody who has left
    # Asked of the database too, lest each tick asks it of every item by itself.
    told = Reminder.objects.filter(action_item=OuterRef("pk"), state=Reminder.State.SENT)
    items = items.filter(~Exists(climbing), Exists(told), assigned_at__isnull=False)
    if all(one.rhythm.days_between_late for one in rhythms):
        items = items.filter(owner_person__wants_reminders=False)
    waiting = items.select_related("owner_person__unit", "owner_unit", "agenda_item")
    planned = [
        _next(item, today=today)
        for item in waiting
        if _hears_nothing_late(item, rhythms) and _was_written_to(item)
    ]
    Reminder.objects.bulk_create([one for one in planned if one], ignore_conflicts=True)


def _hears_nothing_late(action_item: ActionItem, rhythms: list[ScopedRhythm]) -> bool:
    person = action_item.owner_person
    opted_out = person is not None and not person.wants_reminders
    return opted_out or not rhythm_of(action_item, rhythms).days_between_late


def _was_written_to(action_item: ActionItem) -> bool:
    told = Reminder.objects.filter(action_item=action_item, state=Reminder.State.SENT)
    return told.filter(recipient=recipient_key(action_item)).exists()


def _log(reminders: Iterable[Reminder], *, now: datetime) -> None:
    told = [one for one in reminders if one.step.startswith((UNIT, MANAGER))]
    if not told:
        return
    recipients = find_recipients({reminder.recipient for reminder in told})
    for reminder in told:
        note = _("Til %(name)s") % {"name": recipients[reminder.recipient].name}
        item_log(reminder.action_item, Event.Kind.ESCALATED, by=None, now=now, note=note)


def _open(items: Iterable[ActionItem]) -> list[ActionItem]:
    return [item for item in items if item.is_open and item.deadline and not item.is_confidential]


def _next(action_item: ActionItem, *, today: date) -> Reminder | None:
    assert action_item.deadline is not None
    told = Reminder.objects.filter(
        Q(state=Reminder.State.SENT) | (Q(state=Reminder.State.WITHDRAWN) & ESCALATED),
        action_item=action_item,
        deadline_version=action_item.deadline_version,
    )
    rhythms = scoped_rhythms()
    silence = {LATE} if _hears_nothing_late(action_item, rhythms) else set()
    inbox, manager = unit_inbox(action_item), find_manager(action_item)
    step = next_rung(
        action_item.deadline,
        today,
        rhythm=rhythm_of(action_item, rhythms),
        told={*told.values_list("step", flat=True), *silence},
        has_unit=inbox is not None,
        has_manager=manager is not None,
        closed=closing_days(),
    )
    if step is None:
        return None
    who = inbox if step.name.startswith(UNIT) else manager
    assert who is not None
    is_unit = isinstance(who, Unit)
    return Reminder(
        action_item=action_item,
        step=step.name,
        deadline_version=action_item.deadline_version,
        recipient=owner_key(
            person_id=None if is_unit else who.pk, unit_id=who.pk if is_unit else None
        ),
        due_on=step.due_on,
    )


def unit_inbox(action_item: ActionItem) -> Unit | None:
    """Return the unit of a person who owns the item, where it has an inbox of its own."""
    person = action_item.owner_person
    unit = person.unit if person else None
    return unit if unit and unit.email else None


def find_manager(action_item: ActionItem) -> Person | None:
    """Return the nearest manager above the owner, who is never the owner."""
    person = action_item.owner_person
    unit = action_item.owner_unit or (person.unit if person else None)
    seen: set[int] = set()
    while unit and unit.pk not in seen:
        seen.add(unit.pk)
        manager = unit.manager
        if manager and manager != person and manager.is_active and manager.email:
            return manager
        unit = unit.parent
    return None
