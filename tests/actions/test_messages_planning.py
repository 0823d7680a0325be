"""One mail for each recipient: when, how many, and what where there is no address."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from actions.models import ActionItem, Message, Reminder
from actions.services.messages import messages_due, messages_plan
from meetings.models import ClosingDay, Event, Person
from tests.actions.outbox import another_item, assign, at, one_round, rounds, states
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def test_a_person_with_several_items_gets_one_mail(action_item: ActionItem) -> None:
    assign(action_item)
    assign(another_item(action_item))
    assert messages_plan(now=NOW) == 1
    one_round(NOW)
    assert len(mail.outbox) == 1
    assert set(Reminder.objects.filter(step="assigned").values_list("state", flat=True)) == {"sent"}


def test_two_owners_get_a_mail_each(action_item: ActionItem, cast: Cast) -> None:
    assign(action_item)
    assign(another_item(action_item, owner=cast.unit))
    one_round(NOW)
    assert sorted(sent.to[0] for sent in mail.outbox) == [cast.anna_holm.email, cast.unit.email]


def test_nothing_due_means_no_mail(action_item: ActionItem) -> None:
    assert messages_plan(now=NOW) == 0
    assert not Message.objects.exists()


def test_planning_again_plans_nothing_more(action_item: ActionItem) -> None:
    assign(action_item)
    assert [messages_plan(now=NOW) for _ in range(3)] == [1, 0, 0]


def test_what_is_new_and_what_is_reminded_of_are_one_kind_of_mail(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    one_round(at(date(2026, 3, 23)))
    kinds = Message.objects.order_by("day").values_list("kind", flat=True)
    assert list(kinds) == ["digest", "digest"]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 3, 5, 0, tzinfo=UTC),  # before eight
        datetime(2026, 3, 3, 15, 0, tzinfo=UTC),  # four o'clock
        datetime(2026, 3, 7, 9, 0, tzinfo=UTC),  # Saturday
        datetime(2026, 4, 3, 9, 0, tzinfo=UTC),  # Good Friday
        datetime(2026, 6, 5, 9, 0, tzinfo=UTC),  # Constitution Day
    ],
)
def test_outside_working_hours_there_is_silence(action_item: ActionItem, moment: datetime) -> None:
    assign(action_item)
    one_round(moment)
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_a_closing_day_of_the_municipality_is_silent(action_item: ActionItem) -> None:
    ClosingDay.objects.create(day=TODAY, name="Flyttedag")
    assign(action_item)
    one_round(NOW)
    assert mail.outbox == []
    one_round(at(date(2026, 3, 4)))
    assert len(mail.outbox) == 1


def test_a_mail_planned_before_closing_time_waits_for_the_morning(action_item: ActionItem) -> None:
    assign(action_item)
    messages_plan(now=NOW)
    assert messages_due(now=datetime(2026, 3, 3, 15, 30, tzinfo=UTC)) == []
    one_round(at(date(2026, 3, 4)))
    assert len(mail.outbox) == 1
    assert Message.objects.count() == 1


def test_any_time_lifts_hours_and_days(action_item: ActionItem, settings) -> None:
    settings.SEND_ANY_TIME = True
    assign(action_item)
    one_round(datetime(2026, 3, 7, 2, 0, tzinfo=UTC))
    assert len(mail.outbox) == 1


def test_a_second_meeting_the_same_day_waits_for_the_next_mail(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    assign(another_item(action_item))
    one_round(at(TODAY, hour=12))
    assert len(mail.outbox) == 1
    one_round(at(date(2026, 3, 4)))
    assert len(mail.outbox) == 2


def test_news_of_the_afternoon_waits_for_the_next_working_day(
    action_item: ActionItem,
) -> None:
    assign(action_item)
    one_round(NOW)
    day = date(2026, 3, 23)
    one_round(at(day))
    assign(another_item(action_item), today=day)
    one_round(at(day, hour=12))
    assert len(mail.outbox) == 2
    one_round(at(date(2026, 3, 24)))
    assert [sent.subject for sent in mail.outbox[1:]] == [
        "Frist 1. april: Udarbejd notat om svømmehallens åbningstider i …",
        "Ny opgave: Inviter svømmeklubben",
    ]


def test_no_second_reminder_comes_in_a_day(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    Reminder.objects.filter(step="before-1").update(due_on=TODAY)
    one_round(at(TODAY, hour=12))
    assert len(mail.outbox) == 1


def test_two_mails_are_not_under_way_to_the_same_person(action_item: ActionItem) -> None:
    assign(action_item)
    messages_plan(now=NOW)
    assign(another_item(action_item), today=date(2026, 3, 4))
    assert messages_plan(now=at(date(2026, 3, 4))) == 0
    one_round(at(date(2026, 3, 4)))
    assert [sent.subject for sent in mail.outbox] == ["2 nye opgaver"]


def test_a_mail_whose_reason_has_gone_is_cancelled_and_can_come_back(
    action_item: ActionItem,
) -> None:
    assign(action_item)
    messages_plan(now=NOW)
    Reminder.objects.update(state=Reminder.State.CANCELLED)
    one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.text) == ("cancelled", "")
    assign(action_item)
    one_round(NOW)
    again = Message.objects.get()
    assert (again.state, again.message_id) == ("sent", message.message_id)


# --- no address ---------------------------------------------------------------------------


def test_a_person_without_an_address_is_reached_through_the_unit(
    action_item: ActionItem, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="")
    assign(action_item)
    one_round(NOW)
    (sent,) = mail.outbox
    assert sent.to == [cast.unit.email]
    assert "Anna Holm er ansvarlig for opgaven her, men kan ikke få mailen" in sent.body


def test_who_has_left_is_never_written_to(action_item: ActionItem, cast: Cast) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
    assign(action_item)
    rounds(TODAY, date(2026, 4, 1))
    assert {sent.to[0] for sent in mail.outbox} == {cast.unit.email}


def test_where_nobody_can_be_written_to_the_outbox_says_why_and_nothing_is_lost(
    action_item: ActionItem, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="", unit=None)
    assign(action_item)
    one_round(NOW)
    one_round(at(TODAY, hour=12))
    message = Message.objects.get()
    assert message.state == "failed"
    assert "Anna Holm har ingen e-mailadresse" in message.error
    assert states(action_item)["assigned"] == "planned"
    noted = Event.objects.get(subject=Event.Subject.MESSAGE, subject_id=message.pk)
    assert (noted.kind, noted.note) == ("failed", message.error)


@pytest.mark.parametrize("later", [at(TODAY, hour=12), at(date(2026, 3, 4))])
def test_an_address_put_right_lets_the_mail_out(
    action_item: ActionItem, cast: Cast, later: datetime
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="", unit=None)
    assign(action_item)
    one_round(NOW)
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="anna@noerrevang.example")
    one_round(later)
    assert [sent.to for sent in mail.outbox] == [["anna@noerrevang.example"]]
    assert states(action_item)["assigned"] == "sent"


def test_an_address_lost_after_planning_is_said_so_too(action_item: ActionItem, cast: Cast) -> None:
    assign(action_item)
    messages_plan(now=NOW)
    Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False, unit=None)
    one_round(NOW)
    assert Message.objects.get().state == "failed"
    assert "ikke længere aktiv" in Message.objects.get().error
    assert states(action_item)["assigned"] == "planned"


def test_a_message_id_tells_nothing_of_its_recipient(action_item: ActionItem, settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Følg op <folgop@noerrevang.example>"
    assign(action_item)
    messages_plan(now=NOW)
    message_id = Message.objects.get().message_id
    assert message_id.endswith("@noerrevang.example>")
    assert "anna" not in message_id.lower()
