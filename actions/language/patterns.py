"""Danish regular expressions that can also be read in damaged letters.

Patterns are written in clean Danish. `danish()` fills in named pieces (`<MONTH>`) and, where a
text was read by an engine without Danish, lets æ, ø and å also be what such engines put there.
Write no æ, ø or å inside a character class: a class cannot hold the two letters of "ae".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from actions.language.needed import DIGIT, needed
from meetings.reading import damage

ANY_DIGIT = re.compile(DIGIT)
PIECE = re.compile(r"<([A-Z_]+)>")
DANISH_LETTER_OUTSIDE_CLASS = re.compile(r"\[[^\]]*\]|[æøåÆØÅ]")


def fill(pattern: str, pieces: dict[str, str]) -> str:
    """Replace `<NAME>` by its piece, again and again: pieces may use pieces."""
    while True:
        filled = PIECE.sub(lambda name: pieces[name[1]], pattern)
        if filled == pattern:
            return filled
        pattern = filled


class Expression:
    """A compiled pattern that is only tried on texts which hold a piece of word that it needs.

    It finds what the pattern finds, and tells much sooner where that is nothing.
    """

    __slots__ = ("_has_digit", "_pattern", "_pieces", "search_at_once")

    def __init__(self, pattern: str, *, damaged: bool) -> None:
        self._pattern = re.compile(tolerant(pattern) if damaged else pattern, re.IGNORECASE)
        # For one who has asked a sieve already whether the text can hold the pattern.
        self.search_at_once = self._pattern.search
        need = needed(pattern, damaged=damaged)
        self._pieces = None if need is None else tuple(need - {DIGIT})
        self._has_digit = ANY_DIGIT.search if need and DIGIT in need else None

    def may_be_in(self, text: str, small: str | None = None) -> bool:
        """Tell whether the text holds what the pattern needs; `small` is the text in small letters,
        from one who asks many patterns of it.
        """
        if self._pieces is None:
            return True
        small = small or text.lower()
        for piece in self._pieces:
            if piece in small:
                return True
        return self._has_digit is not None and self._has_digit(text) is not None

    def search(self, text: str, small: str | None = None) -> re.Match[str] | None:
        return self._pattern.search(text) if self.may_be_in(text, small) else None

    def match(self, text: str) -> re.Match[str] | None:
        return self._pattern.match(text) if self.may_be_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text) if self.may_be_in(text) else iter(())

    def matches_at(self, places: Iterable[int], text: str) -> Iterator[re.Match[str]]:
        """Yield what is found at the places, given in order; what shares words with it is not."""
        end = 0
        for place in places:
            found = self._pattern.match(text, place) if place >= end else None
            if found:
                end = found.end()
                yield found

    def sub(self, replacement: str, text: str) -> str:
        return self._pattern.sub(replacement, text) if self.may_be_in(text) else text


@lru_cache(maxsize=4096)
def compiled(pattern: str, *, damaged: bool = False) -> Expression:
    """Compile a filled pattern, case ignored, tolerant of damaged letters where asked."""
    return Expression(pattern, damaged=damaged)


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
