"""Words on pages to the fixed text of a file, in the order a person reads them.

A page may be turned, have an address column beside the text, or two columns; tables are read row
by row. The boxes that are kept are those of the page as shown. All of it is decided by the page
alone: what runs from page to page is for those who read the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from meetings.reading.order import Row
from meetings.reading.raw import RawPage, RawWord, Segment
from meetings.reading.ruled import read_page_rows

_WIDE_GAP = 1.5  # of the line's height: wider than a space, as between the cells of a table


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page's text, and its words in the order in which they stand there, white space between."""

    text: str
    words: tuple[RawWord, ...]


def lay_out(page: RawPage) -> LaidPage:
    """Return the text of a page: lines joined by \\n, paragraphs by an empty line."""
    parts: list[str] = []
    words: list[RawWord] = []
    for gap, row in read_page_rows(page):
        if parts:
            parts.append("\n\n" if gap else "\n")
        _add(row, parts, words)
    return LaidPage("".join(parts), tuple(words))


def _add(row: Row, parts: list[str], words: list[RawWord]) -> None:
    last: Segment | None = None
    for segment in row:
        if last is not None:
            parts.append(_space(last, segment, is_first=last is row[0]))
        parts.append(" ".join([word.text for word in segment.words]))
        words += segment.words
        last = segment


def _space(left: Segment, right: Segment, *, is_first: bool) -> str:
    if left.cell != right.cell:
        return "  "
    marks = len(left.words) == 1 and len(left.words[0].text) <= 4
    is_mark = is_first and marks and right.x0 - left.x1 < 4 * left.height
    return "  " if right.x0 - left.x1 > _WIDE_GAP * left.height and not is_mark else " "
