"""A mail of ours that a mail server took and then gave back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from actions.models import ActionItem, IncomingMail, Message, Reminder
from actions.replies import Bounce
from meetings.models import Event
from meetings.services.events import event_record

TOLD = [Reminder.State.SENT, Reminder.State.INCLUDED]


def bounce_note(*, incoming: IncomingMail, bounce: Bounce, now: datetime) -> bool:
    """Let a mail that came back stand as one that could not be sent; a delay is only shown.

    Tells whether it is known which mail the report is about, and what became of it.

    The words of strangers decide nothing: the report has to name our mail by its own id, which
    nobody else knows, and the address it went to.
    """
    message = incoming.message
    if message is None or not _is_of(message, bounce.recipient):
        return False
    if not bounce.is_final:
        return bounce.status.startswith("4")
    reason = (
        _("Kom retur: %(words)s") % {"words": incoming.note}
        if incoming.note
        else _("Kom retur uden begrundelse")
    )
    hard = {"bounced_at": now} if bounce.is_hard else {}
    # Also one of which nobody knew: now it is known.
    sent = Message.objects.filter(
        pk=message.pk, state__in=[Message.State.SENT, Message.State.UNCERTAIN]
    )
    if not sent.update(
        state=Message.State.FAILED,
        error=reason[:500],
        transmitting_at=None,
        sent_at=None,
        is_resend=False,
        **hard,
    ):
        return True  # told before, or sent again meanwhile
    told = Reminder.objects.filter(message=message, state__in=TOLD)
    items = ActionItem.objects.filter(reminders__in=told).distinct()
    item_ids = list(items.values_list("pk", flat=True))
    # As with a mail that was refused at the door: what it held stays with it to be sent again.
    told.update(state=Reminder.State.INCLUDED)
    rows = [(Event.Subject.MESSAGE, message.pk, Event.Kind.FAILED)]
    rows += [(Event.Subject.ACTION_ITEM, pk, Event.Kind.RETURNED) for pk in item_ids]
    for subject, pk, kind in rows:
        event_record(subject=subject, subject_id=pk, kind=kind, at=now, note=reason)
    return True


def _is_of(message: Message, recipient: str) -> bool:
    return recipient == (message.trial_email or message.to_email).lower()
