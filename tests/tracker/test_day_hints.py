"""A deadline or closing day on a day off is taken, with a word on what day it is."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import ClosingDay, OpenDay
from tests.cast import NOW
from tests.tracker.test_pages_by_hand import NEW, filled

HINT = "05-06-2026 er grundlovsdag. Den næste arbejdsdag er mandag 8. juni 2026."
DAY = "2026-06-05"


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def changed(client, action_item: ActionItem, deadline: str) -> str:
    form = {
        "version": action_item.version,
        "task": action_item.task,
        "owner": "Anna Holm",
        "deadline": deadline,
    }
    address = reverse("action_item_change", args=[action_item.pk])
    return client.post(address, form, follow=True).text


def test_a_deadline_put_right_or_put_off_to_a_day_off(cast, action_item, client_of) -> None:
    client = client_of(cast.lene)
    assert HINT in changed(client, action_item, DAY)
    action_item.refresh_from_db()
    assert action_item.deadline.isoformat() == DAY
    assert "grundlovsdag" not in changed(client, action_item, DAY), "told once"
    action_item.refresh_from_db()
    form = {"version": action_item.version, "deadline": "2026-12-24", "reason": "Sygdom"}
    address = reverse("action_item_postpone", args=[action_item.pk])
    assert "24-12-2026 er juleaftensdag" in client.post(address, form, follow=True).text


def test_one_made_by_hand(cast, client_of) -> None:
    assert HINT in client_of(cast.lene).post(NEW, filled(cast, deadline=DAY), follow=True).text


def test_an_ordinary_day_says_nothing(cast, action_item, client_of) -> None:
    assert "Den næste arbejdsdag" not in changed(client_of(cast.lene), action_item, "2026-06-04")


def test_where_the_municipality_holds_open_it_is_an_ordinary_day(
    cast, action_item, client_of
) -> None:
    OpenDay.objects.create(month=6, day=5)
    assert "grundlovsdag" not in changed(client_of(cast.lene), action_item, DAY)


def test_in_english(cast, action_item, client_of) -> None:
    client = client_of(cast.lene)
    client.cookies["sprog"] = "en"
    told = changed(client, action_item, "2026-04-06")
    assert "6 Apr 2026 is Easter Monday. The next working day is Tuesday 7 April 2026." in told


def test_the_cards_of_the_review_say_it_before_and_after(cast, meeting, client_of) -> None:
    Commitment.objects.update(due=DAY, due_text="inden grundlovsdag")
    client, address = client_of(cast.lene), reverse("review", args=[meeting.pk])
    assert HINT in client.get(address).text
    first = Commitment.objects.earliest("start")
    form = {"task": "Notat", "deadline": "2026-04-03", "version": first.version}
    client.post(reverse("commitment_accept", args=[first.pk]), form)
    shown = client.get(address).text
    assert "Frist 03-04-2026 (langfredag; næste arbejdsdag er tirsdag 7. april 2026)" in shown


@pytest.mark.parametrize(
    "told",
    [
        ("2026-03-08", "den 8. marts", True),
        ("2026-03-08", "i uge 10", False),
        ("2026-03-08", "inden udgangen af denne uge", False),
        ("2026-04-06", "mandag i uge 15", True),
        ("2026-03-01", "den 1. marts", False),
    ],
)
def test_the_cards_say_nothing_of_the_end_of_a_week_or_of_a_day_that_is_over(
    cast, meeting, client_of, told
) -> None:
    due, due_text, is_told = told
    Commitment.objects.update(due=due, due_text=due_text)
    client, address = client_of(cast.lene), reverse("review", args=[meeting.pk])
    assert ("næste arbejdsdag er" in client.get(address).text) is is_told
    first = Commitment.objects.earliest("start")
    Commitment.objects.exclude(pk=first.pk).update(due=None, due_text="")
    form = {"task": "Notat", "deadline": due, "version": first.version}
    client.post(reverse("commitment_accept", args=[first.pk]), form)
    assert ("; næste arbejdsdag er" in client.get(address).text) is is_told


def test_a_closing_day_that_is_free_anyway(cast, client_of) -> None:
    client = client_of(cast.bo)
    form = {"day-day": DAY, "day-name": "Sommerlukket"}
    told = client.post(reverse("closing_day_new"), form, follow=True).text
    assert f"Dagen var fri i forvejen. {HINT}" in told
    assert ClosingDay.objects.get().name == "Sommerlukket"
    form = {"day-day": "2026-06-04", "day-name": "Sommerlukket"}
    told = client.post(reverse("closing_day_new"), form, follow=True).text
    assert "Dagen var fri i forvejen" not in told
