"""Dates and clock times in the heads of documents: only such as are written out in full.

Deadlines in running text are another matter and another reader; here a date without a year, or
one that does not exist, is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from meetings.reading.damage import tolerant
from meetings.reading.lexicon.months import MONTHS

_MONTH = "|".join(tolerant(month) for month in sorted(MONTHS, key=len, reverse=True))
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<day>\d{1,2})\s?(?P<mark>[-./])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/-]|[.,]\d)"
    r"|(?<![\d.,/-])(?P<day2>\d{1,2})/(?P<month2>\d{1,2})\s?[- ]\s?"
    r"(?P<year2>(?:19|20)\d{2}|\d{2})(?!\d|\s?/\d)"
)
_ISO = re.compile(
    r"(?<![\d.-])(?P<year>(?:19|20)\d{2})(?P<mark>[-.])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})"
    r"(?![\d-]|\.\d)"
)
_WRITTEN = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s*(?P<month>{_MONTH})\.?,?\s*(?:[–-]\s*)?(?P<year>(?:19|20)\d{{2}})(?!\d)",
    re.IGNORECASE,
)
# "Onsdag, Oktober 2, 2024", as web pages in English date a Danish meeting.
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),\s*(?P<year>(?:19|20)\d{{2}})(?!\d)",
    re.IGNORECASE,
)
# "torsdag den 23. oktober", "22/10": a day of the year that the reader knows.
_WITHOUT_YEAR = re.compile(
    rf"(?<![\d.,/-])(?P<day>\d{{1,2}})(?:\.?\s*(?P<month>{_MONTH})\b|/(?P<month2>\d{{1,2}})(?![\d/-]))",
    re.IGNORECASE,
)
_CLOCK = r"(?:[01]?\d|2[0-4])\s?[:.]\s?[0-5]\d"
_TIMES = re.compile(
    rf"(?:(?P<kl>kl(?:okken|\.|\b)\s*[.:]?)\s*)?(?<![\d.:])(?P<start>{_CLOCK}|\d{{1,2}}(?!\d|\s?[-./]\s?\d{{1,2}}[-./]))"
    rf"(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(?P<end>{_CLOCK}|\d{{1,2}}(?![\d.:/-])))?",
    re.IGNORECASE,
)
# The shortest date, "1-3-23", has four: most lines are done with here.
_DIGIT, _FEWEST_DIGITS = re.compile(r"\d"), 4
_FILE_DATES = (
    re.compile(r"(?<!\d)(?P<year>20\d{2})[-_. ]?(?P<month>\d{2})[-_. ]?(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_. ](?P<month>\d{1,2})[-_. ](?P<year>20\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{2})(?P<month>\d{2})(?P<year>20\d{2})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its span in the text that was searched."""

    value: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Return the full dates of a line, in order: 30-06-2020, 1/3-23, den 3. marts 2025."""
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return []
    found = []
    for pattern in (_ISO, _NUMERIC, _WRITTEN, _MONTH_FIRST):
        for match in pattern.finditer(text):
            value = _date(match)
            if value:
                found.append(FoundDate(value, match.start(), match.end()))
    return sorted(found, key=lambda hit: hit.start)


def first_day_after(text: str, day: date) -> date | None:
    """Return the first day of a line that lies after the given one, a year not being needed."""
    hits = [hit.value for hit in find_dates(text)]
    for match in () if hits else _WITHOUT_YEAR.finditer(text):
        month = match["month"] or match["month2"]
        number = int(month) if month.isdigit() else _month(month)
        hits += [value for year in (0, 1) if (value := _day(day.year + year, number, match["day"]))]
    return min((hit for hit in hits if hit > day), default=None)


def find_times(text: str) -> tuple[time | None, time | None]:
    """Return the first clock time or span of times of a line: 10:00 - 11:30, kl. 16-18."""
    for match in _TIMES.finditer(text):
        is_clock = bool(re.search(r"[:.]", match["start"]))
        is_sure = match["kl"] or (is_clock and (":" in match["start"] or match["end"]))
        if not is_sure:
            continue
        start = _time(match["start"])
        if start:
            return start, _time(match["end"]) if match["end"] else None
    return None, None


def without_dates(text: str) -> str:
    """Return the line with its dates blanked, so that no part of one is read as a clock time."""
    chars = list(text)
    for hit in find_dates(text):
        chars[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(chars)


def date_in_file_name(name: str) -> FoundDate | None:
    """Return the only date of a file name, None where there is none or more than one."""
    found: dict[date, FoundDate] = {}
    for pattern in _FILE_DATES:
        for match in pattern.finditer(name):
            value = _date(match)
            if value:
                found.setdefault(value, FoundDate(value, match.start(), match.end()))
    written = [hit for hit in find_dates(name.replace("_", " ")) if hit.value not in found]
    hits = [*found.values(), *written]
    return hits[0] if len(hits) == 1 else None


def _date(match: re.Match[str]) -> date | None:
    parts = {key.rstrip("2"): value for key, value in match.groupdict().items() if value}
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    month = parts["month"]
    try:
        return date(year, int(month) if month.isdigit() else _month(month), int(parts["day"]))
    except ValueError:  # "31. april" is a slip of the pen: no reading is better than a guess
        return None


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    for name, number in MONTHS.items():
        if re.fullmatch(tolerant(name), word, re.IGNORECASE):
            return number
    raise ValueError(word)


def _time(text: str) -> time | None:
    parts = re.split(r"\s?[:.]\s?", text.strip())
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
