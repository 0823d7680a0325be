"""Questions to the rows of actions, answered as values ready for a page or a mail."""

from __future__ import annotations

from actions.selectors.one_item import (
    DeadlineStep,
    action_item_events,
    action_item_messages,
    deadline_steps,
    related_action_items,
)
from actions.selectors.outbox import (
    TICK,
    MessageRow,
    has_late_mail,
    has_undecided_mail,
    last_tick_at,
    message_counts,
    message_rows,
    reminders_ahead,
    reminders_waiting,
    rhythm_of,
    scoped_rhythms,
    sending_hours,
)
from actions.selectors.overview import (
    Figures,
    OwnerRow,
    done_lately_from,
    due_soon,
    open_by_age,
    overview_figures,
    owner_rows,
)
from actions.selectors.owners import (
    owner_key,
)
from actions.selectors.rows import (
    ActionItemRow,
    action_item_rows,
    action_items_by_deadline,
    with_row,
)

__all__ = [
    "TICK",
    "ActionItemRow",
    "DeadlineStep",
    "Figures",
    "MessageRow",
    "OwnerRow",
    "action_item_events",
    "action_item_messages",
    "action_item_rows",
    "action_items_by_deadline",
    "deadline_steps",
    "done_lately_from",
    "due_soon",
    "has_late_mail",
    "has_undecided_mail",
    "last_tick_at",
    "message_counts",
    "message_rows",
    "open_by_age",
    "overview_figures",
    "owner_key",
    "owner_rows",
    "related_action_items",
    "reminders_ahead",
    "reminders_waiting",
    "rhythm_of",
    "scoped_rhythms",
    "sending_hours",
    "with_row",
]
