"""Small Word files made in the tests, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DAY = (2026, 1, 1, 0, 0, 0)

CONTENT_TYPES = f'{_XML}<Types xmlns="{PACKAGE}/content-types"/>'
STYLES = f"""{_XML}<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Punkt"/>
<w:basedOn w:val="Overskrift1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'{_XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "bullet", "o")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "Punkt %1:")
    + level(1, "decimal", "%1.%2")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(
    text: str = "", *, style: str = "", listed: tuple[int, int] | None = None, inside: str = ""
) -> str:
    """Return a paragraph; `listed` is list and level, `inside` is raw XML after the text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        deep = f'<w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/>'
        properties += f"<w:numPr>{deep}</w:numPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def table(rows: Sequence[Sequence[str | Sequence[str]]]) -> str:
    """Return a table; a cell is a text, or several paragraphs."""
    drawn = ""
    for row in rows:
        cells = [[cell] if isinstance(cell, str) else cell for cell in row]
        drawn += "<w:tr>"
        drawn += "".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in cells)
        drawn += "</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{drawn}</w:tbl>"


def document(body: str) -> str:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f'{_XML}<w:document xmlns:w="{W}" xmlns:mc="{mc}" xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )


def relations(*rows: tuple[str, str, bool]) -> str:
    """Return a part of relationships: kind, target, whether outside."""
    listed = ""
    for at, (kind, target, outside) in enumerate(rows):
        mode = ' TargetMode="External"' if outside else ""
        typed = f'Type="{OFFICE}/{kind}"'
        listed += f'<Relationship Id="r{at}" {typed} Target="{escape(target)}"{mode}/>'
    return f'{_XML}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def parts(body: str) -> dict[str, str | bytes]:
    """Return the parts of a sound Word file."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document(body),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
    }


def pack(contents: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in contents.items():
            package.writestr(zipfile.ZipInfo(name, _DAY), content, compress_type=method)
    return out.getvalue()


def word_file(*body: str) -> bytes:
    return pack(parts("".join(body)))
