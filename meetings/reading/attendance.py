"""A table of those who took part: the titles of its columns, "Navn | Initialer", then people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon import titles
from meetings.reading.lines import Line
from meetings.reading.participants import is_initials, read_participant, with_title
from meetings.reading.structure import Participant

_Column = Literal["name", "initials", "role", "presence", "absence", "other"]

_GAP = re.compile(r"\s*\|\s*|[ \t\xa0]{2,}|\t")
_RULE = re.compile(r"[|\s:+-]+$")
_TITLES: dict[_Column, tuple[str, ...]] = {
    "name": titles.NAME_COLUMNS,
    "initials": titles.INITIALS_COLUMNS,
    "role": titles.ROLE_COLUMNS,
    "presence": titles.PRESENCE_COLUMNS,
    "absence": titles.ABSENCE_COLUMNS,
    "other": titles.OTHER_COLUMNS,
}
_COLUMNS = [
    (column, re.compile(rf"{tolerant_any(phrases)}[\s:]*$", re.IGNORECASE))
    for column, phrases in _TITLES.items()
]
_AWAY = re.compile(r"(?:afbud|fraværende|nej)\b", re.IGNORECASE)
_MARKED = re.compile(r"(?!nej\b|-)\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attendance:
    """The lines that the table takes up, none where there is no table, and its people."""

    rows: range = range(0)
    participants: tuple[Participant, ...] = ()


def read_attendance(lines: Sequence[Line]) -> Attendance:
    """Return the first table among the lines whose columns are names and what belongs to them."""
    for index, line in enumerate(lines):
        columns = _columns(_cells(line.text))
        if columns:
            return _read(lines, index, columns)
    return Attendance()


def _columns(cells: Sequence[str]) -> list[_Column]:
    """Return what the titles name, nothing where a title is unknown or names nothing of people."""
    named = [
        column
        for cell in cells
        if (column := next((name for name, title in _COLUMNS if title.match(cell)), None))
    ]
    is_table = len(named) == len(cells) > 1 and named.count("name") == 1
    return named if is_table else []


def _cells(text: str) -> list[str]:
    """Return the cells of a row, those of a Markdown table also where they are empty."""
    is_ruled = text.startswith("|")
    return [cell.strip(" *_") for cell in _GAP.split(text.strip("|") if is_ruled else text)]


def _read(lines: Sequence[Line], titled: int, columns: Sequence[_Column]) -> Attendance:
    people: list[Participant] = []
    waiting: list[Participant] = []  # a name alone belongs to the table if more rows follow
    last = titled + 1
    for index, line in enumerate(lines[titled + 1 :], start=titled + 1):
        cells = _cells(line.text)
        if ":" in line.text.strip("|:- ") or line.text.startswith("#") or len(cells) > len(columns):
            break
        is_rule = _RULE.match(line.text) is not None
        person = None if is_rule else _person(cells, columns)
        waiting += [person] if person else []
        if len(cells) > 1 or is_rule:
            people += waiting
            waiting, last = [], index + 1
        elif person is None:
            break
    return Attendance(range(titled, last), tuple(people))


def _person(cells: Sequence[str], columns: Sequence[_Column]) -> Participant | None:
    said = _by_column(cells, columns)
    person = read_participant(said.get("name", ""), "attendee")
    if person is None:
        return None
    if said.get("initials"):
        person = replace(person, initials=said["initials"])
    if said.get("role"):
        person = with_title(person, said["role"])
    is_away = _AWAY.match(said.get("presence", "")) or _MARKED.match(said.get("absence", ""))
    return replace(person, role="apology") if is_away else person


def _by_column(cells: Sequence[str], columns: Sequence[_Column]) -> dict[_Column, str]:
    """Return the cells by column; where some are empty on paper, by what they look like."""
    if len(cells) == len(columns):
        return dict(zip(columns, cells, strict=True))
    said: dict[_Column, str] = {}
    for cell in cells:
        column: _Column = "initials" if is_initials(cell) else "role" if "name" in said else "name"
        column = "presence" if _AWAY.match(cell) else column
        if column in columns:
            said.setdefault(column, cell)
    return said
