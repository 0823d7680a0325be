"""From reminders that are due to one mail for each recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from email.utils import parseaddr
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.models import Message, Reminder
from actions.policy import SendingHours, may_send, spread_delay
from actions.recipients import Recipient, find_recipients
from actions.selectors import sending_hours
from actions.services.dispatch import dispatch_state
from meetings.models import Event
from meetings.services.events import event_record

# A queue that holds more bells than this helps nobody; the next tick rings again.
BELLS = 2000
BATCH = 500


def messages_due(*, now: datetime) -> list[int]:
    """Return the mails to send now, longest waiting first."""
    if dispatch_state().is_paused or not may_send(timezone.localtime(now), sending_hours()):
        return []
    due = Message.objects.due(now=now).order_by("next_at", "pk")
    return list(due.values_list("pk", flat=True)[:BELLS])


def messages_plan(*, now: datetime) -> int:
    """Plan a mail for everybody who is to hear something today, and return how many."""
    if dispatch_state().is_paused or not may_send(timezone.localtime(now), sending_hours()):
        return 0
    today = timezone.localdate(now)
    keys = _due_to(today)
    if not keys:
        return 0
    recipients = _without_the_unwilling(find_recipients(keys, on=today), today=today)
    for key in sorted(key for key, one in recipients.items() if one.problem):
        _note_unreachable(key, recipients.pop(key), today=today, now=now)
    return sum(_plan(batch, today=today, now=now) for batch in _batches(sorted(recipients)))


def _due_to(today: date) -> list[str]:
    """Return who is to have today's mail.

    Nobody gets it who has one under way, for that one takes along what is due; nor a second one
    in a day: what comes up after the day's mail waits for the next working day.
    """
    due = Reminder.objects.due(today=today).order_by()
    everybody = set(due.values_list("recipient", flat=True).distinct())
    if not everybody:
        return []
    mails = Message.objects.exclude(kind=Message.Kind.WEEKLY)
    under_way = set(mails.unfinished().values_list("recipient", flat=True))
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    told = set(mails.filter(sent_at__gte=midnight).values_list("recipient", flat=True))
    return sorted(everybody - under_way - told)


def _without_the_unwilling(
    recipients: dict[str, Recipient], *, today: date
) -> dict[str, Recipient]:
    """Leave out who wants no reminders and has no news today."""
    unwilling = [key for key, one in recipients.items() if not one.wants_reminders]
    if not unwilling:
        return recipients
    news = Reminder.objects.due(today=today).news().filter(recipient__in=unwilling)
    silent = set(unwilling) - set(news.values_list("recipient", flat=True))
    return {key: one for key, one in recipients.items() if key not in silent}


def _plan(keys: Sequence[str], *, today: date, now: datetime) -> int:
    """Insert the mails that are not there, and revive those that had come to nothing."""
    hours = sending_hours()
    messages = [
        new_message(
            key, Message.Kind.DIGEST, day=today, now=now, next_at=_moment(key, hours, now=now)
        )
        for key in keys
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    planned = Message.objects.filter(message_id__in=[message.message_id for message in messages])
    dead = Message.objects.revivable().filter(
        day=today, kind=Message.Kind.DIGEST, recipient__in=keys
    )
    revived = dead.update(state=Message.State.PLANNED, next_at=now, attempts=0, error="")
    return planned.count() + revived


def _moment(key: str, hours: SendingHours, *, now: datetime) -> datetime:
    """Return when the recipient's mail goes out this morning, or now where that has passed."""
    if hours.any_time:
        return now
    opening = timezone.localtime(now).replace(
        hour=hours.from_hour, minute=0, second=0, microsecond=0
    )
    return max(now, opening + spread_delay(key, hours.spread_minutes))


def new_message(
    recipient: str,
    kind: Message.Kind,
    *,
    day: date,
    now: datetime,
    next_at: datetime | None = None,
) -> Message:
    """Return a mail that is to be planned, its id fixed."""
    return Message(
        recipient=recipient,
        kind=kind,
        day=day,
        message_id=_message_id(),
        next_at=next_at or now,
        created_at=now,
    )


def _message_id() -> str:
    """Return an id that says nothing of its recipient, at the sender's domain."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return f"<{uuid4().hex}@{domain or 'localhost'}>"


def _note_unreachable(key: str, recipient: Recipient, *, today: date, now: datetime) -> None:
    """Leave a failed mail that says why; the reminders wait until there is an address."""
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            recipient=key,
            kind=Message.Kind.DIGEST,
            day=today,
            defaults={
                "message_id": _message_id(),
                "state": Message.State.FAILED,
                "error": recipient.problem,
                "next_at": now,
                "created_at": now,
            },
        )
        cancelled = Message.objects.revivable().filter(pk=message.pk, state=Message.State.CANCELLED)
        if is_new or cancelled.update(
            state=Message.State.FAILED, attempts=0, error=recipient.problem
        ):
            event_record(
                subject=Event.Subject.MESSAGE,
                subject_id=message.pk,
                kind=Event.Kind.FAILED,
                at=now,
                note=recipient.problem,
            )


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while batch := list(islice(rest, BATCH)):
        yield batch
