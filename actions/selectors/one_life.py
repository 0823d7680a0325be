"""The whole life of one action item, for who asks to see the file; of other items, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from actions.models import ActionItem, IncomingMail, Message

# Links that act, or that unsubscribe, for whoever holds them.
_ACTING = re.compile(r"https?://\S+/(?:svar|afmeld|kalender)/\S+")
COMPARED = 2000
REMOVED = "[link fjernet]"
ERASED = "Mailen er slettet efter frist."
LEFT_OUT = "Mailen handlede også om {others}. Dens tekst er udeladt: den kan ikke gengives alene."


@dataclass(frozen=True, slots=True)
class LifeMail:
    """A mail that was sent about the item, or that came in about it."""

    at: datetime
    is_incoming: bool
    address: str
    subject: str
    state: str
    text: str
    # How many other items it was about: then its subject and its text are left out.
    others: int


def life_mails(action_item: ActionItem) -> list[LifeMail]:
    """Return the mails about the item, oldest first; their text only where it is of it alone."""
    sent = Message.objects.filter(reminders__action_item=action_item).distinct()
    came = list(action_item.incoming.filter(nature=IncomingMail.Nature.REPLY))
    others = _others(
        action_item, {*(message.pk for message in sent), *(mail.message_id for mail in came)}
    )
    mails = [_sent(message, others[message.pk]) for message in sent]
    mails += [_came(mail, others.get(mail.message_id, 0)) for mail in came]
    return sorted(mails, key=lambda mail: mail.at)


def words_left_out(action_item: ActionItem) -> set[str]:
    """Return what replies said that may be of other items, as `said_as` makes words alike."""
    came = list(action_item.incoming.filter(nature=IncomingMail.Nature.REPLY))
    others = _others(action_item, {mail.message_id for mail in came})
    return {said_as(mail.text) for mail in came if mail.text and others.get(mail.message_id)}


def said_as(words: str) -> str:
    """Return words as they are compared: an event keeps no more than their beginning."""
    return words[:COMPARED].strip()


def _others(action_item: ActionItem, message_ids: set[int | None]) -> dict[int | None, int]:
    """Return of each mail of ours how many other items it was about.

    A reply that was laid on the item may answer one that did not tell of it at all.
    """
    other = ~Q(reminders__action_item=action_item)
    messages = Message.objects.filter(pk__in=[pk for pk in message_ids if pk])
    counted = messages.annotate(number=Count("reminders__action_item", filter=other, distinct=True))
    return dict(counted.values_list("pk", "number"))


def _left_out(others: int) -> str:
    number = "en anden opgave" if others == 1 else f"{others} andre opgaver"
    return LEFT_OUT.format(others=number)


def _sent(message: Message, others: int) -> LifeMail:
    return LifeMail(
        at=message.sent_at or message.created_at,
        is_incoming=False,
        address=message.to_email,
        # The subject names what the mail is about: of several items, perhaps another one.
        subject="" if others else message.subject,
        state=str(message.get_state_display()),
        text=_left_out(others) if others else _ACTING.sub(REMOVED, message.text),
        others=others,
    )


def _came(mail: IncomingMail, others: int) -> LifeMail:
    """An answer may hold the mail that it answers, and with it other items."""
    words = ERASED if mail.erased_at else _ACTING.sub(REMOVED, mail.text)
    return LifeMail(
        at=mail.received_at,
        is_incoming=True,
        address=mail.from_email,
        subject="" if others else mail.subject,
        state="modtaget",
        text=_left_out(others) if others else words,
        others=others,
    )
