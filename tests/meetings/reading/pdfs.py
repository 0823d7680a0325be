"""Small PDFs made in the tests: upright pages of text, and files that mean harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (595, 842)

# x, y from the bottom left corner as PDF counts, size in points, text
Text = tuple[float, float, float, str]


def make_pdf(
    pages: Sequence[Sequence[Text]],
    *,
    turn: int = 0,
    box: tuple[float, float, float, float] | None = None,
    crop: tuple[float, float, float, float] | None = None,
) -> Pdf:
    """Return a PDF with the texts in Helvetica."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    for texts in pages:
        page = pdf.add_blank_page(page_size=A4)
        page.obj.MediaBox = Array(box or (0, 0, *A4))
        if crop:
            page.obj.CropBox = Array(crop)
        page.obj.Rotate = turn
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(pdf, b"\n".join(_show(text) for text in texts))
    return pdf


def _show(text: Text) -> bytes:
    x, y, size, words = text
    escaped = words.encode("cp1252").replace(b"\\", b"\\\\")
    escaped = escaped.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, x, y, escaped)


def column(
    lines: Sequence[str], *, x: float = 60, y: float = 780, size: float = 10, step: float = 14
) -> list[Text]:
    """Return lines below each other; an empty line leaves a gap."""
    return [(x, y - step * at, size, line) for at, line in enumerate(lines) if line]


def as_bytes(pdf: Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def flate_bomb(megabytes: int = 700) -> bytes:
    """Return a small file whose page content inflates to very much."""
    pdf = make_pdf([[(60, 700, 10, "Punkt 1")]])
    packer = zlib.compressobj(9)
    block = b"0 0 m " * 200_000
    packed = b"".join(packer.compress(block) for _ in range(megabytes * 1_000_000 // len(block)))
    content = Stream(pdf, packed + packer.flush())
    content.Filter = Name.FlateDecode
    pdf.pages[0].obj.Contents = pdf.make_indirect(content)
    return as_bytes(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def looping_pages() -> bytes:
    """Return a file whose tree of pages holds itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )
