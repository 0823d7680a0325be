"""Names and contents that were taken away, as they are met in what is never changed: the log.

Which those are is asked of the database at most every few seconds in a process.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from meetings.models.erasure import Erasure
from meetings.models.pseudonym import PseudonymKey, PseudonymWord
from meetings.pseudonyms import Find, keyed, loose, mask_all, strict

SECONDS = 5.0
REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of taken names: digest to what stands for it."""

    key: bytes
    words: tuple[tuple[str, str], ...]
    longest: int


@dataclass(slots=True)
class _Kept:
    known: Known | None = None
    erased: dict[tuple[str, int], datetime] = field(default_factory=dict)
    newest: int = 0
    until: float = 0.0


_kept = _Kept()


def masked(value: object) -> object:
    """Return the text, or what JSON holds, with every taken name exchanged."""
    known = _known()
    if known is None:
        return value
    return mask_all(value, _finder(known), longest=known.longest)


def is_erased(subject: str, subject_id: int, at: datetime) -> bool:
    """Tell whether what happened then, to this row, is shown without its content."""
    _look()
    until = _kept.erased.get((subject, subject_id))
    return until is not None and at <= until


def forget_known() -> None:
    """Let the next look ask the database for everything."""
    _kept.until, _kept.newest = 0.0, 0
    _kept.erased.clear()


def _known() -> Known | None:
    _look()
    return _kept.known


def _look() -> None:
    now = time.monotonic()
    if now < _kept.until:
        return
    _kept.until = now + SECONDS
    _kept.known = _ask()
    news = Erasure.objects.filter(pk__gt=_kept.newest).order_by("pk")
    for pk, subject, subject_id, until in news.values_list("pk", "subject", "subject_id", "until"):
        _kept.erased[subject, subject_id] = until
        _kept.newest = pk


def _ask() -> Known | None:
    rows = sorted(PseudonymWord.objects.values_list("digest", "stands_for", "length"))
    if not rows:
        return None
    key = bytes.fromhex(PseudonymKey.objects.earliest("pk").key)
    words = tuple((digest, instead) for digest, instead, _length in rows)
    return Known(key, words, max(length for _digest, _instead, length in rows))


@lru_cache(maxsize=4)
def _finder(known: Known) -> Find:
    instead = dict(known.words)

    @lru_cache(maxsize=REMEMBERED)
    def find(words: str) -> str | None:
        in_any_case = instead.get(keyed(known.key, loose(words)))
        return in_any_case or instead.get(keyed(known.key, strict(words)))

    return find
