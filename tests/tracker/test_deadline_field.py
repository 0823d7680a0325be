"""A deadline that cannot be meant is refused where it is filled in, with the day it may be."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Commitment
from tests.cast import NOW


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


REFUSAL = "Fristen ligger for langt ude i fremtiden. Den kan senest være 03-03-2036."


@pytest.mark.parametrize("day", ["9999-12-31", "2036-03-04"])
def test_a_suggestion_is_not_accepted_with_it(cast, meeting, client_of, day):
    suggestion = Commitment.objects.earliest("start")
    answer = client_of(cast.lene).post(
        reverse("commitment_accept", args=[suggestion.pk]), {"task": "Notat", "deadline": day}
    )
    assert answer.status_code == 422
    assert REFUSAL in answer.text
    assert not ActionItem.objects.exists()


def test_an_action_item_is_not_moved_there(cast, action_item, client_of):
    answer = client_of(cast.lene).post(
        reverse("action_item_change", args=[action_item.pk]),
        {"version": 1, "task": "Notat", "owner": str(cast.anna_holm), "deadline": "9999-12-31"},
    )
    assert answer.status_code == 422
    assert REFUSAL in answer.text


def test_ten_years_are_taken(cast, meeting, client_of):
    suggestion = Commitment.objects.earliest("start")
    client_of(cast.lene).post(
        reverse("commitment_accept", args=[suggestion.pk]),
        {"task": "Notat", "deadline": "2036-03-03"},
    )
    assert ActionItem.objects.get().deadline.year == 2036
