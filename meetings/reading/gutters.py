"""Columns of text beside each other: where the white gutter between them runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from meetings.reading.raw import Segment

_LEAST_GUTTER = 8.0
_LEAST_LINES = 3  # on both sides of a gutter
_PROSE_FILL = 0.7
_PROSE_WORDS = 4
_ALIGNED = 0.6
_MOST_GUTTERS = 12
_DEEPEST = 6


def cut_at_gutters(segments: list[Segment], *, depth: int = 0) -> list[list[Segment]]:
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
        ordered += cut_at_gutters(region, depth=depth + 1)
    return ordered


def _gutter(segments: Sequence[Segment]) -> tuple[float, float, float] | None:
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


def _extent(x: float, left: list[Segment], right: list[Segment]) -> tuple[float, float, float]:
    both = [*left, *right]
    return x, min(s.middle for s in both), max(s.middle for s in both)


def _candidates(segments: Sequence[Segment]) -> list[float]:
    """Left edges where several lines begin, well inside the text: a column may begin there."""
    first, last = min(s.x0 for s in segments), max(s.x1 for s in segments)
    edges = Counter(
        round(s.x0 / 4) for s in segments if first + 0.2 * (last - first) < s.x0 < last - 10
    )
    often = [edge for edge, count in edges.most_common(_MOST_GUTTERS) if count >= 2]
    return [edge * 4 - _LEAST_GUTTER / 2 for edge in often]


def _runs(by_height: Sequence[Segment], x: float) -> list[list[Segment]]:
    """Return the runs of lines that leave the gutter at x white."""
    runs: list[list[Segment]] = [[]]
    for segment in by_height:
        if segment.x0 < x + 1 and segment.x1 > x - _LEAST_GUTTER / 2:
            if runs[-1]:
                runs.append([])
        else:
            runs[-1].append(segment)
    return runs


def _are_independent(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
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


def _is_prose(segments: Sequence[Segment]) -> bool:
    width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    fill = median((s.x1 - s.x0) / max(width, 1.0) for s in segments)
    return fill > _PROSE_FILL and median(len(s.words) for s in segments) >= _PROSE_WORDS
