"""Phrases that name a stretch of days within a year: parts of months, weeks, months.

The deadline is the last day of the stretch. Without a year it is the first such stretch whose
last day is on or after the meeting.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from actions.language.deadline_rules.registry import (
    NO_CERTAIN_DAY,
    NOT_THERE,
    Period,
    When,
    deadline_rule,
    month_number,
    year_named,
)
from actions.language.lexicon.calendar import MONTH_PARTS, MONTHS, MONTHS_SHORT

Span = tuple[date, date]
DAYS_IN_WEEK = 7
MONTH_PLAIN = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
# "inden jul." is Christmas, not July.
DOTTED = [short for short in MONTHS_SHORT if short != "jul"]
MONTH_DOTTED = r"(?:<MONTH_NAME>|(?:" + "|".join(sorted(DOTTED, key=len, reverse=True)) + r")\.)"
MEETING_NOUN = r"(?:udvalgs|bestyrelses|byråds|råds)?møde(?:t|r|rne)?"


def first_span(make: Callable[[int], Span | None], year: int | None, when: When) -> Period | None:
    """Return the stretch of the given year, else the first that ends on or after the meeting."""
    if year:
        span = make(year)
        return Period(*span) if span else Period(doubt=NOT_THERE)
    start = when.meeting_date
    if start is None:
        return None
    for candidate in range(start.year - 1, start.year + 2):
        span = make(candidate)
        if span and span[1] >= start:
            return Period(*span)
    return Period(doubt=NOT_THERE)


def month_end(year: int, month: int) -> date:
    """Return the last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def part_named(word: str) -> str:
    """Return primo, medio or ultimo; only words for primo can have a damaged letter."""
    return MONTH_PARTS.get(" ".join(word.lower().split()), "primo")


@deadline_rule(
    "part of a month",
    "part of month",
    r"(?:(?:(?P<part0><MONTH_PART>)\s+(?P<m0><MONTH>)|(?:primo|medio))\s?(?:/|-|–|til|og|eller)\s?)?"
    r"(?P<part><MONTH_PART>)\s+(?P<m><MONTH>)(?:\s+(?P<y><A_YEAR>))?",
)
def part_of_month(match: re.Match[str], when: When) -> Period | None:
    month, calendar = month_number(match["m"]), when.calendar
    first = month_number(match["m0"]) if match["m0"] else month

    def bounds(part: str, year: int, of: int) -> Span:
        return {
            "primo": (date(year, of, 1), date(year, of, calendar.primo_ends)),
            "medio": (
                date(year, of, calendar.primo_ends + 1),
                date(year, of, calendar.medio_ends),
            ),
            "ultimo": (date(year, of, calendar.medio_ends + 1), month_end(year, of)),
        }[part]

    def make(year: int) -> Span:
        begins, ends = bounds(part_named(match["part"]), year, month)
        if match["m0"]:
            begins = bounds(part_named(match["part0"]), year - (first > month), first)[0]
        return begins, ends

    return first_span(make, year_named(match["y"], when), when)


@deadline_rule(
    "part of a week",
    "week",
    r"(?P<part><MONTH_PART>)\s+uge\s+(?P<w>\d{1,2})(?!\d|[.,]\d)(?:(?:\s|,\s|/)(?P<y><A_YEAR>))?",
)
def part_of_week(match: re.Match[str], when: When) -> Period | None:
    if part_named(match["part"]) != "ultimo":
        return Period(doubt=NO_CERTAIN_DAY)
    number = int(match["w"])
    return first_span(lambda year: _weeks(year, number, number), year_named(match["y"], when), when)


def _weeks(year: int, first: int, last: int) -> Span | None:
    try:
        begins = date.fromisocalendar(year, first, 1)
        return begins, date.fromisocalendar(year + (last < first), last, DAYS_IN_WEEK)
    except ValueError:
        return None


@deadline_rule(
    "week",
    "week",
    r"(?:ugerne|mellem\s+uge)\s+(?P<x1>\d{1,2})\s?(?:-|–|og|til|/)\s?(?:uge\s+)?(?P<x2>\d{1,2})(?!\d)"
    r"|uge\s+(?:nr\.?\s+)?(?P<w1>\d{1,2})(?!\d|[.,]\d)(?:\s?(?:-|–|og|eller|til|"
    r"/)\s?(?:uge\s+)?(?P<w2>\d{1,2})(?!\d|\.\s))?(?:(?:\s|,\s|\si\s|/|"
    r"-)(?P<y><A_YEAR>))?",
    takes_before=True,
)
def week(match: re.Match[str], when: When) -> Period | None:
    first = int(match["w1"] or match["x1"])
    last = int(match["w2"] or match["x2"] or first)
    year = year_named(match["y"], when)
    period = first_span(lambda of: _weeks(of, first, last), year, when)
    is_far = period and period.earliest and when.meeting_date and not year
    if is_far and period.earliest > when.meeting_date + timedelta(days=366):  # type: ignore[union-attr,operator]
        return Period(doubt=NOT_THERE)  # the year around the meeting has no week 53
    return period


@deadline_rule(
    "this or next week",
    "week",
    r"(?P<which>denne|indeværende|næste|kommende|den\s+kommende)\s+uge(?!\w)"
    r"|(?P<following>ugen\s+efter)(?=\s*(?:$|[.,;:)]))"
    r"|(?P<end>ugens\s+(?:udgang|udløb|slutning)|udgangen\s+af\s+ugen|"
    r"(?:inden\s+for|indenfor|i\s+løbet\s+af|i)\s+ugen(?!\s+(?:efter|før|op|der|den|med|hvor)))(?!\w)",
)
def this_or_next_week(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    monday = when.meeting_date - timedelta(days=when.meeting_date.weekday())
    is_next = match["which"] and not match["which"].lower().startswith(("denne", "inde"))
    if is_next or match["following"]:
        monday += timedelta(days=DAYS_IN_WEEK)
    return Period(monday, monday + timedelta(days=DAYS_IN_WEEK - 1))


@deadline_rule(
    "end of a month",
    "month",
    r"(?P<m><MONTH_NAME>)\s+(?:måneds\s+(?:udgang|udløb|slutning|afslutning)|er\s+(?:omme|slut|forbi))(?!\w)",
)
def end_of_month(match: re.Match[str], when: When) -> Period | None:
    return _months(when, match["m"], match["m"], None)


@deadline_rule(
    "month",
    "month",
    rf"(?:(?P<m0>{MONTH_DOTTED})\s?(?:/|-|–|og|eller)\s?)?(?P<m>{MONTH_DOTTED})(?:\s+måned(?!\w))?"
    r"(?:(?:\s|\si\s)(?P<y><A_YEAR>))?",
    needs_lead=True,
    takes_before=True,
)
def month(match: re.Match[str], when: When) -> Period | None:
    return _months(when, match["m0"] or match["m"], match["m"], match["y"])


@deadline_rule(
    "meeting of a month",
    "month",
    rf"(?:på|til|ved|inden|før)\s+(?:\w+\s+)?(?P<m>{MONTH_PLAIN})(?:-|\s)?{MEETING_NOUN}(?!\w)",
)
def meeting_of_month(match: re.Match[str], when: When) -> Period | None:
    return _months(when, match["m"], match["m"], None)


def _months(when: When, begins: str, ends: str, year: str | None) -> Period | None:
    first, last = month_number(begins), month_number(ends)

    def make(of: int) -> Span:
        return date(of - (first > last), first, 1), month_end(of, last)

    return first_span(make, year_named(year, when), when)


@deadline_rule(
    "this or next month",
    "month",
    r"(?P<which>denne|indeværende|næste|kommende)\s+måned(?!\w)|"
    r"(?P<end>månedens\s+(?:udgang|udløb|slutning)|(?:udgangen|udløbet|slutningen)\s+af\s+måneden|"
    r"ultimo\s+måneden|sidst\s+på\s+måneden|måneden\s+er\s+(?:omme|slut|forbi|gået|ude))",
)
def this_or_next_month(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    first = when.meeting_date.replace(day=1)
    if match["which"] and not match["which"].lower().startswith(("denne", "inde")):
        first = month_end(first.year, first.month) + timedelta(days=1)
    return Period(first, month_end(first.year, first.month))
