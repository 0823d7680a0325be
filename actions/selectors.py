"""Questions to the rows of actions, answered as values ready for a page or a mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem, Heartbeat, Message, Reminder, ReminderRhythm
from actions.policy import Rhythm, ScopedRhythm, SendingHours, may_send, rhythm_for
from meetings.models import Event
from meetings.selectors import closing_days

DUE_SOON_DAYS = 7
DONE_LATELY_DAYS = 30
# The scheduler's row in Heartbeat.
TICK = "tick"
# How long a mail may be late, and how long it may wait for somebody to decide on it.
LATE = timedelta(minutes=5)
UNDECIDED = timedelta(hours=1)
# Ages of open items in days, each bound inclusive; the last one has none.
AGE_BOUNDS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class ActionItemRow:
    """An action item as a list shows it. `days_late` is 0 where it is not overdue."""

    pk: int
    task: str
    owner: str
    deadline: date | None
    days_late: int
    status: str
    status_text: str
    committee: str
    held_on: date | None
    agenda_item: str
    is_closed_item: bool
    is_sent: bool

    @property
    def is_overdue(self) -> bool:
        return self.days_late > 0


def action_items_by_deadline(action_items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Order the items by deadline, those without one last, with all that a row tells."""
    return action_items.select_related(
        "agenda_item", "committee", "owner_person", "owner_unit"
    ).order_by(F("deadline").asc(nulls_last=True), "pk")


def action_item_rows(action_items: Iterable[ActionItem], *, today: date) -> list[ActionItemRow]:
    return [_row(action_item, today) for action_item in action_items]


def _row(action_item: ActionItem, today: date) -> ActionItemRow:
    deadline = action_item.deadline
    late = deadline is not None and action_item.is_overdue(today=today)
    return ActionItemRow(
        pk=action_item.pk,
        task=action_item.task,
        owner=str(action_item.owner or ""),
        deadline=deadline,
        days_late=(today - deadline).days if late and deadline else 0,
        status=action_item.status,
        status_text=action_item.get_status_display(),
        committee=str(action_item.committee or ""),
        held_on=action_item.promised_on,
        agenda_item=str(action_item.agenda_item or ""),
        is_closed_item=action_item.is_confidential,
        is_sent=action_item.assigned_at is not None,
    )


def action_item_events(action_item: ActionItem) -> QuerySet[Event]:
    """Return what has happened to the item, and to the suggestion it was, oldest first.

    The suggestion was accepted in the moment in which the item was made: that is told once.
    """
    return (
        Event.objects.filter(
            Q(subject=Event.Subject.ACTION_ITEM, subject_id=action_item.pk)
            | Q(subject=Event.Subject.COMMITMENT, subject_id=action_item.commitment_id)
        )
        .exclude(
            subject=Event.Subject.COMMITMENT,
            kind=Event.Kind.ACCEPTED,
            at=action_item.created_at,
        )
        .select_related("by__person")
        .order_by("at", "pk")
    )


def action_item_messages(action_item: ActionItem) -> QuerySet[Message]:
    """Return the mails that carry a reminder of the item, oldest first."""
    carrying = Q(reminders__action_item=action_item)
    return Message.objects.filter(carrying).distinct().order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many items stand where. Late and due soon are among the open ones."""

    open: int
    late: int
    due_soon: int
    undated: int
    done_lately: int


def overview_figures(action_items: QuerySet[ActionItem], *, today: date) -> Figures:
    is_open = Q(status=ActionItem.Status.OPEN)
    counts = action_items.aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(deadline__lt=today)),
        due_soon=Count("pk", filter=is_open & Q(deadline__range=due_soon(today=today))),
        undated=Count("pk", filter=is_open & Q(deadline__isnull=True)),
        done_lately=Count(
            "pk",
            filter=Q(
                status=ActionItem.Status.DONE, closed_at__date__gte=done_lately_from(today=today)
            ),
        ),
    )
    return Figures(**counts)


def due_soon(*, today: date) -> tuple[date, date]:
    """Return the first and the last deadline that count as soon."""
    return today, today + timedelta(days=DUE_SOON_DAYS)


def done_lately_from(*, today: date) -> date:
    """Return the first day that counts as lately."""
    return today - timedelta(days=DONE_LATELY_DAYS)


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """What an owner has open. `key` is "person:12", "unit:3" or "none", as in addresses."""

    key: str
    name: str
    unit: str
    open: int
    late: int
    days_late: int


def owner_rows(action_items: QuerySet[ActionItem], *, today: date) -> list[OwnerRow]:
    """Return everybody who has something open, worst first: most late, then longest late."""
    late = Q(deadline__lt=today)
    rows = (
        action_items.filter(status=ActionItem.Status.OPEN)
        .order_by()
        .values("owner_person_id", "owner_unit_id")
        .annotate(
            person=Max("owner_person__name"),
            person_unit=Max("owner_person__unit__name"),
            unit=Max("owner_unit__name"),
            open=Count("pk"),
            late=Count("pk", filter=late),
            first=Min("deadline", filter=late),
        )
    )
    owners = [
        OwnerRow(
            key=owner_key(person_id=row["owner_person_id"], unit_id=row["owner_unit_id"]),
            name=row["person"] or row["unit"] or _("Uden ansvarlig"),
            unit=row["person_unit"] or row["unit"] or "",
            open=row["open"],
            late=row["late"],
            days_late=(today - row["first"]).days if row["first"] else 0,
        )
        for row in rows
    ]
    return sorted(owners, key=lambda row: (-row.late, -row.days_late, -row.open, row.name))


def owner_key(*, person_id: int | None, unit_id: int | None) -> str:
    """Return the owner as addresses and mails name it; "none" where there is none."""
    if person_id:
        return f"person:{person_id}"
    return f"unit:{unit_id}" if unit_id else "none"


def open_by_age(action_items: QuerySet[ActionItem], *, today: date) -> list[tuple[str, int]]:
    """Return (age in words, number) of open items, counted from the day of the meeting."""
    held = "promised_on"
    edges = [today - timedelta(days=bound) for bound in AGE_BOUNDS]
    counts = action_items.filter(status=ActionItem.Status.OPEN).aggregate(
        youngest=Count("pk", filter=Q(**{f"{held}__gte": edges[0]})),
        younger=Count("pk", filter=Q(**{f"{held}__lt": edges[0], f"{held}__gte": edges[1]})),
        older=Count("pk", filter=Q(**{f"{held}__lt": edges[1], f"{held}__gte": edges[2]})),
        oldest=Count("pk", filter=Q(**{f"{held}__lt": edges[2]})),
        unknown=Count("pk", filter=Q(**{f"{held}__isnull": True})),
    )
    ages = [
        (_("0-7 dage"), counts["youngest"]),
        (_("8-30 dage"), counts["younger"]),
        (_("31-90 dage"), counts["older"]),
        (_("over 90 dage"), counts["oldest"]),
    ]
    # A meeting's date can be taken back after its items were accepted.
    return [*ages, (_("ukendt"), counts["unknown"])] if counts["unknown"] else ages


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
    """Return what is planned to be told about the item, soonest first."""
    mine = Reminder.objects.current().filter(action_item=action_item)
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
    return Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()


def has_late_mail(*, now: datetime) -> bool:
    """Tell whether a mail that was due, and could have been sent since, is still there."""
    since, hours = now - LATE, sending_hours()
    # Two moments of one day's hours: what waited through the night is late only then.
    may = all(may_send(timezone.localtime(moment), hours) for moment in (since, now))
    late = Message.objects.filter(state=Message.State.PLANNED, next_at__lte=since)
    return may and late.exists()


def has_undecided_mail(*, now: datetime) -> bool:
    """Tell whether a mail of which nobody knows if it arrived has waited for a person too long."""
    waiting = Message.objects.filter(state=Message.State.UNCERTAIN)
    return waiting.filter(transmitting_at__lte=now - UNDECIDED).exists()
