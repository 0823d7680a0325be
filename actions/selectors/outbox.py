"""How the mails stand, and whether the scheduler is alive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, Q, QuerySet
from django.utils import timezone

from actions.models import ActionItem, Dispatch, Heartbeat, Message, Reminder, ReminderRhythm
from actions.policy import Rhythm, ScopedRhythm, SendingHours, may_send, rhythm_for
from actions.selectors.owners import owner_key
from meetings.selectors import closing_days

# Rows of Heartbeat: the scheduler was here, the mailbox was read, a worker that can read scanned
# pages was here and one that cannot, a backup was made.
TICK = "tick"
INBOX = "inbox"
OCR = "ocr"
NO_OCR = "no_ocr"
# Since when the mail server could not be reached, and that it was for its TLS.
NO_LINE = "no_line"
NO_TLS = "no_tls"
BACKUP = "backup"
# How long a mail may be late, and how long it may wait for somebody to decide on it.
LATE = timedelta(minutes=5)
UNDECIDED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A mail as the list of mails shows it."""

    pk: int
    kind: str
    recipient: str
    to_email: str
    subject: str
    state: str
    state_text: str
    attempts: int
    error: str
    next_at: datetime
    sent_at: datetime | None
    trial_email: str = ""
    is_on_the_wire: bool = False

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state == Message.State.PLANNED and not self.is_on_the_wire

    @property
    def may_be_retried(self) -> bool:
        return self.state in {Message.State.FAILED, Message.State.UNCERTAIN}

    @property
    def may_be_settled(self) -> bool:
        return self.state == Message.State.UNCERTAIN


def message_rows(messages: Iterable[Message], *, names: dict[str, str]) -> list[MessageRow]:
    """Return the mails as rows; `names` tells who "person:12" is."""
    return [
        MessageRow(
            pk=message.pk,
            kind=message.get_kind_display(),
            recipient=names.get(message.recipient, message.recipient),
            to_email=message.to_email,
            subject=message.subject,
            state=message.state,
            state_text=message.get_state_display(),
            attempts=message.attempts,
            error=message.error,
            next_at=message.next_at,
            sent_at=message.sent_at,
            trial_email=message.trial_email,
            is_on_the_wire=message.transmitting_at is not None,
        )
        for message in messages
    ]


def message_counts() -> list[tuple[str, str, int]]:
    """Return (state, its words, how many mails) for every state, also those without any."""
    counted = dict(Message.objects.order_by().values_list("state").annotate(count=Count("pk")))
    return [(state.value, str(state.label), counted.get(state.value, 0)) for state in Message.State]


def reminders_waiting() -> int:
    """Return how many reminders are planned that no mail holds yet."""
    return Reminder.objects.current().filter(state=Reminder.State.PLANNED).count()


def reminders_ahead(action_item: ActionItem) -> QuerySet[Reminder]:
    """Return what its accountable owner is still to be told about the item, soonest first."""
    owner = owner_key(person_id=action_item.owner_person_id, unit_id=action_item.owner_unit_id)
    mine = Reminder.objects.current().filter(action_item=action_item, recipient=owner)
    return mine.filter(state=Reminder.State.PLANNED).order_by("due_on", "pk")


def sending_hours() -> SendingHours:
    """Return when mails may go out here."""
    return SendingHours(
        from_hour=settings.SEND_FROM_HOUR,
        until_hour=settings.SEND_UNTIL_HOUR,
        closed=closing_days(),
        any_time=settings.SEND_ANY_TIME,
        spread_minutes=settings.SPREAD_MINUTES,
    )


def scoped_rhythms() -> list[ScopedRhythm]:
    """Return the rhythms that hold, each with what it holds for."""
    return [row.value for row in ReminderRhythm.objects.standing()]


def rhythm_of(action_item: ActionItem, rhythms: list[ScopedRhythm]) -> Rhythm:
    return rhythm_for(rhythms, committee=action_item.committee_id, priority=action_item.priority)


def last_tick_at() -> datetime | None:
    """Return when the scheduler last was here, None where it never was."""
    return last_at(TICK)


def last_at(name: str) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def last_mail_at() -> datetime | None:
    """Return when the last mail went out."""
    sent = Message.objects.filter(sent_at__isnull=False).order_by("-sent_at")
    return sent.values_list("sent_at", flat=True).first()


def has_late_mail(*, now: datetime) -> bool:
    """Tell whether a mail that was due, and could have been sent since, is still there.

    On pause none could; and after it those that waited have as long as any other to go out.
    """
    since, hours = now - LATE, sending_hours()
    held = Dispatch.objects.filter(Q(paused_at__isnull=False) | Q(changed_at__gt=since))
    # Two moments of one day's hours: what waited through the night is late only then.
    may = all(may_send(timezone.localtime(moment), hours) for moment in (since, now))
    late = Message.objects.filter(state=Message.State.PLANNED, next_at__lte=since)
    return may and late.filter(~Exists(held)).exists()


def has_undecided_mail(*, now: datetime) -> bool:
    """Tell whether a mail of which nobody knows if it arrived has waited for a person too long."""
    waiting = Message.objects.filter(state=Message.State.UNCERTAIN)
    return waiting.filter(transmitting_at__lte=now - UNDECIDED).exists()
