"""The world in which words are looked for: all that hangs on a closed item, and an open one beside.

Its addresses are those of the access matrix, its people those of the cast and three more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseBase
from django.test import Client

from actions.models import ActionItem, Comment
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Person, Role, User
from tests.actions.outbox import another_item
from tests.cast import NOW, Cast
from tests.planted import Words, plant
from tests.tracker.test_access_matrix import TABLE, addresses, clients

__all__ = ["WITHOUT_RIGHT", "World", "addresses", "body", "clients", "fetch", "world"]

CLOSED = Q(number="2")
OPEN_TASK = "Spørg musikskolen om lokaler"
# Beside those of the matrix: kim works where the owner does, maja manages that unit by her role
# alone, rita reads the minutes of every committee.
WITHOUT_RIGHT = ("nobody", "gone", "ib", "mads", "ulla", "eva", "kim", "maja", "rita")


@dataclass(frozen=True)
class World:
    """What was planted where, the address of each route, and a browser for each role."""

    words: Words
    known: dict[str, str]
    clients: dict[str, Client]
    closed: ActionItem
    spoken: ActionItem

    def met(self, found: bytes) -> set[str]:
        """Return the fields whose word is in it."""
        return {name for name, word in self.words.items() if word in found}


def body(response: HttpResponseBase) -> bytes:
    """Return all that an answer holds, its headers too."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return content + repr(response.headers).encode()


def fetch(client: Client, address: str, asked: dict[str, str]) -> HttpResponseBase:
    """Ask, and take back what the look wrote, so that the next one meets the same rows."""
    cache.clear()
    before = transaction.savepoint()
    response = client.get(address, asked)
    if response.streaming:
        response.streaming_content = [b"".join(response)]
    transaction.savepoint_rollback(before)
    return response


@pytest.fixture
def world(
    addresses: Callable[[str], str],
    clients: dict[str, Client],
    cast: Cast,
    client_of: Callable[[User], Client],
    action_item: ActionItem,
) -> World:
    known = {route: addresses(route) for route in sorted(TABLE)}
    AgendaItem.objects.filter(CLOSED).update(is_closed=True)
    Comment.objects.create(action_item=action_item, text="x", form_key="x", by=cast.lene, at=NOW)
    words = plant(CLOSED)
    first = AgendaItem.objects.filter(number="1").earliest("pk")
    quote = "Dagsordenen blev godkendt."
    spoken = another_item(action_item, task=OPEN_TASK, agenda_item=first, quote=quote)
    search_rebuild()
    action_item.refresh_from_db()
    return World(words, known, clients | _others(cast, client_of), action_item, spoken)


def _others(cast: Cast, client_of: Callable[[User], Client]) -> dict[str, Client]:
    kim = User.objects.create(
        username="kim", person=Person.objects.create(name="Kim Dahl", unit=cast.unit)
    )
    maja, rita = (User.objects.create(username=name) for name in ("maja", "rita"))
    Role.objects.create(user=kim, kind=Role.Kind.OWNER)
    Role.objects.create(user=maja, kind=Role.Kind.MANAGER, unit=cast.unit)
    Role.objects.create(user=rita, kind=Role.Kind.READER)
    return {one.username: client_of(one) for one in (kim, maja, rita)}
