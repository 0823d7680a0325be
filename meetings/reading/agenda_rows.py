"""Minutes that are one table: "Punkt | Referat | Ansvarlig", a numbered row for each item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.reading.headings import Heading
from meetings.reading.lines import Line

_ITEM = re.compile(
    r"(?:dagsordens?)?(?:punkt(?:er)?|pkt\.?|emne|sag|dagsorden|titel)$", re.IGNORECASE
)
_NUMBER_TITLE = re.compile(r"(?:nr|pkt|punkt)\.?$", re.IGNORECASE)
_SAID = re.compile(r"(?:referat|beslutning(?:er)?|drøftelse|konklusion|opsamling)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}[a-z]?)(?:[.:)]\s*|\s+|$)(?P<title>\D.*)?$")
_FEWEST = 2


def find_agenda_rows(lines: Sequence[Line], first: int, last: int) -> list[Heading]:
    """Return a heading for each numbered row below such titles, [] where the table is another.

    What the row says stands on the heading's own line: `last` is the line above it.
    """
    top = next((at for at in range(first, last) if _is_top(_cells(lines[at].text))), None)
    if top is None:
        return []
    titled_apart = _is_titled_apart(_cells(lines[top].text))
    found: list[Heading] = []
    for index in range(top + 1, last):
        heading = _heading(_cells(lines[index].text), index, titled_apart=titled_apart)
        if heading and (not found or heading.order > found[-1].order):
            found.append(heading)
    return found if len(found) >= _FEWEST else []


def _cells(text: str) -> list[str]:
    if not text.startswith("|"):
        return []
    return [cell.strip(" *_") for cell in text.strip().strip("|").split("|")]


def _is_top(cells: Sequence[str]) -> bool:
    titles = cells[:2]
    return any(map(_ITEM.match, titles)) and any(_SAID.match(cell) for cell in cells[1:])


def _is_titled_apart(cells: Sequence[str]) -> bool:
    """Tell whether number and title have a column each: "Nr. | Emne | Referat"."""
    return bool(_NUMBER_TITLE.match(cells[0]) and _ITEM.match(cells[1]))


def _heading(cells: Sequence[str], index: int, *, titled_apart: bool) -> Heading | None:
    match = _NUMBERED.match(cells[0]) if cells else None
    if match is None:
        return None
    title = match["title"] or (cells[1] if titled_apart and len(cells) > 1 else "")
    number = match["number"]
    letter = number[-1] if number[-1].isalpha() else ""
    order = (int(number.removesuffix(letter)), *map(ord, letter))
    return Heading(index, index - 1, "row", number, order, title.strip(), 1.0)
