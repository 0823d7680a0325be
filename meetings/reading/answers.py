"""What the confined child answered, checked to the last word before anything uses it.

A child that was taken over by a hostile file may say anything; it may not make us keep a text
whose words are not where it says.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from typing import Any

from meetings.reading.text import FileText

MOST_BYTES = 20_000_000
MOST_PROBLEMS = 1100
LONGEST_PROBLEM = 300
LONGEST_SIDE = 2000

_PNG = b"\x89PNG\r\n\x1a\n"
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


def read_unpaged(answer: bytes) -> FileText:
    """Return the text of a file without pages in the child's JSON."""
    whole = read_object(answer)
    require(set(whole) == {"text", "problems"}, "keys")
    return FileText(text=read_string(whole["text"]), problems=read_problems(whole["problems"]))


def read_mail(answer: bytes) -> FromMail:
    """Return what of a mail is to be read: a line of JSON, then the bytes of a file or a text."""
    head, _, content = answer.partition(b"\n")
    whole = read_object(head)
    require(set(whole) == {"enclosure", "problem"} and bool(content), "keys")
    name = whole["enclosure"]
    require(name is None or isinstance(name, str), "enclosure")
    (problem,) = read_problems([whole["problem"]])
    if name is not None:
        return FromMail(enclosure=content, text="", problem=problem)
    try:
        return FromMail(enclosure=None, text=read_string(content.decode()), problem=problem)
    except UnicodeDecodeError:
        raise BrokenAnswerError("text of mail") from None


def read_png(answer: bytes) -> bytes:
    """Return the child's page image; raise BrokenAnswerError where it is no PNG or too large."""
    if not answer.startswith(_PNG):
        read_object(answer)
        raise BrokenAnswerError("no image")
    require(len(answer) >= 24 and answer[12:16] == b"IHDR", "image")
    width, height = struct.unpack(">II", answer[16:24])
    require(0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE, "image size")
    return answer


def read_object(answer: bytes) -> dict[str, Any]:
    """Return the JSON object of an answer; raise BrokenAnswerError, with the refusal it holds."""
    require(len(answer) <= MOST_BYTES, "too long")
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


def read_string(text: Any) -> str:
    """Return the text of an answer, if it is one that can be kept."""
    require(isinstance(text, str) and "\x00" not in text, "text")
    # A lone half of a surrogate pair can be neither stored nor sent.
    require(not _SURROGATE.search(text), "surrogate")
    return str(text)


def read_problems(problems: Any) -> tuple[str, ...]:
    """Return the problems of an answer: sentences for the person who gave the file."""
    require(isinstance(problems, list) and len(problems) <= MOST_PROBLEMS, "problems")
    for problem in problems:
        require(isinstance(problem, str) and len(problem) <= LONGEST_PROBLEM, "problem")
    return tuple(problems)


def is_number(value: Any, *, most: float) -> bool:
    """Tell whether it is a number from 0 to `most`."""
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and 0 <= value <= most


def require(holds: bool, what: str) -> None:  # noqa: FBT001
    """Raise BrokenAnswerError, naming what is not right, unless it is."""
    if not holds:
        raise BrokenAnswerError(what)
