"""Calls as no description has them: bodies, headers and addresses that are nearly right.

What the description allows, and what breaks it by its own words, is called by
`tests/tracker/test_api_contract.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django.db import transaction
from django.test import Client

from tests.fuzz.changing import text_changed
from tests.fuzz.recipes import VALUES, in_header, query, read, value_changed, written
from tests.fuzz.target import Ending, NoCaseError, Target

METHODS = ("GET", "POST", "POST", "PATCH", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS")
HEADERS = (
    "Accept", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language",
    "X-Request-ID", "Origin", "Content-Encoding", "Range", "X-Forwarded-For",
    "X-HTTP-Method-Override",
)  # fmt: skip
TYPES = (
    "application/json", "application/json; charset=utf-16", "application/json; charset=x",
    "multipart/form-data; boundary=x", "multipart/form-data", "text/csv", "*/*;q=x", "",
    "application/x-www-form-urlencoded", "application/problem+json", '"1"', "*", 'W/"1"',
)  # fmt: skip
ASKED = ("limit", "after", "before", "status", "sort", "text", "unit", "committee", "x")
KINDS = ("null", "0", "-1", "1e999", "NaN", "true", "[]", "{}", '"\\u0000"', "[" * 5000)
PREFIX = "/api/v1/"


def change(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    recipe = read(content)
    other = read(chance.choice(others))
    match chance.randrange(9):
        case 0:
            recipe["method"] = chance.choice(METHODS)
        case 1:
            recipe["path"] = other["path"]
        case 2:
            recipe["headers"][chance.choice(HEADERS)] = chance.choice(TYPES + VALUES)
        case 3:
            recipe["body"] = other["body"]
        case 4:
            name = chance.choice(ASKED)
            value = value_changed("", chance, ())
            recipe["asked"] = [*recipe.get("asked", [])[:4], [name, value]]
        case _:
            recipe["body"] = _body_changed(recipe["body"], chance, other["body"])
    return written(recipe)


def _body_changed(body: str, chance: Random, other: str) -> str:
    """Put a value of another kind in the place of one, or change the text as it stands."""
    pieces = body.split('"')
    if len(pieces) > 2 and chance.random() < 0.6:
        at = chance.randrange(1, len(pieces))
        pieces[at : at + 1] = [chance.choice((*KINDS, *VALUES[:30]))]
        return '"'.join(pieces)
    if chance.random() < 0.3:
        head, colon, _rest = body.partition(":")
        return f"{head}{colon}{chance.choice(KINDS)}}}"
    raw = body.encode("utf-8", "surrogatepass")
    changed = text_changed(raw, chance, [other.encode("utf-8", "surrogatepass")])
    return changed.decode("utf-8", "surrogateescape")


def target(headers: dict[str, str], places: dict[str, int]) -> Target:
    """Return what calls the API with this key; `places` are the rows that a path may name."""
    client = Client()

    def run(content: bytes) -> Ending:
        recipe = read(content)
        path = recipe["path"].format_map(_Known(places))
        before = transaction.savepoint()
        try:
            answer = client.generic(
                recipe["method"],
                f"{PREFIX}{path}?{query(recipe.get('asked', []))}",
                recipe["body"].encode("utf-8", "surrogateescape"),
                content_type=in_header(recipe["headers"].get("Content-Type", "application/json")),
                headers={**_others(recipe["headers"]), **headers},
            )
        finally:
            transaction.savepoint_rollback(before)
        assert answer.status_code < 500, answer.status_code
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code >= 400 and recipe["method"] != "HEAD":
            assert kind.startswith("application/problem+json"), kind
        told = f"{recipe['path'].split('/')[0]} {answer.status_code}"
        return Ending(str(answer.status_code), frozenset({told}))

    return Target("api", run, change, lambda _content: ".json")


class _Known(dict[str, int]):
    def __missing__(self, name: str) -> int:
        raise NoCaseError


def _others(headers: dict[str, Any]) -> dict[str, str]:
    return {name: in_header(text) for name, text in headers.items() if name != "Content-Type"}
