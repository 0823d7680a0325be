"""What the tests of the steps of a follow-up have in common."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import Event, Person, Role, User
from tests.cast import NOW, Cast, make_action_item

REASON = "Anna er på orlov."


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def berit(cast: Cast) -> User:
    """Anna's colleague in the unit Kultur og Fritid."""
    person = Person.objects.create(
        name="Berit Lund", initials="BL", email="bl@noerrevang.example", unit=cast.unit
    )
    user = User.objects.create(username="berit", person=person)
    Role.objects.create(user=user, kind=Role.Kind.OWNER)
    return user


@pytest.fixture
def lying(cast: Cast, meeting) -> ActionItem:
    """An item in the inbox of Kultur og Fritid."""
    return make_action_item(meeting, owner_unit=cast.unit)


def at(name: str, action_item: ActionItem) -> str:
    return reverse(name, args=[action_item.pk])


def undo(client, action_item: ActionItem):
    step = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM, subject_id=action_item.pk, by__isnull=False
    ).latest("pk")
    return client.post(at("action_item_undo", action_item), {"step": step.pk}, follow=True)
