"""What the tests of the outbox share: moments, rounds of the scheduler, more action items."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from actions.models import ActionItem, Commitment, Reminder
from actions.services.escalation import rungs_plan
from actions.services.messages import messages_plan, messages_send
from actions.services.reminders import reminders_plan
from meetings.models import AgendaItem, Person, Unit
from tests.cast import NOW, TODAY

DEADLINE = date(2026, 4, 1)


def at(day: date, hour: int = 8) -> datetime:
    """Return a moment that is in working hours in Copenhagen, winter and summer."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def one_round(now: datetime) -> None:
    """Do what a tick and a worker do: plan, then send what is due."""
    rungs_plan(now=now)
    messages_plan(now=now)
    messages_send(clock=lambda: now, seconds=60)


def rounds(first: date, last: date) -> None:
    """Let a tick come once a day, weekends and holidays too."""
    for number in range((last - first).days + 1):
        one_round(at(first + timedelta(days=number)))


def assign(action_item: ActionItem, *, today: date = TODAY) -> None:
    reminders_plan(action_item=action_item, today=today, assigned=True)


def another_item(
    action_item: ActionItem,
    *,
    owner: Person | Unit | None = None,
    deadline: date | None = DEADLINE,
    task: str = "Inviter svømmeklubben",
    quote: str = "Det blev aftalt, at svømmeklubben inviteres til næste møde.",
    agenda_item: AgendaItem | None = None,
) -> ActionItem:
    """Return a further action item, by default of the same owner and agenda item."""
    agenda_item = agenda_item or action_item.agenda_item
    owner = owner or action_item.owner
    ordinal = Commitment.objects.count()
    commitment = Commitment.objects.create(
        agenda_item=agenda_item,
        quote=quote,
        start=0,
        end=len(quote),
        ordinal=ordinal,
        page=3,
        task=task,
        confidence=0.9,
        rule="decided",
        because="Ordene siger, hvad der skal ske.",
        status=Commitment.Status.ACCEPTED,
    )
    return ActionItem.objects.create(
        commitment=commitment,
        agenda_item=agenda_item,
        committee=agenda_item.meeting.committee,
        promised_on=agenda_item.meeting.held_on,
        task=task,
        owner_person=owner if isinstance(owner, Person) else None,
        owner_unit=owner if isinstance(owner, Unit) else None,
        deadline=deadline,
        assigned_at=NOW,
        created_at=NOW,
    )


def states(action_item: ActionItem) -> dict[str, str]:
    """Return step -> state of the reminders of the item's current deadline version."""
    current = action_item.reminders.filter(deadline_version=action_item.deadline_version)
    return dict(current.order_by("due_on", "pk").values_list("step", "state"))


def sent_steps() -> list[str]:
    sent = Reminder.objects.filter(state=Reminder.State.SENT)
    return list(sent.order_by("due_on", "pk").values_list("step", flat=True))
