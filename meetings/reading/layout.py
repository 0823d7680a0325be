"""Words on pages to the fixed text of a file, in the order a person reads them.

A page may be turned, have an address column beside the text, or two columns; tables are read row
by row. The boxes that are kept are those of the page as shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.reading.damage import is_damaged
from meetings.reading.order import Row
from meetings.reading.raw import RawPage, Segment
from meetings.reading.ruled import read_page_rows
from meetings.reading.text import Box, FileText, Page, Word

PAGE_BREAK = "\n\f"

_WIDE_GAP = 1.5  # of the line's height: wider than a space, as between the cells of a table


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
        for index, (gap, row) in enumerate(read_page_rows(page)):
            if index:
                self._write("\n\n" if gap else "\n")
            self._row(row, page.number, words)
        self.pages.append(
            Page(page.number, page.width, page.height, start, self.at, tuple(words), "text layer")
        )

    def _row(self, row: Row, number: int, words: list[Word]) -> None:
        last: Segment | None = None
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


def _space(left: Segment, right: Segment, *, is_first: bool) -> str:
    if left.cell != right.cell:
        return "  "
    marks = len(left.words) == 1 and len(left.words[0].text) <= 4
    is_mark = is_first and marks and right.x0 - left.x1 < 4 * left.height
    return "  " if right.x0 - left.x1 > _WIDE_GAP * left.height and not is_mark else " "
