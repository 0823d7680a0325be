"""Phrases that name one day: written dates, weekdays, today and tomorrow."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from actions.language.deadline_rules.registry import Period, When, deadline_rule, month_number
from actions.language.lexicon.calendar import ORDINALS, WEEKDAYS

WEEKDAY_BEFORE = r"(?:(?:<WEEKDAY>|(?:man|tirs?|ons|tors?|fre|lør|søn)\.)\s+)?(?:(?:den|d\.|d)\s*)?"
RANGE = r"(?:<DAY>\.?\s?(?:-|–|og|eller|til)\s?)?"


def _day(day: date | None) -> Period | None:
    return Period(day, day) if day else None


def a_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None: "31. april" is a slip of the pen, no reading is better."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_such_day(month: int, day: int, when: When) -> date | None:
    """Return the first such day on or after the meeting, None where the meeting has no date."""
    if when.meeting_date is None:
        return None
    for year in range(when.meeting_date.year, when.meeting_date.year + 5):
        found = a_date(year, month, day)
        if found and found >= when.meeting_date:
            return found
    return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@deadline_rule("date as year-month-day", "day", r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
def iso_date(match: re.Match[str], _when: When) -> Period | None:
    return _day(a_date(int(match["y"]), int(match["m"]), int(match["d"])))


@deadline_rule(
    "date in figures with a year",
    "day",
    WEEKDAY_BEFORE
    + (
        r"(?P<d>[0-3]?\d)\s?(?P<sep>[./-])\s?(?P<m>[01]?\d)(?:\s?[./-]\s?(?P<y>20\d\d|"
        r"\d\d)| (?P<y4>20\d\d))(?!\d|[./:-]\d)"
    ),
)
def numeric_date(match: re.Match[str], _when: When) -> Period | None:
    year = _year(match["y"] or match["y4"])
    return _day(a_date(year or 0, int(match["m"]), int(match["d"]))) if year else None


@deadline_rule(
    "date in figures without a year",
    "day",
    WEEKDAY_BEFORE
    + r"(?P<d>[0-3]?\d)(?:/(?P<m>[01]?\d)|\.\s?(?P<m2>[01]?\d)\.)(?!\d|[./:-]\d|\s?%)",
    needs_lead=True,
)
def numeric_day_and_month(match: re.Match[str], when: When) -> Period | None:
    return _day(next_such_day(int(match["m"] or match["m2"]), int(match["d"]), when))


@deadline_rule(
    "day and month",
    "day",
    WEEKDAY_BEFORE
    + RANGE
    + r"(?P<d><DAY>)(?:\.\s?|\s)(?P<m><MONTH>)(?:,?\s(?P<y><YEAR>|['’]\d\d))?",
)
def day_and_month(match: re.Match[str], when: When) -> Period | None:
    month, day, year = month_number(match["m"]), int(match["d"]), _year(match["y"])
    return _day(a_date(year, month, day) if year else next_such_day(month, day, when))


@deadline_rule(
    "day of the month", "day", r"(?:den|d\.)\s?(?P<d><DAY>)\.(?=\s*(?:$|[,;)]|og\s|kl\b))"
)
def day_of_month(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    for later in range(62):
        day = when.meeting_date + timedelta(days=later)
        if day.day == int(match["d"]):
            return _day(day)
    return None


@deadline_rule(
    "weekday in a week",
    "day",
    r"(?P<weekday><WEEKDAY>)\s+i\s+uge\s+(?P<week>\d{1,2})(?:[,\s]+(?P<y><YEAR>))?",
)
def weekday_in_week(match: re.Match[str], when: When) -> Period | None:
    weekday, week = _weekday(match["weekday"]), int(match["week"])
    years = [int(match["y"])] if match["y"] else _years(when)
    for year in years:
        try:
            day = date.fromisocalendar(year, week, weekday + 1)
        except ValueError:
            continue
        if match["y"] or (when.meeting_date and day >= when.meeting_date):
            return _day(day)
    return None


@deadline_rule(
    "nth weekday of a month",
    "day",
    r"(?:den\s+)?(?P<n>[1-5]\.|"
    r"<ORDINAL>)\s+(?P<weekday><WEEKDAY>)\s+i\s+(?P<m><MONTH>)(?:\s(?P<y><YEAR>))?",
)
def nth_weekday(match: re.Match[str], when: When) -> Period | None:
    word = match["n"].rstrip(".").lower()
    n = int(word) if word.isdigit() else ORDINALS.get(word, 1)
    years = [int(match["y"])] if match["y"] else _years(when)
    for year in years:
        day = _nth(year, month_number(match["m"]), _weekday(match["weekday"]), n)
        if day and (match["y"] or (when.meeting_date and day >= when.meeting_date)):
            return _day(day)
    return None


@deadline_rule(
    "weekday",
    "day",
    r"(?:(?:på|senest|inden|til|næste|kommende|førstkommende|nu\s+på)\s+)+(?:næste\s+|"
    r"kommende\s+|førstkommende\s+)?"
    r"(?P<weekday><WEEKDAY>)(?!\s+(?:d\.|den|\d|i\s+uge))",
)
def weekday(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    days = (_weekday(match["weekday"]) - when.meeting_date.weekday() - 1) % 7 + 1
    return _day(when.meeting_date + timedelta(days=days))


@deadline_rule("today or tomorrow", "day", r"i\s+(?P<word>dag|morgen|overmorgen)(?!\w)")
def today_or_tomorrow(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    days = {"dag": 0, "morgen": 1, "overmorgen": 2}[match["word"].lower()]
    return _day(when.meeting_date + timedelta(days=days))


def _weekday(word: str) -> int:
    """Return 0-6; a damaged ø still begins and ends as the weekday does."""
    exact = WEEKDAYS.get(word.lower())
    if exact is not None:
        return exact
    return 5 if word.lower().startswith("l") else 6


def _years(when: When) -> list[int]:
    start = when.meeting_date
    return [start.year - 1, start.year, start.year + 1] if start else []


def _nth(year: int, month: int, weekday: int, n: int) -> date | None:
    days = [
        date(year, month, day)
        for day in range(1, monthrange(year, month)[1] + 1)
        if date(year, month, day).weekday() == weekday
    ]
    return days[n - 1 if n > 0 else n] if abs(n) <= len(days) else None
