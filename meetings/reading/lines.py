"""A file's text as lines that know their page, the gap above them and how far in they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import WEB_PAGE
from meetings.reading.text import FileText, Page

LONGEST_HEADING = 250

_BREAK = re.compile(r"[\n\f]")
_PAGE_MARK = re.compile(
    r"(?:s[il1]de\s*)?[-–]?\s*\d{1,4}\s*(?:(?:/|af)\s*\d{1,4})?\s*[-–]?$|"
    r"s[il1]de\s*\d{1,4}l?\s*af\s*\d{1,4}$",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(
    r"(?:s[il1]de\s*\d{1,3}l?\s*af\s*\d{1,3}|\d{1,3}\s*/\s*\d{1,3})$", re.IGNORECASE
)
_PAGE_LINE = re.compile(rf"s[il1]de\s*\d{{1,3}}$|{_PAGE_OF.pattern}", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+\S")
_WEB_PAGE = re.compile(rf"(?:[•●▪◦]\s*)?{tolerant_any(WEB_PAGE)}\s*$", re.IGNORECASE)
_LONGEST_BUTTON = 40
_DIGITS = re.compile(r"\d+")
_LONGEST_MARK = 20
_LONGEST_RUN = 120
_EDGE = 3  # lines at the top and the bottom of a page that may be running heads and feet


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a column beside the text: their span, and which column from the left, from 0.

    `column` is None for the title of a column.
    """

    start: int
    end: int
    text: str
    column: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the space around it.

    `gap` counts the empty lines above; `indent` is in points on pages, else in characters;
    `page` is None in files without pages. `is_furniture` marks running heads, feet and page
    numbers, which stand in the text but are no part of what was said; `is_quoted` what Markdown
    quotes. `cells` are what stands in columns beside the line, and are not in its `text`.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: float
    page: int | None
    starts_page: bool
    is_furniture: bool = False
    is_quoted: bool = False
    cells: tuple[Cell, ...] = ()

    @property
    def reach(self) -> int:
        """The place where the line ends, with what stands beside it."""
        return max([self.end, *(cell.end for cell in self.cells)])


def read_lines(file_text: FileText) -> list[Line]:
    """Return the lines of the file that hold something, in reading order."""
    lines = [_without_buttons(line) for line in _split(file_text.text)]
    if not file_text.pages:
        return _mark_quotes([_unpaged(line) for line in lines])
    placed = _place(lines, file_text.pages)
    return _mark_furniture(placed)


def _split(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    fresh = True
    begin = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        raw = text[begin:end]
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = begin + indent
            line = Line(start, start + len(stripped), stripped, gap, indent, None, fresh)
            lines.append(line)
            gap, fresh = 0, False
        elif match and match.group() == "\n":
            gap += 1
        if match and match.group() == "\f":
            fresh = True
        begin = match.end() if match else end
    return lines


def _without_buttons(line: Line) -> Line:
    """A copy of a web page has the words of its buttons and links among the minutes."""
    is_button = len(line.text) <= _LONGEST_BUTTON and _WEB_PAGE.match(line.text)
    return replace(line, is_furniture=True) if is_button else line


def _unpaged(line: Line) -> Line:
    is_mark = len(line.text) < _LONGEST_MARK and _PAGE_LINE.match(line.text)
    return replace(line, is_furniture=True) if is_mark else line


def _mark_quotes(lines: list[Line]) -> list[Line]:
    """In Markdown ">" quotes, elsewhere it is a bullet; where all is quoted, nothing is."""
    is_markdown = any(_HASHES.match(line.text) for line in lines)
    own = [line for line in lines if not line.text.startswith(">") and not _HASHES.match(line.text)]
    if not is_markdown or not own:
        return lines
    return [replace(line, is_quoted=line.text.startswith(">")) for line in lines]


def _place(lines: list[Line], pages: tuple[Page, ...]) -> list[Line]:
    """Give every line its page and its distance from the page's left edge."""
    placed = []
    at = 0
    last = None
    starts = [{word.start: word.box.x0 for word in page.words} for page in pages]
    for line in lines:
        while at + 1 < len(pages) and line.start >= pages[at].end:
            at += 1
        number = pages[at].number
        indent = starts[at].get(line.start, line.indent)
        placed.append(
            Line(
                line.start,
                line.end,
                line.text,
                line.gap,
                indent,
                number,
                starts_page=number != last,
                is_furniture=line.is_furniture,
            )
        )
        last = number
    return placed


def _mark_furniture(lines: list[Line]) -> list[Line]:
    edges: dict[int, bool] = {}
    by_page: dict[int | None, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    for indexes in by_page.values():
        for index in indexes[:_EDGE]:
            edges[index] = True
        for index in indexes[-_EDGE:]:
            edges[index] = True
    seen = Counter(_shape(lines[index].text) for index in edges)
    often = max(3, len(by_page) // 2)
    marked = []
    for index, line in enumerate(lines):
        runs = index in edges and seen[_shape(line.text)] >= often and len(line.text) < _LONGEST_RUN
        numbers = index in edges and _PAGE_MARK.match(line.text)
        counts = len(line.text) < _LONGEST_MARK and _PAGE_OF.match(line.text)
        marked.append(replace(line, is_furniture=True) if runs or numbers or counts else line)
    return marked


def _shape(text: str) -> str:
    return _DIGITS.sub("0", text.lower())
