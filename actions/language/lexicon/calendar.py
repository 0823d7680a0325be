"""Danish words for parts of the calendar, and what a municipality takes them to mean.

Left out on purpose, because minutes use them as ordinary words or names: "man" (one), "tor",
"jan" and "maj" alone with a capital (given names), "lør" and "søn" (words cut at a line end).
A month that stands alone needs a preposition before it and a small first letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "januar": 1,
    "februar": 2,
    "marts": 3,
    "april": 4,
    "maj": 5,
    "juni": 6,
    "juli": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "december": 12,
}
MONTHS_SHORT = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS = {
    "mandag": 0,
    "tirsdag": 1,
    "onsdag": 2,
    "torsdag": 3,
    "fredag": 4,
    "lørdag": 5,
    "søndag": 6,
}
NUMBERS = {
    "en": 1,
    "et": 1,
    "én": 1,
    "ét": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "syv": 7,
    "otte": 8,
    "ni": 9,
    "ti": 10,
    "tolv": 12,
    "fjorten": 14,
}
ORDINALS = {
    "første": 1,
    "anden": 2,
    "andet": 2,
    "tredje": 3,
    "fjerde": 4,
    "sidste": -1,
}
MONTH_PARTS = {
    "primo": "primo",
    "starten af": "primo",
    "begyndelsen af": "primo",
    "først i": "primo",
    "medio": "medio",
    "midten af": "medio",
    "midt i": "medio",
    "ultimo": "ultimo",
    "slutningen af": "ultimo",
    "sidst i": "ultimo",
    "udgangen af": "ultimo",
}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day that returns every year."""

    month: int
    day: int

    def on_or_after(self, day: date) -> date:
        """Return the first such day on or after the given day."""
        this_year = self.in_year(day.year)
        return this_year if this_year >= day else self.in_year(day.year + 1)

    def in_year(self, year: int) -> date:
        """Return the day in that year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What seasons and holidays mean as deadlines here; the defaults are the common reading.

    `last_before_*` is the last day that is still before; `first_after_*` the first day after.
    School breaks are given by their ISO week.
    """

    primo_ends: int = 10
    medio_ends: int = 20
    last_before_summer: MonthDay = MonthDay(6, 30)
    first_after_summer: MonthDay = MonthDay(8, 1)
    last_before_christmas: MonthDay = MonthDay(12, 23)
    first_after_christmas: MonthDay = MonthDay(12, 27)
    first_after_new_year: MonthDay = MonthDay(1, 2)
    spring_ends: MonthDay = MonthDay(5, 31)
    summer_ends: MonthDay = MonthDay(8, 31)
    autumn_ends: MonthDay = MonthDay(11, 30)
    autumn_break_week: int = 42
    winter_break_week: int = 7


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def last_before_easter(year: int) -> date:
    """Return the day before Skærtorsdag."""
    return easter_sunday(year) - timedelta(days=4)


def first_after_easter(year: int) -> date:
    """Return the day after 2. påskedag."""
    return easter_sunday(year) + timedelta(days=2)
