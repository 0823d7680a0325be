"""What a person decides about a mail that does not go on by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.exceptions import MessageMovedOnError
from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ESCALATED, MessageQuerySet, ReminderQuerySet
from actions.policy import workdays_after
from actions.services.escalation import items_escalate, rungs_continue
from actions.services.reminders import reminders_continue
from meetings.models import Event, User
from meetings.selectors import closing_days
from meetings.services.events import event_record


def message_retry(*, message: Message, by: User, now: datetime) -> None:
    """Send a mail that failed, or that may not have arrived, once more under its Message-ID."""
    planned = {"state": Message.State.PLANNED, "next_at": now, "attempts": 0, "error": ""}
    with transaction.atomic():
        failed = _in_state(message, Message.State.FAILED).update(**planned, is_resend=False)
        if not failed and not _uncertain(message).update(**planned, is_resend=True):
            raise MessageMovedOnError
        _log(message, Event.Kind.RESENT, by=by, now=now)
    message.refresh_from_db()


def message_withdraw(*, message: Message, by: User, now: datetime) -> None:
    """Send a planned mail to nobody, nor the reminders it was to tell.

    What is news is told on the next working day all the same: an owner who never hears of an item
    cannot do it. The next late step, and the next rung of the ladder, come in time.
    """
    with transaction.atomic():
        planned = _in_state(message, Message.State.PLANNED).filter(transmitting_at__isnull=True)
        reason = _("Annulleret af %(name)s.") % {"name": by}
        if not planned.update(state=Message.State.CANCELLED, error=reason):
            raise MessageMovedOnError
        today = timezone.localdate(now)
        due = Reminder.objects.filter(recipient=message.recipient).due(today=today)
        if message.kind != Message.Kind.WEEKLY:
            due.locked().due(today=today).update(state=Reminder.State.INCLUDED, message=message)
        news = _included(message).news().exclude(ESCALATED)
        note = _("Det nye kommer i den næste mail.") if news.exists() else ""
        _log(message, Event.Kind.WITHDRAWN, by=by, now=now, note=note)
        items = list(ActionItem.objects.filter(reminders__in=_included(message)).distinct())
        tomorrow = workdays_after(today, 1, closed=closing_days())
        news.update(state=Reminder.State.PLANNED, message=None, due_on=tomorrow)
        _included(message).update(state=Reminder.State.WITHDRAWN)
        reminders_continue(action_items=items, today=today)
        rungs_continue(action_items=items, today=today)
    message.refresh_from_db()


def message_settle(*, message: Message, by: User, now: datetime) -> None:
    """Note that a mail arrived of which nobody knew whether it had."""
    with transaction.atomic():
        if not _uncertain(message).update(
            state=Message.State.SENT, error="", sent_at=F("transmitting_at")
        ):
            raise MessageMovedOnError
        _log(message, Event.Kind.SENT, by=by, now=now, note=_("Mailen er kommet frem."))
        _included(message).update(state=Reminder.State.SENT)
        items_escalate(messages=[message], now=now)
    message.refresh_from_db()


def _uncertain(message: Message) -> MessageQuerySet:
    return _in_state(message, Message.State.UNCERTAIN)


def _in_state(message: Message, state: Message.State) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, state=state)


def _included(message: Message) -> ReminderQuerySet:
    return Reminder.objects.filter(message=message, state=Reminder.State.INCLUDED)


def _log(message: Message, kind: Event.Kind, *, by: User, now: datetime, note: str = "") -> None:
    """Log it on the mail and on each action item that it tells of."""
    action_items = ActionItem.objects.filter(reminders__in=_included(message)).distinct()
    rows = [(Event.Subject.MESSAGE, message.pk)]
    rows += [(Event.Subject.ACTION_ITEM, pk) for pk in action_items.values_list("pk", flat=True)]
    for subject, pk in rows:
        event_record(subject=subject, subject_id=pk, kind=kind, at=now, by=by, note=note)
