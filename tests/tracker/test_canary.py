"""Words planted in what is closed: nobody without the right meets one, at any address there is.

The addresses are those of the access matrix, which has a row for each: a new one is searched too.
An item stands open beside the closed ones, so that no page is searched that shows nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

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
from tests.planted import ASKED, Words, fields_without_a_word, plant
from tests.tracker.test_access_matrix import (  # noqa: F401 - fixtures
    TABLE,
    addresses,
    clients,
)

CLOSED = Q(number="2")
OPEN_TASK = "Spørg musikskolen om lokaler"
# Beside those of the matrix: kim works where the owner does, maja manages that unit by her role
# alone, rita reads the minutes of every committee.
WITHOUT_RIGHT = ("nobody", "gone", "ib", "mads", "ulla", "eva", "kim", "maja", "rita")
# What an owner meets of the own item; of the file, and of what the machine made of it, nothing.
THEIRS = (
    "ActionItem.",
    "AgendaItem.title",
    "Attachment.",
    "Comment.",
    "Commitment.quote",
    "Event.",
    "IncomingMail.",
)

# A wish that waits has no decision yet; a name from the minutes stands on no page of its own.
NEVER_SHOWN = {"Commitment.owner_name", "Extension.decision"}


def body(response: HttpResponseBase) -> bytes:
    content = b"".join(response) if response.streaming else response.content
    return content + repr(response.headers).encode()


class Search:
    """Fetches addresses as one role after another, and keeps what was seen where."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.places = self.size = self.shows_open = 0
        self.seen: set[tuple[str, str, str]] = set()

    def look(self, role: str, client: Client, route: str, address: str) -> None:
        # Where nothing is shown, nothing can be asked for.
        for asked in ({},) if "405" in TABLE[route][0] else ({}, {"q": ASKED}):
            cache.clear()
            before = transaction.savepoint()
            found = body(client.get(address, asked))
            transaction.savepoint_rollback(before)
            self.places += 1
            self.size += len(found)
            self.shows_open += OPEN_TASK.encode() in found
            self.seen |= {(role, route, name) for name, word in self.words.items() if word in found}


@pytest.fixture
def everybody(
    cast: Cast,
    clients: dict[str, Client],  # noqa: F811
    client_of: Callable[[User], Client],
) -> dict[str, Client]:
    kim = User.objects.create(
        username="kim", person=Person.objects.create(name="Kim Dahl", unit=cast.unit)
    )
    Role.objects.create(user=kim, kind=Role.Kind.OWNER)
    maja = User.objects.create(
        username="maja", person=Person.objects.create(name="Maja Krogh", unit=cast.unit)
    )
    Role.objects.create(user=maja, kind=Role.Kind.MANAGER, unit=cast.unit)
    rita = User.objects.create(username="rita")
    Role.objects.create(user=rita, kind=Role.Kind.READER)
    more = {"kim": kim, "maja": maja, "rita": rita}
    return clients | {role: client_of(user) for role, user in more.items()}


def open_item(action_item: ActionItem) -> None:
    """Make an item of an open agenda item of the same meeting, of the same owner."""
    first = AgendaItem.objects.filter(number="1").earliest("pk")
    another_item(action_item, task=OPEN_TASK, agenda_item=first, quote="Dagsordenen blev godkendt.")


def test_what_is_closed_is_met_by_nobody_without_the_right(
    addresses: Callable[[str], str],  # noqa: F811
    everybody: dict[str, Client],
    action_item: ActionItem,
) -> None:
    known = {route: addresses(route) for route in sorted(TABLE)}
    AgendaItem.objects.filter(CLOSED).update(is_closed=True)
    lene = User.objects.get(username="lene")
    Comment.objects.create(action_item=action_item, text="x", form_key="x", by=lene, at=NOW)
    words = plant(CLOSED)
    open_item(action_item)
    search_rebuild()
    search = Search(words)
    for route, address in known.items():
        for role in (*WITHOUT_RIGHT, "anna", "lene"):
            search.look(role, everybody[role], route, address)
    sys.stdout.write(
        f"\n{search.size:,} bytes of {search.places:,} answers searched for {len(words)} words, "
        f"{search.shows_open} of them with something open\n"
    )
    assert {one for one in search.seen if one[0] not in {"anna", "lene"}} == set()
    hers = {one for one in search.seen if one[0] == "anna"}
    assert {one for one in hers if not one[2].startswith(THEIRS)} == set()
    assert search.shows_open > 40
    # What was planted is there to be seen, or its absence would say nothing.
    unseen = set(words) - {name for role, _, name in search.seen if role == "lene"}
    assert unseen == NEVER_SHOWN


def test_no_field_of_what_is_closed_is_left_out() -> None:
    assert list(fields_without_a_word()) == []
