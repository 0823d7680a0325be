"""What Tesseract says of a page, as words in points: its table, and how the page is turned.

Tesseract draws its rectangles round the ink, so that "en" is lower than "og" beside it. Words get
the height of their line instead, as words of a text layer have it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from meetings.reading.characters import INVISIBLE
from meetings.reading.raw import RawPage, RawWord

_HEAD = b"level\tpage_num"
_WORD = "5"
_FIELDS = 12
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_ROTATE = re.compile(rb"^Rotate: (90|180|270)$", re.MULTILINE)
_CERTAIN = re.compile(rb"^Orientation confidence: (\d+(?:\.\d+)?)$", re.MULTILINE)
_LEAST_CERTAIN = 1.0

_RISES = re.compile(r"[^\W_acegmnopqrsuvwxyzæø]|[\"'()\[\]/!?&%§]")
_FALLS = re.compile(r"[gjpqyçQ,;()\[\]/§]")
# Of the height from the tallest letters' top to the lowest letters' bottom.
_RISE, _FALL = 0.22, 0.22


@dataclass(frozen=True, slots=True)
class _Found:
    """A word as Tesseract gives it, in pixels of the image it was given."""

    line: tuple[str, ...]
    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


def read_turn(said: bytes | None) -> int:
    """Return by how many degrees clockwise the page is to be turned to stand upright."""
    rotate, certain = _ROTATE.search(said or b""), _CERTAIN.search(said or b"")
    if not rotate or not certain or float(certain[1]) < _LEAST_CERTAIN:
        return 0
    return int(rotate[1])


def read_words(
    table: bytes, *, page: RawPage, size: tuple[int, int], turn: int
) -> list[list[RawWord]]:
    """Return the words of Tesseract's table, line by line, placed on the page as shown.

    `size` is that of the image that Tesseract saw, in pixels: the page turned by `turn` degrees
    clockwise.
    """
    if not table.startswith(_HEAD):
        return []
    rows = table.decode("utf-8", errors="replace").split("\n")[1:]
    lines = []
    for _, found in groupby(filter(None, map(_found, rows)), key=lambda word: word.line):
        words = [_placed(word, page, size, turn) for word in _levelled(list(found))]
        lines.append([word for word in words if word.x0 < word.x1 and word.top < word.bottom])
    return lines


def _found(row: str) -> _Found | None:
    fields = row.split("\t", _FIELDS - 1)
    if len(fields) < _FIELDS or fields[0] != _WORD:
        return None
    text = _clean(fields[11])
    try:
        left, top, width, height = (float(int(field)) for field in fields[6:10])
        confidence = min(max(float(fields[10]), 0.0), 100.0)
    except ValueError:
        return None
    line = tuple(fields[1:5])
    return _Found(line, text, confidence, left, top, left + width, top + height) if text else None


def _clean(text: str) -> str:
    """Return the text without what is no letter; a word has no white space in it."""
    letters = (char for char in "".join(text.split()) if _is_seen(char))
    return _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), "".join(letters))


def _is_seen(char: str) -> bool:
    is_control = unicodedata.category(char)[0] == "C"
    return not is_control and char not in INVISIBLE and char != "\N{REPLACEMENT CHARACTER}"


def _levelled(line: Sequence[_Found]) -> Iterable[_Found]:
    """Give the words of a line the height that their letters would have with all their strokes."""
    heights = [_full_height(word) for word in line if any(map(str.isalnum, word.text))]
    if not heights:
        return line
    height = median(heights)
    levelled: list[_Found] = []
    floor: float | None = None
    for word in line:
        if floor is None or any(map(str.isalnum, word.text)):
            floor = word.bottom + (0 if _FALLS.search(word.text) else _FALL * height)
        top, bottom = min(word.top, floor - height), max(word.bottom, floor)
        levelled.append(replace(word, top=top, bottom=bottom))
    return levelled


def _full_height(word: _Found) -> float:
    share = 1.0 - (0 if _RISES.search(word.text) else _RISE)
    share -= 0 if _FALLS.search(word.text) else _FALL
    return (word.bottom - word.top) / share


def _placed(word: _Found, page: RawPage, size: tuple[int, int], turn: int) -> RawWord:
    """Translate pixels of the upright image to points of the page as shown."""
    sideways = turn in {90, 270}
    wide, high = (page.height, page.width) if sideways else (page.width, page.height)
    across, down = wide / size[0], high / size[1]
    left, right = (min(max(side * across, 0.0), wide) for side in (word.left, word.right))
    top, bottom = (min(max(side * down, 0.0), high) for side in (word.top, word.bottom))
    box = {
        0: (left, top, right, bottom),
        90: (top, wide - right, bottom, wide - left),
        180: (wide - right, high - bottom, wide - left, high - top),
        270: (high - bottom, left, high - top, right),
    }[turn]
    return RawWord(word.text, *box, turn=(360 - turn) % 360, confidence=round(word.confidence, 1))
