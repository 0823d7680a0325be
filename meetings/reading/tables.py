"""Tables of a file without pages: rows to look things up in, or minutes set up as a table.

Many minutes are one large table: Tid | Punkt | Referat | Ansvarlig. Such a table is written as
the agenda items that it holds. What is short in every cell stays a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.reading.column_titles import column_sort, title_pattern
from meetings.reading.flow import Paragraph, Row, joined, tightened
from meetings.reading.lexicon import fields as labels
from meetings.reading.lexicon import headings as words

Cell = tuple[Paragraph, ...]
TableRow = tuple[Cell, ...]

_LONG_CELL = 200
_LABEL_LENGTH = 40


_FIELD = title_pattern(
    (
        *labels.TIME_FIELDS,
        *labels.PLACE_FIELDS,
        *labels.ATTENDEE_FIELDS,
        *labels.APOLOGY_FIELDS,
        *labels.MINUTE_TAKER_FIELDS,
        *labels.CHAIR_FIELDS,
        *labels.END_FIELDS,
        *labels.TITLE_FIELDS,
        *words.NEXT_MEETING,
    )
)
_NUMBER = re.compile(r"(\d{1,3}[a-z]?)[.):]?$")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of minutes hold what; `titles` are the words above them."""

    titles: tuple[str, ...]
    items: tuple[int, ...]
    minuted: tuple[int, ...]
    times: tuple[int, ...]
    aside: tuple[int, ...]
    others: tuple[int, ...]


def write_table(rows: Sequence[TableRow]) -> list[Paragraph | Row]:
    """Return the table as agenda items, as fields, as paragraphs or as rows, as it is used."""
    rows = [row for row in rows if any(joined(cell) for cell in row)]
    if not rows:
        return []
    columns = _columns(rows[0])
    if columns and len(rows) > 1:
        return [piece for row in rows[1:] for piece in _item(row, columns)]
    if max(sum(1 for cell in row if joined(cell)) for row in rows) == 1:
        return [part for row in rows for cell in row for part in cell]
    return [piece for row in rows for piece in _plain_row(row, is_data=_is_data(rows))]


def _columns(head: TableRow) -> _Columns | None:
    titles = tuple(joined(cell) for cell in head)
    sorts: dict[str, list[int]] = {}
    for at, title in enumerate(titles):
        sorts.setdefault(column_sort(title), []).append(at)
    if "item" not in sorts or "minuted" not in sorts:
        return None
    order = ("item", "minuted", "time", "aside", "other")
    items, minuted, times, aside, others = (tuple(sorts.get(sort, ())) for sort in order)
    return _Columns(titles, items, minuted, times, aside, others)


def _item(row: TableRow, columns: _Columns) -> Iterator[Paragraph]:
    """Yield the heading of an agenda item, what was put before it, what was said, who does it."""
    title, rest = _heading(row, columns.items)
    if title:
        yield Paragraph(title, heading=2)
    yield from rest
    for at in columns.times:
        yield from _labelled(row, at, columns.titles[at])
    for at in columns.others:
        if joined(_cell(row, at)):
            yield Paragraph(columns.titles[at])
            yield from _cell(row, at)
    for at in columns.minuted:
        yield from _minuted(_cell(row, at), columns.titles[at] if columns.others else "")
    for at in columns.aside:
        for label in _labelled(row, at, columns.titles[at]):
            yield tightened(label)


def _heading(row: TableRow, items: Sequence[int]) -> tuple[str, list[Paragraph]]:
    """Return number and title as one line, and what else stands in the cell of the title."""
    said, rest = [], []
    for at in items:
        paragraphs = [part for part in _cell(row, at) if part.text]
        if paragraphs:
            number = _NUMBER.match(paragraphs[0].line)
            said.append(f"{number[1]}." if number else paragraphs[0].line)
            rest += paragraphs[1:]
    return " ".join(said), rest


def _minuted(cell: Cell, label: str) -> Iterator[Paragraph]:
    """Yield what was minuted; the first words say that it was, where a presentation is beside."""
    parts = [part for part in cell if part.text]
    for at, part in enumerate(parts):
        if at == 0 and label:
            begin = label.rstrip(".:")
            yield replace(part, text=f"{begin}: {part.line}", mark="", depth=0, heading=0)
        else:
            yield replace(part, heading=part.heading and part.heading + 2)


def _labelled(row: TableRow, at: int, title: str) -> Iterator[Paragraph]:
    said = joined(_cell(row, at))
    if said:
        yield Paragraph(f"{title.rstrip('.:')}: {said}")


def _cell(row: TableRow, at: int) -> Cell:
    return row[at] if at < len(row) else ()


def _is_data(rows: Sequence[TableRow]) -> bool:
    return all(len(joined(cell)) <= _LONG_CELL for row in rows for cell in row)


def _plain_row(row: TableRow, *, is_data: bool) -> list[Paragraph | Row]:
    """Return a row as a field with its value, as cells, or as the paragraphs that it holds."""
    label, value = joined(_cell(row, 0)), [part for cell in row[1:] for part in cell if part.text]
    if len(row) > 1 and len(label) <= _LABEL_LENGTH and _FIELD.match(label) and len(value) > 1:
        return [Paragraph(f"{label.rstrip(' :')}:"), *map(tightened, value)]
    if is_data:
        return [Row(tuple(joined(cell) for cell in row))]
    return [part for cell in row for part in cell]


def flattened(pieces: Iterable[Paragraph | Row]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell; a table in it gives one for each of its rows."""
    for piece in pieces:
        if isinstance(piece, Row):
            yield Paragraph(" ".join(filter(None, piece.cells)))
        else:
            yield piece
