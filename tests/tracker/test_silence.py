"""After how many days without news an item is silent is the municipality's to say, everywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from actions.models import ActionItem
from actions.policy import Rhythm
from actions.selectors import silent
from actions.services.messages import message_send, messages_due, weekly_plan
from actions.services.rhythms import rhythm_settle
from meetings.models import Event, Person, User
from tests.actions.outbox import at
from tests.cast import NOW, Cast

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def a_day_in_march():
    with time_machine.travel(NOW, tick=False):
        yield


def untouched(action_item: ActionItem, *, days: int, **columns: object) -> None:
    then = NOW - timedelta(days=days)
    rows = ActionItem.objects.filter(pk=action_item.pk)
    rows.update(created_at=then, assigned_at=then, moved_at=None, **columns)


def settle(cast: Cast, days: int, **scope: object) -> None:
    whole = {"committee": None, "priority": "", **scope}
    rhythm_settle(rhythm=Rhythm(silent_after=days), by=cast.bo, now=NOW, **whole)


def are_silent() -> bool:
    return ActionItem.objects.filter(silent(now=NOW)).exists()


def test_two_weeks_where_nobody_has_said_otherwise(action_item: ActionItem) -> None:
    untouched(action_item, days=14)
    assert not are_silent()
    untouched(action_item, days=15)
    assert are_silent()


@pytest.mark.parametrize(("days", "is_silent"), [(8, True), (7, False), (6, False)])
def test_a_shorter_rhythm_for_all(cast, action_item, days, is_silent) -> None:
    settle(cast, 7)
    untouched(action_item, days=days)
    assert are_silent() is is_silent


def test_the_committee_goes_before_the_priority_and_both_before_all(cast, action_item) -> None:
    untouched(action_item, days=10, priority="urgent")
    settle(cast, 5, priority="urgent")
    assert are_silent()
    settle(cast, 20, committee=cast.committee)
    assert not are_silent()
    settle(cast, 9, committee=cast.committee, priority="urgent")
    assert are_silent()
    settle(cast, 30, committee=cast.committee, priority="urgent")
    settle(cast, 3, committee=cast.other_committee)
    assert not are_silent()


def test_an_item_without_a_committee_has_the_common_days(cast, action_item) -> None:
    untouched(action_item, days=10, committee=None)
    settle(cast, 5, committee=cast.committee)
    assert not are_silent()
    settle(cast, 8)
    assert are_silent()


def test_what_an_owner_has_just_done_is_no_silence(cast, action_item) -> None:
    settle(cast, 5, committee=cast.committee)
    untouched(action_item, days=40)
    ActionItem.objects.update(moved_at=NOW - timedelta(days=2))
    assert not are_silent()


def test_overview_and_list_say_the_same_with_the_days(cast, action_item, client_of) -> None:
    untouched(action_item, days=10)
    client = client_of(cast.lene)
    settle(cast, 7)
    figures = {one.label: one for one in client.get(reverse("overview")).context["figures"]}
    figure = figures["stille i 7 dage"]
    rows = client.get(figure.url).context["rows"]
    assert (figure.number, [row.pk for row in rows]) == (1, [action_item.pk])
    settle(cast, 21, committee=cast.committee)
    figures = {one.label: one.number for one in client.get(reverse("overview")).context["figures"]}
    assert figures["stille i 7-21 dage"] == 0
    assert client.get(figure.url).context["rows"] == []


def test_the_managers_week_counts_by_the_same_days(cast, action_item) -> None:
    mads = Person.objects.create(name="Mads Bro", email="mads.bro@noerrevang.example")
    User.objects.filter(pk=cast.mads.pk).update(person=mads)
    untouched(action_item, days=1)
    settle(cast, 6)
    weekly_plan(now=at(MONDAY))
    for message_id in messages_due(now=at(MONDAY)):
        message_send(message_id=message_id, now=at(MONDAY))
    assert "Stille i 6 dage: 1\n" in mail.outbox[0].body
    assert "unit=mine&status=silent" in mail.outbox[0].body


def test_the_page_settles_the_days_and_the_log_says_from_what(cast, client_of) -> None:
    form = {
        "days_before": "7",
        "days_between_late": 5,
        "unit_after": 10,
        "manager_after": 15,
        "silent_after": 14,
    }
    client = client_of(cast.bo)
    for days in (14, 10):
        client.post(reverse("rhythm_settle"), {**form, "silent_after": days})
    assert "10 dage" in client.get(reverse("rhythms")).text
    told = Event.objects.get(kind=Event.Kind.CHANGED, subject=Event.Subject.REGISTER)
    assert told.changes == {"silent_after": [14, 10]}
