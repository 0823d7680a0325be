"""The words of a page in the order a person reads them: rows from the top, column by column.

All is decided in the frame in which the text stands upright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from meetings.reading.gutters import cut_at_gutters
from meetings.reading.raw import RawPage, RawWord, Rule, Segment

_SEGMENT_GAP = 1.0  # of the line's height
_PARAGRAPH = 1.22  # times the usual distance between lines

Row = list[Segment]


def read_rows(page: RawPage) -> list[tuple[bool, Row]]:
    """Return the rows of a page in reading order, each with whether a paragraph ends above it."""
    turns = Counter(word.turn for word in page.words)
    rows: list[tuple[bool, Row]] = []
    for turn, _ in turns.most_common():  # text set across the page, as in a margin, comes last
        segments = to_segments([word for word in page.words if word.turn == turn], page, turn)
        for block in cut_at_gutters(segments):
            spaced = spaced_rows(block)
            if rows and spaced:
                spaced[0] = (True, spaced[0][1])
            rows += spaced
    return rows


def to_segments(words: Sequence[RawWord], page: RawPage, turn: int) -> list[Segment]:
    """Join words that follow each other in the file and on the line."""
    segments: list[Segment] = []
    for word in words:
        x0, top, x1, bottom = upright(word, page, turn)
        last = segments[-1] if segments else None
        if last is not None and _follows(last, x0, top, bottom):
            last.x1, last.top = max(last.x1, x1), min(last.top, top)
            last.bottom = max(last.bottom, bottom)
            last.words.append(word)
        else:
            segments.append(Segment(x0, top, x1, bottom, [word]))
    return segments


def upright(word: RawWord | Rule, page: RawPage, turn: int) -> tuple[float, float, float, float]:
    """Return the rectangle in the frame in which words of that turn stand upright."""
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


def _follows(last: Segment, x0: float, top: float, bottom: float) -> bool:
    height = max(min(last.height, bottom - top), 1.0)
    overlap = min(last.bottom, bottom) - max(last.top, top)
    gap = x0 - last.x1
    return overlap > 0.5 * height and -0.5 * height < gap < _SEGMENT_GAP * max(last.height, 1.0)


def spaced_rows(segments: Sequence[Segment]) -> list[tuple[bool, Row]]:
    """Return the rows of one column or cell, each with whether a paragraph ends above it."""
    return _spaced(_grouped(segments))


def _grouped(segments: Sequence[Segment]) -> list[Row]:
    """Group the segments of a block to rows, each from left to right."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if rows and _same_row(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.x0)
    return rows


def _same_row(row: Row, segment: Segment) -> bool:
    """The row is as its largest member stands; a raised or small word belongs to it too."""
    anchor = max(row, key=lambda s: s.height)
    overlap = min(anchor.bottom, segment.bottom) - max(anchor.top, segment.top)
    if overlap <= 0.55 * min(anchor.height, segment.height):
        return False
    return all(s.x1 <= segment.x0 + 2 or segment.x1 <= s.x0 + 2 for s in row)


def _spaced(rows: Sequence[Row]) -> list[tuple[bool, Row]]:
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


def _usual_step(steps: Sequence[float], rows: Sequence[Row]) -> float:
    """Return the distance between lines of running text: the smallest that is common."""
    height = median(max(s.height for s in row) for row in rows)
    likely = [step for step in steps if 0.7 * height < step < 2.2 * height]
    if not likely:
        return 1.4 * height
    counts = Counter(round(step * 2) for step in likely)
    most = max(counts.values())
    common = [size for size, count in counts.items() if count >= max(2, 0.3 * most)]
    return (min(common) if common else min(counts)) / 2
