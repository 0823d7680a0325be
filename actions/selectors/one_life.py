"""The whole life of one action item, for who asks to see the file; of other items, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from actions.models import ActionItem, IncomingMail, Message

# Links that act, or that unsubscribe, for whoever holds them.
_ACTING = re.compile(r"https?://\S+/(?:svar|afmeld|kalender)/\S+")
REMOVED = "[link fjernet]"
OTHERS = (
    "Mailen handlede også om {number} andre opgaver. Dens tekst er udeladt, fordi den ikke kan "
    "gengives uden dem."
)


@dataclass(frozen=True, slots=True)
class LifeMail:
    """A mail that was sent about the item, or that came in about it."""

    at: datetime
    is_incoming: bool
    address: str
    subject: str
    state: str
    text: str


def life_mails(action_item: ActionItem) -> list[LifeMail]:
    """Return the mails about the item, oldest first; their text only where it is of it alone."""
    sent = Message.objects.filter(reminders__action_item=action_item).distinct()
    came = list(action_item.incoming.filter(nature=IncomingMail.Nature.REPLY))
    others = _others({*(message.pk for message in sent), *(mail.message_id for mail in came)})
    mails = [_sent(message, others[message.pk]) for message in sent]
    mails += [_came(mail, others.get(mail.message_id, 0)) for mail in came]
    return sorted(mails, key=lambda mail: mail.at)


def _others(message_ids: set[int | None]) -> dict[int | None, int]:
    """Return of each mail how many other items it was about."""
    messages = Message.objects.filter(pk__in=[pk for pk in message_ids if pk])
    counted = messages.annotate(number=Count("reminders__action_item", distinct=True))
    return {pk: max(0, number - 1) for pk, number in counted.values_list("pk", "number")}


def _sent(message: Message, others: int) -> LifeMail:
    return LifeMail(
        at=message.sent_at or message.created_at,
        is_incoming=False,
        address=message.to_email,
        # The subject names what the mail is about: of several items, perhaps another one.
        subject="" if others else message.subject,
        state=str(message.get_state_display()),
        text=OTHERS.format(number=others) if others else _ACTING.sub(REMOVED, message.text),
    )


def _came(mail: IncomingMail, others: int) -> LifeMail:
    """An answer may hold the mail that it answers, and with it other items."""
    return LifeMail(
        at=mail.received_at,
        is_incoming=True,
        address=mail.from_email,
        subject="" if others else mail.subject,
        state="modtaget",
        text=OTHERS.format(number=others) if others else _ACTING.sub(REMOVED, mail.text),
    )
