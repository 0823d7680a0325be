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
    "elleve": 11,
    "tolv": 12,
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "seksten": 16,
    "sytten": 17,
    "atten": 18,
    "nitten": 19,
    "tyve": 20,
    "enogtyve": 21,
    "otteogtyve": 28,
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfems": 90,
    "hundrede": 100,
}
DAY_ORDINALS = {
    "første": 1,
    "anden": 2,
    "tredje": 3,
    "fjerde": 4,
    "femte": 5,
    "sjette": 6,
    "syvende": 7,
    "ottende": 8,
    "niende": 9,
    "tiende": 10,
    "ellevte": 11,
    "tolvte": 12,
    "trettende": 13,
    "fjortende": 14,
    "femtende": 15,
    "sekstende": 16,
    "syttende": 17,
    "attende": 18,
    "nittende": 19,
    "tyvende": 20,
    "enogtyvende": 21,
    "toogtyvende": 22,
    "treogtyvende": 23,
    "fireogtyvende": 24,
    "femogtyvende": 25,
    "seksogtyvende": 26,
    "syvogtyvende": 27,
    "otteogtyvende": 28,
    "niogtyvende": 29,
    "tredivte": 30,
    "enogtredivte": 31,
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
    "ult.": "ultimo",
    "udløbet af": "ultimo",
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
class NamedPeriod:
    """Days that the municipality has a name for: "sommerferien", "budgetseminaret".

    Both days are inclusive. A yearly period holds in every year, the others in their own.
    """

    name: str
    first: date
    last: date
    is_yearly: bool = False

    def in_year(self, year: int) -> tuple[date, date] | None:
        """Return its first and last day where it begins in that year."""
        if not self.is_yearly:
            return (self.first, self.last) if self.first.year == year else None
        later = self.last.year - self.first.year
        return _moved(self.first, year), _moved(self.last, year + later)


def _moved(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What seasons and holidays mean as deadlines here; the defaults are the common reading.

    `last_before_*` is the last day that is still before; `first_after_*` the first day after.
    School breaks are given by their ISO week, or by the municipality's own days in `named`,
    which come first where they say anything about the year.
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
    named: tuple[NamedPeriod, ...] = ()

    def days_of(self, name: str, year: int) -> tuple[date, date] | None:
        """Return the municipality's own days for what is called so, None where it has none.

        Days of that year alone come before those of every year.
        """
        called = bare_name(name)
        spans = [
            (period.is_yearly, span)
            for period in self.named
            if bare_name(period.name) == called and (span := period.in_year(year))
        ]
        return min(spans)[1] if spans else None


def bare_name(name: str) -> str:
    """Return the name without its article: "Sommerferien" is "sommerferie"."""
    word = name.strip().lower()
    for ending in ("erne", "et", "en", "n"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e")


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
