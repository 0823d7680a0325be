"""Tells by the words of a text which of many patterns can stand in it at all.

A text has a few dozen words and there are a hundred patterns. Each word is looked at once, for all
of them together, and is known when it comes again: most patterns are never tried.
"""

from __future__ import annotations

from collections.abc import Iterable

from actions.language.needed import DIGIT, OneOf, all_needed

_HEAD = 3  # letters by which longer pieces are looked up
_MOST_WORDS = 50_000


class Sieve:
    """What patterns need, a bit to each set of pieces of which a text must hold one."""

    def __init__(self, *, damaged: bool) -> None:
        self._damaged = damaged
        self._bits: dict[OneOf, int] = {}
        self._long: dict[str, list[tuple[str, int]]] = {}
        self._short: dict[str, int] = {}
        self._digit = 0
        self._words = _Known(self)

    def need(self, pattern: str) -> int:
        """Return the bits that a text with the pattern has."""
        bits = 0
        for pieces in all_needed(pattern, damaged=self._damaged):
            bits |= self._bit(frozenset(map(_in_one_word, pieces)))
        return bits

    def held(self, small: str) -> int:
        """Return the bits that the text has; it is given in small letters."""
        words, bits = self._words, 0
        for word in small.split():
            bits |= words[word]
        return bits

    def _bit(self, pieces: OneOf) -> int:
        """Return the bit that stands for the pieces, 0 where one of them is in any text."""
        if "" in pieces:
            return 0
        if pieces not in self._bits:
            self._bits[pieces] = 1 << len(self._bits)
            self._enter(pieces, self._bits[pieces])
        return self._bits[pieces]

    def _enter(self, pieces: Iterable[str], bit: int) -> None:
        self._words.clear()
        for piece in pieces:
            if piece == DIGIT:
                self._digit |= bit
            elif len(piece) < _HEAD:
                self._short[piece] = self._short.get(piece, 0) | bit
            else:
                self._long.setdefault(piece[:_HEAD], []).append((piece, bit))

    def bits_of(self, word: str) -> int:
        """Return the bits that a word gives."""
        bits = 0
        for piece, bit in self._short.items():
            if piece in word:
                bits |= bit
        for at in range(len(word) - _HEAD + 1):
            for piece, bit in self._long.get(word[at : at + _HEAD], ()):
                if word.startswith(piece, at):
                    bits |= bit
        if self._digit and any(map(str.isdecimal, word)):
            bits |= self._digit
        return bits


class _Known(dict[str, int]):
    """The words looked at, each with its bits; those that come again are most of them."""

    def __init__(self, sieve: Sieve) -> None:
        super().__init__()
        self._sieve = sieve

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = bits = self._sieve.bits_of(word)
        return bits


def _in_one_word(piece: str) -> str:
    """Return the longest part of the piece that stands within a word."""
    return max(piece.split(), key=len, default="")
