"""What happened to a suggestion or an action item, written down; what a person does is movement."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from actions.models import ActionItem, Commitment
from actions.services.search import search_index
from actions.services.webhooks import calls_note
from meetings.models import Event, User
from meetings.services.events import event_record

NAME_LENGTH = 160  # leaves room for what is said after a name


def item_log(
    action_item: ActionItem,
    kind: Event.Kind,
    *,
    now: datetime,
    by: User | None,
    by_name: str = "",
    changes: dict[str, list[object]] | None = None,
    note: str = "",
    is_movement: bool = True,
) -> None:
    """Write an Event on the item, and that it moved where somebody did it.

    What came of something done elsewhere is no movement, though it has its name.
    """
    if is_movement and (by or by_name):
        ActionItem.objects.filter(pk=action_item.pk).update(moved_at=now)
    # What is searched follows once all of it is stored; where that fails, the worker does it.
    transaction.on_commit(partial(search_index, action_items=[action_item.pk]), robust=True)
    item_event(action_item, kind, now=now, by=by, by_name=by_name, changes=changes, note=note)


def item_event(
    action_item: ActionItem,
    kind: Event.Kind,
    *,
    now: datetime,
    by: User | None,
    by_name: str = "",
    changes: dict[str, list[object]] | None = None,
    note: str = "",
) -> None:
    """Write an Event on the item, and the calls to other systems that hear of it."""
    event = event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=action_item.pk,
        kind=kind,
        at=now,
        by=by,
        by_name=by_name,
        changes=changes,
        note=note,
    )
    calls_note(event=event)


def commitment_log(
    commitment: Commitment, kind: Event.Kind, *, by: User, now: datetime, note: str = ""
) -> None:
    event_record(
        subject=Event.Subject.COMMITMENT,
        subject_id=commitment.pk,
        kind=kind,
        at=now,
        by=by,
        note=note,
    )
