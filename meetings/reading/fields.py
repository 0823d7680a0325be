"""Fields of the head of minutes: a label such as "Mødested", and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon import fields as labels
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import LONGEST_HEADING, Line


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is about, what stands beside its label, and its line."""

    group: str
    value: str
    index: int


_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("date", labels.DATE_FIELDS),
    ("time", labels.TIME_FIELDS),
    ("place", labels.PLACE_FIELDS),
    ("title", labels.TITLE_FIELDS),
    ("attendee", labels.ATTENDEE_FIELDS),
    ("apology", labels.APOLOGY_FIELDS),
    ("minute_taker", labels.MINUTE_TAKER_FIELDS),
    ("chair", labels.CHAIR_FIELDS),
    ("end", labels.END_FIELDS),
    ("next", words.NEXT_MEETING),
    ("other", labels.OTHER_FIELDS),
)
DRESS = r"[#*_|\s>]*"
# "Deltagere fra forvaltningen: Kirsten Dahl": whom they come from is no name.
_FROM = {"attendee": r"(?:\s+fra\s+[\w .-]{2,40}?)?"}
_TOOK_PART = re.compile(
    rf"{DRESS}(?:fra|for)\s+[\w -]{{2,40}}?\s(?:deltog|deltager|mødte)\s*[:|]\s*(?P<value>.*)",
    re.IGNORECASE,
)
# "Til stede var Asta Friis, Lis Holm og Ib Krag."
_WERE_THERE = re.compile(
    rf"{DRESS}(?:til\s?stede|fremmødt|mødt|deltagere|deltagerne)\s+(?:var|er)\s+"
    r"(?P<value>(?-i:[A-ZÆØÅ])\w.*)",
    re.IGNORECASE,
)
_PATTERNS = [
    (
        group,
        re.compile(
            rf"{DRESS}(?:[-•]\s*)?{tolerant_any(phrases)}{_FROM.get(group, '')}{DRESS}"
            rf"(?:\([^)]{{0,40}}\))?{DRESS}[:|]{DRESS}(?P<value>.*)",
            re.IGNORECASE,
        ),
    )
    for group, phrases in _FIELDS
]
_ALONE = [
    (group, re.compile(rf"{DRESS}{tolerant_any(phrases)}{DRESS}$", re.IGNORECASE))
    for group, phrases in _FIELDS
    if group not in {"next", "other", "chair"}
]
# "Mødested Lokale 3", "MødestedLokale 3": the label and its value begin with a capital.
_UNMARKED = [
    (
        group,
        re.compile(
            rf"(?=[A-ZÆØÅ])(?i:{tolerant_any(known)})(?:\s+|(?<=[a-zæøå]))"
            r"(?=[A-ZÆØÅ\d])(?P<value>.*)"
        ),
    )
    for group, phrases in _FIELDS
    if (known := tuple(one for one in phrases if one in labels.UNMISTAKABLE_FIELDS))
    and group not in {"next", "other"}
]


def find_fields(lines: Sequence[Line]) -> list[Field]:
    """Return the fields among the lines, in order."""
    return [found for i, line in enumerate(lines) if (found := _field(line.text, i))]


def is_field(text: str) -> bool:
    """Tell whether a line is a field of a head, "Mødested: Lokale 3", or the label of one."""
    return len(text) <= LONGEST_HEADING and _field(text, 0) is not None


def _field(text: str, index: int) -> Field | None:
    for group, pattern in (
        *_PATTERNS,
        ("attendee", _TOOK_PART),
        ("attendee", _WERE_THERE),
        *_UNMARKED,
    ):
        match = pattern.match(text)
        if match:
            return Field(group, match["value"].strip(" |*_"), index)
    for group, pattern in _ALONE:
        if pattern.match(text):
            return Field(group, "", index)
    return None


def text_below(lines: Sequence[Line], index: int) -> str:
    """Return the line below a label, "" where that is a label too."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return "" if _field(below, 0) else below
