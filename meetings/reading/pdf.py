"""PDF with a text layer: bytes to raw pages of words. Runs in the confined child only.

pdfium aborts the whole process where memory runs short, so nothing else may import this module.
"""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from meetings.reading.raw import RawPage, RawWord
from meetings.reading.rulings import read_rules
from meetings.reading.sentences import INVISIBLE, SOFT_HYPHEN

LONGEST_SIDE = 2000  # pixels of a page image
FEW_WORDS = 10
INKED = 0.005  # of the page: more than so few words explain
TRACE = 0.00005  # of the page: a short word in small type

_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))  # what pdfium writes for a hyphen at a line end
_CONTROL_SPACES = frozenset((0x09, 0x0A, 0x0B, 0x0C, 0x0D))
_LIGATURES = range(0xFB00, 0xFB07)
_STAMP_WORDS = 50
_COVERED = 0.85  # of the page by one picture
_INK_SCALE = 0.4
_LIGHT, _DARKER = 128, 0.85
_STAMPED = 0.01
_WORD_MARGIN = 2.0
_SCAN_SCALE = 300 / 72
_MOST_PIXELS = 40_000_000


_Rectangle = tuple[float, float, float, float]


class _Char(NamedTuple):
    """A letter, in PDF's own coordinates. A tuple, because there are thousands on a page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    number: int
    ends_line: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in PDF's own coordinates, and its turn in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def shown(self, left: float, bottom: float, right: float, top: float) -> _Rectangle:
        """Translate a rectangle to x0, top, x1, bottom from the top left corner as shown."""
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def read_pages(data: bytes) -> Iterator[RawPage]:
    """Yield the words of every page with boxes in points from the top left corner as shown.

    `inked` tells of ink that the words do not explain: a trace of it where there are no words.
    """
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        read = _read_page(page, index + 1)
        inked = _may_be_scanned(page, read) and ink(_thumbnail(page), read) > _explained(read)
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


def draw(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """Return page `number` (from 1) in shades of grey at 300 dpi, or as near as its size allows."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_SCAN_SCALE, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def _read_page(page: pdfium.PdfPage, number: int) -> RawPage:
    left, bottom, right, top = page.get_bbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation())
    width, height = frame.right - frame.left, frame.top - frame.bottom
    if frame.turn in {90, 270}:
        width, height = height, width
    text_page = page.get_textpage()
    words = tuple(_words(text_page, frame))
    text_page.close()
    return RawPage(number, width, height, words, rules=read_rules(page, frame.shown))


def _words(text_page: pdfium.PdfTextPage, frame: _Frame) -> Iterator[RawWord]:
    word: list[_Char] = []
    for char in _chars(text_page):
        if word and (char is None or _breaks(word[-1], char)):
            yield _word(text_page, frame, word)
            word = []
        if char is not None:
            word.append(char)
    if word:
        yield _word(text_page, frame, word)


def _chars(text_page: pdfium.PdfTextPage) -> Iterator[_Char | None]:
    """Yield the characters in the order of the file, None for white space."""
    handle = text_page.raw
    rect = raw.FS_RECTF()
    at = ctypes.byref(rect)
    high = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        text = _text(code)
        if text is None:
            yield None
        elif text:
            raw.FPDFText_GetLooseCharBox(handle, index, at)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            if not (box[0] < box[2] and box[1] < box[3]):
                box = _tight_box(text_page, index)
            if math.isfinite(sum(box)):
                yield _Char(text, *box, index, code in _LINE_END_HYPHENS)


@cache
def _text(code: int) -> str | None:
    """Return what a character adds to a word: None ends the word, "" adds nothing."""
    if code in _LINE_END_HYPHENS:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None if code in _CONTROL_SPACES else ""
    char = chr(code)
    if char.isspace():
        return None
    if char in INVISIBLE or 0xFFF9 <= code <= 0xFFFD:
        return ""
    return unicodedata.normalize("NFKC", char) if code in _LIGATURES else char


def _tight_box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _breaks(last: _Char, char: _Char) -> bool:
    """Tell whether two characters that follow each other in the file stand apart on the page."""
    if last.ends_line:
        return True
    size = max(last.top - last.bottom, last.right - last.left, 1.0)
    across = max(char.left - last.right, last.left - char.right)
    along = max(char.bottom - last.top, last.bottom - char.top)
    return across > 0.6 * size or along > 0.3 * size


def _word(text_page: pdfium.PdfTextPage, frame: _Frame, chars: list[_Char]) -> RawWord:
    text = "".join(char.text for char in chars)
    # A soft hyphen is seen only where it ends the line; inside a word it is no letter.
    ends_soft = text.endswith(SOFT_HYPHEN)
    text = text.replace(SOFT_HYPHEN, "") + ("-" if ends_soft else "")
    x0, y0, x1, y1 = frame.shown(
        min(char.left for char in chars),
        min(char.bottom for char in chars),
        max(char.right for char in chars),
        max(char.top for char in chars),
    )
    angle = math.degrees(raw.FPDFText_GetCharAngle(text_page, chars[0].number))
    turn = (round(angle / 90) * 90 + frame.turn) % 360
    return RawWord(text, x0, y0, x1, y1, turn)


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


def _explained(read: RawPage) -> float:
    """Return how much ink besides its words a page may have before something is missing."""
    if not read.words:
        return TRACE
    return INKED if len(read.words) < FEW_WORDS else _STAMPED


def _thumbnail(page: pdfium.PdfPage) -> Image.Image:
    image: Image.Image = page.render(scale=_INK_SCALE, grayscale=True).to_pil()
    return image


def ink(image: Image.Image, read: RawPage) -> float:
    """Return the share of a small grey image that is darkened besides the words of the page."""
    counts = image.histogram()
    paper = _median(counts)
    across, down = image.width / read.width, image.height / read.height
    for word in read.words:
        box = (
            int((word.x0 - _WORD_MARGIN) * across),
            int((word.top - _WORD_MARGIN) * down),
            int((word.x1 + _WORD_MARGIN) * across) + 1,
            int((word.bottom + _WORD_MARGIN) * down) + 1,
        )
        image.paste(paper, box)
    counts = image.histogram()
    dark = sum(counts[shade] * (paper - shade) for shade in range(int(_DARKER * paper)))
    return dark / (paper * image.width * image.height)


def _median(counts: list[int]) -> int:
    """Return the shade of the paper; where most is dark, it is a picture on white paper."""
    half = sum(counts) / 2
    for shade, below in enumerate(accumulate(counts)):
        if below >= half:
            return shade if shade >= _LIGHT else 255
    return 255
