"""The manager's weekly mail: once a week, of the own units and below, and of nothing closed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail

from actions.models import ActionItem, Message
from actions.services.dispatch import dispatch_pause, dispatch_resume
from actions.services.messages import message_send, messages_due, weekly_plan
from meetings.models import AgendaItem, ClosingDay, Person, User
from tests.actions.outbox import another_item, at
from tests.cast import Cast

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
TUESDAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def mads(cast: Cast) -> Person:
    """Return the person behind the manager of the unit above the owner's."""
    person = Person.objects.create(name="Mads Bro", email="mads.bro@noerrevang.example")
    User.objects.filter(pk=cast.mads.pk).update(person=person)
    return person


def a_round(day: date, hour: int = 8) -> None:
    weekly_plan(now=at(day, hour))
    for message_id in messages_due(now=at(day, hour)):
        message_send(message_id=message_id, now=at(day, hour))


def test_it_comes_on_monday_with_the_lists_behind_its_figures(action_item: ActionItem) -> None:
    a_round(MONDAY)
    (sent,) = mail.outbox
    assert sent.to == ["mads.bro@noerrevang.example"]
    assert sent.subject == "Ugens opfølgning: 1 åben, 0 overskredne"
    for part in (sent.body, str(sent.alternatives[0].content).replace("&amp;", "&")):
        assert "Hej Mads" in part
        assert "/opfoelgning/?unit=mine&status=open" in part
        assert "status=late" not in part


def test_its_bars_show_the_open_ones_by_deadline_and_add_up(action_item: ActionItem) -> None:
    for days in (-31, -30, -1, 0, 7, 8):
        another_item(action_item, deadline=MONDAY + timedelta(days=days))
    ActionItem.objects.filter(pk=action_item.pk).update(deadline=None, deadline_key=date.max)
    done = another_item(action_item, deadline=MONDAY - timedelta(days=90))
    ActionItem.objects.filter(pk=done.pk).update(status="done", closed_at=at(MONDAY))
    a_round(MONDAY)
    (sent,) = mail.outbox
    words = """De åbne efter frist
  Over 30 dage for sent: 1
  Højst 30 dage for sent: 2
  Frist inden 7 dage: 2
  Frist senere: 1
  Uden frist: 1
"""
    assert words in sent.body
    assert "Åbne: 7\n" in sent.body
    html = str(sent.alternatives[0].content)
    lengths = re.findall(r'<table role="presentation" width="(\d+)%"', html)
    assert lengths[-6:-1] == ["50", "100", "100", "50", "50"]
    assert html.count('bgcolor="#a61212"') == 2


def test_where_nothing_is_open_there_are_no_bars(action_item: ActionItem) -> None:
    ActionItem.objects.update(status="done", closed_at=at(MONDAY))
    a_round(MONDAY)
    (sent,) = mail.outbox
    assert "De åbne efter frist" not in sent.body
    assert "De åbne efter frist" not in str(sent.alternatives[0].content)


def test_it_comes_once_however_often_one_asks(action_item: ActionItem) -> None:
    for day in (MONDAY, MONDAY, TUESDAY, date(2026, 3, 13)):
        a_round(day)
    assert len(mail.outbox) == 1
    a_round(date(2026, 3, 16))
    assert len(mail.outbox) == 2


def test_a_missed_monday_is_made_up_for(action_item: ActionItem) -> None:
    a_round(date(2026, 3, 12))
    assert len(mail.outbox) == 1


def test_after_weeks_on_pause_one_mail_makes_up_for_all(
    action_item: ActionItem, cast: Cast
) -> None:
    dispatch_pause(by=cast.bo, now=at(MONDAY))
    for day in (MONDAY, date(2026, 3, 16), date(2026, 3, 23)):
        a_round(day)
    assert not Message.objects.exists()
    dispatch_resume(by=cast.bo, now=at(date(2026, 3, 31)))
    a_round(date(2026, 3, 31))
    a_round(date(2026, 3, 31), 9)
    assert len(mail.outbox) == 1


def test_what_was_planned_before_the_pause_is_cancelled_once_its_week_has_gone(
    action_item: ActionItem, cast: Cast
) -> None:
    weekly_plan(now=at(MONDAY))
    dispatch_pause(by=cast.bo, now=at(MONDAY))
    dispatch_resume(by=cast.bo, now=at(date(2026, 3, 16)))
    a_round(date(2026, 3, 16))
    assert len(mail.outbox) == 1
    earlier = Message.objects.get(day=MONDAY)
    assert (earlier.state, earlier.error[:12]) == ("cancelled", "Ugen er gået")


def test_what_was_planned_in_the_same_week_still_goes_out(
    action_item: ActionItem, cast: Cast
) -> None:
    weekly_plan(now=at(MONDAY))
    dispatch_pause(by=cast.bo, now=at(MONDAY))
    dispatch_resume(by=cast.bo, now=at(TUESDAY))
    a_round(TUESDAY)
    assert len(mail.outbox) == 1
    assert Message.objects.get().state == "sent"


def test_after_a_closed_monday_it_comes_on_tuesday(action_item: ActionItem) -> None:
    ClosingDay.objects.create(day=MONDAY, name="Lukket")
    a_round(MONDAY)
    assert mail.outbox == []
    a_round(TUESDAY)
    assert len(mail.outbox) == 1


def test_with_nothing_to_say_there_is_no_mail_and_the_outbox_says_why(
    action_item: ActionItem,
) -> None:
    ActionItem.objects.update(assigned_at=None)
    a_round(MONDAY)
    assert mail.outbox == []
    assert Message.objects.get().state == "cancelled"
    a_round(TUESDAY)
    assert mail.outbox == []


def test_what_is_closed_is_not_even_counted(action_item: ActionItem) -> None:
    AgendaItem.objects.update(is_closed=True)
    a_round(MONDAY)
    assert mail.outbox == []


def test_a_manager_of_another_unit_hears_nothing(action_item: ActionItem, cast: Cast) -> None:
    ulla = Person.objects.create(name="Ulla Ek", email="ulla@noerrevang.example")
    User.objects.filter(pk=cast.ulla.pk).update(person=ulla)
    a_round(MONDAY)
    assert [sent.to for sent in mail.outbox] == [["mads.bro@noerrevang.example"]]


@pytest.mark.parametrize("model", [User, Person])
def test_a_manager_who_has_left_hears_nothing(action_item: ActionItem, model) -> None:
    model.objects.update(is_active=False)
    a_round(MONDAY)
    assert mail.outbox == []


def test_late_silent_and_undated_are_told(action_item: ActionItem) -> None:
    a_round(date(2026, 4, 13))
    body = mail.outbox[0].body
    assert "Overskredne: 1\n" in body
    assert "Stille i 14 dage: 1\n" in body
    assert "Uden frist: 0\n" in body


def test_who_reads_english_gets_it_in_english(action_item: ActionItem) -> None:
    Person.objects.update(language="en")
    a_round(MONDAY)
    assert mail.outbox[0].subject == "This week's follow-up: 1 open, 0 overdue"
    assert "Without a deadline" in mail.outbox[0].body
