"""The follow-up paper for Word: headings, not large letters, and Danish as its language."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from meetings.reading.cpr import hide_cpr
from meetings.reading.sentences import running_text
from tracker.reports.paper import SetPaper, SetRow

# What XML has no place for; it may come from a file that was read.
DARK = RGBColor(0x1A, 0x1A, 0x1A)
LETTERS = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Quote": 11}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def paper_docx(paper: SetPaper) -> bytes:
    file = Document()
    _dress(file, paper)
    file.add_heading(_clean(paper.title), level=0)
    file.add_paragraph(f"{paper.paper.committee}, mødet {paper.paper.held_on:%d-%m-%Y}")
    if paper.paper.intro and not paper.is_closed:
        _lines(file, paper.paper.intro)
    for section in paper.sections:
        file.add_heading(_clean(f"{section.heading} ({len(section.rows)})"), level=1)
        for row in section.rows:
            _item(file, row)
        if not section.rows:
            file.add_paragraph("Ingen.")
    if paper.paper.closing and not paper.is_closed:
        _lines(file, paper.paper.closing)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _dress(file: Any, paper: SetPaper) -> None:
    properties = file.core_properties
    properties.title, properties.language = _clean(paper.title), "da-DK"
    properties.author, properties.comments = "Følg op", ""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "da-DK")
    normal.element.get_or_add_rPr().append(language)
    for sheet in file.sections:
        sheet.page_width, sheet.page_height = Mm(210), Mm(297)
        sheet.left_margin = sheet.right_margin = Mm(20)
        sheet.top_margin = sheet.bottom_margin = Mm(22)
    for name, size in LETTERS.items():
        _letters(file.styles[name], size)


def _letters(style: Any, size: float) -> None:
    """Set it as dark and as large as the PDF has it: Word's own blue is too faint to read."""
    style.font.name, style.font.size = "Calibri", Pt(size)
    style.font.color.rgb = DARK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]


def _item(file: Any, one: SetRow) -> None:
    row = one.row
    file.add_heading(_clean(f"Nr. {row.pk}: {row.task}"), level=2)
    _said(file, "Ansvarlig", row.owner or "ingen endnu")
    _said(file, "Status", one.state)
    if row.answer:
        _said(file, "Svar", row.answer)
    if row.reason:
        _said(file, "Begrundelse", row.reason)
    if row.quote:
        quote = running_text(row.quote)
        file.add_paragraph(
            _clean(f"»{quote}«"), style="Quote"
        ).paragraph_format.keep_with_next = True
    source = file.add_paragraph(_clean(f"{one.source}. "))
    _link(source, one.url, f"Se opgave {row.pk}")


def _said(file: Any, label: str, text: str) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    # An item stays on one page where it can.
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(_clean(text))


def _lines(file: Any, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            file.add_paragraph(_clean(line))


def _link(paragraph: Any, url: str, words: str) -> None:
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(words)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", hide_cpr(text))
