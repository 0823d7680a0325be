"""What is to be told of one action item beside its own columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from actions.models import ActionItem, Message
from meetings.models import Event

DEADLINE_KINDS = {
    Event.Kind.CHANGED,
    Event.Kind.EXTENDED,
    Event.Kind.FOLLOWED,
    Event.Kind.BOUND,
    Event.Kind.UNBOUND,
}


def action_item_events(action_item: ActionItem) -> QuerySet[Event]:
    """Return what has happened to the item, and to the suggestion it was, oldest first.

    The suggestion was accepted in the moment in which the item was made: that is told once.
    """
    return (
        Event.objects.filter(
            Q(subject=Event.Subject.ACTION_ITEM, subject_id=action_item.pk)
            | Q(subject=Event.Subject.COMMITMENT, subject_id=action_item.commitment_id)
        )
        .exclude(kind__in=Event.LOOKS)
        .exclude(
            subject=Event.Subject.COMMITMENT,
            kind=Event.Kind.ACCEPTED,
            at=action_item.created_at,
        )
        .select_related("by__person")
        .order_by("at", "pk")
    )


def told_once(events: Iterable[Event]) -> list[Event]:
    """Return the events, a deadline that was taken away and read again told as one change.

    Where it came back as it was, nothing happened that is worth a line.
    """
    told: list[Event] = []
    for event in events:
        before = next((one for one in reversed(told) if _is_undated(one)), None)
        if before is None or not _is_dated_again(event):
            told.append(event)
            continue
        at = told.index(before)
        told[at : at + 1] = _as_one(before, event)
    return told


def _is_undated(event: Event) -> bool:
    return _is_rereading(event) and event.changes["deadline"][1] is None


def _is_dated_again(event: Event) -> bool:
    return _is_rereading(event) and event.changes["deadline"][0] is None


def _is_rereading(event: Event) -> bool:
    is_ours = event.subject == Event.Subject.COMMITMENT and event.kind == Event.Kind.CHANGED
    return is_ours and "deadline" in event.changes


def _as_one(before: Event, after: Event) -> list[Event]:
    """Return one event, never stored, of who took the deadline away and what was read then."""
    was, becomes = before.changes["deadline"][0], after.changes["deadline"][1]
    changes = {**before.changes, **after.changes, "deadline": [was, becomes]}
    if was == becomes:
        del changes["deadline"]
    if not changes:
        return []
    return [
        Event(
            at=before.at,
            subject=before.subject,
            subject_id=before.subject_id,
            kind=before.kind,
            by=before.by,
            by_name=before.by_name,
            changes=changes,
            note=before.note or after.note,
        )
    ]


def action_item_messages(action_item: ActionItem) -> QuerySet[Message]:
    """Return the mails that carry a reminder of the item, oldest first."""
    carrying = Q(reminders__action_item=action_item)
    return Message.objects.filter(carrying).distinct().order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """A change of the deadline: who made it, when, and why."""

    at: datetime
    who: str
    was: date | None
    becomes: date | None
    why: str


def deadline_steps(events: Iterable[Event]) -> list[DeadlineStep]:
    """Return how the deadline came to be what it is; a deadline only asked for is none."""
    return [
        DeadlineStep(
            at=event.at,
            who=event.by_name or str(event.by or ""),
            was=_day(event.changes["deadline"][0]),
            becomes=_day(event.changes["deadline"][1]),
            why=event.note,
        )
        for event in events
        if "deadline" in event.changes
        and event.subject == Event.Subject.ACTION_ITEM
        and event.kind in DEADLINE_KINDS
    ]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def related_action_items(
    action_item: ActionItem, *, among: QuerySet[ActionItem]
) -> QuerySet[ActionItem]:
    """Return those of the same agenda item, those merged with it, and the last and next time.

    Nothing that was taken back before anybody heard of it: the review took another one instead.
    """
    hanging = Q(merged_into=action_item.pk)
    if action_item.merged_into_id:
        hanging |= Q(pk=action_item.merged_into_id) | Q(merged_into=action_item.merged_into_id)
    hanging |= Q(renewal_of=action_item.pk)
    if action_item.renewal_of_id:
        hanging |= Q(pk=action_item.renewal_of_id)
    if action_item.agenda_item_id:
        hanging |= Q(agenda_item=action_item.agenda_item_id)
    taken_back = Q(status=ActionItem.Status.CANCELLED, assigned_at=None, merged_into=None)
    return among.filter(hanging).exclude(pk=action_item.pk).exclude(taken_back)


def followed_from(action_items: Iterable[ActionItem]) -> dict[int, date]:
    """Return the deadline that each item had before its meeting gave it the one it has."""
    bound = {item.pk: item for item in action_items if item.bound_on}
    events = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM, subject_id__in=bound, kind=Event.Kind.FOLLOWED
    )
    moves = events.filter(changes__has_key="deadline").order_by("at", "pk")
    steps = {event.subject_id: event.changes["deadline"] for event in moves}
    return {
        pk: date.fromisoformat(was)
        for pk, (was, becomes) in steps.items()
        if was and was != becomes and becomes == str(bound[pk].deadline)
    }
