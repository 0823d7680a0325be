"""Phrases that name one day by its date, or a few days up to one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from actions.language.deadline_rules.registry import (
    NOT_THERE,
    Period,
    When,
    deadline_rule,
    month_number,
    scanned,
    year_named,
)
from actions.language.deadline_rules.weekdays import (
    NAMES_OF_WEEKDAYS,
    WEEKDAY_SHORT,
    weekday_number,
)
from actions.language.lexicon.calendar import DAY_ORDINALS

A_YEAR = timedelta(days=366)
THE = r"(?:(?:den|d\.|d)\s*)?"
WEEKDAY_BEFORE = rf"(?:(?P<weekday><WEEKDAY>|{WEEKDAY_SHORT})\s+)?{THE}"
# "1.-3. juni", "den 1. og 3. juni", "mellem den 1. og den 15. juni", "28. maj - 2. juni"
RANGE = (
    r"(?:(?:mellem|fra|i\s+perioden(?:\s+fra)?)\s+(?:den\s|d\.\s?)?"
    r"(?P<d0><DAY>)\.?(?:\s?(?P<m0><MONTH>))?\s?(?:-|–|og|til)\s?(?:den\s|d\.\s?)?"
    r"|(?P<d1><DAY>)\.?(?:\s?(?P<m1><MONTH>)\s?(?:-|–)|\s?(?:-|–|og|eller|til))\s?"
    r"(?:den\s|d\.\s?)?)?"
)
NEXT_MONTHS = 62


def a_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None: "31. april" is a slip of the pen, no reading is better."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_such_day(month: int, day: int, when: When) -> date | None:
    """Return such a day within a year of the meeting, None where there is none."""
    start = when.meeting_date
    if start is None:
        return None
    days = (a_date(start.year + later, month, day) for later in range(2))
    return next((found for found in days if found and start <= found <= start + A_YEAR), None)


def the_day(day: date | None, when: When, weekday: str | None = None) -> Period | None:
    """Return the day; a doubt where it does not exist or is another day of the week."""
    if day is None:
        return Period(doubt=NOT_THERE) if when.meeting_date else None
    if weekday:
        named = NAMES_OF_WEEKDAYS[day.weekday()]
        if weekday_number(weekday) != day.weekday():
            return Period(doubt=f"passer ikke, for den {day:%d.%m.%Y} er en {named}")
    return Period(day, day)


@deadline_rule("date as year-month-day", "day", r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
def iso_date(match: re.Match[str], _when: When) -> Period | None:
    day = a_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return Period(day, day) if day else Period(doubt=NOT_THERE)


@deadline_rule(
    "date in figures with a year",
    "day",
    WEEKDAY_BEFORE
    + (
        r"(?:(?P<d>[0-3]?\d)\s?(?P<sep>[./-])\s?(?P<m>[01]?\d)(?:\s?[./-]\s?(?P<y>20\d\d|"
        r"\d\d)|\s(?P<y4>20\d\d))|(?P<sd>[0-3lO]?[\dlO])\.\s?(?P<sm>[01lO]?[\dlO])\.\s?"
        r"(?P<sy>20\d\d))(?!\d|[./:-]\d)"
    ),
)
def numeric_date(match: re.Match[str], when: When) -> Period | None:
    year = year_named(match["y"] or match["y4"] or match["sy"], when)
    month, day = scanned(match["m"] or match["sm"]), scanned(match["d"] or match["sd"])
    if not year:
        return None
    found = a_date(year, month, day)
    if found is None:
        return Period(doubt=NOT_THERE)
    return the_day(found, when, match["weekday"])


@deadline_rule(
    "date in figures without a year",
    "day",
    WEEKDAY_BEFORE + r"(?P<d>[0-3]?\d)(?:/(?P<m>[01]?\d)|\.\s?(?P<m2>[01]?\d)\.)"
    r"(?:\s(?P<y>(?:til\s+)?næste\s+år|i\s+år)(?!\w))?(?!\d|[./:-]\d|\s?%)",
    needs_lead=True,
)
def numeric_day_and_month(match: re.Match[str], when: When) -> Period | None:
    month, day = int(match["m"] or match["m2"]), int(match["d"])
    year = year_named(match["y"], when)
    found = a_date(year, month, day) if year else next_such_day(month, day, when)
    return the_day(found, when, match["weekday"])


@deadline_rule(
    "day and month",
    "day",
    WEEKDAY_BEFORE
    + RANGE
    + r"(?P<d><SCANNED_DAY>)(?:\.\s?|\s)(?P<m><MONTH>)(?:,?\s(?P<y><A_YEAR>))?",
)
def day_and_month(match: re.Match[str], when: When) -> Period | None:
    month, day, year = month_number(match["m"]), scanned(match["d"]), year_named(match["y"], when)
    last = a_date(year, month, day) if year else next_such_day(month, day, when)
    is_range = match["d0"] or match["d1"]
    period = the_day(last, when, None if is_range else match["weekday"])
    if not is_range or not period or not last:
        return period
    first_month = match["m0"] or match["m1"]
    begins = month_number(first_month) if first_month else month
    first = a_date(last.year - (begins > month), begins, int(match["d0"] or match["d1"]))
    if first is None or first > last:
        return Period(doubt=NOT_THERE)
    return Period(max(first, when.meeting_date or first), last)


@deadline_rule(
    "day and month in words",
    "day",
    r"(?:(?P<weekday><WEEKDAY>)\s+)?den\s+(?P<d><DAY_ORDINAL>)\s+(?P<m><MONTH_NAME>)"
    r"(?:,?\s(?P<y><A_YEAR>))?",
)
def day_in_words(match: re.Match[str], when: When) -> Period | None:
    month, day, year = month_number(match["m"]), _ordinal(match["d"]), year_named(match["y"], when)
    found = a_date(year, month, day) if year else next_such_day(month, day, when)
    return the_day(found, when, match["weekday"])


def _ordinal(word: str) -> int:
    """Return 1-31; a damaged "første" is the only one with a letter that can be damaged."""
    return DAY_ORDINALS.get(word.lower(), 1)


@deadline_rule(
    "day of the month",
    "day",
    rf"(?:(?P<weekday><WEEKDAY>|{WEEKDAY_SHORT})\s+)?"
    r"(?:den\s?(?P<d><DAY>)\.(?=\s*(?:$|[.,;:)!?]|(?:og|eller|kl|samt|hvor)\b))"
    r"|d\.\s?(?P<d2><DAY>)\.(?=\s|$|[.,;:)!?]))"
    r"(?!\s*(?:behandling|sal|klasse|kvartal|halvår|punkt|\d))",
)
def day_of_month(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    for later in range(NEXT_MONTHS):
        day = when.meeting_date + timedelta(days=later)
        if day.day == int(match["d"] or match["d2"]):
            return the_day(day, when, match["weekday"])
    return Period(doubt=NOT_THERE)


# "Den 23. ds." is of this month, "5. n.m." of the next and "5. f.m." of the last, in old offices.
THIS_MONTH = r"(?:ds|dennes|d\.\s?m|i\.\s?m)(?!\w)\.?"
NEXT_MONTH = r"n(?:\.\s?m|æstk)(?!\w)\.?"
LAST_MONTH = r"f\.\s?m(?!\w)\.?"


@deadline_rule(
    "day and month of an old office",
    "day",
    rf"(?:(?P<weekday><WEEKDAY>|{WEEKDAY_SHORT})\s+)?{THE}(?P<d><DAY>)\.\s?"
    rf"(?:{THIS_MONTH}|(?P<next>{NEXT_MONTH})|(?P<last>{LAST_MONTH}))",
)
def day_of_old_office(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    start = when.meeting_date.replace(day=1)
    if match["next"]:
        start = (start + timedelta(days=31)).replace(day=1)
    elif match["last"]:
        start = (start - timedelta(days=1)).replace(day=1)
    return the_day(a_date(start.year, start.month, int(match["d"])), when, match["weekday"])


@deadline_rule(
    "day of this or next month",
    "day",
    r"(?P<sure>(?:senest|inden|før|til|frist:?)\s+)?(?:(?:den|d\.)\s?)"
    r"(?:(?P<d><DAY>)\.|(?P<word><DAY_ORDINAL>|sidste))\s+(?:dag\s+)?i\s+"
    r"(?:(?P<which>denne|indeværende|næste|kommende)\s+måned|måneden)(?!\w)",
)
def day_of_named_month(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    if not match["which"] and not match["sure"]:
        return Period(doubt="kan være hver måned")
    start = when.meeting_date.replace(day=1)
    if match["which"] and match["which"].lower().startswith(("n", "k")):
        start = (start + timedelta(days=31)).replace(day=1)
    if (match["word"] or "").lower() == "sidste":
        last = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(last, last)
    wanted = int(match["d"]) if match["d"] else _ordinal(match["word"])
    day = a_date(start.year, start.month, wanted)
    if day and day < when.meeting_date and not match["which"]:
        start = (start + timedelta(days=31)).replace(day=1)
        day = a_date(start.year, start.month, wanted)
    return the_day(day, when)
