"""Phrases counted from the meeting: "om 14 dage", "inden for tre uger", "senest 8 dage efter"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from math import ceil

from actions.language.deadline_rules.registry import (
    NO_CERTAIN_DAY,
    Period,
    When,
    deadline_rule,
    number,
)

UNIT = (
    r"(?P<unit>dag(?:es|e|s)?|døgns?|timers?|ugers?|uges|uge|måneders?|måneds|måned|mdr\.?|"
    r"kvartal(?:er)?|års|år)(?!\w)(?:\s+tid(?!\w))?"
)
HALVES = {"halvanden": 1.5, "halvandet": 1.5, "halv": 0.5, "halvt": 0.5, "½": 0.5}
COUNT = (
    r"(?:(?:<NUMBER>\s?(?:-|–|til|eller)\s?)?(?P<n><NUMBER>)|"
    r"(?:et\s+|en\s+)?(?P<half>halvanden|halvandet|halvt?|½))"
)
WITHIN = (
    r"(?:senest\s+|allersenest\s+|inden\s+)?(?:om|inden\s+for|indenfor|i\s+løbet\s+af)\s+"
    r"(?:højst\s+|ca\.\s+|cirka\s+)?"
)
MONTHS_IN_YEAR = 12
HOURS_IN_DAY = 24
DAYS_IN_HALF_MONTH = 14
MONTHS_OF = {"m": 1, "k": 3, "å": 12}


def _later(start: date, count: float, unit: str) -> date | None:
    letter = unit[0].lower()
    if letter in "tdu":
        days = {"t": count / HOURS_IN_DAY, "d": count, "u": count * 7}[letter]
        return start + timedelta(days=ceil(days))
    months = count * MONTHS_OF.get(letter, MONTHS_IN_YEAR)
    year, month = divmod(start.year * MONTHS_IN_YEAR + start.month - 1 + int(months), 12)
    if year > date.max.year:
        return None
    day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=DAYS_IN_HALF_MONTH) if months % 1 else day


def _from_meeting(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    half = match.groupdict().get("half")
    count = HALVES[half.lower()] if half else float(number(match["n"]))
    latest = _later(when.meeting_date, count, match["unit"])
    return Period(when.meeting_date, latest) if latest else None


@deadline_rule(
    "counted from the meeting",
    "relative",
    rf"(?:{WITHIN}(?:de\s+(?:næste|kommende|første)\s+)?|inden\s+(?=\d|<NUMBER>\s))"
    + COUNT
    + r"\s+"
    + UNIT
    + r"(?!\s+(?:før|inden|siden|ugen|dagen|om|efter))",
)
def from_meeting(match: re.Match[str], when: When) -> Period | None:
    return _from_meeting(match, when)


@deadline_rule(
    "within the next week or month",
    "relative",
    r"(?:inden\s+for|indenfor|i\s+løbet\s+af)\s+(?:den|det)\s+(?:næste|kommende)\s+"
    r"(?P<unit>uge|måned|kvartal|halvår|år)(?!\w)",
)
def within_the_next(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    is_half = match["unit"].lower().startswith("h")
    latest = _later(when.meeting_date, 6 if is_half else 1, "måned" if is_half else match["unit"])
    return Period(when.meeting_date, latest)


@deadline_rule(
    "days after the meeting",
    "relative",
    r"(?:senest\s+|inden\s+)?(?P<n><NUMBER>)\s+"
    + UNIT
    + r"\s+(?:efter|fra)\s+(?:mødet|dette\s+møde|dags\s+dato|i\s+dag|d\.d\.)",
)
def after_meeting(match: re.Match[str], when: When) -> Period | None:
    return _from_meeting(match, when)


@deadline_rule(
    "some time from now",
    "none",
    WITHIN
    + r"(?:de\s+(?:næste|kommende)\s+)?(?:et\s+par|nogle(?:\s+få)?|få|flere)\s+"
    + UNIT
    + r"|i\s+(?:den\s+)?(?:nærmeste|kommende|nær)\s+(?:fremtid|tid)(?!\w)",
)
def some_time(_match: re.Match[str], _when: When) -> Period | None:
    return Period(doubt=NO_CERTAIN_DAY)
