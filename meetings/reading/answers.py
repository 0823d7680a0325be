"""What the confined child answered, checked to the last word before anything uses it.

A child that was taken over by a hostile file may say anything; it may not make us keep a text
whose words are not where it says.
"""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass
from typing import Any

from meetings.reading.text import Box, FileText, Page, TextSource, Word

MOST_BYTES = 20_000_000
MOST_PROBLEMS = 1100
LONGEST_PROBLEM = 300
LONGEST_SIDE = 2000

_PNG = b"\x89PNG\r\n\x1a\n"
_FARTHEST = 100_000.0
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class BrokenAnswerError(Exception):
    """The answer is not one we asked for; `refused` is the child's own reason where it gave one."""

    def __init__(self, message: str, refused: str | None = None) -> None:
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class FromMail:
    """What of a mail is to be read: a file that came with it, or where there is none its words."""

    enclosure: bytes | None
    text: str
    problem: str


def read_answer(answer: bytes) -> FileText:
    """Return the text in the child's JSON; raise BrokenAnswerError where anything is not right."""
    whole = read_object(answer)
    _require(set(whole) == {"text", "pages", "problems"}, "keys")
    text = _text(whole["text"])
    pages = whole["pages"]
    _require(isinstance(pages, list) and bool(pages), "pages")
    found: list[Page] = []
    for number, page in enumerate(pages, start=1):
        begin = found[-1].end if found else 0
        found.append(_page(page, number, begin, text))
    _require(found[-1].end == len(text), "end of text")
    return FileText(text, tuple(found), _source(found), _problems(whole["problems"]))


def read_unpaged(answer: bytes) -> FileText:
    """Return the text of a file without pages in the child's JSON."""
    whole = read_object(answer)
    _require(set(whole) == {"text", "problems"}, "keys")
    return FileText(text=_text(whole["text"]), problems=_problems(whole["problems"]))


def read_mail(answer: bytes) -> FromMail:
    """Return what of a mail is to be read: a line of JSON, then the bytes of a file or a text."""
    head, _, content = answer.partition(b"\n")
    whole = read_object(head)
    _require(set(whole) == {"enclosure", "problem"} and bool(content), "keys")
    name = whole["enclosure"]
    _require(name is None or isinstance(name, str), "enclosure")
    (problem,) = _problems([whole["problem"]])
    if name is not None:
        return FromMail(enclosure=content, text="", problem=problem)
    try:
        return FromMail(enclosure=None, text=_text(content.decode()), problem=problem)
    except UnicodeDecodeError:
        raise BrokenAnswerError("text of mail") from None


def read_png(answer: bytes) -> bytes:
    """Return the child's page image; raise BrokenAnswerError where it is no PNG or too large."""
    if not answer.startswith(_PNG):
        read_object(answer)
        raise BrokenAnswerError("no image")
    _require(len(answer) >= 24 and answer[12:16] == b"IHDR", "image")
    width, height = struct.unpack(">II", answer[16:24])
    _require(0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE, "image size")
    return answer


def read_object(answer: bytes) -> dict[str, Any]:
    """Return the JSON object of an answer; raise BrokenAnswerError, with the refusal it holds."""
    _require(len(answer) <= MOST_BYTES, "too long")
    try:
        whole = json.loads(answer)
    except (ValueError, RecursionError):
        raise BrokenAnswerError("no JSON") from None
    if not isinstance(whole, dict):
        raise BrokenAnswerError("no object")
    refused = whole.get("refused")
    if isinstance(refused, str):
        raise BrokenAnswerError("refused", refused)
    return whole


def _text(text: Any) -> str:
    _require(isinstance(text, str) and "\x00" not in text, "text")
    # A lone half of a surrogate pair can be neither stored nor sent.
    _require(not _SURROGATE.search(text), "surrogate")
    return str(text)


def _page(page: Any, number: int, begin: int, text: str) -> Page:
    keys = {"number", "width", "height", "start", "end", "words"}
    _require(isinstance(page, dict) and set(page) == keys, "page")
    start, end = page["start"], page["end"]
    _require(page["number"] == number and _is_place(start) and _is_place(end), "page number")
    _require(begin == start <= end <= len(text), "page span")
    _require(_is_length(page["width"]) and _is_length(page["height"]), "page size")
    _require(isinstance(page["words"], list), "words")
    words: list[Word] = []
    last = start
    for row in page["words"]:
        word = _word(row, number, text)
        _require(last <= word.start and word.end <= end, "word outside its page")
        last = word.end
        words.append(word)
    size = float(page["width"]), float(page["height"])
    # A page is read from its picture or from its text layer, never from both.
    is_scan = any(word.confidence is not None for word in words)
    source: TextSource = "ocr" if is_scan else "text layer"
    return Page(number, *size, start, end, tuple(words), source)


def _word(row: Any, page: int, text: str) -> Word:
    _require(isinstance(row, list) and len(row) in {6, 7}, "word")
    start, end, *sides = row[:6]
    _require(_is_place(start) and _is_place(end) and start < end <= len(text), "word span")
    _require(not any(char.isspace() for char in text[start:end]), "word with space")
    _require(all(_is_length(side, signed=True) for side in sides), "box")
    x0, top, x1, bottom = (float(side) for side in sides)
    _require(x0 <= x1 and top <= bottom, "box upside down")
    return Word(start, end, Box(page, x0, top, x1, bottom), _confidence(row[6:]))


def _confidence(rest: list[Any]) -> float | None:
    _require(not rest or (_is_length(rest[0]) and rest[0] <= 100), "confidence")
    return float(rest[0]) if rest else None


def _source(pages: list[Page]) -> TextSource:
    sources = {page.source for page in pages if page.words}
    return sources.pop() if len(sources) == 1 else "mixed"


def _problems(problems: Any) -> tuple[str, ...]:
    _require(isinstance(problems, list) and len(problems) <= MOST_PROBLEMS, "problems")
    for problem in problems:
        _require(isinstance(problem, str) and len(problem) <= LONGEST_PROBLEM, "problem")
    return tuple(problems)


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_length(value: Any, *, signed: bool = False) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    return (-_FARTHEST if signed else 0) <= value <= _FARTHEST


def _require(holds: bool, what: str) -> None:  # noqa: FBT001
    if not holds:
        raise BrokenAnswerError(what)
