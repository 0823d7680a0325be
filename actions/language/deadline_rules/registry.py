"""A deadline rule is a name, a pattern and a production, registered by a decorator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from actions.language.lexicon.calendar import (
    DAY_ORDINALS,
    MONTH_PARTS,
    MONTHS,
    MONTHS_SHORT,
    NUMBERS,
    ORDINALS,
    WEEKDAYS,
    Calendar,
)
from actions.language.needed import DIGIT, first_letters
from actions.language.patterns import compiled, fill, words
from actions.language.plan import NO_PLAN, MeetingPlan

Kind = Literal[
    "day",
    "week",
    "part of month",
    "month",
    "quarter",
    "half-year",
    "season",
    "year",
    "relative",
    "event",
    "none",
]


@dataclass(frozen=True, slots=True)
class When:
    """What a phrase is read against: nothing here comes from a clock."""

    meeting_date: date | None
    calendar: Calendar
    next_meeting: date | None = None
    plan: MeetingPlan = NO_PLAN


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a phrase stands for. Both are None where the phrase names no day.

    `doubt` says, as the end of a Danish sentence whose subject is the phrase, why it names none:
    "findes ikke".
    """

    earliest: date | None = None
    latest: date | None = None
    not_before: date | None = None
    recurrence: bool = False
    condition: bool = False
    doubt: str | None = None


NOT_THERE = "findes ikke"
NO_CERTAIN_DAY = "er ingen bestemt dag"
BEFORE_MEETING = "ligger før mødet"
Production = Callable[[re.Match[str], When], Period | None]


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """`needs_lead` is for words that are a deadline only after "inden", "i", "til" and the like.

    `takes_before` tells that "inden" before it means the day before it begins.
    """

    name: str
    kind: Kind
    pattern: str
    production: Production
    needs_lead: bool
    takes_before: bool

    def find(self, text: Words, *, damaged: bool) -> Iterator[re.Match[str]]:
        """Yield every place in the text where the rule's pattern stands as whole words."""
        looked_for = compiled(self.pattern, damaged=damaged)
        if not looked_for.may_be_in(text.text, text.small):
            return iter(())
        letters = _letters(self.pattern, damaged=damaged)
        if letters is None:
            return looked_for.finditer(text.text)
        return looked_for.matches_at(text.starts(letters), text.text)


class Words:
    """A text by the words that may begin a deadline: most rules are tried at a few of them."""

    def __init__(self, text: str) -> None:
        self.text, self.small = text, text.lower()
        self._starts: dict[str, list[int]] = {}
        for start in WORD_START.finditer(text):
            letter = start[0].lower()
            self._starts.setdefault(DIGIT if letter.isdecimal() else letter, []).append(
                start.start()
            )

    def starts(self, letters: frozenset[str]) -> list[int]:
        """Return where words with these first letters begin, in the order of the text."""
        return sorted(place for each in letters for place in self._starts.get(each, ()))


@lru_cache(maxsize=512)
def _letters(pattern: str, *, damaged: bool) -> frozenset[str] | None:
    return first_letters(pattern, damaged=damaged)


PIECES = {
    "MONTH": words([*MONTHS, *MONTHS_SHORT]) + r"(?![\w])\.?",
    "MONTH_NAME": words(MONTHS) + r"(?!\w)",
    "WEEKDAY": words(WEEKDAYS) + r"(?!\w)",
    "YEAR": r"(?:20\d\d)(?![\d/])",
    "A_YEAR": r"(?:20\d\d(?![\d/])|['’]\d\d(?!\d)|(?:til\s+)?næste\s+år(?!\w)|i\s+år(?!\w))",
    "NUMBER": r"(?:\d{1,3}|" + words(NUMBERS) + ")",
    "ORDINAL": words(ORDINALS),
    "DAY_ORDINAL": words(DAY_ORDINALS),
    "MONTH_PART": words(MONTH_PARTS),
    "DAY": r"(?:[0-3]?\d)(?!\d)",
    # A scan takes 1 for l and 0 for O; only where a full stop makes it look like a date.
    "SCANNED_DAY": r"(?:[0-3]?\d(?!\d)|[0-3lO]?[\dlO](?=\.))",
}
BEFORE_WORD = r"(?<![\w§/-])"
WORD_START = re.compile(BEFORE_WORD + r"\S")
RULES: list[DeadlineRule] = []
SPACE = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)|\\s(?P<may>\?|(?![?+*{]))")


def deadline_rule(
    name: str, kind: Kind, pattern: str, *, needs_lead: bool = False, takes_before: bool = False
) -> Callable[[Production], Production]:
    """Register the decorated production under a name, with the pattern that calls it."""

    def register(production: Production) -> Production:
        RULES.append(
            make_rule(
                name, kind, pattern, production, needs_lead=needs_lead, takes_before=takes_before
            )
        )
        return production

    return register


def make_rule(
    name: str,
    kind: Kind,
    pattern: str,
    production: Production,
    *,
    needs_lead: bool = False,
    takes_before: bool = False,
) -> DeadlineRule:
    """Return the rule, its pattern filled in and held to whole words."""
    spaced = SPACE.sub(_any_space, fill(pattern, PIECES))
    whole = f"{BEFORE_WORD}(?:{spaced})"
    return DeadlineRule(name, kind, whole, production, needs_lead, takes_before)


def _any_space(found: re.Match[str]) -> str:
    """Let one space be several: lines are broken and columns padded."""
    if found["may"] is None:
        return found[0]
    return r"\s{0,3}" if found["may"] else r"\s{1,3}"


def month_number(word: str) -> int:
    """Return 1-12 for a Danish month, written out or short."""
    return (MONTHS | MONTHS_SHORT)[word.lower().rstrip(".")]


def number(word: str) -> int:
    """Return the value of a number in digits or Danish letters."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def scanned(digits: str) -> int:
    """Return the number that a scan took partly for letters: "3l" is 31."""
    return int(digits.translate(str.maketrans("lLoO", "1100")))


def year_named(text: str | None, when: When) -> int | None:
    """Return the year of "2026", "'26", "26" or "næste år", None where none is named."""
    if not text:
        return None
    digits = text.lstrip("'’")
    if digits.isdigit():
        return int(digits) if len(digits) == 4 else 2000 + int(digits)
    if when.meeting_date is None:
        return None
    return when.meeting_date.year + ("n" in text.lower())
