"""Inputs that are a few lines of JSON: read, and changed value by value."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import quote

from tests.fuzz.changing import text_changed
from tests.fuzz.target import NoCaseError

# What a person or a program may send where a number, a day or a choice is meant.
VALUES = (
    "", " ", "0", "-1", "1", "2", "007", "1e3", "99999999999999999999", "9223372036854775808",
    "2147483648", "٣", "²", "None", "null", "true", "[]", "{}", "a,b", "mine", "none", "all",
    "2026-03-02", "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "01-03-2026", "2026-W01",
    "2026-03-02_1", "9999-12-31_999999999999999999", "0000-00-00_1", "_", "_1", "1_",
    "person:1", "person:x", "unit:99999999999999999999", "person:", ":", "person:²",
    "'", '"', "%", "_%", "\\", "' OR 1=1 --", "(", "[", "*", "+", "(?i", "a" * 300, "æøåÆØÅ",
    "\0", "a\0b", "\ud800", "\u202e", "\r\nX: y", "../../etc/passwd", "{{7*7}}", "<b>",
    "task", "-deadline", "deadline", "pk", "password", "owner_person__user__password",
)  # fmt: skip


def read(content: bytes) -> dict[str, Any]:
    """Return the recipe; raises NoCaseError where it is none."""
    try:
        recipe = json.loads(content)
    except ValueError:
        raise NoCaseError from None
    if not isinstance(recipe, dict):
        raise NoCaseError
    return recipe


def written(recipe: dict[str, Any]) -> bytes:
    return (json.dumps(recipe, indent=1) + "\n").encode()


def query(pairs: Sequence[Sequence[str]]) -> str:
    """Return name and value pairs as an address has them, whatever they hold."""
    return "&".join(f"{in_address(name)}={in_address(value)}" for name, value in pairs)


def in_address(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def in_header(text: str) -> str:
    """Return the text as a header can bring it: on one line, its bytes taken for Latin-1."""
    raw = text.encode("utf-8", "surrogatepass").decode("latin-1")
    return raw.translate({0: None, 10: None, 13: None})


def value_changed(text: str, chance: Random, others: Sequence[str]) -> str:
    """Return another value: one of the list, one of another recipe, or this one changed."""
    match chance.randrange(4):
        case 0 | 1:
            return chance.choice(VALUES)
        case 2:
            return chance.choice(others or VALUES)
        case _:
            raw = text.encode("utf-8", "surrogatepass")
            return text_changed(raw, chance, [raw]).decode("utf-8", "replace")
