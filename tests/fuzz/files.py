"""Changes to whole files that keep what makes them files: packed parts, streams, headers, tags."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from random import Random

import pikepdf

from tests.fuzz.changing import bytes_changed, odd, text_changed

PIECES = {
    ".docx": (
        b"<w:p>", b"</w:p>", b"<w:tbl><w:tr><w:tc>", b"<w:r><w:t>KF</w:t></w:r>", b"<w:br/>",
        b'<w:del w:id="1">', b'<w:numId w:val="7"/>', b"<!DOCTYPE x>", b"&x;", b"<w:sdt>",
    ),
    ".html": (
        b"<table>", b"</td>", b"<ul><li>", b"</body>", b"<script>", b"<!--", b"&nbsp;", b"<h2>",
        b'<meta charset="utf-16">', b"<p hidden>", b"<pre>", b"<td colspan=99999>", b"&#x110000;",
    ),
    ".eml": (
        b"Content-Type: multipart/mixed; boundary=x\n\n", b"--x\n", b"--x--\n", b"\n\n",
        b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset=utf-7\n",
        b"=?utf-8?B?/w==?=", b"Subject: \xff\n", b"In-Reply-To: <\n", b"Content-Disposition: ;\n",
        b"Auto-Submitted: auto-replied\n", b"Content-Type: message/delivery-status\n\nStatus: 5\n",
    ),
    ".pdf": (
        b" Tj ", b" Td ", b" Tm ", b"[(a) -9e9 (b)] TJ ", b" BT ", b" ET ", b" q ", b" Q ",
        b" re f ",
        b"/Fm0 Do ", b" 1e30 0 0 1 0 0 cm ", b"(\\344\\370\\345) Tj ", b" BI ID EI ", b" T* ",
    ),
}  # fmt: skip


def kind_of(data: bytes) -> str:
    """Return the suffix of what the bytes are, or were before they were changed."""
    if data[:5] == b"%PDF-":
        return ".pdf"
    if data[:2] == b"PK":
        return ".docx"
    if b"<html" in data[:200].lower():
        return ".html"
    return ".eml" if b"\nMIME-Version:" in data[:1000] else ".txt"


def file_changed(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Return the file with a part of it changed, or now and then any of its bytes."""
    kind = kind_of(data)
    alike = [other for other in others if kind_of(other) == kind]
    if chance.random() < 0.25:
        return bytes_changed(data, chance, alike)
    if kind == ".docx":
        return _word_changed(data, chance)
    if kind == ".pdf":
        return _pdf_changed(data, chance)
    return _marked_up(data, kind, chance, alike)


def _marked_up(data: bytes, kind: str, chance: Random, alike: Sequence[bytes]) -> bytes:
    pieces = PIECES.get(kind, ())
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(data))
        piece = chance.choice(pieces) if pieces and chance.random() < 0.7 else odd(chance)
        data = data[:at] + piece * chance.choice((1, 1, 1, 200)) + data[at:]
    return text_changed(data, chance, alike or [data])


def _word_changed(data: bytes, chance: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return bytes_changed(data, chance, [data])
    if not parts:
        return data
    named = sorted(parts)
    name = "word/document.xml" if chance.random() < 0.6 else chance.choice(named)
    parts[name] = _marked_up(parts.get(name, b""), ".docx", chance, [parts[chance.choice(named)]])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in parts.items():
            # The same parts are the same file, whenever it is packed.
            package.writestr(zipfile.ZipInfo(one), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _pdf_changed(data: bytes, chance: Random) -> bytes:
    """Change the streams of a PDF: its tables stay right, so that what draws the page is met."""
    saved = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            stream = chance.choice(streams)
            stream.write(_marked_up(stream.read_bytes(), ".pdf", chance, [data]))
            pdf.save(saved, deterministic_id=True)
    except (pikepdf.PdfError, IndexError, ValueError, TypeError, KeyError):
        return bytes_changed(data, chance, [data])
    return saved.getvalue()
