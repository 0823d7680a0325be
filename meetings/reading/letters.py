"""The letters of a page, as pdfium tells them one by one, to words. In the confined child only.

There are thousands of letters on a page, so what can be asked for all of them at once is, and most
words are settled by a look at whether their letters touch.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from meetings.reading.characters import INVISIBLE, SOFT_HYPHEN
from meetings.reading.raw import RawWord

_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))  # what pdfium writes for a hyphen at a line end
_CONTROL_SPACES = frozenset((0x09, 0x0A, 0x0B, 0x0C, 0x0D))
_LIGATURES = range(0xFB00, 0xFB07)
_SURROGATES = 0xD800
_APART = 0.6  # of a letter's size
_NEXT_LINE = 0.3

# pdfium is asked for so many letters at a time; it writes into the same places each time.
_RECTANGLES = (raw.FS_RECTF * 4096)()
_PLACES = [ctypes.byref(rectangle) for rectangle in _RECTANGLES]

_Rectangle = tuple[float, float, float, float]
_Box = tuple[float, float, float, float]  # left, top, right, bottom, in PDF's own coordinates


@dataclass(frozen=True, slots=True)
class Frame:
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


class _Char(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    number: int
    ends_line: bool


class _Texts(dict[int, str | None]):
    """What a character adds to a word: None ends the word, "" adds nothing."""

    def __missing__(self, code: int) -> str | None:
        text = self[code] = _text(code)
        return text


def _text(code: int) -> str | None:
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


_TEXTS = _Texts()


def words_of(text_page: pdfium.PdfTextPage, frame: Frame) -> Iterator[RawWord]:
    """Yield the words of a page in the order of the file."""
    letters = _Letters(text_page, frame)
    begin = 0
    for end, text in enumerate(letters.texts):
        if text is None:
            if begin < end:
                yield from letters.words(begin, end)
            begin = end + 1
    if begin < len(letters.texts):
        yield from letters.words(begin, len(letters.texts))


class _Letters:
    """The letters of a page: what each adds to a word, and where it stands."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame) -> None:
        self._text_page, self._frame = text_page, frame
        count = raw.FPDFText_CountChars(text_page.raw)
        codes = list(map(raw.FPDFText_GetUnicode, repeat(text_page.raw, count), range(count)))
        self._codes = _paired(codes) if max(codes, default=0) >= _SURROGATES else codes
        self.texts = list(map(_TEXTS.__getitem__, self._codes))
        self._boxes = _boxes(text_page, count)

    def words(self, begin: int, end: int) -> Iterator[RawWord]:
        """Yield what stands between two spaces: one word, unless its letters stand apart."""
        texts = self.texts[begin:end]
        boxes = self._boxes[begin:end]
        text = "".join(filter(None, texts))
        if "" in texts or "-" in text or not _touch(boxes):
            yield from self._apart(begin, end)
            return
        right = max([box[2] for box in boxes])
        left, top, _, bottom = boxes[0]
        yield self._word(text, (left, bottom, right, top), begin)

    def _apart(self, begin: int, end: int) -> Iterator[RawWord]:
        word: list[_Char] = []
        for char in self._chars(begin, end):
            if word and _breaks(word[-1], char):
                yield self._joined(word)
                word = []
            word.append(char)
        if word:
            yield self._joined(word)

    def _chars(self, begin: int, end: int) -> Iterator[_Char]:
        for number in range(begin, end):
            text = self.texts[number]
            if not text:
                continue
            left, top, right, bottom = self._boxes[number]
            if not (left < right and bottom < top):
                left, top, right, bottom = _tight_box(self._text_page, number)
            if math.isfinite(left + bottom + right + top):
                ends_line = self._codes[number] in _LINE_END_HYPHENS
                yield _Char(text, left, bottom, right, top, number, ends_line)

    def _joined(self, chars: Sequence[_Char]) -> RawWord:
        rectangle = (
            min(char.left for char in chars),
            min(char.bottom for char in chars),
            max(char.right for char in chars),
            max(char.top for char in chars),
        )
        return self._word("".join(char.text for char in chars), rectangle, chars[0].number)

    def _word(self, text: str, rectangle: _Rectangle, first: int) -> RawWord:
        if SOFT_HYPHEN in text:
            # A soft hyphen is seen only where it ends the line; inside a word it is no letter.
            ends_soft = text.endswith(SOFT_HYPHEN)
            text = text.replace(SOFT_HYPHEN, "") + ("-" if ends_soft else "")
        turn = self._frame.turn
        angle = raw.FPDFText_GetCharAngle(self._text_page.raw, first)
        if angle:
            turn = (round(math.degrees(angle) / 90) * 90 + turn) % 360
        return RawWord(text, *self._frame.shown(*rectangle), turn)


def _paired(codes: Sequence[int]) -> list[int]:
    """Put the two halves that some letters are told in together, in the place of the second."""
    paired = list(codes)
    for at in range(1, len(codes)):
        high, low = codes[at - 1], codes[at]
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            paired[at] = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    return paired


def _boxes(text_page: pdfium.PdfTextPage, count: int) -> list[_Box]:
    handle, most = text_page.raw, len(_PLACES)
    boxes: list[_Box] = []
    for begin in range(0, count, most):
        numbers = range(begin, min(begin + most, count))
        asked = map(raw.FPDFText_GetLooseCharBox, repeat(handle), numbers, _PLACES)
        deque(asked, maxlen=0)  # what counts is what pdfium writes
        sides = iter(memoryview(_RECTANGLES).cast("B").cast("f").tolist()[: 4 * len(numbers)])
        boxes += zip(sides, sides, sides, sides, strict=True)
    return boxes


def _tight_box(text_page: pdfium.PdfTextPage, number: int) -> _Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, number, left, right, bottom, top)
    return left.value, top.value, right.value, bottom.value


def _touch(boxes: Sequence[_Box]) -> bool:
    """Tell whether letters of one size stand on one line with no gap, as those of a word do."""
    before, top, after, bottom = boxes[0]
    if not (-math.inf < bottom < top < math.inf and before > -math.inf):
        return False
    for left, its_top, right, its_bottom in boxes:
        if not (before <= left <= after + _APART and left < right < math.inf):
            return False
        if its_top != top or its_bottom != bottom:
            return False
        before, after = left, right
    return True


def _breaks(last: _Char, char: _Char) -> bool:
    """Tell whether two characters that follow each other in the file stand apart on the page."""
    if last.ends_line:
        return True
    size = max(last.top - last.bottom, last.right - last.left, 1.0)
    across = max(char.left - last.right, last.left - char.right)
    along = max(char.bottom - last.top, last.bottom - char.top)
    return across > _APART * size or along > _NEXT_LINE * size
