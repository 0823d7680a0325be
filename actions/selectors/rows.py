"""Action items as a list shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from actions.models import ActionItem


@dataclass(frozen=True, slots=True)
class ActionItemRow:
    """An action item as a list shows it. `days_late` is 0 where it is not overdue."""

    pk: int
    version: int
    task: str
    owner: str
    deadline: date | None
    days_late: int
    status: str
    status_text: str
    committee: str
    held_on: date | None
    agenda_item: str
    is_closed_item: bool
    is_sent: bool

    @property
    def is_overdue(self) -> bool:
        return self.days_late > 0


def action_items_by_deadline(action_items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Order the items by deadline, those without one last, with all that a row tells."""
    return with_row(action_items).order_by("deadline_key", "pk")


def with_row(action_items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Fetch along all that a row tells."""
    return action_items.select_related("agenda_item", "committee", "owner_person", "owner_unit")


def action_item_rows(action_items: Iterable[ActionItem], *, today: date) -> list[ActionItemRow]:
    return [_row(action_item, today) for action_item in action_items]


def _row(action_item: ActionItem, today: date) -> ActionItemRow:
    deadline = action_item.deadline
    late = deadline is not None and action_item.is_overdue(today=today)
    return ActionItemRow(
        pk=action_item.pk,
        version=action_item.version,
        task=action_item.task,
        owner=str(action_item.owner or ""),
        deadline=deadline,
        days_late=(today - deadline).days if late and deadline else 0,
        status=action_item.status,
        status_text=action_item.get_status_display(),
        committee=str(action_item.committee or ""),
        held_on=action_item.promised_on,
        agenda_item=str(action_item.agenda_item or ""),
        is_closed_item=action_item.is_confidential,
        is_sent=action_item.assigned_at is not None,
    )
