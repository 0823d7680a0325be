"""Every page that somebody may open, asked with what it knows of and with what it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from django.test import Client

from tests.fuzz.recipes import query, read, value_changed, written
from tests.fuzz.target import Ending, NoCaseError, Target
from tests.tracker.test_access_matrix import TABLE

TRACKER = Path(__file__).parents[2] / "tracker"
ASKED = re.compile(r'GET(?:\.get\(|\[)"(\w+)"')
FIELD = re.compile(r"^    (\w+) = (?:django_filters|forms)\.", re.MULTILINE)
# Pages that ask somebody in first, give files away by their key, or are the same for all.
LEFT_OUT = {"calendar_feed", "healthz", "readyz", "page_picture", "action_item_clip"}
ROUTES = sorted(
    name
    for name, (get, _post) in TABLE.items()
    if "200" in get and not name.startswith("api_") and name not in LEFT_OUT
)
ROLES = ("anna", "lene", "lene", "mads", "bo", "bo", "bo")
REFUSED = {302, 400, 403, 404, 405, 409, 422, 429}


def parameters() -> list[str]:
    """Return every parameter that a page reads, as the code has them, and the keys of a list."""
    found = {"efter", "foer", "format", "csrfmiddlewaretoken"}
    for path in TRACKER.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        found.update(ASKED.findall(source))
        if "filter" in path.stem or path.stem in {"log", "search", "action_item_list"}:
            found.update(FIELD.findall(source))
    return sorted(found)


NAMES = parameters()


def change(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    recipe = read(content)
    pairs = [list(pair) for pair in recipe["asked"]]
    values = [value for other in others for _name, value in read(other)["asked"]]
    for _ in range(chance.randint(1, 4)):
        match chance.randrange(4):
            case 0:
                recipe["route"] = chance.choice(ROUTES)
            case 1 if pairs:
                pair = chance.choice(pairs)
                pair[1] = value_changed(pair[1], chance, values)
            case 2 if pairs:
                pairs.pop(chance.randrange(len(pairs)))
            case _:
                pairs.append([chance.choice(NAMES), value_changed("", chance, values)])
    recipe["asked"], recipe["as"] = pairs[:8], chance.choice(ROLES)
    return written(recipe)


def target(addresses: Callable[[str], str], clients: dict[str, Client]) -> Target:
    # Some of them make the row that they are of: once, before anything is asked.
    known = {route: addresses(route) for route in ROUTES}

    def run(content: bytes) -> Ending:
        recipe = read(content)
        if recipe["route"] not in known:
            raise NoCaseError
        answer = clients[recipe["as"]].get(f"{known[recipe['route']]}?{query(recipe['asked'])}")
        # A file is made while it is fetched: what goes wrong then goes wrong here.
        if answer.streaming:
            assert b"".join(answer)
        assert answer.status_code == 200 or answer.status_code in REFUSED, answer.status_code
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        told = f"{recipe['route']} {answer.status_code} {kind}"
        return Ending(str(answer.status_code), frozenset({told}))

    return Target("lists", run, change, lambda _content: ".json")
