"""What claimed mails carry: what no longer holds is left out, what is due is taken along."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from actions.models import Message, Reminder
from actions.models.outbox import NEWS
from actions.recipients import Recipient
from actions.services.messages.claiming import Claim, held_by


def reminders_gather(
    mails: Sequence[tuple[Message, Recipient]], *, claims: Collection[Claim], today: date
) -> None:
    """Leave out what no longer holds, and take along all that is due to the recipients."""
    if not mails:
        return
    with transaction.atomic():
        # Locked, lest a reminder slips into a mail that somebody else has just sent.
        locked = held_by(claims).order_by("pk").select_for_update()
        held = set(locked.values_list("pk", flat=True))
        mine = [(message, recipient) for message, recipient in mails if message.pk in held]
        _leave_out([message for message, _recipient in mine])
        # Who has the first one may never see a second with the same Message-ID: nothing new.
        _take_along([one for one in mine if one[0].transmitting_at is None], today=today)


def _leave_out(messages: Collection[Message]) -> None:
    included = Reminder.objects.filter(message__in=messages, state=Reminder.State.INCLUDED)
    holding = list(included.locked().current().values_list("pk", flat=True))
    outdated = included.exclude(pk__in=holding)
    seen = Q(message__transmitting_at__isnull=False)
    outdated.filter(seen).update(state=Reminder.State.CANCELLED)
    outdated.exclude(seen).update(state=Reminder.State.CANCELLED, message=None)


def _take_along(mine: Sequence[tuple[Message, Recipient]], *, today: date) -> None:
    """Give each recipient's first mail what is due to the recipient."""
    first: dict[str, int] = {}
    for message, _recipient in mine:
        first.setdefault(message.recipient, message.pk)
    unwilling = {message.recipient for message, one in mine if not one.wants_reminders}
    due = Reminder.objects.filter(recipient__in=first).due(today=today)
    wanted = due.filter(~Q(recipient__in=unwilling) | NEWS) if unwilling else due
    its_mail = Message.objects.filter(
        pk__in=first.values(), recipient=OuterRef("recipient")
    ).order_by("pk")
    wanted.locked().due(today=today).update(
        state=Reminder.State.INCLUDED, message_id=Subquery(its_mail.values("pk")[:1])
    )
