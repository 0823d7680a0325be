"""A deadline rule is a name, a pattern and a production, registered by a decorator."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from actions.language.lexicon.calendar import (
    MONTH_PARTS,
    MONTHS,
    MONTHS_SHORT,
    NUMBERS,
    ORDINALS,
    WEEKDAYS,
    Calendar,
)
from actions.language.patterns import compiled, fill, words

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


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a phrase stands for. Both are None where the phrase names no day."""

    earliest: date | None = None
    latest: date | None = None
    not_before: date | None = None
    recurrence: bool = False
    condition: bool = False


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

    def find(self, text: str, *, damaged: bool) -> list[re.Match[str]]:
        """Return every place in the text where the rule's pattern stands as whole words."""
        return list(compiled(self.pattern, damaged=damaged).finditer(text))


PIECES = {
    "MONTH": words([*MONTHS, *MONTHS_SHORT]) + r"(?![\w])\.?",
    "MONTH_NAME": words(MONTHS) + r"(?!\w)",
    "WEEKDAY": words(WEEKDAYS) + r"(?!\w)",
    "YEAR": r"(?:20\d\d)(?![\d/])",
    "NUMBER": r"(?:\d{1,3}|" + words(NUMBERS) + ")",
    "ORDINAL": words(ORDINALS),
    "MONTH_PART": words(MONTH_PARTS),
    "DAY": r"(?:[0-3]?\d)(?!\d)",
}
RULES: list[DeadlineRule] = []


def deadline_rule(
    name: str, kind: Kind, pattern: str, *, needs_lead: bool = False, takes_before: bool = False
) -> Callable[[Production], Production]:
    """Register the decorated production under a name, with the pattern that calls it."""

    def register(production: Production) -> Production:
        whole = rf"(?<![\w§/-])(?:{fill(pattern, PIECES)})"
        RULES.append(DeadlineRule(name, kind, whole, production, needs_lead, takes_before))
        return production

    return register


def month_number(word: str) -> int:
    """Return 1-12 for a Danish month, written out or short."""
    return (MONTHS | MONTHS_SHORT)[word.lower().rstrip(".")]


def number(word: str) -> int:
    """Return the value of a number in digits or Danish letters."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
