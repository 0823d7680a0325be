"""Rows of a table in plain text, and the titles of the lists of tasks that they stand in.

Cells stand between bars; in a list of tasks they may also stand apart from each other, the task,
who has it and when. Elsewhere such lines are programmes and calendars, and no rows.
"""

from __future__ import annotations

import re

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import ACTION_LISTS

_BARRED = re.compile(r"\|.*\|$|[^|]+(?:\s\|\s[^|]*){2,}\|?$")
_RULE = re.compile(r"[|\s:+-]+$")
_APART = re.compile(r"[ \xa0]{3,}|[ \xa0]*\t\s*")
_BEGINS_CELL = re.compile(
    r"[A-ZÆØÅ\d]|(?:uge|snarest|hurtigst|primo|medio|ultimo|til|inden|senest)\b"
)
_LIST_TITLE = re.compile(
    rf"[#*_\s]*(?:{tolerant_any(ACTION_LISTS)}|(?:arbejds|praktiske\s)?opgaver|opgavefordeling|"
    r"fordeling\saf\sopgaver)[*_\s:]*$",
    re.IGNORECASE,
)
_WHO_DOES_WHAT = re.compile(
    r"[#*_\s]*hvem\s+(?:gør|laver|tager)\s+hvad\s*\?[*_\s]*$", re.IGNORECASE
)
_CELLS_OF_TASK = 3
_LONGEST_ROW = 160


def is_rule(text: str) -> bool:
    """Tell whether a line only draws the border of a table."""
    return "|" in text and _RULE.match(text) is not None


def cells_of(text: str) -> tuple[str, ...]:
    """Return the cells between the bars of a row, none where the line is no row."""
    if not _BARRED.match(text):
        return ()
    return tuple(cell.strip() for cell in text.strip("|").split("|"))


def apart_cells(text: str) -> tuple[str, ...]:
    """Return task, owner and day of "Snerydning    Vej og Park    1. december", else none."""
    if "|" in text or len(text) > _LONGEST_ROW:
        return ()
    cells = tuple(cell.strip() for cell in _APART.split(text.strip()))
    are_short = all(cell and _BEGINS_CELL.match(cell) for cell in cells)
    return cells if len(cells) == _CELLS_OF_TASK and are_short else ()


def asks_who_does_what(text: str) -> bool:
    """Tell whether the line heads such a list as a question: "Hvem gør hvad?"."""
    return _WHO_DOES_WHAT.match(text) is not None


def is_list_title(text: str) -> bool:
    """Tell whether the line is the title of a list of tasks: "Opgaveliste", "Hvem gør hvad?"."""
    return _LIST_TITLE.match(text) is not None or asks_who_does_what(text)
