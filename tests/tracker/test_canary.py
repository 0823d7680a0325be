"""Words planted in what is closed: nobody without the right meets one, at any address there is.

The addresses are those of the access matrix, which has a row for each: a new one is searched too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client

from actions.models import (
    ActionItem,
    Attachment,
    Commitment,
    Decline,
    Extension,
    IncomingMail,
    Recognition,
)
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Document
from tests.tracker.test_access_matrix import (  # noqa: F401 - fixtures
    TABLE,
    addresses,
    clients,
    close_everything,
)

# Asked for by its first word, and looked for by its second: a page may repeat what was asked.
ASKED = "kanariefugl"
PLANTED: dict[type[Model], tuple[str, ...]] = {
    AgendaItem: ("title",),
    Document: ("name",),
    ActionItem: ("task", "background", "answer", "answered_by", "returned_because"),
    Commitment: ("quote", "task", "owner_text", "owner_name", "due_text", "rejected_because"),
    Attachment: ("name", "by_name"),
    Decline: ("suggestion", "reason", "declined_by"),
    Extension: ("reason", "asked_by"),
    IncomingMail: ("by_name", "subject", "text", "note"),
    Recognition: ("quote",),
}
WITHOUT_RIGHT = ("nobody", "gone", "ib", "mads", "ulla", "eva")


def plant() -> dict[str, bytes]:
    """Put a word of its own into each field, and return them by field."""
    words = {}
    for model, fields in PLANTED.items():
        assert model._default_manager.exists(), model
        for field in fields:
            word = f"zq{len(words):02}vink"
            model._default_manager.update(**{field: f"{ASKED} {word}"})
            words[f"{model.__name__}.{field}"] = word.encode()
    return words


def body(response: HttpResponseBase) -> bytes:
    content = b"".join(response) if response.streaming else response.content
    return content + repr(response.headers).encode()


class Search:
    """Fetches addresses as one role after another, and keeps what was seen where."""

    def __init__(self, words: dict[str, bytes]) -> None:
        self.words = words
        self.places = self.size = 0
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
            self.seen |= {(role, route, name) for name, word in self.words.items() if word in found}


def test_what_is_closed_is_met_by_nobody_without_the_right(
    addresses: Callable[[str], str],  # noqa: F811
    clients: dict[str, Client],  # noqa: F811
) -> None:
    known = {route: addresses(route) for route in sorted(TABLE)}
    close_everything()
    words = plant()
    search_rebuild()
    search = Search(words)
    for route, address in known.items():
        for role in (*WITHOUT_RIGHT, "lene"):
            search.look(role, clients[role], route, address)
    sys.stdout.write(
        f"\n{search.size:,} bytes of {search.places:,} answers searched for {len(words)} words\n"
    )
    assert {one for one in search.seen if one[0] != "lene"} == set()
    # What was planted is there to be seen, or its absence would say nothing.
    assert {name for role, _, name in search.seen if role == "lene"} >= {
        "AgendaItem.title",
        "Document.name",
        "ActionItem.task",
        "ActionItem.background",
        "ActionItem.answer",
        "Commitment.quote",
        "Attachment.name",
        "IncomingMail.text",
    }
