"""How a try ended: one state of the row, its reminders and the log, in one transaction.

Each takes the claim; where the lease ran out and somebody else took over, nothing is written.
"""

from __future__ import annotations

import random
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ReminderQuerySet
from actions.policy import next_sending_moment, retry_delay
from actions.selectors import sending_hours
from actions.services.messages.claiming import Claim
from actions.services.messages.following import follow_each
from meetings.models import Event
from meetings.services.events import event_record

ERROR_LENGTH = 500
# What fails on our side fails again: no use in trying for a day.
SPOILT_TRIES = 5


def message_fail(*, claim: Claim, reason: str, now: datetime) -> None:
    """Note that the mail server will never take the mail; a person has to look at the address."""
    with transaction.atomic():
        columns = {"transmitting_at": None, "refused_at": now}
        if _settle(claim, Message.State.FAILED, error=reason, **columns):
            _tell(claim, Event.Kind.FAILED, now=now, note=reason)


def message_uncertain(*, claim: Claim, reason: str, now: datetime) -> None:
    """Hold a mail of which nobody knows whether it arrived, for a person to decide on."""
    with transaction.atomic():
        if _settle(claim, Message.State.UNCERTAIN, error=reason):
            _tell(claim, Event.Kind.UNCERTAIN, now=now, note=reason)


def message_cancel(*, claim: Claim, reason: str) -> None:
    """Note that there is nothing left to say."""
    with transaction.atomic():
        if _settle(claim, Message.State.CANCELLED, error=reason):
            _included(claim).update(state=Reminder.State.CANCELLED)


def message_unreachable(*, claim: Claim, reason: str, now: datetime) -> None:
    """Note that the recipient has lost the address; the reminders wait until there is one."""
    _release(claim, reason=reason, now=now, attempts=0)


def message_postpone(*, claim: Claim, reason: str, is_uncertain: bool, now: datetime) -> None:
    """Try again later what the mail server did not take, or of which nobody knows."""
    message = claim.held().first()
    if message is None:
        return
    if is_uncertain and settings.ON_UNCERTAIN == "hold":
        message_uncertain(claim=claim, reason=reason, now=now)
    else:
        kept = message.transmitting_at if is_uncertain else None
        _later(claim, message, reason=reason, transmitting_at=kept, now=now)


def message_wait(*, claim: Claim, reason: str, now: datetime) -> None:
    """Try again later what never came to the wire; what an earlier try left in doubt stays so."""
    message = claim.held().first()
    if message is not None:
        kept = message.transmitting_at
        _later(claim, message, reason=reason, transmitting_at=kept, now=now)


def _later(
    claim: Claim, message: Message, *, reason: str, transmitting_at: datetime | None, now: datetime
) -> None:
    """After a day of tries give the mail up and leave what it held to the next."""
    delay = retry_delay(message.attempts, jitter=random.uniform(-1, 1))
    if delay is None:
        is_uncertain = transmitting_at is not None
        message_give_up(claim=claim, reason=reason, is_uncertain=is_uncertain, now=now)
        return
    next_at = next_sending_moment(timezone.localtime(now + delay), sending_hours())
    columns = {"next_at": next_at, "transmitting_at": transmitting_at}
    _settle(claim, Message.State.PLANNED, error=reason, **columns)


def message_spoilt(*, claim: Claim, reason: str, now: datetime) -> None:
    """Note that we could not make the mail; after a few tries it is in nobody's way any more."""
    message = claim.held().first()
    if message is None:
        return
    is_uncertain = message.transmitting_at is not None
    if message.attempts < SPOILT_TRIES:
        message_postpone(claim=claim, reason=reason, is_uncertain=is_uncertain, now=now)
    else:
        message_give_up(claim=claim, reason=reason, is_uncertain=is_uncertain, now=now)


def message_give_up(*, claim: Claim, reason: str, is_uncertain: bool, now: datetime) -> None:
    """Stop trying with this mail. What certainly was not told goes into the next day's mail."""
    if is_uncertain:
        message_uncertain(claim=claim, reason=reason, now=now)
    else:
        _release(claim, reason=reason, now=now)


def _release(claim: Claim, *, reason: str, now: datetime, **columns: int) -> None:
    with transaction.atomic():
        if _settle(claim, Message.State.FAILED, error=reason, transmitting_at=None, **columns):
            _record(claim, Event.Kind.FAILED, now=now, note=reason)
            _included(claim).update(state=Reminder.State.PLANNED, message=None)


def _settle(claim: Claim, state: Message.State, *, error: str, **columns: object) -> bool:
    """End the claim in a state; False where it was lost already."""
    return bool(
        claim.held().update(
            state=state, error=error[:ERROR_LENGTH], token="", lease_until=None, **columns
        )
    )


def _included(claim: Claim) -> ReminderQuerySet:
    return Reminder.objects.filter(message_id=claim.message_id, state=Reminder.State.INCLUDED)


def _tell(claim: Claim, kind: Event.Kind, *, now: datetime, note: str) -> None:
    """Log it on the mail and on each action item in it, and plan what comes after the deadline.

    That goes on also where a mail failed: the next one may find the address put right.
    """
    _record(claim, kind, now=now, note=note)
    carried = Reminder.objects.filter(message_id=claim.message_id).exclude(
        state=Reminder.State.CANCELLED
    )
    action_items = list(ActionItem.objects.filter(reminders__in=carried).distinct())
    for action_item in action_items:
        event_record(
            subject=Event.Subject.ACTION_ITEM,
            subject_id=action_item.pk,
            kind=kind,
            at=now,
            note=note,
        )
    follow_each([], action_items, now)


def _record(claim: Claim, kind: Event.Kind, *, now: datetime, note: str) -> None:
    event_record(
        subject=Event.Subject.MESSAGE, subject_id=claim.message_id, kind=kind, at=now, note=note
    )
