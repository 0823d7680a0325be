"""What a claimed mail says: written from the rows as they are, until it has been on the wire."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.mail import Draft, compose, compose_weekly
from actions.models import ActionItem, Message, Reminder
from actions.models.outbox import ReminderQuerySet
from actions.policy import retry_delay
from actions.recipients import Recipient, find_recipients
from actions.services.dispatch import dispatch_state
from actions.services.messages.claiming import Claim
from actions.services.messages.outcomes import (
    message_cancel,
    message_give_up,
    message_uncertain,
    message_unreachable,
)


def message_draft(*, claim: Claim, now: datetime) -> frozenset[int] | None:
    """Write the mail and return the reminders it carries; None where it has come to an end."""
    message = claim.held().first()
    if message is None:
        return None
    if retry_delay(message.attempts, jitter=0) is None:
        _give_up(claim, message, now=now)
        return None
    if message.transmitting_at is not None and not message.is_resend:
        return _as_it_was(claim, message, now=now)
    if message.kind == Message.Kind.WEEKLY:
        return _weekly(claim, message, now=now)
    return _anew(claim, message, now=now)


def _give_up(claim: Claim, message: Message, *, now: datetime) -> None:
    """A mail whose senders die again and again may be what kills them."""
    message_give_up(
        claim=claim,
        reason=message.error or _("Afsendelsen blev afbrudt for mange gange."),
        is_uncertain=message.transmitting_at is not None,
        now=now,
    )


def _as_it_was(claim: Claim, message: Message, *, now: datetime) -> frozenset[int] | None:
    """The sender went away with the mail on the wire: the same mail again, or a person decides."""
    included = Reminder.objects.filter(message_id=claim.message_id, state=Reminder.State.INCLUDED)
    # The weekly mail tells of no item, so none of it can have ended.
    if message.kind != Message.Kind.WEEKLY and not included.current().exists():
        message_cancel(
            claim=claim, reason=_("Intet i mailen gælder længere. Måske nåede den frem.")
        )
        return None
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
        return frozenset(included.values_list("pk", flat=True))
    message_uncertain(claim=claim, reason=reason, now=now)
    return None


def _holds_confidential(reminders: ReminderQuerySet) -> bool:
    told = ActionItem.objects.filter(reminders__in=reminders)
    return told.confidential().exists()


def _weekly(claim: Claim, message: Message, *, now: datetime) -> frozenset[int] | None:
    """Write the manager's weekly mail; it goes to nobody else, and carries no reminders."""
    recipient = _recipient(message, now=now)
    if recipient.problem:
        message_unreachable(claim=claim, reason=recipient.problem, now=now)
        return None
    draft = None
    if not recipient.is_unit and not recipient.instead_of:
        draft = compose_weekly(recipient=recipient, today=timezone.localdate(now), now=now)
    if draft is None:
        message_cancel(claim=claim, reason=_("Der var intet at skrive om i denne uge."))
        return None
    return frozenset() if _keep(claim, recipient, draft) else None


def _recipient(message: Message, *, now: datetime) -> Recipient:
    key = message.recipient
    return find_recipients([key], on=timezone.localdate(now))[key]


def _keep(claim: Claim, recipient: Recipient, draft: Draft) -> bool:
    return bool(
        claim.held().update(
            to_email=recipient.email,
            trial_email=dispatch_state().trial_email,
            subject=draft.subject,
            text=draft.text,
            html=draft.html,
        )
    )


def _anew(claim: Claim, message: Message, *, now: datetime) -> frozenset[int] | None:
    today = timezone.localdate(now)
    recipient = _recipient(message, now=now)
    if recipient.problem:
        message_unreachable(claim=claim, reason=recipient.problem, now=now)
        return None
    _gather(claim, recipient, today=today)
    reminders = _carried(claim)
    if not reminders:
        message_cancel(claim=claim, reason=_("Der var ikke længere noget at skrive om."))
        return None
    draft = compose(recipient=recipient, reminders=reminders, today=today)
    if not _keep(claim, recipient, draft):
        return None
    return frozenset(reminder.pk for reminder in reminders)


def _gather(claim: Claim, recipient: Recipient, *, today: date) -> None:
    """Leave out what no longer holds, and take along all that is due to the recipient."""
    with transaction.atomic():
        # Locked, lest a reminder slips into a mail that somebody else has just sent.
        message = claim.held().select_for_update().first()
        if message is None:
            return
        mine = Reminder.objects.filter(message=message, state=Reminder.State.INCLUDED)
        holding = list(mine.locked().current().values_list("pk", flat=True))
        outdated = mine.exclude(pk__in=holding)
        if message.transmitting_at is not None:
            # Who has the first one may never see a second with the same Message-ID: nothing new.
            outdated.update(state=Reminder.State.CANCELLED)
            return
        outdated.update(state=Reminder.State.CANCELLED, message=None)
        due = Reminder.objects.filter(recipient=message.recipient).due(today=today)
        if not recipient.wants_reminders:
            due = due.news()
        due.locked().due(today=today).update(state=Reminder.State.INCLUDED, message=message)


def _carried(claim: Claim) -> list[Reminder]:
    carried = Reminder.objects.filter(message_id=claim.message_id, state=Reminder.State.INCLUDED)
    return list(
        carried.select_related(
            "action_item__agenda_item__meeting__document",
            "action_item__committee",
            "action_item__commitment",
        )
    )
