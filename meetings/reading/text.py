"""Text that knows its place: everything found in a file can be pointed at.

Offsets are Unicode code points from 0 into `FileText.text`. Lengths on a page are points
(1/72 inch) from the top left corner of the page as it is shown, after /Rotate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TextSource = Literal["text layer", "ocr", "mixed", "file"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its span in the file's text and its rectangle; confidence 0-100 from OCR."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its span in the file's text."""

    number: int
    width: float
    height: float
    start: int
    end: int
    words: tuple[Word, ...] = ()
    source: TextSource = "text layer"


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as fixed text: made once when the file is read, never changed after.

    `pages` is empty for files without pages (text, Markdown, DOCX).
    `problems` are clear Danish sentences for the person who gave us the file.
    """

    text: str
    pages: tuple[Page, ...] = ()
    source: TextSource = "file"
    problems: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds the offset, None for files without pages."""
        for page in self.pages:
            if offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages else None

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return one rectangle for each line of words in [start, end), in reading order."""
        lines: list[Box] = []
        for page in self.pages:
            if page.end <= start or page.start >= end:
                continue
            for word in page.words:
                if word.end <= start or word.start >= end:
                    continue
                if lines and _same_line(lines[-1], word.box):
                    lines[-1] = _union(lines[-1], word.box)
                else:
                    lines.append(word.box)
        return lines


def _same_line(line: Box, word: Box) -> bool:
    middle = (word.top + word.bottom) / 2
    return line.page == word.page and line.top <= middle <= line.bottom and word.x1 >= line.x0


def _union(a: Box, b: Box) -> Box:
    return Box(
        page=a.page,
        x0=min(a.x0, b.x0),
        top=min(a.top, b.top),
        x1=max(a.x1, b.x1),
        bottom=max(a.bottom, b.bottom),
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a person reads it: on one line, words whole, spaces single.

    `text` is the clean form; `offsets[i]` is the place in the file's text of `text[i]`, and
    `offsets[len(text)]` equals `end`. What the file itself says is `FileText.text[start:end]`.
    """

    text: str
    start: int
    end: int
    offsets: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the clean text into a span of the file's text."""
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.offsets[start], last
