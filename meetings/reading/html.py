"""HTML as agenda systems export it: what a reader sees, as paragraphs, lists and tables.

The standard library's parser builds no tree, so nothing in the file can be nested too deep.
Nothing is fetched. Runs in the confined child only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from meetings.reading.flow import BULLET, Paragraph, Row, clean, write_text
from meetings.reading.plain import read_plain
from meetings.reading.refused import RefusedError
from meetings.reading.tables import Cell, TableRow, flattened, write_table
from meetings.reading.text import FileText

_UNSEEN = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "nav", "footer", "button", "select"),
        *("textarea", "svg", "math", "iframe", "object", "audio", "video", "canvas", "dialog"),
    )
)
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "html", "legend"),
        *("main", "p", "pre", "section", "summary", "caption", "thead", "tbody", "tfoot"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "menu"),
    )
)
_ENDS_UNSAID = frozenset(("p", "li", "dt", "dd", "tr", "td", "th"))
_LISTS = frozenset(("ul", "ol", "menu"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST_TABLE = 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class _List:
    """An open list: how it numbers, and the number of its last entry."""

    form: str
    count: int


@dataclass(slots=True)
class _Table:
    """An open table, and the pieces of its open cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    cell: list[Paragraph | Row] | None = None


def read_html(data: bytes) -> FileText:
    """Return the text of an HTML file; raise RefusedError where there is none to see."""
    text = html_text(read_plain(data).text)
    if not text:
        raise RefusedError("no_text")
    return FileText(text=text)


def html_text(source: str) -> str:
    """Return what a reader sees of HTML, as text."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return write_text(reader.pieces())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Paragraph | Row] = []
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._words: list[str] = []
        self._mark = ""
        self._heading = 0
        self._is_kept = False  # inside <pre> line ends stay
        self._unseen: list[str] = []

    def pieces(self) -> list[Paragraph | Row]:
        """Return everything read, with what was never closed."""
        self._flush()
        while self._tables:
            self._close_table()
        return self._done

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if self._unseen and _ends_by_itself(self._unseen[0], tag):
            self._unseen.clear()
        if self._unseen or tag in _UNSEEN or _is_hidden(attrs):
            if tag not in _VOID and (not self._unseen or tag == self._unseen[0]):
                self._unseen.append(tag)
            return
        if tag == "br":
            self._words.append("\v")
        elif tag == "input":
            self._words.append(_box(dict(attrs)))
        elif tag in {"td", "th"}:
            self._open_cell()
        elif tag == "tr":
            self._open_row()
        elif tag == "table":
            self._open_table()
        elif tag in _BLOCKS:
            self._flush()
            self._open_block(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
        elif tag in {"td", "th", "tr"}:
            self._close_cell()
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in _BLOCKS:
            self._flush()
            self._heading = 0
            self._is_kept = self._is_kept and tag != "pre"
            if tag in _LISTS and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data.replace("\n", "\v") if self._is_kept else data)

    def _open_block(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _LISTS:
            begin = attrs.get("start") or ""
            count = int(begin) - 1 if begin.isdecimal() and len(begin) < 6 else 0
            form = (attrs.get("type") or "1") if tag == "ol" else BULLET
            self._lists.append(_List(form, count))
        elif tag == "li":
            self._mark = _next_mark(self._lists)
        elif tag == "pre":
            self._is_kept = True
        elif tag[0] == "h" and tag[1:].isdecimal():
            self._heading = int(tag[1])

    def _flush(self) -> None:
        """End the paragraph that is open."""
        said = _SPACE.sub(" ", "".join(self._words))
        self._words = []
        text = "\n".join(line.strip() for line in clean(said).split("\n")).strip()
        if not text:
            return
        depth = max(len(self._lists) - 1, 0)
        self._take(Paragraph(text, heading=self._heading, mark=self._mark, depth=depth))
        self._mark = ""

    def _take(self, piece: Paragraph | Row) -> None:
        open_cell = self._tables[-1].cell if self._tables else None
        (self._done if open_cell is None else open_cell).append(piece)

    def _open_table(self) -> None:
        self._flush()
        if len(self._tables) == _DEEPEST_TABLE:
            raise RefusedError("too_heavy")
        self._tables.append(_Table())

    def _open_row(self) -> None:
        self._close_cell()
        if self._tables:
            self._tables[-1].rows.append([])

    def _open_cell(self) -> None:
        self._close_cell()
        if self._tables:
            table = self._tables[-1]
            table.rows = table.rows or [[]]
            table.cell = []

    def _close_cell(self) -> None:
        self._flush()
        table = self._tables[-1] if self._tables else None
        if table is not None and table.cell is not None:
            table.rows[-1].append(tuple(flattened(table.cell)))
            table.cell = None

    def _close_table(self) -> None:
        self._close_cell()
        rows: list[TableRow] = [tuple(row) for row in self._tables.pop().rows]
        for piece in write_table(rows):
            self._take(piece)


def _ends_by_itself(hidden: str, tag: str) -> bool:
    """Tell whether something hidden that was never closed is over where this tag begins."""
    return (hidden == "head" and tag == "body") or (hidden == tag and tag in _ENDS_UNSAID)


def _is_hidden(attrs: _Attributes) -> bool:
    known = dict(attrs)
    return "hidden" in known or _HIDDEN.search(known.get("style") or "") is not None


def _box(attrs: dict[str, str | None]) -> str:
    if (attrs.get("type") or "").lower() not in {"checkbox", "radio"}:
        return ""
    return "☒ " if "checked" in attrs else "☐ "


def _next_mark(lists: list[_List]) -> str:
    if not lists:
        return BULLET
    current = lists[-1]
    current.count += 1
    if current.form == BULLET:
        return BULLET
    if current.form in {"a", "A"} and 0 < current.count <= len(_LETTERS):
        letter = _LETTERS[current.count - 1]
        return f"{letter.upper() if current.form == 'A' else letter}."
    return f"{current.count}."
