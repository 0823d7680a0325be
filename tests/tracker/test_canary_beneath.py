"""Words planted in what is closed, looked for where nobody looks: cache, sessions, calls, admin.

And in what a search gives away by what it finds, though it shows no word of it.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from actions.models import Webhook, WebhookCall
from actions.services.webhooks.bodies import call_body
from tests.planted import ASKED
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

# A search gives words away by a count, a suggestion, an empty page that is not quite empty.
ASKING = ("search", "action_items", "meetings", "documents", "api_action_items", "api_agenda_items")
# What differs from one answer to the next whatever is asked.
PASSING = re.compile(
    rb"csrfmiddlewaretoken\S* value=\S+|X-CSRFToken[^}]+|nonce[-=]\S+|[\w-]{36,64}"
)


def test_the_cache_holds_no_word_of_anything_closed(world: World) -> None:  # noqa: F811
    """Filled by those who may see all of it, and read as it lies."""
    cache.clear()
    for role in ("lene", "anna", "bo"):
        for route, address in world.known.items():
            if "405" not in TABLE[route][0]:
                body(world.clients[role].get(address, {"q": ASKED}))
    held = {key: cache._cache[key] for key in cache._cache}  # type: ignore[attr-defined]
    read = b"\n".join(
        key.encode() + repr(pickle.loads(value)).encode() for key, value in held.items()
    )
    sys.stdout.write(f"\n{len(held)} keys of the cache, {len(read):,} bytes\n")
    assert world.met(read) == set()
    assert world.met(b"".join(held.values())) == set()
    sessions = [repr(one.get_decoded()).encode() for one in Session.objects.all()]
    assert len(sessions) > 8
    assert [one for one in sessions if world.met(one)] == []


def test_asking_for_a_word_of_something_closed_is_asking_for_nonsense(
    world: World,  # noqa: F811
) -> None:
    asked = 0
    for route in ASKING:
        for role in ("ib", "mads", "eva", "kim"):
            nonsense = _answered(world, role, route, "zq99vinkemand")
            for word in world.words.values():
                asked += 1
                found = _answered(world, role, route, word.decode())
                assert found == nonsense, (role, route, word)
    sys.stdout.write(f"\n{asked} searches gave what nonsense gives\n")
    # Who may see it finds it: a search that finds nothing at all would pass as well.
    word, nonsense = world.words["ActionItem.task"].decode(), "zq99vinkemand"
    assert _answered(world, "lene", "search", word) != _answered(world, "lene", "search", nonsense)
    assert b"om lokaler" in _answered(world, "ib", "search", "musikskolen")


def _answered(world: World, role: str, route: str, word: str) -> bytes:  # noqa: F811
    found = body(fetch(world.clients[role], world.known[route], {"q": word}))
    return PASSING.sub(b"", found.replace(word.encode(), b"ORD"))


def test_a_call_to_another_system_and_its_row_tell_nothing(world: World) -> None:  # noqa: F811
    webhook = Webhook.objects.get()
    for occasion, (kind, item) in enumerate(
        [(kind, item) for kind in WebhookCall.Kind for item in (world.closed, world.spoken)], 100
    ):
        WebhookCall.objects.create(
            webhook=webhook,
            kind=kind,
            action_item=item,
            occasion=occasion,
            at=item.created_at,
            next_at=item.created_at,
        )
    calls = list(WebhookCall.objects.all())
    bodies = [call_body(call) for call in calls]
    rows = repr(list(WebhookCall.objects.values())).encode()
    assert len(bodies) > 2 * len(WebhookCall.Kind)
    assert world.met(b"".join(bodies) + rows) == set()
    assert any(OPEN_TASK.encode() in one for one in bodies)


def _administration() -> Iterator[str]:
    """Yield the pages of Django's administration, a row of each kind among them."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        for page, args in (("changelist", []), ("add", []), ("change", [row]), ("history", [row])):
            if args == [None]:
                continue
            try:
                yield reverse(f"{name}_{page}", args=[one.pk for one in args if one])
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("role", [*WITHOUT_RIGHT, "anna", "lene", "bo"])
def test_the_administration_shows_nothing_closed_to_anybody(
    world: World,  # noqa: F811
    role: str,
) -> None:
    places = list(_administration())
    answers = [world.clients[role].get(one, {"q": ""}) for one in places]
    found = b"".join(body(answer) for answer in answers)
    assert world.met(found) == set()
    statuses = {answer.status_code for answer in answers}
    assert statuses <= ({200, 302, 403} if role == "bo" else {302, 403, 404})
    assert (200 in statuses) == (role == "bo")
