"""Spans of a file's text to sentences as a person reads them, every letter keeping its place.

Words divided at a line end are joined by the Danish rule: the hyphen goes where small letters
stand on both sides ("ud-/valg"), and stays before a capital or a digit, after a capital
("MSB-/faglig"), after a single letter ("e-/mail"), and where a shared part is left out
("bruger-/og pårørendeforum").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetings.reading.characters import INVISIBLE, SOFT_HYPHEN
from meetings.reading.lexicon.abbreviations import MAY_BE_LAST, NEVER_LAST
from meetings.reading.lexicon.months import MONTHS
from meetings.reading.text import Sentence

_SEEN = rf"[^\s{SOFT_HYPHEN}{''.join(sorted(INVISIBLE))}]+"
# Words with one space between them are taken together: most of a line is one piece.
_PIECE = re.compile(rf"(?P<space>\s+)|{SOFT_HYPHEN}|{_SEEN}(?: {_SEEN})*")
_LINE_END = re.compile("[\n\r\f\v\u2028\u2029]")
_HYPHENS = "-\u2010" + SOFT_HYPHEN
_SHARED_PART = re.compile(r"(?:og|eller|samt|til|el)\b")
_STOP = re.compile(r"[.!?…]+[\"'«»”’)\]]*")
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"'»«”“/]{1,40}$")
_WORD_AFTER = re.compile(r"[^\W\d_]{1,40}")
_GLUED = re.compile(r"[A-ZÆØÅ][a-zæøå]*(?=\s|$)")


@dataclass(slots=True)
class _Clean:
    chars: list[str]
    places: list[int]


def split_sentences(
    text: str, start: int, end: int, *, without: Sequence[tuple[int, int]] = ()
) -> tuple[Sentence, ...]:
    """Return the sentences of text[start:end], leaving out the spans in `without`.

    `without` are sorted spans inside [start, end), such as page numbers in a running paragraph.
    """
    clean = _clean(text, start, end, without)
    joined = "".join(clean.chars)
    found = []
    begin = 0
    for stop in [*_ends(joined), len(joined)]:
        sentence = _sentence(joined, clean.places, begin, stop)
        if sentence:
            found.append(sentence)
        begin = stop
    return tuple(found)


def running_text(text: str) -> str:
    """Return the text on one line, words divided at line ends whole: to be shown, not stored."""
    return "".join(_clean(text, 0, len(text), ()).chars)


def _sentence(joined: str, places: list[int], begin: int, stop: int) -> Sentence | None:
    while begin < stop and joined[begin] == " ":
        begin += 1
    while stop > begin and joined[stop - 1] == " ":
        stop -= 1
    if begin == stop:
        return None
    offsets = places[begin:stop]
    return Sentence(
        text=joined[begin:stop],
        start=offsets[0],
        end=offsets[-1] + 1,
        offsets=(*offsets, offsets[-1] + 1),
    )


def _clean(text: str, start: int, end: int, without: Sequence[tuple[int, int]]) -> _Clean:
    clean = _Clean([], [])
    space_at: int | None = None
    newline = False
    for piece in _pieces(text, start, end, without):
        place = piece.start()
        if piece["space"]:
            space_at = place if space_at is None else space_at
            newline = newline or _LINE_END.search(piece[0]) is not None
            continue
        if clean.chars:
            if space_at is None:
                _drop_soft_hyphen(clean)
            elif not (newline and _joins(clean, text, place, end)):
                _drop_soft_hyphen(clean)
                clean.chars.append(" ")
                clean.places.append(space_at)
        space_at, newline = None, False
        clean.chars += piece[0]
        clean.places += range(place, piece.end())
    _drop_soft_hyphen(clean)
    return clean


def _pieces(
    text: str, start: int, end: int, without: Sequence[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """Yield what is kept: runs of words, the white space between them, and each soft hyphen."""
    place = start
    for gap_start, gap_end in without:
        yield from _PIECE.finditer(text, place, min(gap_start, end))
        place = max(place, gap_end)
    yield from _PIECE.finditer(text, place, end)


def _joins(clean: _Clean, text: str, place: int, end: int) -> bool:
    """Join the line that begins at `place` to the hyphen before it; False where none joins."""
    chars = clean.chars
    if len(chars) < 2 or chars[-1] not in _HYPHENS or not chars[-2].isalnum():
        return False
    soft = chars[-1] == SOFT_HYPHEN
    following = text[place]
    if not following.isalnum():
        return False
    if not soft and _SHARED_PART.match(text, place, min(place + 8, end)):
        return False
    single = len(chars) == 2 or not chars[-3].isalnum()
    if soft or (chars[-2].islower() and following.islower() and not single):
        chars.pop()
        clean.places.pop()
    return True


def _drop_soft_hyphen(clean: _Clean) -> None:
    if clean.chars and clean.chars[-1] == SOFT_HYPHEN:
        clean.chars.pop()
        clean.places.pop()


def _ends(text: str) -> Iterator[int]:
    begin = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, begin, stop):
            begin = stop.end()
            yield begin


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    after = stop.end()
    if after == len(text):
        return False
    if text[after] != " ":
        return stop.group() == "." and _is_glued(text, stop)
    if after + 1 == len(text):
        return False  # only a soft hyphen stood there
    following = text[after + 1]
    if following.islower() or following in "(,;":
        return False
    mark = stop.group()
    if mark[0] != "." or mark.startswith(".."):
        return True
    token = _TOKEN_BEFORE.search(text, max(begin, stop.start() - 40), stop.start())
    return token is None or _word_may_end(token.group(), text, begin, token.start(), after + 1)


def _word_may_end(token: str, text: str, begin: int, token_at: int, next_at: int) -> bool:
    word = token.lower()
    if word in NEVER_LAST:
        return False
    following = _WORD_AFTER.match(text, next_at)
    next_word = following.group().lower() if following else ""
    if word.isdigit():
        alone = not text[begin:token_at].strip()
        return not alone and next_word not in MONTHS
    if word in MAY_BE_LAST:
        return following is not None and next_word != "kr"
    is_initial = len(token) == 1 and token.isupper()
    return not is_initial


def _is_glued(text: str, stop: re.Match[str]) -> bool:
    """Tell whether the writer forgot the space: "behov.Udvalget følger op"."""
    at = stop.start()
    before = text[max(0, at - 3) : at]
    return (
        len(before) == 3
        and before.isalpha()
        and before.islower()
        and bool(_GLUED.match(text, stop.end()))
    )
