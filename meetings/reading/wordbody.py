"""The body of a Word file to paragraphs and tables. In the confined child only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.reading.flow import Paragraph, Row, clean
from meetings.reading.numbering import DEEPEST, Numbering
from meetings.reading.package import Element, child, is_on, local, number, value
from meetings.reading.tables import TableRow, flattened, write_table

# Field codes, comments, what was deleted or moved away: not what the reader sees.
_UNSEEN = frozenset(
    (
        *("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr"),
        *("comment", "annotationRef", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "fldChar"),
    )
)
_WRAPPERS = frozenset(
    ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "Choice", "Fallback")
)
_WRITTEN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_TICKED, _OPEN = "☒", "☐"
# Signs of the fonts Wingdings and Symbol, which have no letters of their own.
_SYMBOLS = {
    **dict.fromkeys(("F0FE", "F0FD", "F0FC", "F052", "F053", "F054"), _TICKED),
    **dict.fromkeys(("F0A8", "F06F", "F0A3"), _OPEN),
    **dict.fromkeys(("F0E0", "F0E8"), "→"),
    "F0B7": "•",
}
_PAGE = "\f"
_HEADING_NAME = re.compile(r"(?:heading|overskrift) ([1-6])$", re.IGNORECASE)
_LONGEST_HEADING = 250
_RANKS = 6
_MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says; None where the one it is based on decides."""

    based_on: str | None
    outline: int | None
    list_id: str | None
    level: int | None


class Styles:
    """The paragraph styles of a document: which are headings, which belong to a list."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            value(one, "styleId") or "": _style(one)
            for one in (root if root is not None else ())
            if local(one) == "style"
        }

    def chain(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        """Yield the style and those it is based on."""
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(name) if name else None
            if name is None or style is None:
                return
            yield name, style
            name = style.based_on


def _style(one: Element) -> _Style:
    outline = number(child(one, "pPr", "outlineLvl"))
    named = _HEADING_NAME.match(value(child(one, "name")) or "")
    if outline is None and named:
        outline = int(named[1]) - 1
    in_list = child(one, "pPr", "numPr")
    return _Style(
        based_on=value(child(one, "basedOn")),
        outline=outline,
        list_id=value(child(in_list, "numId")),
        level=number(child(in_list, "ilvl")),
    )


class Body:
    """Reads a body once, from the top: numbers count on from paragraph to paragraph."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._carried = ""
        self._breaks = False
        self.has_footnotes = False

    def pieces(self, parent: Element) -> Iterator[Paragraph | Row]:
        """Yield the paragraphs and rows of a body, a cell or a text box."""
        for one in _unwrapped(parent):
            if local(one) == "p":
                yield from self._paragraphs(one)
            elif local(one) == "tbl":
                yield from write_table(list(self._rows(one)))
        if self._carried:
            yield Paragraph(clean(self._carried))
            self._carried = ""

    def _rows(self, table: Element) -> Iterator[TableRow]:
        for row in _unwrapped(table):
            if local(row) == "tr" and child(row, "trPr", "del") is None:
                cells = [cell for cell in _unwrapped(row) if local(cell) == "tc"]
                yield tuple(tuple(flattened(self.pieces(cell))) for cell in cells)

    def _paragraphs(self, one: Element) -> Iterator[Paragraph | Row]:
        properties = child(one, "pPr")
        boxes: list[Element] = []
        text = self._carried + "".join(self._words(one, boxes))
        self._carried = ""
        if child(properties, "rPr", "del") is not None:
            self._carried = text  # with its end deleted it runs on into the next paragraph
        else:
            yield from self._written(text, properties)
        for box in boxes:
            yield from self.pieces(box)
        section = child(properties, "sectPr")
        if section is not None and value(child(section, "type")) != "continuous":
            self._breaks = True

    def _written(self, text: str, properties: Element | None) -> Iterator[Paragraph]:
        list_id, level = self._place_in_list(properties)
        mark = self._numbering.mark(list_id, level) if list_id else ""
        heading = self._rank(properties)
        self._breaks = self._breaks or is_on(child(properties, "pageBreakBefore"))
        for at, part in enumerate(text.split(_PAGE)):
            said = clean(part)
            self._breaks = self._breaks or at > 0
            yield Paragraph(
                said,
                heading=heading if len(said) <= _LONGEST_HEADING else 0,
                mark=mark if said else "",
                depth=level if list_id else 0,
                breaks=self._breaks,
            )
            if said:
                self._breaks, mark = False, ""

    def _rank(self, properties: Element | None) -> int:
        outline = number(child(properties, "outlineLvl"))
        for _, style in self._styles.chain(value(child(properties, "pStyle"))):
            outline = style.outline if outline is None else outline
        return outline + 1 if outline is not None and 0 <= outline < _RANKS else 0

    def _place_in_list(self, properties: Element | None) -> tuple[str, int]:
        """Return the list that the paragraph itself or its style puts it in, and how deep."""
        own = child(properties, "numPr")
        list_id, level = value(child(own, "numId")), number(child(own, "ilvl"))
        for name, style in self._styles.chain(value(child(properties, "pStyle"))):
            if list_id is None and style.list_id is not None:
                list_id = style.list_id
                tied = self._numbering.level_of_style(list_id, name)
                level = (style.level or tied) if level is None else level
        deep = min(max(level or 0, 0), DEEPEST)
        return ("" if list_id in {None, "0"} else str(list_id)), deep

    def _words(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        for one in parent:
            name = local(one)
            if name in _UNSEEN or (name == "r" and is_on(child(one, "rPr", "vanish"))):
                continue
            if name == "t":
                yield one.text or ""
            elif name in _WRITTEN:
                yield _WRITTEN[name]
            elif name == "br":
                yield _PAGE if value(one, "type") == "page" else "\n"
            elif name == "sym":
                yield _SYMBOLS.get((value(one, "char") or "").upper(), "")
            elif name == "txbxContent":
                boxes.append(one)
            elif name == "sdt":
                yield from self._control(one, boxes)
            elif name == "AlternateContent":
                yield from self._words(one[0], boxes) if len(one) else ()
            else:
                self.has_footnotes = self.has_footnotes or name == "footnoteReference"
                yield from self._words(one, boxes)

    def _control(self, one: Element, boxes: list[Element]) -> Iterator[str]:
        content = child(one, "sdtContent")
        if content is not None and not _is_placeholder(one):
            yield from self._words(content, boxes)


def _unwrapped(parent: Element) -> Iterator[Element]:
    """Yield the children, those inside of marks of change and of controls too."""
    for one in parent:
        name = local(one)
        if name == "sdt":
            if not _is_placeholder(one):
                yield from _unwrapped(one)
        elif name == "AlternateContent":
            yield from _unwrapped(one[0]) if len(one) else ()
        elif name in _WRAPPERS:
            yield from _unwrapped(one)
        else:
            yield one


def _is_placeholder(control: Element) -> bool:
    """Tell whether a control only shows "Klik her for at skrive"."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))
