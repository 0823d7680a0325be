"""Danish working days: Monday to Friday, but for public holidays and the days we are closed.

Store Bededag was a holiday until 2023 and is none since; the library knows. `closed` holds the
further days on which this municipality is closed: where nothing is given those on which most are,
5 June, 24 and 31 December. At the calendar's own ends the last day there is stands for those beyond
it.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from meetings.usual_days import USUAL

DAY = timedelta(days=1)
SATURDAY = 5


def is_workday(day: date, *, closed: frozenset[date] = USUAL) -> bool:
    return day.weekday() < SATURDAY and day not in closed and day not in _public_holidays(day.year)


def workday_on_or_before(day: date, *, closed: frozenset[date] = USUAL) -> date:
    while day > date.min and not is_workday(day, closed=closed):
        day -= DAY
    return day


def workdays_before(day: date, count: int, *, closed: frozenset[date] = USUAL) -> date:
    """Return the working day that lies `count` working days before `day`.

    A day off counts as the working day before it: one working day before a Sunday is Thursday.
    """
    day = workday_on_or_before(day, closed=closed)
    for _ in range(count):
        if day > date.min:
            day = workday_on_or_before(day - DAY, closed=closed)
    return day


def workdays_after(day: date, count: int, *, closed: frozenset[date] = USUAL) -> date:
    """Return the `count`th working day after `day`: one working day after a Friday is Monday."""
    while count and day < date.max:
        day += DAY
        count -= is_workday(day, closed=closed)
    return day


def workdays_between(start: date, end: date, *, closed: frozenset[date] = USUAL) -> int:
    """Return how many working days there are after `start`, up to and including `end`."""
    days = (start + DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_workday(day, closed=closed) for day in days)


@lru_cache(maxsize=200)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def holiday_name(day: date, *, language: str) -> str:
    """Return what a public holiday is called, in Danish or English; "" where it is none."""
    spoken = "en_US" if language == "en" else "da"
    return _holiday_names(day.year, spoken).get(day, "")


@lru_cache(maxsize=200)
def _holiday_names(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language=language))
