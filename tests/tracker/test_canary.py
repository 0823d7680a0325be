"""Words planted in what is closed: nobody without the right meets one, at any address there is.

The addresses are those of the access matrix, which has a row for each: a new one is searched too.
An item stands open beside the closed ones, so that no page is searched that shows nothing.
"""

from __future__ import annotations

import sys

from tests.planted import ASKED, fields_without_a_word
from tests.tracker.closed_world import (  # noqa: F401 - fixtures
    OPEN_TASK,
    WITHOUT_RIGHT,
    World,
    addresses,
    body,
    clients,
    fetch,
    world,
)
from tests.tracker.test_access_matrix import TABLE

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


class Search:
    """Fetches addresses as one role after another, and keeps what was seen where."""

    def __init__(self, world: World) -> None:  # noqa: F811
        self.world = world
        self.places = self.size = self.shows_open = 0
        self.seen: set[tuple[str, str, str]] = set()

    def look(self, role: str, route: str, address: str) -> None:
        # Where nothing is shown, nothing can be asked for.
        for asked in ({},) if "405" in TABLE[route][0] else ({}, {"q": ASKED}):
            found = body(fetch(self.world.clients[role], address, asked))
            self.places += 1
            self.size += len(found)
            self.shows_open += OPEN_TASK.encode() in found
            self.seen |= {(role, route, name) for name in self.world.met(found)}


def test_what_is_closed_is_met_by_nobody_without_the_right(world: World) -> None:  # noqa: F811
    search = Search(world)
    for route, address in world.known.items():
        for role in (*WITHOUT_RIGHT, "anna", "lene"):
            search.look(role, route, address)
    sys.stdout.write(
        f"\n{search.size:,} bytes of {search.places:,} answers searched for {len(world.words)} "
        f"words, {search.shows_open} of them with something open\n"
    )
    assert {one for one in search.seen if one[0] not in {"anna", "lene"}} == set()
    hers = {one for one in search.seen if one[0] == "anna"}
    assert {one for one in hers if not one[2].startswith(THEIRS)} == set()
    assert search.shows_open > 40
    # What was planted is there to be seen, or its absence would say nothing.
    unseen = set(world.words) - {name for role, _, name in search.seen if role == "lene"}
    assert unseen == NEVER_SHOWN


def test_no_field_of_what_is_closed_is_left_out() -> None:
    assert list(fields_without_a_word()) == []
