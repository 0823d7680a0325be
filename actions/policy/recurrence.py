"""What comes again and again: how often, as minutes say it, and when it is due the next time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
LAST = 31
_PERIODS: tuple[tuple[str, str], ...] = (
    (r"månedligt|månedsvis|hver\s+måned", "monthly"),
    (r"kvartalsvist?|kvartårligt|hvert\s+kvartal|hver\s+(?:tredje|3\.)\s+måned", "quarterly"),
    (
        r"halvårligt|halvårsvis|hvert\s+(?:halvår|halve\s+år)|hver\s+(?:sjette|6\.)\s+måned",
        "half-yearly",
    ),
    (r"årligt|hvert\s+år", "yearly"),
)
_TIMES = re.compile(
    r"\b(?P<times>en|én|to|tre|fire|fem|seks|tolv|\d{1,2})\s?(?:gange?\b|x\b)", re.I
)
_A_MONTH = re.compile(r"\bmåned(?:en|ligt)?\b", re.I)
_A_YEAR = re.compile(r"\b(?:år|året|årligt)\b", re.I)
_COUNTS = {"en": 1, "én": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "tolv": 12}
_A_YEAR_TIMES: dict[int, str] = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}


def read_recurrence(words: str) -> str:
    """Return how often the words say, "" where it is none of ours: "løbende", "hvert andet år"."""
    counted = _TIMES.search(words)
    if counted:
        told = counted["times"].lower()
        times = _COUNTS.get(told) or int(told)
        if _A_MONTH.search(words):
            return "monthly" if times == 1 else ""
        return _A_YEAR_TIMES.get(times, "") if _A_YEAR.search(words) else ""
    for pattern, every in _PERIODS:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return every
    return ""


def next_deadline(
    deadline: date | None, every: str, *, today: date, earlier: Iterable[date | None] = ()
) -> date:
    """Return the next day in the rhythm that lies ahead; what was missed is not made up for.

    The last of a month stays the last of its month; a 30th that a short month made a 28th is a 30th
    again in the next, which the `earlier` deadlines of the series tell, the newest first. Without a
    deadline it counts from today.
    """
    start, step = deadline or today, MONTHS[every]
    day_of_month = _day_of_series(chain([start], earlier))
    months = step
    while (day := _months_after(start, months, day_of_month)) <= today:
        months += step
    return day


def _day_of_series(deadlines: Iterable[date | None]) -> int:
    """Return the day of the month that is meant; LAST where it is the last, whatever its number."""
    ends: list[int] = []
    for deadline in deadlines:
        if deadline is None:
            break
        if (deadline + timedelta(days=1)).month == deadline.month:
            # A later end of a month comes of this day only where the day was cut to fit in.
            return deadline.day if all(end <= deadline.day for end in ends) else LAST
        ends.append(deadline.day)
    return LAST


def _months_after(start: date, months: int, day: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
