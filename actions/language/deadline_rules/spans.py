"""Phrases that name a stretch of days: parts of months, weeks, months, quarters, seasons, years.

The deadline is the last day of the stretch. Without a year it is the first such stretch whose
last day is on or after the meeting.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from actions.language.deadline_rules.registry import Period, When, deadline_rule, month_number
from actions.language.lexicon.calendar import MONTH_PARTS

Span = tuple[date, date]
DAYS_IN_WEEK = 7


def first_span(make: Callable[[int], Span | None], year: str | None, when: When) -> Period | None:
    """Return the stretch of the given year, else the first that ends on or after the meeting."""
    if year:
        span = make(int(year) if len(year) == 4 else 2000 + int(year))
        return Period(*span) if span else None
    if when.meeting_date is None:
        return None
    for candidate in range(when.meeting_date.year - 1, when.meeting_date.year + 3):
        span = make(candidate)
        if span and span[1] >= when.meeting_date:
            return Period(*span)
    return None


def month_end(year: int, month: int) -> date:
    """Return the last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def _part(word: str) -> str:
    return MONTH_PARTS[" ".join(word.lower().split())]


@deadline_rule(
    "part of a month",
    "part of month",
    r"(?P<part><MONTH_PART>)\s+(?P<m><MONTH>)(?:\s+(?P<y><YEAR>))?",
)
def part_of_month(match: re.Match[str], when: When) -> Period | None:
    month, part, calendar = month_number(match["m"]), match["part"], when.calendar

    def make(year: int) -> Span:
        last = month_end(year, month)
        return {
            "primo": (date(year, month, 1), date(year, month, calendar.primo_ends)),
            "medio": (
                date(year, month, calendar.primo_ends + 1),
                date(year, month, calendar.medio_ends),
            ),
            "ultimo": (date(year, month, calendar.medio_ends + 1), last),
        }[_part_or_first(part)]

    return first_span(make, match["y"], when)


def _part_or_first(word: str) -> str:
    """Return the part; a damaged "først i" is the only one with a letter that can be damaged."""
    return MONTH_PARTS.get(" ".join(word.lower().split()), "primo")


@deadline_rule(
    "part of a year",
    "year",
    r"(?P<part>primo|medio|ultimo|(?:starten|begyndelsen|midten|slutningen|"
    r"udgangen)\s+af)\s+(?P<y><YEAR>)",
)
def part_of_year(match: re.Match[str], _when: When) -> Period | None:
    year, part = int(match["y"]), _part(match["part"])
    return {
        "primo": Period(date(year, 1, 1), date(year, 1, 31)),
        "medio": Period(date(year, 6, 1), date(year, 6, 30)),
        "ultimo": Period(date(year, 12, 1), date(year, 12, 31)),
    }[part]


@deadline_rule(
    "week",
    "week",
    r"ugerne\s+(?P<x1>\d{1,2})\s?(?:-|–|og|til|/)\s?(?P<x2>\d{1,2})"
    r"|uge\s+(?P<w1>\d{1,2})(?!\d|[.,]\d)(?:\s?(?:-|–|og|eller|til|"
    r"/)\s?(?:uge\s+)?(?P<w2>\d{1,2})(?!\d|\.\s))?(?:(?:\s|,\s|\si\s|/|"
    r"-)(?P<y><YEAR>))?",
    takes_before=True,
)
def week(match: re.Match[str], when: When) -> Period | None:
    first = int(match["w1"] or match["x1"])
    last = int(match["w2"] or match["x2"] or first)

    def make(year: int) -> Span | None:
        try:
            return date.fromisocalendar(year, first, 1), date.fromisocalendar(
                year + (last < first), last, DAYS_IN_WEEK
            )
        except ValueError:
            return None

    return first_span(make, match["y"], when)


@deadline_rule(
    "this or next week",
    "week",
    r"(?P<which>denne|indeværende|næste|kommende|den\s+kommende)\s+uge(?!\w)",
)
def this_or_next_week(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    monday = when.meeting_date - timedelta(days=when.meeting_date.weekday())
    if not match["which"].lower().startswith(("denne", "inde")):
        monday += timedelta(days=DAYS_IN_WEEK)
    return Period(monday, monday + timedelta(days=DAYS_IN_WEEK - 1))


@deadline_rule(
    "month",
    "month",
    r"(?:(?P<m0><MONTH_NAME>)\s?(?:/|-|–|og|eller)\s?)?(?P<m><MONTH_NAME>)(?:(?:\s|"
    r"\si\s)(?P<y><YEAR>))?",
    needs_lead=True,
    takes_before=True,
)
def month(match: re.Match[str], when: When) -> Period | None:
    first, last = month_number(match["m0"] or match["m"]), month_number(match["m"])

    def make(year: int) -> Span:
        return date(year - (first > last), first, 1), month_end(year, last)

    return first_span(make, match["y"], when)


@deadline_rule(
    "this or next month",
    "month",
    r"(?P<which>denne|indeværende|næste|kommende)\s+måned(?!\w)|"
    r"(?P<end>månedens\s+udgang|udgangen\s+af\s+måneden|ultimo\s+måneden)",
)
def this_or_next_month(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    first = when.meeting_date.replace(day=1)
    if match["which"] and not match["which"].lower().startswith(("denne", "inde")):
        first = month_end(first.year, first.month) + timedelta(days=1)
    return Period(first, month_end(first.year, first.month))


@deadline_rule(
    "quarter",
    "quarter",
    r"(?:(?P<n>[1-4])\.\s?|(?P<word>første|andet|tredje|"
    r"fjerde)\s+)kvartal(?:\s(?:i\s)?(?P<y><YEAR>))?|"
    r"Q(?P<q>[1-4])(?:[\s-](?P<y2><YEAR>))?",
    takes_before=True,
)
def quarter(match: re.Match[str], when: When) -> Period | None:
    n = int(match["n"] or match["q"] or _ordinal(match["word"]))

    def make(year: int) -> Span:
        return date(year, 3 * n - 2, 1), month_end(year, 3 * n)

    return first_span(make, match["y"] or match["y2"], when)


@deadline_rule(
    "half-year",
    "half-year",
    r"(?:(?P<n>[12])\.\s?|(?P<word>første|andet)\s+)halvår(?:\s(?:i\s|af\s)?(?P<y><YEAR>))?",
    takes_before=True,
)
def half_year(match: re.Match[str], when: When) -> Period | None:
    n = int(match["n"] or _ordinal(match["word"]))

    def make(year: int) -> Span:
        return date(year, 6 * n - 5, 1), month_end(year, 6 * n)

    return first_span(make, match["y"], when)


def _ordinal(word: str) -> int:
    return {"f": 1, "a": 2, "t": 3}.get(word[0].lower(), 1) if word.lower() != "fjerde" else 4


@deadline_rule(
    "season",
    "season",
    r"(?P<season>forår|sommer|efterår)(?:et|en)?(?:\s+(?P<y><YEAR>))?(?![\w-])",
    needs_lead=True,
    takes_before=True,
)
def season(match: re.Match[str], when: When) -> Period | None:
    word, calendar = match["season"].lower(), when.calendar
    begins, ends = {
        "f": (3, calendar.spring_ends),
        "s": (6, calendar.summer_ends),
        "e": (9, calendar.autumn_ends),
    }[word[0]]
    return first_span(lambda year: (date(year, begins, 1), ends.in_year(year)), match["y"], when)


@deadline_rule(
    "end of the year",
    "year",
    r"årets\s+udgang|årsskiftet|årets\s+slutning|udgangen\s+af\s+året|"
    r"slutningen\s+af\s+året|ultimo\s+året|nytår(?!\w)",
    needs_lead=True,
)
def end_of_year(_match: re.Match[str], when: When) -> Period | None:
    return first_span(lambda year: (date(year, 12, 1), date(year, 12, 31)), None, when)


@deadline_rule(
    "this or next year",
    "year",
    r"i\s+år(?!\w)|(?P<next>næste\s+år(?!\w))|(?:dette|indeværende)\s+år(?!\w)",
)
def this_or_next_year(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    year = when.meeting_date.year + bool(match["next"])
    return Period(date(year, 1, 1), date(year, 12, 31))


@deadline_rule(
    "year", "year", r"(?P<y><YEAR>)(?![-–]\d|\s?[-–]\s?20\d\d)", needs_lead=True, takes_before=True
)
def whole_year(match: re.Match[str], _when: When) -> Period | None:
    year = int(match["y"])
    return Period(date(year, 1, 1), date(year, 12, 31))
