"""From reminders that are due to one mail for each recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from email.utils import parseaddr
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.models import Message, Reminder
from actions.policy import ASSIGNED, may_send
from actions.recipients import Recipient, find_recipients
from actions.selectors import sending_hours
from meetings.models import Event
from meetings.services.events import event_record

# A queue that holds more bells than this helps nobody; the next tick rings again.
BELLS = 2000
BATCH = 500


def messages_due(*, now: datetime) -> list[int]:
    """Return the mails to send now, longest waiting first."""
    if not may_send(timezone.localtime(now), sending_hours()):
        return []
    due = Message.objects.due(now=now).order_by("next_at", "pk")
    return list(due.values_list("pk", flat=True)[:BELLS])


def messages_plan(*, now: datetime) -> int:
    """Plan a mail for everybody who is to hear something today, and return how many."""
    if not may_send(timezone.localtime(now), sending_hours()):
        return 0
    today = timezone.localdate(now)
    kinds = _kinds_due(today)
    if not kinds:
        return 0
    recipients = find_recipients(kinds)
    for key in [key for key in kinds if recipients[key].problem]:
        _note_unreachable(key, recipients[key], kind=kinds.pop(key), today=today, now=now)
    return sum(_plan(batch, today=today, now=now) for batch in _batches(kinds))


def _kinds_due(today: date) -> dict[str, str]:
    """Return which kind of mail each recipient is to have today.

    Nobody gets a mail who has one under way, for that one takes along what is due; nor a second
    one in a day, but for the news of an action item.
    """
    due = Reminder.objects.due(today=today).order_by()
    steps = set(due.values_list("recipient", "step").distinct())
    news = {recipient for recipient, step in steps if step == ASSIGNED}
    everybody = {recipient for recipient, _step in steps}
    if not everybody:
        return {}
    under_way = set(Message.objects.unfinished().values_list("recipient", flat=True))
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    told = set(Message.objects.filter(sent_at__gte=midnight).values_list("recipient", flat=True))
    return {
        key: Message.Kind.ASSIGNMENT if key in news else Message.Kind.REMINDER
        for key in sorted(everybody - under_way - (told - news))
    }


def _plan(kinds: Mapping[str, str], *, today: date, now: datetime) -> int:
    """Insert the mails that are not there, and revive those that had come to nothing."""
    messages = [
        Message(
            recipient=recipient,
            kind=kind,
            day=today,
            message_id=_message_id(),
            next_at=now,
            created_at=now,
        )
        for recipient, kind in kinds.items()
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    planned = Message.objects.filter(message_id__in=[message.message_id for message in messages])
    revived = sum(
        Message.objects.revivable()
        .filter(day=today, kind=kind, recipient__in=[key for key in kinds if kinds[key] == kind])
        .update(state=Message.State.PLANNED, next_at=now, attempts=0, error="")
        for kind in Message.Kind.values
    )
    return planned.count() + revived


def _message_id() -> str:
    """Return an id that says nothing of its recipient, at the sender's domain."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return f"<{uuid4().hex}@{domain or 'localhost'}>"


def _note_unreachable(
    key: str, recipient: Recipient, *, kind: str, today: date, now: datetime
) -> None:
    """Leave a failed mail that says why; the reminders wait until there is an address."""
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            recipient=key,
            kind=kind,
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


def _batches(kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    rest = iter(kinds.items())
    while batch := dict(islice(rest, BATCH)):
        yield batch
