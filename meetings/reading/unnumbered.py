"""Headings of minutes that number nothing: short lines that stand free above text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from meetings.reading.cases import case_number, is_case_line
from meetings.reading.damage import tolerant_any
from meetings.reading.doing import is_somebody_doing
from meetings.reading.headings import Heading, is_contents_line
from meetings.reading.lexicon.headings import CLOSED_ITEMS, COMMON_ITEMS
from meetings.reading.lines import Line
from meetings.reading.sections import section_kind

_COMMON = re.compile(
    rf"[#*_\s]*{tolerant_any((*COMMON_ITEMS, *CLOSED_ITEMS))}[*_\s:.]*$", re.IGNORECASE
)
# As an item it stands by itself; "Opfølgning på punkt 3" heads a section of another.
_SINCE_LAST = re.compile(
    r"[#*_\s]*opfølgning\s+(?:fra|på|siden)\s+sidst(?:e\s+(?:møde|gang))?[*_\s:.]*$", re.IGNORECASE
)
_HASHES = re.compile(r"(#{1,6})\s+(.*)")
_BOLD = re.compile(r"\*\*(.{2,100}?)\*\*:?$|__(.{2,100}?)__:?$")
_FIELD = re.compile(r"[^:]{2,40}:\s*\S")
_BULLET = re.compile(r"[-–•*o▪>|]\s|\d{1,2}[.)]\s")
_LONGEST = 90
_LEAST_HASHED = 3
_ENDS = (".", ",", ";", "!", "?", "-", "–", ":")


def find_unnumbered(lines: Sequence[Line], first: int, last: int) -> list[Heading]:
    """Return the headings between two lines: cases, those of Markdown, or lines that stand free."""
    cases = _cases(lines, first, last)
    if cases:
        return cases
    hashed = _hashed(lines, first, last)
    if hashed:
        return hashed
    decides = any(section_kind(line.text) == "decision" for line in lines[first:last])
    found = []
    for index in range(first, last):
        text = lines[index].text
        if decides and section_kind(text) and not _SINCE_LAST.match(text):
            continue
        if index > first and _is_heading(lines, index, last):
            found.append(_heading(index, text))
    return found if any(_COMMON.match(heading.title) for heading in found) or len(found) > 1 else []


def is_list_under_heading(
    lines: Sequence[Line], chain: Sequence[Heading], first: int, last: int
) -> bool:
    """Tell whether numbered lines stand under one Markdown heading of several, as its list."""
    hashed = [heading.index for heading in _hashed(lines, first, last)]
    above = {bisect_left(hashed, heading.index) for heading in chain}
    is_hashed = any(lines[heading.index].text.startswith("#") for heading in chain)
    return len(hashed) >= _LEAST_HASHED and len(above) == 1 and 0 not in above and not is_hashed


def _cases(lines: Sequence[Line], first: int, last: int) -> list[Heading]:
    """Some exports lose number and title of their items: then the case begins the item."""
    found = []
    for index in range(first, last):
        number = case_number(lines[index].text)
        if number:
            below = lines[index + 1] if index + 1 < last else None
            titled = below is not None and _is_title(below) and below.gap > 0
            title, end = (below.text, index + 1) if below and titled else (number, index)
            found.append(Heading(index, end, "case", None, (), title, 1.0))
    return found if len(found) > 1 else []


def _is_title(line: Line) -> bool:
    text = line.text
    is_other = section_kind(text) or is_case_line(text) or text.endswith(_ENDS)
    return not is_other and text[:1].isupper() and 8 < len(text) <= _LONGEST


def _hashed(lines: Sequence[Line], first: int, last: int) -> list[Heading]:
    """The items are the headings of the level that is used most; one # alone is the title."""
    levels: dict[int, list[int]] = {}
    for index in range(first, last):
        match = _HASHES.match(lines[index].text)
        if match and not lines[index].is_furniture:
            levels.setdefault(len(match[1]), []).append(index)
    levels = {depth: found for depth, found in levels.items() if len(found) > 1 or depth > 1}
    if not levels:
        return []
    depth = min(levels)
    return [_heading(index, lines[index].text) for index in levels[depth]]


def _heading(index: int, text: str) -> Heading:
    title = text.strip("#*_ ").rstrip(":").strip("*_ ")
    return Heading(index, index, "unnumbered", None, (), title, 1.0)


def _is_heading(lines: Sequence[Line], index: int, last: int) -> bool:
    line = lines[index]
    text = line.text
    if line.is_furniture or len(text) > _LONGEST or is_contents_line(text):
        return False
    free = line.gap > 0 or line.starts_page
    if _COMMON.match(text) or _BOLD.match(text):
        return free or _BOLD.match(text) is not None
    if not free or text.endswith(_ENDS) or _FIELD.match(text) or _BULLET.match(text):
        return False
    if is_somebody_doing(text):
        return False
    following = lines[index + 1] if index + 1 < last else None
    if following is None or following.is_furniture or not text[:1].isupper():
        return False
    return len(text.split()) <= 9 and len(following.text) > len(text) + 10
