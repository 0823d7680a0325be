"""One step back, by who took the last one, while nobody has done anything since."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem, Extension
from actions.models.owner_words import ExtensionQuerySet
from actions.services.action_items import action_item_reopen
from actions.services.binding import binding_undo
from actions.services.handing_over import action_item_reassign
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, Person, Unit, User

UNDOABLE = (
    Event.Kind.HANDED_OVER,
    Event.Kind.EXTENDED,
    Event.Kind.BOUND,
    Event.Kind.CANCELLED,
    Event.Kind.MERGED,
)


def undoable_step(*, action_item: ActionItem, by: User) -> Event | None:
    """Return the last thing that was done to the item, where it is this user's to take back."""
    if action_item.moved_at is None:
        return None
    event = (
        Event.objects.filter(
            subject=Event.Subject.ACTION_ITEM,
            subject_id=action_item.pk,
            at=action_item.moved_at,
            by=by,
            kind__in=UNDOABLE,
        )
        .order_by("pk")
        .last()
    )
    if event is None or not _is_ours(event, action_item):
        return None
    return event


def _is_ours(event: Event, action_item: ActionItem) -> bool:
    if event.kind == Event.Kind.HANDED_OVER:
        return action_item.is_open and "none" not in event.changes.get("_owner", ["none"])
    if event.kind == Event.Kind.EXTENDED:
        return action_item.is_open and _postponement(event).exists()
    if event.kind == Event.Kind.BOUND:
        return action_item.is_open
    return action_item.status == ActionItem.Status.CANCELLED


def action_item_undo(*, action_item: ActionItem, event_id: int, by: User, now: datetime) -> None:
    """Take back the step; raises ChangedMeanwhileError where it is not the last one any more.

    Raises SupersededError where the words of the item have been reviewed anew.
    """
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        event = undoable_step(action_item=current, by=by)
        if event is None or event.pk != event_id:
            raise ChangedMeanwhileError
        if event.kind == Event.Kind.HANDED_OVER:
            _hand_back(current, event, by=by, now=now)
        elif event.kind == Event.Kind.EXTENDED:
            _bring_forward(current, event, by=by, now=now)
        elif event.kind == Event.Kind.BOUND:
            binding_undo(current, event, by=by, now=now)
        else:
            action_item_reopen(action_item=current, by=by, now=now)
    action_item.refresh_from_db()


def _hand_back(action_item: ActionItem, event: Event, *, by: User, now: datetime) -> None:
    kind, _colon, number = event.changes["_owner"][0].partition(":")
    is_person = kind == "person"
    action_item_reassign(
        action_item=action_item,
        version=action_item.version,
        owner_person=Person.objects.get(pk=number) if is_person else None,
        owner_unit=None if is_person else Unit.objects.get(pk=number),
        reason=_("Fortrudt"),
        by=by,
        now=now,
    )


def _postponement(event: Event) -> ExtensionQuerySet:
    return Extension.objects.filter(
        action_item_id=event.subject_id,
        state=Extension.State.GRANTED,
        decided_by=event.by_id,
        asked_at=event.at,
    )


def _bring_forward(action_item: ActionItem, event: Event, *, by: User, now: datetime) -> None:
    extension = _postponement(event).get()
    Extension.objects.filter(pk=extension.pk).update(state=Extension.State.UNDONE)
    ActionItem.objects.filter(pk=action_item.pk).update(
        deadline=extension.was,
        # A meeting that moved meanwhile is followed by the next round.
        bound_to=extension.was_bound_to,
        bound_on=extension.was_bound_on,
        extensions=F("extensions") - int(extension.was is not None),
        deadline_version=F("deadline_version") + 1,
        version=F("version") + 1,
    )
    action_item.refresh_from_db()
    was = extension.was.isoformat() if extension.was else None
    changes: dict[str, list[object]] = {"deadline": [extension.deadline.isoformat(), was]}
    note = _("Fortrudt")
    item_log(action_item, Event.Kind.CHANGED, by=by, now=now, changes=changes, note=note)
    reminders_cancel(action_item=action_item)
    if action_item.assigned_at:
        reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)
