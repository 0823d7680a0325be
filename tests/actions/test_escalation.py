"""The ladder: owner, unit, manager; a rung at a time, and never for what we failed to send."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Locmem
from django.utils import timezone

from actions.models import ActionItem, Message, Reminder, ReminderRhythm
from actions.policy import DEFAULT, next_rung
from actions.services.answers import action_item_answer
from actions.services.leaving import person_leave
from meetings.models import AgendaItem, Event, Person, Unit
from meetings.services.versions import agenda_items_close
from tests.actions.outbox import assign, at, one_round, rounds
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

DEADLINE = date(2026, 4, 1)


@pytest.fixture
def manager(cast: Cast) -> Person:
    person = Person.objects.create(name="Mads Lund", email="mads@noerrevang.example")
    cast.directorate.manager = person
    cast.directorate.save()
    return person


def told() -> list[tuple[str, str]]:
    """Return (day, step) of each reminder to others than the owner."""
    sent = Reminder.objects.filter(state="sent", step__regex="^(unit|manager)-")
    return [
        (timezone.localdate(row.message.sent_at).isoformat(), row.step)
        for row in sent.order_by("message__sent_at")
    ]


def test_the_unit_hears_after_ten_working_days_and_the_manager_after_fifteen(
    cast, manager, action_item
):
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert told() == [("2026-04-20", "unit-10"), ("2026-04-27", "manager-15")]
    to_unit = next(sent for sent in mail.outbox if sent.to == ["kf@noerrevang.example"])
    to_manager = next(sent for sent in mail.outbox if sent.to == [manager.email])
    assert to_unit.subject.startswith("Overskredet hos Anna Holm")
    assert "Sker der intet, får lederen besked." in to_unit.body
    assert to_manager.subject.startswith("Ingen svar fra Anna Holm")
    assert "Tal med den ansvarlige" in to_manager.body
    # Who does not own it gets no link that acts for the owner.
    assert "/svar/" not in to_unit.body + to_manager.body
    # Nor one that stops reminders: there are none of the manager's own.
    assert "/afmeld/" not in to_manager.body + str(to_manager.alternatives)
    assert "List-Unsubscribe" not in to_manager.message()
    to_owner = next(sent for sent in mail.outbox if sent.to == ["anna.holm@noerrevang.example"])
    assert "/afmeld/" in to_owner.body
    assert "List-Unsubscribe" in to_owner.message()
    assert Event.objects.filter(kind="escalated", subject_id=action_item.pk).count() == 2


def test_an_answer_ends_the_climb(cast, manager, action_item):
    assign(action_item)
    rounds(TODAY, date(2026, 4, 14))
    action_item_answer(
        action_item=action_item, deadline_version=1, note="", by=None, by_name="A", now=at(TODAY)
    )
    rounds(date(2026, 4, 15), date(2026, 5, 1))
    assert told() == []


def test_what_we_failed_to_send_raises_nothing(cast, manager, action_item, monkeypatch):
    assign(action_item)
    rounds(TODAY, date(2026, 4, 9))
    assert Message.objects.filter(state="sent").exists()
    # From here on nobody can be written to: not the owner, and so neither unit nor manager.
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="", unit=None)
    rounds(date(2026, 4, 10), date(2026, 5, 1))
    assert told() == []
    assert not Reminder.objects.filter(step__startswith="unit").exists()


def test_who_wants_no_reminders_is_late_to_unit_and_manager_all_the_same(
    cast, manager, action_item
):
    Person.objects.filter(pk=cast.anna_holm.pk).update(wants_reminders=False)
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert told() == [("2026-04-20", "unit-10"), ("2026-04-27", "manager-15")]


def test_a_rhythm_without_late_reminders_still_climbs(cast, manager, action_item):
    ReminderRhythm.objects.create(
        days_before=[1], days_between_late=0, unit_after=10, manager_after=15, created_at=at(TODAY)
    )
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert told() == [("2026-04-20", "unit-10"), ("2026-04-27", "manager-15")]


def test_who_wants_no_reminders_and_was_never_reached_is_late_to_nobody(cast, manager, action_item):
    Person.objects.filter(pk=cast.anna_holm.pk).update(wants_reminders=False, email="", unit=None)
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert told() == []


def test_a_closed_item_is_told_to_nobody_else(cast, manager, action_item):
    AgendaItem.objects.update(is_closed=True)
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert told() == []
    assert {address for sent in mail.outbox for address in sent.to} == {cast.anna_holm.email}


def close_by_other_minutes() -> None:
    agenda_items_close(rows=AgendaItem.objects.all(), now=at(TODAY))


def close_the_item_alone() -> None:
    ActionItem.objects.update(is_closed=True)


@pytest.mark.parametrize("close", [close_by_other_minutes, close_the_item_alone])
def test_an_item_closed_after_a_rung_was_planned_is_told_to_nobody_else(
    cast, manager, action_item, close
):
    assign(action_item)
    rounds(TODAY, date(2026, 4, 14))
    assert Reminder.objects.filter(step="unit-10", state="planned").exists()
    close()
    rounds(date(2026, 4, 15), date(2026, 5, 1))
    assert told() == []
    assert {address for sent in mail.outbox for address in sent.to} == {cast.anna_holm.email}
    assert action_item.reminders.filter(step__startswith="late-", state="sent").count() > 1


def test_nor_is_it_told_where_the_mail_was_written_and_the_server_wanted_it_later(
    cast, manager, action_item, monkeypatch
):
    assign(action_item)
    rounds(TODAY, date(2026, 4, 19))

    def away(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(Locmem, "open", away)
    one_round(at(date(2026, 4, 20)))
    monkeypatch.undo()
    assert Reminder.objects.filter(step="unit-10", state="included").exists()
    close_by_other_minutes()
    one_round(at(date(2026, 4, 20), 9))
    assert told() == []
    assert Reminder.objects.get(step="unit-10").state == "cancelled"


def test_who_manages_the_unit_is_not_told_of_the_own_item(cast, action_item):
    cast.unit.manager = cast.anna_holm
    cast.unit.save()
    assign(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert [step for _day, step in told()] == ["unit-10"]


def test_a_long_late_item_climbs_a_rung_at_a_time(cast, manager, action_item):
    ActionItem.objects.update(deadline=date(2025, 6, 2))
    action_item.refresh_from_db()
    assign(action_item)
    one_round(at(TODAY))
    rounds(date(2026, 3, 4), date(2026, 3, 20))
    days = [day for day, _step in told()]
    assert len(days) == 2
    assert days[0] < days[1]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        (set(), None),
        ({"before-1"}, None),
        ({"late-5"}, "unit-10"),
        ({"late-5", "unit-10"}, "manager-15"),
        ({"late-5", "unit-10", "manager-15"}, None),
        ({"unit-10"}, None),
    ],
)
def test_a_rung_stands_on_the_one_below(known, name):
    step = next_rung(
        DEADLINE, DEADLINE, rhythm=DEFAULT, told=known, has_unit=True, has_manager=True
    )
    assert (step.name if step else None) == name


def test_without_an_inbox_the_manager_is_next():
    step = next_rung(
        DEADLINE, DEADLINE, rhythm=DEFAULT, told={"late-5"}, has_unit=False, has_manager=True
    )
    assert step.name == "manager-15"


def test_the_ladder_goes_on_to_the_new_manager_where_the_old_one_leaves(
    cast: Cast, manager: Person, action_item: ActionItem
) -> None:
    Unit.objects.filter(pk=cast.unit.pk).update(email="")
    Person.objects.filter(pk=cast.anna_holm.pk).update(wants_reminders=False)
    action_item.refresh_from_db()
    assign(action_item)
    late = date(2026, 4, 9)
    rounds(TODAY, late)
    rungs = Reminder.objects.filter(step__startswith="manager-")
    assert rungs.get().state == "planned"
    new = Person.objects.create(name="Ny Leder", email="ny@noerrevang.example")
    person_leave(person=manager, heir=cast.directorate, by=cast.bo, now=at(late))
    rounds(late + timedelta(days=1), late + timedelta(days=6))
    assert rungs.get().state == "cancelled"
    Unit.objects.filter(pk=cast.directorate.pk).update(manager=new)
    rounds(late + timedelta(days=7), date(2026, 5, 1))
    assert rungs.get(state="sent").recipient == f"person:{new.pk}"
