"""Word files as staff write them: a title, fields, lists that Word numbers, a table.

Nothing depends on the day, the machine or the version of zlib: the parts are stored as they are,
all with the same date, so that the same words always give the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_DAY = (2026, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NUMBERS, _BULLETS = 1, 2

_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/></Types>'
)
_STYLES = f"""{_XML}<w:styles xmlns:w="{_WORD}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/>
<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>
</w:styles>"""
_NUMBERING = f"""{_XML}<w:numbering xmlns:w="{_WORD}">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="{_NUMBERS}"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


class WordFile:
    """A document that is filled from the top."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.body: list[str] = []

    def title(self, text: str) -> None:
        self.body.append(_paragraph(text, style="Titel"))

    def text(self, text: str) -> None:
        self.body.append(_paragraph(text))

    def heading(self, text: str) -> None:
        self.body.append(_paragraph(text, style="Overskrift1"))

    def bullet(self, text: str) -> None:
        self.body.append(_paragraph(text, listed=_BULLETS))

    def agenda(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write the minutes as a table: when, the item, which Word numbers, and what was said.

        Line breaks in what was said are paragraphs.
        """
        drawn = [_row([_paragraph(title) for title in head])]
        for when, item, said in rows:
            cells = [_paragraph(when), _paragraph(item, listed=_NUMBERS)]
            drawn.append(_row([*cells, "".join(map(_paragraph, said.split("\n")))]))
        self.body.append(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(drawn)}</w:tbl>")

    def save(self) -> None:
        body = "".join(self.body)
        document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_STORED) as package:
            for name, content in (
                ("[Content_Types].xml", _TYPES),
                ("_rels/.rels", _relations(("officeDocument", "word/document.xml"))),
                ("word/document.xml", document),
                (
                    "word/_rels/document.xml.rels",
                    _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
                ),
                ("word/styles.xml", _STYLES),
                ("word/numbering.xml", _NUMBERING),
            ):
                package.writestr(zipfile.ZipInfo(name, _DAY), content)


def _paragraph(text: str, style: str = "", listed: int = 0) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{listed}"/></w:numPr>'
    said = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"


def _row(cells: Sequence[str]) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def _relations(*rows: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(rows, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
