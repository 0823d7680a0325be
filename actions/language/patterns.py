"""Danish regular expressions that can also be read in damaged letters.

Patterns are written in clean Danish. `danish()` fills in named pieces (`<MONTH>`) and, where a
text was read by an engine without Danish, lets æ, ø and å also be what such engines put there.
Write no æ, ø or å inside a character class: a class cannot hold the two letters of "ae".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from meetings.reading import damage

PIECE = re.compile(r"<([A-Z_]+)>")
DANISH_LETTER_OUTSIDE_CLASS = re.compile(r"\[[^\]]*\]|[æøåÆØÅ]")


def fill(pattern: str, pieces: dict[str, str]) -> str:
    """Replace `<NAME>` by its piece, again and again: pieces may use pieces."""
    while True:
        filled = PIECE.sub(lambda name: pieces[name[1]], pattern)
        if filled == pattern:
            return filled
        pattern = filled


@lru_cache(maxsize=2048)
def compiled(pattern: str, *, damaged: bool = False) -> re.Pattern[str]:
    """Compile a filled pattern, case ignored, tolerant of damaged letters where asked."""
    return re.compile(tolerant(pattern) if damaged else pattern, re.IGNORECASE)


def tolerant(pattern: str) -> str:
    """Return the pattern with each Danish letter widened to what damage makes of it."""
    return DANISH_LETTER_OUTSIDE_CLASS.sub(
        lambda found: found[0] if found[0].startswith("[") else damage.tolerant(found[0]), pattern
    )


def words(alternatives: Iterable[str]) -> str:
    """Return a group that matches any of the words, longest first."""
    listed = sorted(alternatives, key=len, reverse=True)
    return "(?:" + "|".join(word.replace(".", r"\.").replace(" ", r"\s+") for word in listed) + ")"


def listed(text: str) -> list[str]:
    """Return the words of a lexicon written as a paragraph."""
    return text.split()
