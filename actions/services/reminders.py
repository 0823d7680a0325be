"""Which reminders an action item has: planned ahead, cancelled when it moves or closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ReminderQuerySet
from actions.policy import ASSIGNED, ReminderStep, next_late_step, own_step, reminder_steps
from actions.recipients import NOBODY, recipient_key
from actions.selectors import rhythm_of, scoped_rhythms
from meetings.selectors import closing_days


def reminders_plan(*, action_item: ActionItem, today: date, assigned: bool) -> None:
    """Plan what the owner is still to hear; what an earlier owner or deadline had planned goes.

    `assigned` says that the item is news to its owner, who then is told of it at once.
    """
    recipient = recipient_key(action_item)
    current = Q(deadline_version=action_item.deadline_version, recipient=recipient)
    with transaction.atomic():
        _cancel(action_item.reminders.exclude(current))
        if not action_item.is_open or recipient == NOBODY:
            return
        steps = _steps(action_item, today=today, assigned=assigned)
        _insert(_reminder(action_item, step) for step in steps)
        _revive(action_item.reminders.filter(current, step__in=[step.name for step in steps]))


def _steps(action_item: ActionItem, *, today: date, assigned: bool) -> list[ReminderStep]:
    news = [ReminderStep(ASSIGNED, today)] if assigned else []
    closed = closing_days()
    if action_item.remind_on and action_item.remind_on >= today:
        news.append(own_step(action_item.remind_on, closed=closed))
    if action_item.deadline is None:
        return news
    rhythm = rhythm_of(action_item, scoped_rhythms())
    return [*news, *reminder_steps(action_item.deadline, today, rhythm=rhythm, closed=closed)]


def reminders_replan(*, action_item: ActionItem, today: date) -> None:
    """Plan anew what is still ahead, after the days changed but neither deadline nor owner.

    News that nobody has been told yet stay as they are.
    """
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        steps = _steps(current, today=today, assigned=False)
        ahead = action_item.reminders.filter(state=Reminder.State.PLANNED, due_on__gte=today)
        _cancel(ahead.exclude(pk__in=ahead.news().values("pk")))
        if current.is_open and current.assigned_at and recipient_key(current) != NOBODY:
            _insert(_reminder(current, step) for step in steps)
            _put_back(current, steps)


def _put_back(action_item: ActionItem, steps: list[ReminderStep]) -> None:
    """Take up what was cancelled under the same name, on the day on which it now falls."""
    mine = action_item.reminders.filter(
        deadline_version=action_item.deadline_version, recipient=recipient_key(action_item)
    )
    _revive(mine.filter(step__in=[step.name for step in steps]))
    for step in steps:
        mine.filter(step=step.name, state=Reminder.State.PLANNED).exclude(
            due_on=step.due_on
        ).update(due_on=step.due_on)


def _revive(reminders: ReminderQuerySet) -> None:
    """Take up again what was cancelled; not where the mail it was in may have arrived."""
    untold = Q(message__isnull=True) | Q(message__transmitting_at__isnull=True)
    cancelled = reminders.filter(state=Reminder.State.CANCELLED)
    cancelled.locked().filter(untold).update(state=Reminder.State.PLANNED, message=None)


def reminders_cancel(*, action_item: ActionItem) -> None:
    """Cancel everything about the action item that is not on its way already."""
    with transaction.atomic():
        _cancel(action_item.reminders.all())


def _cancel(reminders: ReminderQuerySet) -> None:
    """Cancel what nobody has been told.

    A mail on the wire cannot be called back, and one that failed or is uncertain is the record of
    what it held: their reminders stay as they are.
    """
    callable_back = Q(state=Reminder.State.PLANNED) | Q(
        state=Reminder.State.INCLUDED,
        message__state__in=[Message.State.PLANNED, Message.State.CLAIMED],
        message__transmitting_at__isnull=True,
    )
    reminders.unsent().locked().filter(callable_back).update(
        # A mail that goes out without them has not told of them.
        state=Reminder.State.CANCELLED,
        message=None,
    )


def reminders_continue(*, action_items: Iterable[ActionItem], today: date) -> None:
    """Plan the next step after the deadline, now that a mail has told of the one before."""
    closed, rhythms = closing_days(), scoped_rhythms()
    ahead = [
        (item, next_late_step(item.deadline, today, rhythm=rhythm_of(item, rhythms), closed=closed))
        for item in action_items
        if item.is_open and item.deadline
    ]
    _insert(_reminder(item, step) for item, step in ahead if step)


def reminder_tell(*, action_item: ActionItem, step: str, today: date) -> None:
    """Plan a step that hangs on no deadline, for the owner's next mail."""
    if recipient_key(action_item) != NOBODY:
        _insert([_reminder(action_item, ReminderStep(step, today))])


def _reminder(action_item: ActionItem, step: ReminderStep) -> Reminder:
    return Reminder(
        action_item=action_item,
        step=step.name,
        deadline_version=action_item.deadline_version,
        recipient=recipient_key(action_item),
        due_on=step.due_on,
    )


def _insert(reminders: Iterable[Reminder]) -> None:
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
