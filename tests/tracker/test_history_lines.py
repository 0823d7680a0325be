"""The history of an item: one plain line for each thing that happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import Event, User
from meetings.services.events import event_record
from tests.cast import NOW, Cast
from tracker.templatetags.history import event_changes


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def read_again(
    action_item: ActionItem, was: str | None, becomes: str | None, *, by: User | None, minutes: int
) -> None:
    event_record(
        subject=Event.Subject.COMMITMENT,
        subject_id=action_item.commitment_id,
        kind=Event.Kind.CHANGED,
        at=NOW + timedelta(minutes=minutes),
        by=by,
        changes={"deadline": [was, becomes]},
    )


def history(client, action_item: ActionItem) -> str:
    page = client.get(reverse("action_item", args=[action_item.pk])).text
    return page[page.index('id="history"') : page.index('id="mails"')]


def test_a_corrected_date_is_told_once_with_who_and_from_what_to_what(
    cast: Cast, action_item, client_of
) -> None:
    read_again(action_item, "2026-03-23", None, by=cast.lene, minutes=1)
    read_again(action_item, None, "2026-03-30", by=None, minutes=2)
    told = history(client_of(cast.lene), action_item)
    assert told.count("<strong>Ændret</strong>") == 1
    assert "<strong>Ændret</strong> – lene" in told
    assert "Frist: 23-03-2026 → 30-03-2026" in told
    assert "→ ingen" not in told
    assert Event.objects.filter(subject=Event.Subject.COMMITMENT).count() == 2


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ([True, False], "Aktiv: ja → nej"),
        ([None, True], "Aktiv: ingen → ja"),
        ([[], ["Frist", "Svar"]], "Aktiv: ingen → Frist, Svar"),
    ],
)
def test_yes_and_no_and_lists_are_told_in_words(change: list[object], line: str) -> None:
    event = Event(changes={"is_active": change})
    assert event_changes(event) == [line]


def test_a_deadline_that_came_back_as_it_was_is_no_line(cast, action_item, client_of) -> None:
    read_again(action_item, "2026-03-23", None, by=cast.lene, minutes=1)
    read_again(action_item, None, "2026-03-23", by=None, minutes=2)
    assert "Frist:" not in history(client_of(cast.lene), action_item)


def test_one_that_never_came_back_is_told_as_taken_away(cast, action_item, client_of) -> None:
    read_again(action_item, "2026-03-23", None, by=cast.lene, minutes=1)
    assert "Frist: 23-03-2026 → ingen" in history(client_of(cast.lene), action_item)


def test_twice_corrected_is_told_twice(cast, action_item, client_of) -> None:
    for minutes, (was, becomes) in enumerate([("2026-03-23", "2026-03-30")] * 2):
        read_again(action_item, was, None, by=cast.lene, minutes=2 * minutes)
        read_again(action_item, None, becomes, by=None, minutes=2 * minutes + 1)
    told = history(client_of(cast.lene), action_item)
    assert told.count("Frist: 23-03-2026 → 30-03-2026") == 2


def test_an_item_that_a_review_sent_was_given_to_its_owner(
    cast: Cast, action_item, client_of
) -> None:
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=action_item.pk,
        kind=Event.Kind.SENT,
        at=NOW,
        by=cast.lene,
        changes={"owner": [None, "Anna Holm (AH)"]},
    )
    told = history(client_of(cast.lene), action_item)
    assert "<strong>Givet til Anna Holm (AH)</strong> – lene" in told
    assert "ingen →" not in told
    # The log of administrators keeps every word.
    assert "Ansvarlig: ingen → Anna Holm (AH)" in client_of(cast.bo).get(reverse("log")).text
