"""Paragraphs, lists and tables of a file without pages, written as the text we keep of it.

The text looks like Markdown, which the structure reader knows: "## " before a heading, "| a | b |"
for the row of a table, an empty line between paragraphs. A list keeps its marks as Word prints
them, so that "3." before the title of an agenda item is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from meetings.reading.characters import INVISIBLE, SOFT_HYPHEN
from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.fields import APOLOGY_FIELDS, ATTENDEE_FIELDS

PAGE_BREAK = "\n\f"
BULLET = "•"

_PEOPLE = re.compile(rf"{tolerant_any((*ATTENDEE_FIELDS, *APOLOGY_FIELDS))}\s*:?$", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, "\xa0\u2000\u2001\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_BREAKS = dict.fromkeys(map(ord, "\v\x85\u2028\u2029"), "\n")
_NOTHING = dict.fromkeys(
    [
        *(code for code in range(0x20) if chr(code) not in "\t\n\v"),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        *map(ord, INVISIBLE),
        ord(SOFT_HYPHEN),
        *range(0xD800, 0xE000),
        0xFFFC,
    ]
)
_CLEAN: dict[int, str | None] = {**_SPACES, **_BREAKS, **_NOTHING}
_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line breaks inside it are \\n.

    `heading` is its rank from 1, 0 for running text; `mark` is what a list prints before it and
    `depth` how deep in lists it stands, from 0; `breaks` tells that it begins a new page;
    `is_tight` that it belongs to the paragraph above.
    """

    text: str
    heading: int = 0
    mark: str = ""
    depth: int = 0
    breaks: bool = False
    is_tight: bool = False

    @property
    def line(self) -> str:
        """The words with the mark before them."""
        return f"{self.mark} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, each cell on one line."""

    cells: tuple[str, ...]


def clean(text: str) -> str:
    """Return the text with plain spaces, without what no reader sees: soft hyphens, controls."""
    return text.translate(_CLEAN).strip()


def write_text(pieces: Iterable[Paragraph | Row]) -> str:
    """Return the pieces as one text."""
    out: list[str] = []
    last: Paragraph | Row | None = None
    names = False
    breaks = False
    for piece in pieces:
        breaks = breaks or (isinstance(piece, Paragraph) and piece.breaks)
        line = _written(piece, is_first=last is None)
        if not line:
            names = False
            continue
        names = _is_name(piece) and (names or _heads_names(last))
        if last is not None:
            tight = "\n" if names or _is_tight(last, piece) else "\n\n"
            out.append(PAGE_BREAK if breaks else tight)
        out.append(line)
        last, breaks = piece, False
    return "".join(out).strip()


def _written(piece: Paragraph | Row, *, is_first: bool) -> str:
    if isinstance(piece, Row):
        cells = [_one_line(cell) for cell in piece.cells]
        return f"| {' | '.join(cells)} |" if any(cells) else ""
    if not piece.text:
        return ""
    if piece.heading:
        # What stands on top is the title of the minutes and not the first of their items.
        return (
            _one_line(piece.line) if is_first else f"{'#' * piece.heading} {_one_line(piece.line)}"
        )
    indent = "  " * piece.depth if piece.mark else ""
    return indent + piece.line


def _one_line(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _is_tight(last: Paragraph | Row, piece: Paragraph | Row) -> bool:
    if isinstance(piece, Row) or isinstance(last, Row):
        return isinstance(piece, Row) and isinstance(last, Row)
    if last.heading or piece.heading:
        return False
    if piece.is_tight:
        return True
    return bool(piece.mark) and (bool(last.mark) or last.text.endswith(":"))


def _heads_names(piece: Paragraph | Row | None) -> bool:
    return isinstance(piece, Paragraph) and _PEOPLE.match(piece.text) is not None


def _is_name(piece: Paragraph | Row) -> bool:
    """Tell whether a paragraph may be a name below "Til stede:", one a paragraph."""
    if isinstance(piece, Row) or piece.heading or piece.mark or len(piece.text) > _NAME_LENGTH:
        return False
    return piece.text[:1].isupper() and ":" not in piece.text and not piece.text.endswith(".")


def joined(paragraphs: Sequence[Paragraph]) -> str:
    """Return paragraphs as one line."""
    return " ".join(" ".join(part.line.split()) for part in paragraphs if part.text)


def tightened(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph as one that belongs to what stands above it."""
    return replace(paragraph, is_tight=True)
