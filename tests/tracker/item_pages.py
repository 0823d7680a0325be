"""What the tests of the pages of a follow-up have in common."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Meeting
from tests.cast import NOW, Cast, make_action_item

CANARY = "Kanariefuglen"
# Out of reach is not there; within reach but not theirs to decide is forbidden.
REFUSALS = {"eva": 404, "ulla": 404, "ib": 403, "mads": 403, "anna": 403}


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def closed_item(cast: Cast, meeting: Meeting) -> ActionItem:
    """Anna's item of a closed agenda item, with a canary in each of its fields."""
    action_item = make_action_item(meeting, owner_person=cast.anna_holm)
    AgendaItem.objects.filter(pk=action_item.agenda_item_id).update(
        is_closed=True, title=f"{CANARY} titel"
    )
    Commitment.objects.filter(pk=action_item.commitment_id).update(quote=f"{CANARY} ord")
    ActionItem.objects.filter(pk=action_item.pk).update(task=f"{CANARY} opgave")
    return action_item


def page_of(action_item: ActionItem) -> str:
    return reverse("action_item", args=[action_item.pk])


def address(name: str, action_item: ActionItem) -> str:
    return reverse(name, args=[action_item.pk])


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))


def body_of(answer) -> str:
    """Return what came, also where it came a piece at a time."""
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def change_of(action_item: ActionItem, **changes: object) -> dict[str, object]:
    return {
        "version": action_item.version,
        "task": action_item.task,
        "owner": str(action_item.owner),
        "deadline": action_item.deadline or "",
        **changes,
    }
