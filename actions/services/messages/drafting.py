"""What claimed mails say: written from the rows as they are, until they have been on the wire.

Many at once: what they need is asked for all of them together. Where that fails, each is made by
itself, so that what is wrong with one stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.mail import Background, Draft, background_of, build_mail, compose, compose_weekly
from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ReminderQuerySet
from actions.policy import retry_delay
from actions.recipients import Recipient, find_recipients
from actions.services.dispatch import dispatch_state
from actions.services.messages.claiming import Claim, held_by
from actions.services.messages.gathering import reminders_gather
from actions.services.messages.outages import database_reach
from actions.services.messages.outcomes import (
    message_cancel,
    message_give_up,
    message_spoilt,
    message_uncertain,
    message_unreachable,
)
from actions.services.messages.wire import ReadyMail

logger = logging.getLogger(__name__)


def mails_ready(claims: Sequence[Claim], *, now: datetime) -> list[ReadyMail]:
    """Write the mails; of those that are not to go out the row says why, and they are left out."""
    try:
        return _make(claims, now=now)
    except Exception as error:
        database_reach()
        if len(claims) > 1:
            return [one for claim in claims for one in mails_ready([claim], now=now)]
        (claim,) = claims
        logger.exception("Message %s could not be made.", claim.message_id)
        _note_spoilt(claim, error, now=now)
        return []


def _note_spoilt(claim: Claim, error: Exception, *, now: datetime) -> None:
    """Where not even that can be noted it waits for its lease, and the others go on."""
    try:
        message_spoilt(claim=claim, reason=spoilt_words(error), now=now)
    except Exception:
        logger.exception("Message %s stays as it is until its lease is over.", claim.message_id)


def spoilt_words(error: Exception) -> str:
    return _("Mailen kunne ikke dannes (%(error)s).") % {"error": type(error).__name__}


def _make(claims: Sequence[Claim], *, now: datetime) -> list[ReadyMail]:
    by_pk = held_by(claims).filter(taken_at__isnull=True).in_bulk()
    held = [(one, by_pk[one.message_id]) for one in claims if one.message_id in by_pk]
    going = [(claim, message) for claim, message in held if _may_go(claim, message, now=now)]
    written = [(claim, message) for claim, message in going if not _was_cut(message)]
    recipients = _reach(written, now=now)
    digests = [
        (message, recipients[message.pk])
        for _claim, message in written
        if message.kind != Message.Kind.WEEKLY and message.pk in recipients
    ]
    reminders_gather(digests, claims=claims, today=timezone.localdate(now))
    carried = _carried([message for _claim, message in going])
    background = background_of(
        [reminder for reminders in carried.values() for reminder in reminders],
        recipients={message.recipient for _claim, message in going},
    )
    trial_email = dispatch_state().trial_email
    ready = []
    for claim, message in going:
        reminders = carried.get(message.pk, [])
        if not _was_cut(message):
            recipient = recipients.get(message.pk)
            draft = _draft(claim, message, recipient, reminders, background, now=now)
            if recipient is None or draft is None:
                continue
            _put_words(message, recipient, draft, trial_email=trial_email)
        ready.append(_ready(claim, message, reminders, background))
    return ready


def _was_cut(message: Message) -> bool:
    """Tell whether its sender went away with it on the wire: then its words are fixed."""
    return message.transmitting_at is not None and not message.is_resend


def _may_go(claim: Claim, message: Message, *, now: datetime) -> bool:
    if retry_delay(message.attempts, jitter=0) is None:
        _give_up(claim, message, now=now)
        return False
    return not _was_cut(message) or _may_go_again(claim, message, now=now)


def _give_up(claim: Claim, message: Message, *, now: datetime) -> None:
    """A mail whose senders die again and again may be what kills them."""
    message_give_up(
        claim=claim,
        reason=message.error or _("Afsendelsen blev afbrudt for mange gange."),
        is_uncertain=message.transmitting_at is not None,
        now=now,
    )


def _may_go_again(claim: Claim, message: Message, *, now: datetime) -> bool:
    """The sender went away with the mail on the wire: the same mail again, or a person decides."""
    included = Reminder.objects.filter(message_id=claim.message_id, state=Reminder.State.INCLUDED)
    # The weekly mail tells of no item, so none of it can have ended.
    if message.kind != Message.Kind.WEEKLY and not included.current().exists():
        message_cancel(
            claim=claim, reason=_("Intet i mailen gælder længere. Måske nåede den frem.")
        )
        return False
    reason = _("Afsendelsen blev afbrudt. Måske nåede mailen frem.")
    if _holds_confidential(included):
        # Its words are from before, and may be more than a closed item allows.
        reason = _("%(reason)s Den sendes ikke igen af sig selv: et punkt i den er lukket.") % {
            "reason": reason
        }
    elif message.trial_email != dispatch_state().trial_email:
        # The same mail again would go to the other address than mails now go to.
        reason = _(
            "%(reason)s Den sendes ikke igen af sig selv: prøven er ændret, siden den blev skrevet."
        ) % {"reason": reason}
    elif settings.ON_UNCERTAIN == "resend":
        return True
    message_uncertain(claim=claim, reason=reason, now=now)
    return False


def _holds_confidential(reminders: ReminderQuerySet) -> bool:
    told = ActionItem.objects.filter(reminders__in=reminders)
    return told.confidential().exists()


def _reach(written: Collection[tuple[Claim, Message]], *, now: datetime) -> dict[int, Recipient]:
    """Return who is written to, by mail; where nobody can be, the mail says why."""
    found = find_recipients(
        {message.recipient for _claim, message in written}, on=timezone.localdate(now)
    )
    reached = {}
    for claim, message in written:
        recipient = found[message.recipient]
        if recipient.problem:
            message_unreachable(claim=claim, reason=recipient.problem, now=now)
        else:
            reached[message.pk] = recipient
    return reached


def _carried(messages: Iterable[Message]) -> dict[int, list[Reminder]]:
    included = Reminder.objects.filter(message__in=messages, state=Reminder.State.INCLUDED)
    carried: dict[int, list[Reminder]] = {}
    for reminder in included.select_related(
        "action_item__agenda_item__meeting__document",
        "action_item__committee",
        "action_item__commitment",
    ):
        carried.setdefault(reminder.message_id or 0, []).append(reminder)
    return carried


def _draft(
    claim: Claim,
    message: Message,
    recipient: Recipient | None,
    reminders: list[Reminder],
    background: Background,
    *,
    now: datetime,
) -> Draft | None:
    """Return the words; None where there is nobody to write to, or nothing left to say."""
    today = timezone.localdate(now)
    if recipient is None:
        return None
    if message.kind == Message.Kind.WEEKLY:
        draft = None
        # It goes to the manager and to nobody instead.
        if not recipient.is_unit and not recipient.instead_of:
            draft = compose_weekly(recipient=recipient, today=today, now=now)
        if draft is None:
            message_cancel(claim=claim, reason=_("Der var intet at skrive om i denne uge."))
        return draft
    if not reminders:
        message_cancel(claim=claim, reason=_("Der var ikke længere noget at skrive om."))
        return None
    return compose(recipient=recipient, reminders=reminders, today=today, background=background)


def _put_words(message: Message, recipient: Recipient, draft: Draft, *, trial_email: str) -> None:
    """They are stored as the mail goes on the wire, and not before."""
    message.to_email, message.trial_email = recipient.email, trial_email
    message.subject, message.text, message.html = draft.subject, draft.text, draft.html


def _ready(
    claim: Claim, message: Message, reminders: list[Reminder], background: Background
) -> ReadyMail:
    return ReadyMail(
        claim=claim,
        message=message,
        mail=build_mail(message, reminders, background),
        told=len(reminders),
        closed=sum(reminder.action_item.is_confidential for reminder in reminders),
    )
