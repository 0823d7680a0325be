"""What the server has taken is noted: on the mails, their reminders and items, and in the log.

For many mails at once, in one transaction. A sender that dies before has marked each of them as
taken, and whoever claims them next notes them here.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from actions.models import ActionItem, Message, Reminder
from actions.services.messages.claiming import Claim, held_by
from actions.services.messages.following import Follow, follow_all, follow_each
from actions.services.messages.outages import PASSING, database_reach
from meetings.models import Event
from meetings.services.events import events_insert, system_event

logger = logging.getLogger(__name__)


def messages_sent(*, claims: Collection[Claim], now: datetime) -> None:
    """Note that the mail server took these mails; those it has not taken are left alone.

    Where that fails, each is noted by itself: what is wrong with one stops no other.
    """
    try:
        _note(claims, follow=follow_all, now=now)
    except Exception:
        logger.warning("Mails that were sent are noted one by one.", exc_info=True)
        database_reach()
        for claim in claims:
            _note_alone(claim, now=now)


def _note_alone(claim: Claim, *, now: datetime) -> None:
    """Note one mail as sent, at least; what the database does not take now waits for the lease."""
    for follow in (follow_all, follow_each):
        try:
            _note([claim], follow=follow, now=now)
        except PASSING:
            logger.exception("Message %s was sent, and is noted later.", claim.message_id)
            return
        except Exception:
            logger.exception("Message %s was sent, and could not be noted.", claim.message_id)
        else:
            return


def _note(claims: Collection[Claim], *, follow: Follow, now: datetime) -> None:
    if not claims:
        return
    with transaction.atomic():
        taken = held_by(claims).filter(taken_at__isnull=False).order_by("pk")
        messages = list(taken.select_for_update().defer("text", "html", "error"))
        if not messages:
            return
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(
            state=Message.State.SENT,
            error="",
            token="",
            lease_until=None,
            sent_at=F("taken_at"),
            taken_at=None,
        )
        carried = Reminder.objects.filter(message__in=messages)
        carried.filter(state=Reminder.State.INCLUDED).update(state=Reminder.State.SENT)
        follow(messages, _tell(messages), now)
        _trust(messages)


def _tell(messages: Iterable[Message]) -> list[ActionItem]:
    """Log each mail on itself and on the items in it, and return these."""
    by_message = {message.pk: message for message in messages}
    carried = Reminder.objects.filter(message__in=by_message).exclude(
        state=Reminder.State.CANCELLED
    )
    told: dict[int, dict[int, ActionItem]] = {}
    for reminder in carried.select_related("action_item"):
        items = told.setdefault(reminder.message_id or 0, {})
        items[reminder.action_item_id] = reminder.action_item
    events_insert(
        events=[
            event
            for message in by_message.values()
            for event in _events(message, told.get(message.pk, {}))
        ]
    )
    return list({pk: item for items in told.values() for pk, item in items.items()}.values())


def _events(message: Message, item_ids: Iterable[int]) -> list[Event]:
    rows = [(Event.Subject.MESSAGE, message.pk)]
    rows += [(Event.Subject.ACTION_ITEM, pk) for pk in item_ids]
    assert message.taken_at is not None
    at, note = message.taken_at, _sent_words(message)
    return [
        system_event(subject=subject, subject_id=pk, kind=Event.Kind.SENT, at=at, note=note)
        for subject, pk in rows
    ]


def _sent_words(message: Message) -> str:
    if message.trial_email:
        return _("På prøve til %(email)s") % {"email": message.trial_email}
    return _("Til %(email)s") % {"email": message.to_email}


def _trust(messages: Iterable[Message]) -> None:
    """A mail that arrived clears its address of what mail servers said before."""
    reached = {message.to_email for message in messages if not message.trial_email}
    refused = Message.objects.filter(refused_at__isnull=False)
    refused.filter(to_email__in=reached).update(refused_at=None)
