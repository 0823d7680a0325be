"""Words on pages to the fixed text of a file, in the order a person reads them.

A page may be turned, have an address column beside the text, or two columns; tables are read row
by row. All decisions are made in the frame in which the text stands upright; the boxes that are
kept are those of the page as shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from meetings.reading.damage import is_damaged
from meetings.reading.text import Box, FileText, Page, Word

PAGE_BREAK = "\n\f"

_WIDE_GAP = 1.5  # of the line's height: wider than a space, as between the cells of a table
_SEGMENT_GAP = 1.0
_LEAST_GUTTER = 8.0
_LEAST_LINES = 3  # on both sides of a gutter
_PROSE_FILL = 0.7
_PROSE_WORDS = 4
_ALIGNED = 0.6
_PARAGRAPH = 1.22  # times the usual distance between lines
_MOST_GUTTERS = 12
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as found: its rectangle as shown, its turn in degrees clockwise as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as found, in points as shown; `inked` where it has more ink than its words explain."""

    number: int
    width: float
    height: float
    words: tuple[RawWord, ...]
    inked: bool = False


@dataclass(slots=True)
class _Segment:
    """Words that follow each other on one line with no more than spaces between, upright."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[RawWord] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


_Row = list[_Segment]


def lay_out(raw_pages: Iterable[RawPage]) -> FileText:
    """Return the fixed text: lines joined by \\n, paragraphs by an empty line, pages by \\n\\f.

    For every word text[word.start:word.end] are its characters; a page ends where the next starts.
    """
    writer = _Writer()
    problems: list[str] = []
    for page in raw_pages:
        writer.page(page)
        if page.inked:
            problems.append(_unread(page))
    text = "".join(writer.parts)
    if is_damaged(text):
        problems.append(
            "Filens tekst har mistet bogstaverne æ, ø og å, formentlig ved en tidligere "
            "tekstgenkendelse. Læs citaterne efter."
        )
    return FileText(
        text=text, pages=tuple(writer.pages), source="text layer", problems=tuple(problems)
    )


def _unread(page: RawPage) -> str:
    reason = "den er scannet eller et billede" if not page.words else "den er mest billede"
    return f"Side {page.number} kunne ikke læses: {reason}."


@dataclass(slots=True)
class _Writer:
    parts: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    at: int = 0

    def page(self, page: RawPage) -> None:
        if self.pages:
            self._write(PAGE_BREAK)
            last = self.pages[-1]
            self.pages[-1] = Page(
                last.number, last.width, last.height, last.start, self.at, last.words, last.source
            )
        start = self.at
        words: list[Word] = []
        for index, (gap, row) in enumerate(_rows(page)):
            if index:
                self._write("\n\n" if gap else "\n")
            self._row(row, page.number, words)
        self.pages.append(
            Page(page.number, page.width, page.height, start, self.at, tuple(words), "text layer")
        )

    def _row(self, row: _Row, number: int, words: list[Word]) -> None:
        last: _Segment | None = None
        for segment in row:
            if last is not None:
                self._write(_space(last, segment, is_first=last is row[0]))
            for index, word in enumerate(segment.words):
                if index:
                    self._write(" ")
                start = self.at
                self._write(word.text)
                box = Box(number, word.x0, word.top, word.x1, word.bottom)
                words.append(Word(start, self.at, box, word.confidence))
            last = segment

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)


def _space(left: _Segment, right: _Segment, *, is_first: bool) -> str:
    marks = len(left.words) == 1 and len(left.words[0].text) <= 4
    is_mark = is_first and marks and right.x0 - left.x1 < 4 * left.height
    return "  " if right.x0 - left.x1 > _WIDE_GAP * left.height and not is_mark else " "


def _rows(page: RawPage) -> list[tuple[bool, _Row]]:
    """Return the rows of a page in reading order, each with whether a paragraph ends above it."""
    turns = Counter(word.turn for word in page.words)
    rows: list[tuple[bool, _Row]] = []
    for turn, _ in turns.most_common():  # text set across the page, as in a margin, comes last
        segments = _segments([word for word in page.words if word.turn == turn], page, turn)
        for block in _blocks(segments, depth=0):
            spaced = _spaced(_grouped(block))
            if rows and spaced:
                spaced[0] = (True, spaced[0][1])
            rows += spaced
    return rows


def _segments(words: Sequence[RawWord], page: RawPage, turn: int) -> list[_Segment]:
    """Join words that follow each other in the file and on the line."""
    segments: list[_Segment] = []
    for word in words:
        x0, top, x1, bottom = _upright(word, page, turn)
        last = segments[-1] if segments else None
        if last is not None and _follows(last, x0, top, bottom):
            last.x1, last.top = max(last.x1, x1), min(last.top, top)
            last.bottom = max(last.bottom, bottom)
            last.words.append(word)
        else:
            segments.append(_Segment(x0, top, x1, bottom, [word]))
    return segments


def _upright(word: RawWord, page: RawPage, turn: int) -> tuple[float, float, float, float]:
    if turn == 90:
        return word.top, page.width - word.x1, word.bottom, page.width - word.x0
    if turn == 180:
        return (
            page.width - word.x1,
            page.height - word.bottom,
            page.width - word.x0,
            page.height - word.top,
        )
    if turn == 270:
        return page.height - word.bottom, word.x0, page.height - word.top, word.x1
    return word.x0, word.top, word.x1, word.bottom


def _follows(last: _Segment, x0: float, top: float, bottom: float) -> bool:
    height = max(min(last.height, bottom - top), 1.0)
    overlap = min(last.bottom, bottom) - max(last.top, top)
    gap = x0 - last.x1
    return overlap > 0.5 * height and -0.5 * height < gap < _SEGMENT_GAP * max(last.height, 1.0)


def _blocks(segments: list[_Segment], *, depth: int) -> list[list[_Segment]]:
    """Cut a region at its gutter: what is above, the left column, the right one, what is below."""
    cut = _gutter(segments) if depth < _DEEPEST else None
    if cut is None:
        return [segments] if segments else []
    x, top, bottom = cut
    above = [s for s in segments if s.middle < top]
    below = [s for s in segments if s.middle > bottom]
    between = [s for s in segments if top <= s.middle <= bottom]
    left = [s for s in between if s.x1 <= x]
    right = [s for s in between if s.x1 > x]
    ordered = []
    for region in (above, left, right, below):
        ordered += _blocks(region, depth=depth + 1)
    return ordered


def _gutter(segments: Sequence[_Segment]) -> tuple[float, float, float] | None:
    """Return x, top and bottom of the tallest white gutter between independent columns."""
    if len(segments) < 2 * _LEAST_LINES:
        return None
    by_height = sorted(segments, key=lambda s: s.middle)
    best: tuple[float, float, float] | None = None
    most = 0
    for x in _candidates(segments):
        for run in _runs(by_height, x):
            left = [s for s in run if s.x1 <= x]
            right = [s for s in run if s.x1 > x]
            if min(len(left), len(right)) < _LEAST_LINES or len(run) <= most:
                continue
            if _are_independent(left, right):
                best, most = _extent(x, left, right), len(run)
    return best


def _extent(x: float, left: list[_Segment], right: list[_Segment]) -> tuple[float, float, float]:
    both = [*left, *right]
    return x, min(s.middle for s in both), max(s.middle for s in both)


def _candidates(segments: Sequence[_Segment]) -> list[float]:
    """Left edges where several lines begin, well inside the text: a column may begin there."""
    first, last = min(s.x0 for s in segments), max(s.x1 for s in segments)
    edges = Counter(
        round(s.x0 / 4) for s in segments if first + 0.2 * (last - first) < s.x0 < last - 10
    )
    often = [edge for edge, count in edges.most_common(_MOST_GUTTERS) if count >= 2]
    return [edge * 4 - _LEAST_GUTTER / 2 for edge in often]


def _runs(by_height: Sequence[_Segment], x: float) -> list[list[_Segment]]:
    """Return the runs of lines that leave the gutter at x white."""
    runs: list[list[_Segment]] = [[]]
    for segment in by_height:
        if segment.x0 < x + 1 and segment.x1 > x - _LEAST_GUTTER / 2:
            if runs[-1]:
                runs.append([])
        else:
            runs[-1].append(segment)
    return runs


def _are_independent(left: Sequence[_Segment], right: Sequence[_Segment]) -> bool:
    """Columns are read one after the other, the cells of a table row by row.

    Cells stand on the lines of their neighbours; columns stand on lines of their own, or both are
    filled with running text.
    """
    if _is_prose(left) and _is_prose(right):
        return True
    tops = sorted(s.middle for s in left)
    aligned = sum(1 for s in right if _nearest(tops, s.middle) < 0.2 * s.height)
    return aligned < _ALIGNED * len(right) and len(right) > _LEAST_LINES


def _nearest(values: Sequence[float], value: float) -> float:
    return min(abs(other - value) for other in values)


def _is_prose(segments: Sequence[_Segment]) -> bool:
    width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    fill = median((s.x1 - s.x0) / max(width, 1.0) for s in segments)
    return fill > _PROSE_FILL and median(len(s.words) for s in segments) >= _PROSE_WORDS


def _grouped(segments: Sequence[_Segment]) -> list[_Row]:
    """Group the segments of a block to rows, each from left to right."""
    rows: list[_Row] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if rows and _same_row(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.x0)
    return rows


def _same_row(row: _Row, segment: _Segment) -> bool:
    """The row is as its largest member stands; a raised or small word belongs to it too."""
    anchor = max(row, key=lambda s: s.height)
    overlap = min(anchor.bottom, segment.bottom) - max(anchor.top, segment.top)
    if overlap <= 0.55 * min(anchor.height, segment.height):
        return False
    return all(s.x1 <= segment.x0 + 2 or segment.x1 <= s.x0 + 2 for s in row)


def _spaced(rows: Sequence[_Row]) -> list[tuple[bool, _Row]]:
    """Mark the rows that stand further below the one above than lines of a paragraph do."""
    if not rows:
        return []
    bottoms = [max(s.bottom for s in row) for row in rows]
    steps = [low - high for high, low in pairwise(bottoms)]
    usual = _usual_step(steps, rows)
    spaced = [(False, rows[0])]
    for step, row in zip(steps, rows[1:], strict=True):
        spaced.append((step > _PARAGRAPH * usual and step > usual + 1.5, row))
    return spaced


def _usual_step(steps: Sequence[float], rows: Sequence[_Row]) -> float:
    """Return the distance between lines of running text: the smallest that is common."""
    height = median(max(s.height for s in row) for row in rows)
    likely = [step for step in steps if 0.7 * height < step < 2.2 * height]
    if not likely:
        return 1.4 * height
    counts = Counter(round(step * 2) for step in likely)
    most = max(counts.values())
    common = [size for size, count in counts.items() if count >= max(2, 0.3 * most)]
    return (min(common) if common else min(counts)) / 2
