"""What changed between two versions of the same minutes, item by item and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from meetings.reading.fingerprint import (
    LIKE,
    Minuted,
    fingerprint,
    is_damaged_copy,
    letters,
    likeness,
    reads_alike,
)
from meetings.reading.fingerprint import tokens as read_tokens

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that both versions have, or one of them only."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class ItemPair:
    """Places of an agenda item in the old and in the new version; None where it is not there."""

    old: int | None
    new: int | None


def word_changes(old: str, new: str, *, tolerant: bool = False) -> tuple[Change, ...]:
    """Return both texts as one run of changes, in the words of the new one where they agree.

    Punctuation and the breaking of words are no change. `tolerant` also forgives what an engine
    may have misread; figures are never forgiven.
    """
    before, after = _words(old), _words(new)
    found: list[Change] = []
    for was, became in _runs(before, after):
        text = "".join(word for word, _key in became)
        if _agree(was, became, tolerant=tolerant):
            found.append(Change("same", text))
            continue
        if was:
            found.append(Change("removed", "".join(word for word, _key in was)))
        if became:
            found.append(Change("added", text))
    return tuple(_joined(found))


def is_same(old: str, new: str, *, tolerant: bool = False) -> bool:
    """Tell whether two texts say the same in the same words."""
    if letters(old) == letters(new):
        return True
    if not tolerant:
        return False
    return all(change.kind == "same" for change in word_changes(old, new, tolerant=True))


def _words(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each word as it stands, with its tokens; what has none goes with the word before."""
    words: list[tuple[str, tuple[str, ...]]] = []
    for word in _WORD.findall(text):
        key = tuple(read_tokens(word))
        if key or not words:
            words.append((word, key))
        else:
            last, last_key = words[-1]
            words[-1] = (last + word, last_key)
    return words


_Words = list[tuple[str, tuple[str, ...]]]


def _runs(before: _Words, after: _Words) -> Iterator[tuple[_Words, _Words]]:
    """Cut both texts into runs: equal ones, and between them what stands against what."""
    at_old = at_new = 0
    operations = Indel.opcodes([key for _w, key in before], [key for _w, key in after])
    for operation in operations:
        if operation.tag != "equal":
            continue
        yield before[at_old : operation.src_start], after[at_new : operation.dest_start]
        at_old, at_new = operation.src_end, operation.dest_end
        equal = before[operation.src_start : at_old], after[operation.dest_start : at_new]
        yield equal
    yield before[at_old:], after[at_new:]


def _agree(was: _Words, became: _Words, *, tolerant: bool) -> bool:
    mine, theirs = (" ".join(word for word, _key in run) for run in (was, became))
    if letters(mine) == letters(theirs):
        return True
    if not tolerant:
        return False
    return (
        is_damaged_copy(mine, theirs)
        or is_damaged_copy(theirs, mine)
        or reads_alike(read_tokens(mine), read_tokens(theirs))
    )


def _joined(changes: Sequence[Change]) -> Iterator[Change]:
    """Put neighbours of one kind together, and leave out what is empty."""
    waiting: Change | None = None
    for change in changes:
        if not change.text:
            continue
        if waiting and waiting.kind == change.kind:
            waiting = Change(change.kind, waiting.text + change.text)
            continue
        if waiting:
            yield waiting
        waiting = change
    if waiting:
        yield waiting


def pair_items(old: Sequence[Minuted], new: Sequence[Minuted]) -> tuple[ItemPair, ...]:
    """Return which agenda item became which, in the order of the new version.

    The same title and words first, then the same title, then the same words, then words that are
    mostly the same; a number alone joins nothing, for a corrected agenda is numbered anew.
    """
    partner: dict[int, int] = {}
    for rule in (_same_whole, _same_title, _same_text, _like_text):
        for at, item in enumerate(new):
            if at in partner:
                continue
            free = (i for i in range(len(old)) if i not in partner.values())
            match = next((i for i in free if rule(old[i], item)), None)
            if match is not None:
                partner[at] = match
    pairs = [ItemPair(partner.get(at), at) for at in range(len(new))]
    for gone in (i for i in range(len(old)) if i not in partner.values()):
        after = [at for at, pair in enumerate(pairs) if pair.old is not None and pair.old < gone]
        pairs.insert(max(after) + 1 if after else 0, ItemPair(gone, None))
    return tuple(pairs)


def _same_whole(one: Minuted, other: Minuted) -> bool:
    return fingerprint(one.whole) == fingerprint(other.whole)


def _same_title(one: Minuted, other: Minuted) -> bool:
    title = letters(one.title)
    return bool(title) and title == letters(other.title)


def _same_text(one: Minuted, other: Minuted) -> bool:
    # "Godkendt." stands under many titles: few words join only what has none.
    text = letters(one.text)
    is_telling = len(text) >= 40 or not (one.title and other.title)
    return bool(text) and is_telling and text == letters(other.text)


def _like_text(one: Minuted, other: Minuted) -> bool:
    return likeness(one.whole, other.whole) >= LIKE and len(letters(one.whole)) >= 40
