"""Which reminders an action item has: planned ahead, cancelled when it moves or closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ESCALATED, ReminderQuerySet
from actions.policy import ASSIGNED, ReminderStep, next_late_step, own_step, reminder_steps
from actions.recipients import recipient_keys, recipient_keys_by_item
from actions.selectors import rhythm_of, scoped_rhythms
from meetings.selectors import closing_days


def reminders_plan(
    *, action_item: ActionItem, today: date, assigned: bool, only: str | None = None
) -> None:
    """Plan what the owner is still to hear; what an earlier owner or deadline had planned goes.

    `assigned` says that the item is news to its owners, who then are told of it at once; `only`
    names the one of several whom alone it is about.
    """
    owners = recipient_keys(action_item)
    current = Q(deadline_version=action_item.deadline_version, recipient__in=owners)
    # The unit and the manager own nothing, and go on hearing of the same deadline.
    climbing = ESCALATED & Q(deadline_version=action_item.deadline_version)
    with transaction.atomic():
        _cancel(action_item.reminders.exclude(current | climbing))
        if not action_item.is_open or not owners:
            return
        steps = _steps(action_item, today=today, assigned=assigned)
        told = [owner for owner in owners if only in {None, owner}]
        _insert(_reminder(action_item, step, owner) for step in steps for owner in told)
        mine = action_item.reminders.filter(current, recipient__in=told)
        _revive(mine.filter(step__in=[step.name for step in steps]))


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
        owners = recipient_keys(current)
        if current.is_open and current.assigned_at and owners:
            _insert(_reminder(current, step, owner) for step in steps for owner in owners)
            _put_back(current, steps)


def _put_back(action_item: ActionItem, steps: list[ReminderStep]) -> None:
    """Take up what was cancelled under the same name, on the day on which it now falls."""
    mine = action_item.reminders.filter(
        deadline_version=action_item.deadline_version, recipient__in=recipient_keys(action_item)
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


def reminders_cancel(*, action_item: ActionItem, only: str | None = None) -> None:
    """Cancel everything about the action item, or all to one owner, that is not on its way."""
    reminders = action_item.reminders.all()
    with transaction.atomic():
        _cancel(reminders.filter(recipient=only) if only else reminders)


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
    stepping = [(item, step) for item, step in ahead if step]
    owners = recipient_keys_by_item([item for item, _step in stepping])
    _insert(_reminder(item, step, owner) for item, step in stepping for owner in owners[item.pk])


def reminder_tell(*, action_item: ActionItem, step: str, today: date) -> None:
    """Plan a step that hangs on no deadline, for the owners' next mails."""
    owners = recipient_keys(action_item)
    _insert(_reminder(action_item, ReminderStep(step, today), owner) for owner in owners)


def _reminder(action_item: ActionItem, step: ReminderStep, owner: str) -> Reminder:
    return Reminder(
        action_item=action_item,
        step=step.name,
        deadline_version=action_item.deadline_version,
        recipient=owner,
        due_on=step.due_on,
    )


def _insert(reminders: Iterable[Reminder]) -> None:
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
