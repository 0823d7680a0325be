"""What a text must hold for a pattern to be found in it: one of a few pieces of words.

Most sentences hold none of them, and telling so is many times faster than the pattern itself.
Read from the source of the pattern, so that nobody has to keep a list beside it: a sequence needs
its surest part, alternatives need one of theirs, and what may be left out is needed by nobody.
Only what house patterns are made of is understood; all else counts as "may be anywhere".
"""

from __future__ import annotations

import re

OneOf = frozenset[str]
Need = OneOf | None

DIGIT = r"\d"
_TOKEN = re.compile(
    r"(?P<group>\(\?(?:P<\w+>|:|-?[imsx]+:|-[imsx]+:)|\((?!\?))|(?P<around>\(\?<?[=!])"
    r"|(?P<back>\(\?P=\w+\))|(?P<close>\))|(?P<bar>\|)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<times>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<digit>\\d)|\\(?P<plain>[^\w\s])"
    r"|(?P<other>\\.|[.^$])|(?P<letter>.)",
    re.DOTALL,
)
_DIGITS_ONLY = re.compile(r"\[[\d-]+\]")
_SINGLE_LETTERS = re.compile(r"\[(?:\\d|\d(?:-\d)?)(?:\\d|\d(?:-\d)?|[a-zA-Z])*\]")
_OPTIONAL = ("*", "?", "{0", "{,")
_DAMAGED = re.compile("[æøå]+")
# So many pieces take as long to look for as the pattern; longer ones rule out no more.
MOST, LONG = 80, 4


def needed(pattern: str, *, damaged: bool = False) -> Need:
    """Return pieces, in small letters, of which each text with the pattern holds one.

    None where there are none: then the pattern may be found in any text. A piece that is `\\d`
    stands for any digit.
    """
    need = _Reader(pattern, damaged=damaged).alternatives()
    shortest = None if need is None else _shortest(need)
    return shortest if shortest and len(shortest) <= MOST else None


def all_needed(pattern: str, *, damaged: bool = False) -> tuple[OneOf, ...]:
    """Return all that a text with the pattern holds: one piece, at least, of each set."""
    return tuple(map(_shortest, _Reader(pattern, damaged=damaged).conditions()))


def _shortest(need: OneOf) -> OneOf:
    """Leave out the pieces that hold another one."""
    return frozenset(piece for piece in need if not any(other in piece for other in need - {piece}))


def first_letters(pattern: str, *, damaged: bool = False) -> OneOf | None:
    """Return the small letters with which all that the pattern finds begins; None if any may.

    `\\d` stands for the digits.
    """
    firsts, is_empty = _Reader(pattern, damaged=damaged).firsts()
    return None if is_empty else firsts


class _Reader:
    """Goes through the source once, from one bracket to the next."""

    def __init__(self, pattern: str, *, damaged: bool) -> None:
        self._tokens = list(_TOKEN.finditer(pattern))
        self._at = 0
        self._damaged = damaged

    def alternatives(self) -> Need:
        """Return what is needed up to the closing bracket or the end."""
        needs = [self._sequence()]
        while self._at < len(self._tokens) and self._tokens[self._at]["bar"]:
            self._at += 1
            needs.append(self._sequence())
        self._at += 1
        if any(need is None for need in needs):
            return None
        return frozenset().union(*(need for need in needs if need is not None))

    def conditions(self) -> list[OneOf]:
        """Return what each part of the whole pattern needs, where it is no choice of several."""
        found = self._parts()
        if self._at == len(self._tokens):
            return found
        self._at = 0
        need = self.alternatives()
        return [] if need is None else [need]

    def _sequence(self) -> Need:
        return max(self._parts(), key=_worth, default=None)

    def _parts(self) -> list[OneOf]:
        found: list[OneOf] = []
        run = ""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["bar"] or token["close"]:
                break
            self._at += 1
            need = self._one(token)
            is_optional, is_repeated = self._times()
            if token["letter"] or token["plain"]:
                letter = token["plain"] or token["letter"]
                run += "" if is_optional else letter.lower()
                if not (is_optional or is_repeated):
                    continue
            elif need and not is_optional:
                found.append(need)
            found += self._pieces(run)
            run = ""
        return found + self._pieces(run)

    def firsts(self) -> tuple[Need, bool]:
        """Return the first letters up to the closing bracket or the end; True if all may be left
        out.
        """
        found: set[str] | None = set()
        is_any_empty = False
        while True:
            letters, is_empty = self._first_of_sequence()
            found = None if found is None or letters is None else found | letters
            is_any_empty = is_any_empty or is_empty
            is_over = self._at == len(self._tokens) or bool(self._tokens[self._at]["close"])
            self._at += 1
            if is_over:
                return None if found is None else frozenset(found), is_any_empty

    def _first_of_sequence(self) -> tuple[Need, bool]:
        found: OneOf | None = frozenset()
        is_empty = True
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["bar"] or token["close"]:
                break
            self._at += 1
            letters, may_be_empty = self._first_of(token)
            is_optional, _is_repeated = self._times()
            if is_empty:
                found = None if found is None or letters is None else found | letters
                is_empty = may_be_empty or is_optional
        return found, is_empty

    def _first_of(self, token: re.Match[str]) -> tuple[Need, bool]:
        if token["group"]:
            return self.firsts()
        if token["around"]:
            self.firsts()
        if token["around"] or token["other"] in {"^", "$", r"\b"}:
            return frozenset(), True
        letter = (token["plain"] or token["letter"] or "").lower()
        if token["digit"] or letter.isdecimal():
            return frozenset({DIGIT}), False
        if letter:
            return None if self._damaged and _DAMAGED.match(letter) else frozenset(letter), False
        return _letters_of(token["set"]), False

    def _one(self, token: re.Match[str]) -> Need:
        if token["group"]:
            return self.alternatives()
        if token["around"]:
            self.alternatives()
        elif token["digit"] or (token["set"] and _DIGITS_ONLY.fullmatch(token["set"])):
            return frozenset({DIGIT})
        return None

    def _times(self) -> tuple[bool, bool]:
        """Tell whether what was just read may be left out, and whether it may be repeated."""
        if self._at == len(self._tokens) or not self._tokens[self._at]["times"]:
            return False, False
        times = self._tokens[self._at]["times"]
        self._at += 1
        return times.startswith(_OPTIONAL), True

    def _pieces(self, run: str) -> list[OneOf]:
        """Return the run as something needed; of damaged letters nothing is sure."""
        pieces = _DAMAGED.split(run) if self._damaged else [run]
        return [frozenset({piece}) for piece in pieces if piece]


def _letters_of(letters: str | None) -> Need:
    """Return what a set of single letters and of digits may be: "[0-3lO]"."""
    if not letters or not _SINGLE_LETTERS.fullmatch(letters):
        return None
    single = re.sub(r"\\d|\d(?:-\d)?", "", letters[1:-1])
    return frozenset({DIGIT, *single.lower()})


def _worth(need: OneOf) -> tuple[int, int]:
    """Sort the best need last: long pieces rule out most, and few are soon looked for."""
    return min(LONG, *map(len, need)), -len(need)
