"""PDF with a text layer: bytes to raw pages of words. Runs in the confined child only.

pdfium aborts the whole process where memory runs short, so nothing else may import this module.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from meetings.reading.ink import FEW_WORDS, explained, ink
from meetings.reading.letters import Frame, words_of
from meetings.reading.raw import RawPage
from meetings.reading.rulings import read_rules

LONGEST_SIDE = 2000  # pixels of a page image

_STAMP_WORDS = 50
_COVERED = 0.85  # of the page by one picture
_INK_SCALE = 0.4


def read_pages(data: bytes) -> Iterator[RawPage]:
    """Yield the words of every page with boxes in points from the top left corner as shown.

    `inked` tells of ink that the words do not explain: a trace of it where there are no words.
    """
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        read = _read_page(page, index + 1)
        inked = _may_be_scanned(page, read) and ink(_thumbnail(page), read) > explained(read)
        page.close()
        yield replace(read, inked=inked)


def read_words(document: pdfium.PdfDocument) -> Iterator[RawPage]:
    """Yield pages as `read_pages` does, `inked` where they may be scanned, without looking."""
    for index in range(len(document)):
        page = document[index]
        read = _read_page(page, index + 1)
        may_be_scanned = _may_be_scanned(page, read)
        page.close()
        yield replace(read, inked=may_be_scanned)


def render(data: bytes, *, page: int, scale: float) -> bytes:
    """Return page number `page` (from 1) as PNG, `scale` pixels a point, at most 2,000 a side."""
    document = pdfium.PdfDocument(data)
    sheet = document[page - 1]
    scale = min(scale, LONGEST_SIDE / max(*sheet.get_size(), 1.0))
    image = sheet.render(scale=max(scale, 0.01)).to_pil()
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _read_page(page: pdfium.PdfPage, number: int) -> RawPage:
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, page.get_rotation())
    width, height = frame.right - frame.left, frame.top - frame.bottom
    if frame.turn in {90, 270}:
        width, height = height, width
    text_page = page.get_textpage()
    words = tuple(words_of(text_page, frame))
    text_page.close()
    return RawPage(number, width, height, words, rules=read_rules(page, frame.shown))


def _may_be_scanned(page: pdfium.PdfPage, read: RawPage) -> bool:
    if len(read.words) < FEW_WORDS:
        return True
    # The words may be no more than a stamp or a running head on a scan.
    return len(read.words) < _STAMP_WORDS and _is_picture(page)


def _is_picture(page: pdfium.PdfPage) -> bool:
    left, bottom, right, top = page.get_bbox()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x0, y0, x1, y1 = picture.get_bounds()
        wide, high = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
        if min(wide, high) > 0 and wide * high > _COVERED * (right - left) * (top - bottom):
            return True
    return False


def _thumbnail(page: pdfium.PdfPage) -> Image.Image:
    image: Image.Image = page.render(scale=_INK_SCALE, grayscale=True).to_pil()
    return image
