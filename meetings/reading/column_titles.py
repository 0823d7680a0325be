"""What a column of a table holds, told by the title above it."""

from __future__ import annotations

import re

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon import headings as words


def title_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches one of the phrases, or some of them, as a whole title."""
    one = tolerant_any(phrases)
    return re.compile(rf"{one}(?:\s*(?:/|og|&|,)\s*{one})*\s*[.:]?$", re.IGNORECASE)


_ITEM = title_pattern(
    (
        *("punkt", "punkter", "pkt", "nr", "nr.", "nummer", "emne", "emner", "dagsorden"),
        *("dagsordenspunkt", "dagsordenspunkter", "sag", "tema", "overskrift", "punkt nr"),
    )
)
_MINUTED = title_pattern(
    (*words.DECISION_SECTIONS, "drøftelse", "noter", "opsamling", "bemærkninger", "mødenoter")
)
_TIME = title_pattern(("tid", "tidspunkt", "kl", "klokken", "min", "minutter", "varighed"))
_ASIDE = title_pattern(words.COLUMN_TITLES)


def column_sort(title: str) -> str:
    """Return what a column with that title holds: item, minuted, time, aside or other."""
    for sort, pattern in (
        ("item", _ITEM),
        ("minuted", _MINUTED),
        ("time", _TIME),
        ("aside", _ASIDE),
    ):
        if pattern.match(title):
            return sort
    return "other"
