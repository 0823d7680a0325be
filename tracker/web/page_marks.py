"""Where the words of the suggestions stand: as rectangles on a page, as marked text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from meetings.reading.doubt import UNSURE

# Room around the words, and the width of the tag that carries the number, in points.
MARGIN = 2.0
TAG = 15.0
# From the middle of the tag down to the foot of its number.
BASELINE = 3.2
# How a heading of a file without pages is kept.
HEADING = re.compile(r"^(?P<mark>#{1,6} +)\S.*$", re.MULTILINE)

Looks = Literal["", "heading-mark", "heading-words"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A suggestion as the page needs it: its number on the page of review, its span, its boxes."""

    pk: int
    number: int
    start: int
    end: int
    boxes: Sequence[dict[str, Any]]
    is_rejected: bool = False
    # Words of a suggestion that another one stands for: they carry the other one's number.
    is_further: bool = False


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle as SVG wants it: points, with a full stop whatever the language."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line as SVG wants it."""

    x1: str
    x2: str
    y: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The lit words of one suggestion on one page, with the corner where its number stands."""

    pk: int
    number: int
    rectangles: tuple[Rectangle, ...]
    tag_x: str
    tag_y: str
    number_x: str
    number_y: str
    is_first: bool
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `quoted` are the suggestions whose words it belongs to."""

    text: str
    start: int
    quoted: tuple[Quoted, ...] = ()
    begins: tuple[Quoted, ...] = ()
    looks: Looks = ""


def marks_on(page: int, quoted: Sequence[Quoted]) -> list[Mark]:
    """Return the lit words on the page; their numbers stand in a column left of all of them."""
    here = [
        (one, boxes)
        for one in quoted
        if (boxes := [box for box in one.boxes if box["page"] == page])
    ]
    edge = min((box["x0"] for _one, boxes in here for box in boxes), default=0.0)
    column = max(0.0, edge - MARGIN - TAG)
    marks: list[Mark] = []
    tops: list[float] = []
    for one, boxes in here:
        top = boxes[0]["top"] - MARGIN
        beside = sum(abs(top - other) < TAG for other in tops)
        tops.append(top)
        left = max(0.0, column - beside * TAG)
        is_first = one.boxes[0]["page"] == page and not one.is_further
        marks.append(_mark(one, boxes, left=left, top=top, is_first=is_first))
    return marks


def _mark(
    one: Quoted, boxes: Sequence[dict[str, Any]], *, left: float, top: float, is_first: bool
) -> Mark:
    return Mark(
        pk=one.pk,
        number=one.number,
        rectangles=tuple(rectangle(box) for box in boxes),
        tag_x=f"{left:.1f}",
        tag_y=f"{top:.1f}",
        number_x=f"{left + TAG / 2:.1f}",
        number_y=f"{top + TAG / 2 + BASELINE:.1f}",
        is_first=is_first,
        is_rejected=one.is_rejected,
    )


def rectangle(box: dict[str, Any]) -> Rectangle:
    """Return the box with a little room around it."""
    return Rectangle(
        x=f"{box['x0'] - MARGIN:.1f}",
        y=f"{box['top'] - MARGIN:.1f}",
        width=f"{box['x1'] - box['x0'] + 2 * MARGIN:.1f}",
        height=f"{box['bottom'] - box['top'] + 2 * MARGIN:.1f}",
    )


def unsure_words(words: Sequence[Sequence[Any]], quoted: Sequence[Quoted]) -> list[Rule]:
    """Return a line below each word of a suggestion that was read from a scan and may be wrong.

    `words` are those of a page as they are stored: span, rectangle and how sure the engine was.
    """
    lines = []
    for start, _end, x0, _top, x1, bottom, sure in words:
        if sure is None or sure >= UNSURE:
            continue
        if any(one.start <= start < one.end for one in quoted):
            lines.append(Rule(f"{x0:.1f}", f"{x1:.1f}", f"{bottom:.1f}"))
    return lines


def segments(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> list[Segment]:
    """Cut text[start:end] where words of a suggestion or a heading begin or end.

    Overlaps carry both. The "## " of a heading is a stretch of its own, or the places of all that
    comes after it would move where it is not shown.
    """
    return list(_segments(text, start, end, quoted))


def _segments(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[Segment]:
    headings = list(HEADING.finditer(text, start, end))
    cuts = {start, end}
    for one in quoted:
        cuts |= {place for place in (one.start, one.end) if start < place < end}
    for heading in headings:
        cuts |= {heading.start(), heading.end("mark"), heading.end()}
    for left, right in pairwise(sorted(cuts)):
        covering = tuple(one for one in quoted if one.start <= left and right <= one.end)
        begins = tuple(one for one in covering if one.start == left)
        yield Segment(text[left:right], left, covering, begins, _looks(left, headings))


def _looks(place: int, headings: Sequence[re.Match[str]]) -> Looks:
    for heading in headings:
        if heading.start() <= place < heading.end():
            return "heading-mark" if place < heading.end("mark") else "heading-words"
    return ""
