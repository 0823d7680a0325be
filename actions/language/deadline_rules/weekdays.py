"""Phrases that name one day by the day of the week, and today and tomorrow."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from actions.language.deadline_rules.registry import (
    NOT_THERE,
    Period,
    When,
    deadline_rule,
    month_number,
    year_named,
)
from actions.language.lexicon.calendar import ORDINALS, WEEKDAYS

NAMES_OF_WEEKDAYS = tuple(WEEKDAYS)
WEEKDAY_SHORT = r"(?:man|tirs?|ons|tors?|fre|lør|søn)\."
DAYS_IN_WEEK = 7
FRIDAY = 4


def weekday_number(word: str) -> int:
    """Return 0-6; a damaged ø still begins and ends as the weekday does."""
    short = word.lower().rstrip(".")
    for name, value in WEEKDAYS.items():
        if name.startswith(short):
            return value
    return 5 if short.startswith("l") else 6


def _day(day: date | None) -> Period | None:
    return Period(day, day) if day else None


@deadline_rule(
    "weekday in a week",
    "day",
    r"(?:på\s+)?(?P<weekday><WEEKDAY>)\s+(?:i\s+)?uge\s+(?P<week>\d{1,2})(?!\d)"
    r"(?:[,\s]+(?P<y><YEAR>))?",
)
def weekday_in_week(match: re.Match[str], when: When) -> Period | None:
    weekday, week = weekday_number(match["weekday"]), int(match["week"])
    years = [int(match["y"])] if match["y"] else _years(when)
    for year in years:
        try:
            day = date.fromisocalendar(year, week, weekday + 1)
        except ValueError:
            continue
        if match["y"] or (when.meeting_date and day >= when.meeting_date):
            return _day(day)
    return Period(doubt=NOT_THERE) if years else None


@deadline_rule(
    "weekday of this or next week",
    "day",
    r"(?:på\s+)?(?P<weekday><WEEKDAY>)\s+i\s+(?:(?P<this>denne|indeværende)|"
    r"(?:den\s+)?(?:næste|kommende))\s+uge(?!\w)",
)
def weekday_of_near_week(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    monday = when.meeting_date - timedelta(days=when.meeting_date.weekday())
    weeks = 0 if match["this"] else 1
    return _day(monday + timedelta(weeks=weeks, days=weekday_number(match["weekday"])))


@deadline_rule(
    "nth weekday of a month",
    "day",
    r"(?:den\s+)?(?P<n>[1-5]\.|<ORDINAL>)\s+(?P<weekday><WEEKDAY>|(?:hver)?dag)\s+i\s+"
    r"(?P<m><MONTH>)(?:\s(?P<y><A_YEAR>))?",
)
def nth_weekday(match: re.Match[str], when: When) -> Period | None:
    word = match["n"].rstrip(".").lower()
    n = int(word) if word.isdigit() else ORDINALS.get(word, 1)
    year = year_named(match["y"], when)
    years = [year] if year else _years(when)
    for candidate in years:
        day = _nth(candidate, month_number(match["m"]), match["weekday"], n)
        if day and (year or (when.meeting_date and day >= when.meeting_date)):
            return _day(day)
    return Period(doubt=NOT_THERE) if years else None


@deadline_rule(
    "weekday",
    "day",
    r"(?:(?:på|senest|inden|til|nu\s+på)\s+|(?P<next>næste)\s+|(?:kommende|førstkommende)\s+)+"
    r"(?P<weekday><WEEKDAY>)(?!\s+(?:d\.|den|\d|i\s+(?:den|næste|kommende|denne|uge)|uge))",
)
def weekday(match: re.Match[str], when: When) -> Period | None:
    """Read "fredag" as the first after the meeting; "næste fredag" only where that is the one."""
    if when.meeting_date is None:
        return None
    wanted, today = weekday_number(match["weekday"]), when.meeting_date.weekday()
    if match["next"] and wanted > today:
        return Period(doubt="kan være flere dage")
    return _day(when.meeting_date + timedelta(days=(wanted - today - 1) % DAYS_IN_WEEK + 1))


@deadline_rule(
    "before the weekend", "day", r"(?:inden|før)\s+(?:den\s+kommende\s+)?weekenden(?!\w)"
)
def before_the_weekend(_match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    days = (FRIDAY - when.meeting_date.weekday()) % DAYS_IN_WEEK
    return _day(when.meeting_date + timedelta(days=days))


@deadline_rule(
    "today or tomorrow",
    "day",
    r"i\s+(?P<word>dag|morgen|overmorgen)(?!\w)|(?P<dated>dags\s+dato)(?=\s*[).,;]|\s*$)",
)
def today_or_tomorrow(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    days = {"dag": 0, "morgen": 1, "overmorgen": 2}[(match["word"] or "dag").lower()]
    return _day(when.meeting_date + timedelta(days=days))


def _years(when: When) -> list[int]:
    start = when.meeting_date
    return [start.year - 1, start.year, start.year + 1] if start else []


def _nth(year: int, month: int, weekday: str, n: int) -> date | None:
    every = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    if weekday.lower() == "hverdag":
        days = [day for day in every if day.weekday() <= FRIDAY]
    elif weekday.lower() == "dag":
        days = every
    else:
        days = [day for day in every if day.weekday() == weekday_number(weekday)]
    return days[n - 1 if n > 0 else n] if abs(n) <= len(days) else None
