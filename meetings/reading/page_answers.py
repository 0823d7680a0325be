"""The pages of a PDF on their way out of the confined child: a line of JSON each, checked.

A page leaves the child as soon as it is laid out, so that the child never holds more than one,
however many there are. The last line holds the problems, or why the file cannot be read.

A page's text says which words there are and in which order. Where they stand is told in hundredths
of a point from the word before, and how high once for all that stand as high: a dense file of a
thousand pages keeps within what an answer may be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import accumulate, chain, groupby, pairwise, repeat
from operator import le
from typing import Any

from meetings.reading.answers import (
    MOST_BYTES,
    is_number,
    read_object,
    read_problems,
    read_string,
    require,
)
from meetings.reading.damage import Letters
from meetings.reading.layout import lay_out
from meetings.reading.raw import RawPage, RawWord
from meetings.reading.refused import RefusedError
from meetings.reading.text import Box, FileText, Page, TextSource, Word

PAGE_BREAK = "\n\f"
LOST_LETTERS = (
    "Filens tekst har mistet bogstaverne æ, ø og å, formentlig ved en tidligere "
    "tekstgenkendelse. Læs citaterne efter."
)

_FARTHEST = 10_000_000  # hundredths of a point
_LONGEST = 100_000  # points
_KEYS = {"width", "height", "text", "across", "levels", "sure"}
_WORD = re.compile(r"\S+")


class PageTeller:
    """Lays pages out and tells them, and remembers what is to be said when all are told."""

    def __init__(self) -> None:
        self.letters = Letters()
        self._unread: list[str] = []
        self._has_words = False

    def page(self, page: RawPage) -> bytes:
        """Return the line of the page."""
        laid = lay_out(page)
        self.letters.count(laid.text)
        self._has_words = self._has_words or bool(laid.words)
        if page.inked:
            self._unread.append(_unread(page))
        return _line(
            {
                "width": round(page.width, 2),
                "height": round(page.height, 2),
                "text": laid.text,
                "across": _steps(side for word in laid.words for side in (word.x0, word.x1)),
                "levels": _levels(laid.words),
                # How sure the reading is, where the page is from a scan.
                "sure": [w.confidence for w in laid.words if w.confidence is not None],
            }
        )

    def end(self, problems: Iterable[str] = ()) -> bytes:
        """Return the last line, `problems` first in it; refuse a file without any words."""
        if not self._has_words:
            raise RefusedError("no_text")
        lost = [LOST_LETTERS] if self.letters.are_damaged else []
        return _line({"problems": [*problems, *self._unread, *lost]})


def tell_pages(pages: Iterable[RawPage], problems: Iterable[str] = ()) -> Iterable[bytes]:
    """Yield the lines of a file whose pages are taken as they come."""
    teller = PageTeller()
    for page in pages:
        yield teller.page(page)
    yield teller.end(problems)


def _unread(page: RawPage) -> str:
    reason = "den er scannet eller et billede" if not page.words else "den er mest billede"
    return f"Side {page.number} kunne ikke læses: {reason}."


def _steps(places: Iterable[float]) -> list[int]:
    return [after - before for before, after in pairwise([0, *map(_hundredths, places)])]


def _levels(words: Iterable[RawWord]) -> list[int]:
    """Return how many words stand as high, and the steps to their top and bottom, again and again.

    Words of one size on one line do, which is nearly all.
    """
    levels: list[int] = []
    last = 0, 0
    heights = ((_hundredths(word.top), _hundredths(word.bottom)) for word in words)
    for level, as_high in groupby(heights):
        levels += (len(list(as_high)), level[0] - last[0], level[1] - last[1])
        last = level
    return levels


def _hundredths(place: float) -> int:
    return round(place * 100)


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_pages_answer(answer: bytes) -> FileText:
    """Return the text in the child's lines; raise BrokenAnswerError where anything is not right.

    Pages are joined by \\n\\f; a page ends where the next starts, and for every word
    text[word.start:word.end] are its characters.
    """
    require(len(answer) <= MOST_BYTES, "too long")
    *lines, last = answer.splitlines() or [b""]
    whole = read_object(last)  # of a file that is refused, this is the reason
    require(set(whole) == {"problems"} and bool(lines), "last line")
    pages: list[Page] = []
    parts: list[str] = []
    for number, line in enumerate(lines, start=1):
        told = read_object(line)
        require(set(told) == _KEYS, "page")
        require(all(is_number(told[side], most=_LONGEST) for side in ("width", "height")), "size")
        text = read_string(told["text"])
        start = pages[-1].end if pages else 0
        parts.append(text if number == len(lines) else text + PAGE_BREAK)
        words = _words(told, text, number, start)
        # A page is read from its picture or from its text layer, never from both.
        source: TextSource = "ocr" if told["sure"] else "text layer"
        size = float(told["width"]), float(told["height"])
        pages.append(Page(number, *size, start, start + len(parts[-1]), words, source))
    problems = read_problems(whole["problems"])
    return FileText("".join(parts), tuple(pages), _source(pages), problems)


def _words(told: dict[str, Any], text: str, page: int, start: int) -> tuple[Word, ...]:
    """Return the words of the page's text, which begins at `start` in that of the file."""
    spans = [match.span() for match in _WORD.finditer(text)]
    across = _places(told["across"], 2 * len(spans))
    tops, bottoms = _heights(told["levels"], len(spans))
    lefts, rights = across[::2], across[1::2]
    require(all(map(le, lefts, rights)) and all(map(le, tops, bottoms)), "box upside down")
    rows = zip(spans, lefts, tops, rights, bottoms, _sure(told["sure"], len(spans)), strict=True)
    return tuple(
        [
            Word(start + begin, start + end, Box(page, x0, top, x1, bottom), sure)
            for (begin, end), x0, top, x1, bottom, sure in rows
        ]
    )


def _heights(levels: Any, count: int) -> tuple[list[float], list[float]]:
    """Return the tops and bottoms of so many words."""
    require(isinstance(levels, list) and len(levels) % 3 == 0, "levels")
    repeated = levels[::3]
    require(all(type(times) is int and times > 0 for times in repeated), "words of a level")
    require(sum(repeated) == count, "words")
    tops, bottoms = (_places(levels[which::3], len(repeated)) for which in (1, 2))
    return _repeated(tops, repeated), _repeated(bottoms, repeated)


def _repeated(places: list[float], times: list[int]) -> list[float]:
    return list(chain.from_iterable(map(repeat, places, times)))


def _places(steps: Any, count: int) -> list[float]:
    """Return places in points, told by the steps from one to the next."""
    require(isinstance(steps, list) and len(steps) == count, "places")
    require(all(type(step) is int for step in steps), "step")
    places = list(accumulate(steps))
    require(not places or -_FARTHEST <= min(places) <= max(places) <= _FARTHEST, "far away")
    return [place / 100 for place in places]


def _sure(told: Any, count: int) -> list[float | None]:
    require(isinstance(told, list) and len(told) in {0, count}, "sure")
    require(all(is_number(sure, most=100) for sure in told), "confidence")
    return [float(sure) for sure in told] or [None] * count


def _source(pages: list[Page]) -> TextSource:
    sources = {page.source for page in pages if page.words}
    return sources.pop() if len(sources) == 1 else "mixed"
