"""The words of a file that may tell that something has come: titles, sentences, appendix heads.

Each with its span in the file's text; what a person is shown is what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from actions.language.homecoming import Place, is_called_off, is_telling
from actions.language.topics import topic_of
from meetings.reading.sentences import running_text, split_sentences

# What one agenda item, or the appendices of one file, tell at most: the rest is not looked at.
MOST_SENTENCES, MOST_HEADS = 20, 50
LONGEST = 400
LONGEST_HEAD = 150
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """Where an agenda item stands, and its title."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Words with their span; `item` is the place of their agenda item, None in an appendix."""

    text: str
    start: int
    end: int
    place: Place
    item: int | None = None
    heading: str = ""


def tellings_in(text: str, items: Sequence[ItemSpan]) -> Iterator[Telling]:
    """Yield what the agenda items tell: the titles of what was dealt with, and sentences."""
    for at, item in enumerate(items):
        said = text[item.start : item.end]
        title = _title(text, item)
        if title and not is_called_off(said):
            start, end = title
            yield Telling(item.title, start, end, "title", at)
        yield from _sentences(text, item, at, title[1] if title else item.start)


def _title(text: str, item: ItemSpan) -> tuple[int, int] | None:
    """Return where the title stands, in whatever lines it is broken; None where it does not."""
    words = item.title.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = pattern.search(text, item.start, min(item.end, item.start + 2 * LONGEST + 200))
    return found.span() if found else None


def _sentences(text: str, item: ItemSpan, at: int, start: int) -> Iterator[Telling]:
    number = 0
    for paragraph in _paragraphs(text, start, item.end):
        for sentence in split_sentences(text, *paragraph):
            if len(sentence.text) > LONGEST or not is_telling(sentence.text, "sentence"):
                continue
            yield Telling(sentence.text, sentence.start, sentence.end, "sentence", at, item.title)
            number += 1
            if number == MOST_SENTENCES:
                return


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for blank in _BLANK_LINE.finditer(text, start, end):
        yield start, blank.start()
        start = blank.end()
    yield start, end


def appendix_heads(text: str, items: Sequence[ItemSpan]) -> Iterator[Telling]:
    """Yield the lines outside of agenda items that name a paper and what it is about."""
    number = 0
    for start, end in _outside(len(text), items):
        for head in _heads(text, start, end):
            yield head
            number += 1
            if number == MOST_HEADS:
                return


def _outside(length: int, items: Sequence[ItemSpan]) -> Iterator[tuple[int, int]]:
    at = 0
    for item in sorted(items, key=lambda item: item.start):
        if item.start > at:
            yield at, item.start
        at = max(at, item.end)
    if at < length:
        yield at, length


def _heads(text: str, start: int, end: int) -> Iterator[Telling]:
    lines = [line for line in _LINE.finditer(text, start, end) if line[0].strip()]
    for line, following in zip_longest(lines, lines[1:]):
        if len(line[0]) > LONGEST_HEAD or not _begins_with_kind(line[0]):
            continue
        first, last = _trimmed(text, line.start(), line.end())
        if not topic_of(line[0]).words:
            # The kind alone, and what it is about on the line below.
            if following is None or len(following[0]) > LONGEST_HEAD:
                continue
            last = _trimmed(text, following.start(), following.end())[1]
        words = running_text(text[first:last])
        if is_telling(words, "appendix"):
            yield Telling(words, first, last, "appendix")


def _begins_with_kind(line: str) -> bool:
    first = re.match(r"\W*([^\W\d_][\w-]*)", line)
    return bool(first and topic_of(first[1]).kinds and first[1][0].isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
