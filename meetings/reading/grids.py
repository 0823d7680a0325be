"""Ruled tables: the cells between the lines that are drawn on a page.

Lines that nearly meet are taken for one. A cell may go over several rows or columns. Sides that
are left open are closed where the lines end: many tables are drawn without their outer sides, and
a row that goes on overleaf has no line below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from meetings.reading.chained import Groups
from meetings.reading.raw import Rule

_NEAR = 3.0
_SMALLEST = 4.0
_MOST_LINES, _MOST_CELLS = 400, 4_000


class GridCell(NamedTuple):
    """A cell as shown."""

    x0: float
    top: float
    x1: float
    bottom: float


class _Line(NamedTuple):
    """A level or upright line: where it runs, and from where to where."""

    at: float
    first: float
    last: float


def find_tables(rules: Iterable[Rule]) -> list[list[list[GridCell]]]:
    """Return the tables from the top of the page, each as rows of cells from left to right."""
    level, upright = [], []
    for rule in rules:
        if rule.x1 - rule.x0 > rule.bottom - rule.top:
            level.append(_Line((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        else:
            upright.append(_Line((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
    level, upright = _joined(level), _joined(upright)
    if not upright or len(level) < 3 or len(level) + len(upright) > _MOST_LINES:
        return []
    tables = (_rows(_cells(*crossing)) for crossing in _crossing(level, upright))
    return sorted((table for table in tables if _is_table(table)), key=lambda t: t[0][0].top)


def _is_table(rows: Sequence[Sequence[GridCell]]) -> bool:
    return len(rows) > 1 and max(len(row) for row in rows) > 1


def _joined(lines: Iterable[_Line]) -> list[_Line]:
    """Lay lines that nearly run in one place onto each other, and join those that meet."""
    ordered = sorted(lines)
    joined: list[_Line] = []
    while ordered:
        near = [line for line in ordered if line.at - ordered[0].at <= _NEAR]
        del ordered[: len(near)]
        at = sum(line.at for line in near) / len(near)
        whole: list[_Line] = []
        for line in sorted(near, key=lambda line: line.first):
            if whole and line.first <= whole[-1].last + _NEAR:
                whole[-1] = whole[-1]._replace(last=max(whole[-1].last, line.last))
            else:
                whole.append(_Line(at, line.first, line.last))
        joined += whole
    return joined


def _crossing(
    level: Sequence[_Line], upright: Sequence[_Line]
) -> Iterable[tuple[list[_Line], list[_Line]]]:
    """Yield the lines that hang together, table by table."""
    groups = Groups(len(level) + len(upright))
    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            if _covers(across, down.at, _NEAR) and _covers(down, across.at, _NEAR):
                groups.join(i, j)
    found: dict[int, tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate([*level, *upright]):
        found[groups.of(i)][i >= len(level)].append(line)
    for rows, columns in found.values():
        if columns and len(rows) > 1:
            yield _closed(columns, rows), _closed(rows, columns)


def _covers(line: _Line, at: float, margin: float = 0.0) -> bool:
    return line.first - margin <= at <= line.last + margin


def _closed(crossed: Sequence[_Line], lines: Sequence[_Line]) -> list[_Line]:
    """Add the two outer lines where those that are crossed go on further than the last line."""
    ends = (min(line.first for line in crossed), max(line.last for line in crossed))
    first, last = min(line.at for line in crossed), max(line.at for line in crossed)
    open_ends = [end for end in ends if all(abs(end - line.at) > _NEAR for line in lines)]
    first, last = (
        min(first, *(line.first for line in lines)),
        max(last, *(line.last for line in lines)),
    )
    return sorted([*lines, *(_Line(end, first, last) for end in open_ends)])


def _cells(level: Sequence[_Line], upright: Sequence[_Line]) -> list[GridCell]:
    """Return what the lines enclose: fields of the grid, run together where no line parts them."""
    xs, ys = sorted({line.at for line in upright}), sorted({line.at for line in level})
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 1 or high < 1 or wide * high > _MOST_CELLS:
        return []
    outside = wide * high
    fields = Groups(outside + 1)
    for row, (top, bottom) in enumerate(pairwise(ys)):
        sides = [_is_drawn(upright, x, (top + bottom) / 2) for x in xs]
        for side, drawn in enumerate(sides):
            if not drawn:
                left = row * wide + side - 1 if side else outside
                fields.join(left, row * wide + side if side < wide else outside)
    for column, (x0, x1) in enumerate(pairwise(xs)):
        sides = [_is_drawn(level, y, (x0 + x1) / 2) for y in ys]
        for side, drawn in enumerate(sides):
            if not drawn:
                above = (side - 1) * wide + column if side else outside
                fields.join(above, side * wide + column if side < high else outside)
    enclosed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in range(outside):
        if fields.of(at) != fields.of(outside):
            enclosed[fields.of(at)].append(divmod(at, wide))
    return [cell for held in enclosed.values() if (cell := _whole(held, xs, ys))]


def _is_drawn(lines: Sequence[_Line], at: float, middle: float) -> bool:
    return any(line.at == at and _covers(line, middle) for line in lines)


def _whole(
    held: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> GridCell | None:
    """Return the rectangle of fields that run together, None where they make another shape."""
    rows, columns = {row for row, _ in held}, {column for _, column in held}
    if len(rows) * len(columns) != len(held):
        return None
    cell = GridCell(xs[min(columns)], ys[min(rows)], xs[max(columns) + 1], ys[max(rows) + 1])
    return cell if min(cell.x1 - cell.x0, cell.bottom - cell.top) > _SMALLEST else None


def _rows(cells: Iterable[GridCell]) -> list[list[GridCell]]:
    rows: dict[float, list[GridCell]] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.x0)):
        rows[cell.top].append(cell)
    return list(rows.values())
