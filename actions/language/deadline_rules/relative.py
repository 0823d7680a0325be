"""Phrases counted from the meeting: "om 14 dage", "inden for tre uger", "senest 8 dage efter"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from actions.language.deadline_rules.registry import Period, When, deadline_rule, number

UNIT = r"(?P<unit>dage?|uger?|måned(?:er)?|år)(?!\w)"
MONTHS_IN_YEAR = 12


def _later(start: date, count: int, unit: str) -> date:
    letter = unit[0].lower()
    if letter == "d":
        return start + timedelta(days=count)
    if letter == "u":
        return start + timedelta(weeks=count)
    months = count * (MONTHS_IN_YEAR if letter != "m" else 1)
    year, month = divmod(start.year * MONTHS_IN_YEAR + start.month - 1 + months, MONTHS_IN_YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _from_meeting(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    latest = _later(when.meeting_date, number(match["n"]), match["unit"])
    return Period(when.meeting_date, latest)


@deadline_rule(
    "counted from the meeting",
    "relative",
    r"(?:senest\s+)?(?:om|inden\s+for|indenfor|i\s+løbet\s+af)\s+(?:de\s+(?:næste|"
    r"kommende)\s+|højst\s+|ca\.\s+)?(?P<n><NUMBER>)\s+"
    + UNIT
    + r"(?!\s+(?:før|inden|siden|ugen|dagen|om))",
)
def from_meeting(match: re.Match[str], when: When) -> Period | None:
    return _from_meeting(match, when)


@deadline_rule("half a year on", "relative", r"om\s+et\s+halvt\s+år(?!\w)")
def half_a_year_on(_match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    return Period(when.meeting_date, _later(when.meeting_date, 6, "måneder"))


@deadline_rule(
    "days after the meeting",
    "relative",
    r"(?:senest\s+|inden\s+)?(?P<n><NUMBER>)\s+"
    + UNIT
    + r"\s+(?:efter|fra)\s+(?:mødet|dette\s+møde|dags\s+dato|i\s+dag|d\.d\.)",
)
def after_meeting(match: re.Match[str], when: When) -> Period | None:
    return _from_meeting(match, when)
