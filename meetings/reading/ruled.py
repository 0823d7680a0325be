"""Pages with ruled tables: row by row and cell by cell, whatever height the words stand at.

Where a table names columns for who and when, those come last on the line of what is to be done;
where it holds minutes, the cell of the agenda item comes first, on lines of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.reading.column_titles import column_sort
from meetings.reading.grids import GridCell, find_tables
from meetings.reading.order import Row, read_rows, spaced_rows, to_segments, upright
from meetings.reading.raw import RawPage, RawWord, Rule

_Lines = list[tuple[bool, Row]]

_LONGEST_TITLE = 40
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell with its lines; `sort` is what its column holds."""

    cell: GridCell
    lines: _Lines
    sort: str = "other"

    @property
    def text(self) -> str:
        return " ".join(w.text for _, row in self.lines for part in row for w in part.words)


def read_page_rows(page: RawPage) -> _Lines:
    """Return the rows of a page in reading order, each with whether a paragraph ends above it."""
    if not page.rules or not page.words:
        return read_rows(page)
    turn = Counter(word.turn for word in page.words).most_common(1)[0][0]
    words = [(word, *_middle(upright(word, page, turn))) for word in page.words]
    rows: _Lines = []
    for table in _told_apart(find_tables(Rule(*upright(rule, page, turn)) for rule in page.rules)):
        top, bottom = table[0][0].top, max(cell.bottom for row in table for cell in row)
        level = [one for one in words if top <= one[2] <= bottom and one[0].turn == turn]
        held = [[[w for w, x, y in level if _holds(cell, x, y)] for cell in row] for row in table]
        sizes = [len(cell) for row in held for cell in row]
        if sum(sizes) < len(level) or sum(map(bool, sizes)) < 2:
            continue  # with words beside it, it is no more than a frame around some of them
        above = [one for one in words if one[2] < top and one[0].turn == turn]
        rows += _begun(read_rows(replace(page, words=tuple(word for word, *_ in above))))
        rows += _written(_filled(page, table, held))
        words = [one for one in words if one not in above and one not in level]
    return rows + _begun(read_rows(replace(page, words=tuple(word for word, *_ in words))))


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(cell: GridCell, x: float, y: float) -> bool:
    return cell.x0 <= x < cell.x1 and cell.top <= y < cell.bottom


def _told_apart(tables: Sequence[list[list[GridCell]]]) -> list[list[list[GridCell]]]:
    """Leave out a table that begins beside or inside the one above it."""
    apart: list[list[list[GridCell]]] = []
    for table in tables:
        if not apart or table[0][0].top >= apart[-1][-1][0].bottom - _NEAR:
            apart.append(table)
    return apart


def _begun(rows: _Lines) -> _Lines:
    """Let what follows something else begin a paragraph."""
    return [(True, rows[0][1]), *rows[1:]] if rows else []


def _filled(
    page: RawPage, table: Sequence[Sequence[GridCell]], held: Sequence[Sequence[list[RawWord]]]
) -> list[list[_Filled]]:
    filled = []
    for cells, words in zip(table, held, strict=True):
        row = []
        for at, (cell, inside) in enumerate(zip(cells, words, strict=True), start=1):
            segments = to_segments(inside, page, inside[0].turn) if inside else []
            for segment in segments:
                segment.cell = at
            row.append(_Filled(cell, spaced_rows(segments)))
        if any(one.lines for one in row):
            filled.append(row)
    return filled


def _written(table: Sequence[Sequence[_Filled]]) -> _Lines:
    titles = _titles(table[0])
    rows = _begun(_beside(*_parted(table[0], titles))) if titles else _row(table[0], titles)
    for row in table[1:]:
        rows += _row(row, titles)
    return rows


def _titles(row: Sequence[_Filled]) -> list[_Filled]:
    """Return the titles of the columns with what they hold; none where the row is no header."""
    titles = [replace(one, sort=column_sort(one.text)) for one in row]
    short = all(len(one.text) <= _LONGEST_TITLE for one in titles)
    if not short or all(one.sort == "other" for one in titles):
        return []
    if {"item", "minuted"} <= {one.sort for one in titles}:
        return titles
    return [one if one.sort == "aside" else replace(one, sort="other") for one in titles]


def _parted(
    row: Sequence[_Filled], titles: Sequence[_Filled]
) -> tuple[list[_Filled], list[_Filled]]:
    """Return the cells that say what, and the cells that say who and when."""
    aside = [one for one in row if _sort(one, titles) == "aside"]
    return [one for one in row if one not in aside], aside


def _sort(one: _Filled, titles: Sequence[_Filled]) -> str:
    middle = (one.cell.x0 + one.cell.x1) / 2
    above = (t.sort for t in titles if t.cell.x0 - _NEAR <= middle <= t.cell.x1 + _NEAR)
    return next(above, "other")


def _row(row: Sequence[_Filled], titles: Sequence[_Filled]) -> _Lines:
    what, aside = _parted([one for one in row if one.lines], titles)
    items = [one for one in what if _sort(one, titles) == "item"]
    said = [one for one in what if one not in items]
    rows = _begun(_in_one(items))
    if sum(len(one.lines) > 1 for one in said) > 1:
        longest = max(said, key=lambda one: len(one.text))
        for one in said:
            rows += _begun(_beside([one], aside if one is longest else []))
        return rows
    return rows + _begun(_beside(said, aside))


def _in_one(cells: Sequence[_Filled]) -> _Lines:
    """Number and title of an agenda item stand in cells of their own and belong together."""
    for one in cells:
        for _, line in one.lines:
            for part in line:
                part.cell = 0
    return _beside(cells, [])


def _beside(said: Sequence[_Filled], aside: Sequence[_Filled]) -> _Lines:
    """Put the cells of a row on common lines: those of a line first, who and when at the end."""
    rows: _Lines = []
    longest = max(said, key=lambda one: len(one.lines), default=None)
    count = max((len(one.lines) for one in (*said, *aside)), default=0)
    shifts = {id(one): _shift(one, longest) for one in aside}
    for at in range(count):
        parts: Row = []
        gap = False
        for one in (*said, *aside):
            index = at - shifts.get(id(one), 0)
            if 0 <= index < len(one.lines):
                gap = gap or (one is longest and one.lines[index][0])
                parts += one.lines[index][1]
        rows.append((gap, parts))
    return rows


def _shift(one: _Filled, longest: _Filled | None) -> int:
    """Return how many lines further down a cell begins, so that it stands where it is drawn."""
    room = len(longest.lines) - len(one.lines) if longest else 0
    if longest is None or room <= 0:
        return 0
    begins = one.lines[0][1][0].middle
    return min(range(room + 1), key=lambda at: abs(longest.lines[at][1][0].middle - begins))
