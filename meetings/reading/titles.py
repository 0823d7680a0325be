"""What a meeting is called, by the head of its minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.reading.damage import fold, tolerant_any
from meetings.reading.dates import find_dates
from meetings.reading.fields import DRESS, Field, text_below
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import LONGEST_HEADING, Line

_DOUBLED = re.compile(r"(?P<name>.{3,60}?)\s*\((?P=name)\)$")
_BRACKET_TAIL = re.compile(r".{3,80}\((?P<name>[^()]{4,60})\)$")
_TITLE_WORD = re.compile(
    r"(?:m[øo@ga]e?de|udvalg|bestyrelse|referat|råd|byråd|forening|ledelse)", re.I
)
MEETING = re.compile(r"[^\W\d_]{3,}(?:m[øo@ga]e?de|udvalg|råd)\b", re.IGNORECASE)
_KINDS = (*words.MINUTES_TITLES, *words.AGENDA_TITLES, *words.LIST_TITLES)
_KIND_TAIL = re.compile(
    rf"\s*[-–—|]\s*{tolerant_any(_KINDS)}$",
    re.IGNORECASE,
)
_NO_NAMES = (
    *words.LIST_TITLES,
    *words.MINUTES_TITLES,
    *words.AGENDA_TITLES,
    *words.CONTENTS_TITLES,
)
NO_TITLE = re.compile(
    rf"{DRESS}{tolerant_any(_NO_NAMES)}[\s:.]*$",
    re.IGNORECASE,
)
_REFERAT_OF = re.compile(
    r"(?:\S+\s)?(?:referat|beslutningsprotokol|mødenotat)\w*\s*(?:[-–—:,]|(?:af|fra|for|over|til|i)\b|"
    r"(?-i:(?=[A-ZÆØÅ])))\s*(?P<title>.+)$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"[\s,–-]*(?:(?:afholdt|holdt)\s*)?(?:\b(?:man|tirs|ons|tors|fre|lør|søn)dag\s*)?(?:\b(?:den|d\.)\s*)?$",
    re.I,
)
_ONLY_MINUTES = re.compile(
    r"(?:\w\s){3,}\w$|\w*referat\s+(?:af|fra|for|den|d\.)(?:\s+(?:den|d\.))?$", re.IGNORECASE
)
_TITLE_LINES = 8
_LONGEST_TITLE = 160
_A_SENTENCE = 8  # words that end with a full stop


def head_title(lines: Sequence[Line], fields: Sequence[Field]) -> str | None:
    """Return the name of the meeting: from its field, else from the first lines."""
    for found in fields:
        value = (found.value or text_below(lines, found.index))[:LONGEST_HEADING]
        named = found.group == "title" or (found.group == "date" and MEETING.search(value))
        if named and value and not NO_TITLE.match(value):
            return _bare_title(value) or value
    taken = {f.index for f in fields}
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if index in taken or len(line.text) > _LONGEST_TITLE or NO_TITLE.match(line.text):
            continue
        if line.text.endswith(".") and len(line.text.split()) > _A_SENTENCE:
            continue
        title = _bare_title(line.text)
        if title and (_TITLE_WORD.search(line.text) or index == 0):
            return title
    return None


def _bare_title(text: str) -> str | None:
    title = text.strip("#*_ ")
    hits = find_dates(title)
    if hits:
        title = _DATE_TAIL.sub("", title[: hits[0].start]).strip(" -–—,:")
    title = _KIND_TAIL.sub("", title)
    of_meeting = _REFERAT_OF.match(title)
    if of_meeting:
        title = of_meeting["title"]
    doubled = _DOUBLED.match(title)
    if doubled:
        return doubled["name"]
    series = _BRACKET_TAIL.match(title)  # "Udvalgsmøder 2024-2027 (Udvalgsmøde)"
    if series and fold(series["name"]) and fold(title).startswith(fold(series["name"])):
        return series["name"]
    title = title.strip(" -–,:")
    if NO_TITLE.match(title) or _ONLY_MINUTES.match(title):
        return None
    return title if sum(char.isalpha() for char in title) >= 3 else None
