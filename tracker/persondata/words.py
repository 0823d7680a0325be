"""PURE: what a person is called, and finding those words in texts.

Names and addresses are found in any case, initials only as they are written: "AH" is no "ah".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

# Shorter ones are ordinary letters.
LEAST_INITIALS = 2
AROUND = 60
_PLAIN = re.compile(r"[ -!#-\[\]-~]+")  # what a database compares alike, and JSON does not escape


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for; `pieces` are parts of it that any database finds in any case."""

    whole: tuple[str, ...]
    pattern: re.Pattern[str]
    pieces: tuple[str, ...]

    def excerpt(self, text: str) -> str:
        """Return the first place of the words with what stands around, or nothing."""
        hit = self.pattern.search(text)
        if hit is None:
            return ""
        start, end = max(0, hit.start() - AROUND), hit.end() + AROUND
        cut = " ".join(text[start:end].split())
        return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def words_for(*, names: Iterable[str], initials: Iterable[str]) -> Words | None:
    """Return what to look for; None where there is nothing that names anybody."""
    loose = _told_once(name for name in names if len(name.strip()) > LEAST_INITIALS)
    strict = _told_once(one for one in initials if len(one.strip()) >= LEAST_INITIALS)
    whole = (*loose, *(one for one in strict if one not in loose))
    pieces = _told_once(piece for word in whole for piece in _pieces(word))
    if not pieces:
        return None
    either = [f"(?i:{_spaced(word)})" for word in loose] + [re.escape(one) for one in strict]
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(either)})s?(?![^\W_])")
    return Words(whole, pattern, pieces)


def _told_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _spaced(words: str) -> str:
    """Let a name be found over the end of a line."""
    return r"\s+".join(re.escape(word) for word in words.split())


def _pieces(word: str) -> list[str]:
    """Return the longest part that all write alike; where all are Danish letters, each way."""
    parts = [run for part in word.split() for run in _PLAIN.findall(part)]
    if parts:
        return [max(parts, key=len)]
    ways = [word, word.upper(), word.lower()]
    return [*ways, *(json.dumps(way)[1:-1] for way in ways)]
