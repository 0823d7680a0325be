"""Narrow columns beside the minutes: who and when, on the line of what was agreed.

Such minutes have a line with "Ansvarlig" and perhaps "Deadline" far to the right, once or on every
page. What stands under those words is taken out of the running text and kept as cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import COLUMN_TITLES, OWNER_COLUMNS
from meetings.reading.lines import LONGEST_HEADING, Cell, Line
from meetings.reading.text import FileText

_GAP = re.compile(r"[ \t\xa0]{2,}|\t")
_TITLE = re.compile(rf"{tolerant_any(COLUMN_TITLES)}[\s:.]*$", re.IGNORECASE)
_OWNER = re.compile(rf"{tolerant_any(OWNER_COLUMNS)}[\s:.]*$", re.IGNORECASE)
_NEAR_POINTS, _NEAR_CHARACTERS = 14.0, 4.0
_ASIDE_POINTS, _ASIDE_CHARACTERS = 200.0, 20.0  # further left it is the first column of a table
_BESIDE = 3.0  # times as far from a title that stands in the middle of its column


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    at: float
    reach: float

    def apart_from(self, other: _Piece) -> float:
        return max(other.at - self.reach, self.at - other.reach)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin; `are_brought` where they stand left of the text they belong to.

    A ruled table may begin with who and when: the reader has brought those behind the text.
    """

    titles: tuple[_Piece, ...] = ()
    are_brought: bool = False


def set_columns(lines: Sequence[Line], file_text: FileText) -> list[Line]:
    """Return the lines with what stands in side columns taken out of their text, as cells."""
    words = [word for page in file_text.pages for word in page.words]
    places = {word.start: word.box.x0 for word in words}
    places |= {-word.end: word.box.x1 for word in words}
    near = _NEAR_POINTS if file_text.pages else _NEAR_CHARACTERS
    aside = _ASIDE_POINTS if file_text.pages else _ASIDE_CHARACTERS
    columns = _Columns()
    done = []
    for line in lines:
        may_hold = columns.titles or _GAP.search(line.text[:LONGEST_HEADING])
        if (
            not may_hold
            or line.is_furniture
            or len(line.text) > LONGEST_HEADING
            or "|" in line.text
        ):
            done.append(line)
            continue
        pieces = _pieces(line, places)
        titles = _titles(file_text.text, pieces)
        are_brought = bool(titles) and titles[0].at < pieces[0].at
        if titles and (titles[0].at > aside or are_brought):
            columns = _Columns(tuple(titles), are_brought)
            named = tuple(_cell(file_text.text, piece, None) for piece in titles)
            done.append(replace(_without(line, pieces[: -len(titles)]), cells=named))
        else:
            done.append(_split(file_text.text, line, pieces, columns, near))
    return done


def _pieces(line: Line, places: dict[int, float]) -> list[_Piece]:
    begin = 0
    pieces = []
    for end, after in [*[m.span() for m in _GAP.finditer(line.text)], (len(line.text), 0)]:
        start = line.start + begin
        at = places.get(start, line.indent + begin)
        reach = places.get(-(line.start + end), at + end - begin)
        pieces.append(_Piece(start, line.start + end, at, reach))
        begin = after
    return pieces


def _titles(text: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces at the end of a line that are titles of columns, one of them an owner's."""
    titles: list[_Piece] = []
    for piece in reversed(pieces):
        if not _TITLE.match(text[piece.start : piece.end]):
            break
        titles.insert(0, piece)
    owned = any(_OWNER.match(text[piece.start : piece.end]) for piece in titles)
    return titles if owned and (len(pieces) > 1 or len(titles) > 1) else []


def _split(text: str, line: Line, pieces: Sequence[_Piece], columns: _Columns, near: float) -> Line:
    found = [_column(piece, columns, near, is_first=at == 0) for at, piece in enumerate(pieces)]
    first = next((at for at, column in enumerate(found) if column is not None), None)
    if first is None or None in found[first:] or (columns.are_brought and first == 0):
        return line
    beside = zip(pieces[first:], found[first:], strict=True)
    cells = tuple(_cell(text, piece, column) for piece, column in beside)
    return replace(_without(line, pieces[:first]), cells=cells)


def _cell(text: str, piece: _Piece, column: int | None) -> Cell:
    return Cell(piece.start, piece.end, text[piece.start : piece.end], column)


def _column(piece: _Piece, columns: _Columns, near: float, *, is_first: bool) -> int | None:
    """Return the column in which a piece stands: where its title begins, or nearly below it."""
    for column, title in enumerate(columns.titles):
        if abs(piece.at - title.at) <= near:
            return column
    apart = [piece.apart_from(title) for title in columns.titles]
    is_below = not is_first and apart and min(apart) < _BESIDE * near
    return apart.index(min(apart)) if is_below else None


def _without(line: Line, kept: Sequence[_Piece]) -> Line:
    """Return the line with only its first pieces; nothing is left where it was all columns."""
    end = kept[-1].end if kept else line.start
    return replace(line, end=end, text=line.text[: end - line.start])
