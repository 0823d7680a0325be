"""Phrases that hang on something other than a date: holidays, meetings, events, no hurry at all.

Holidays have days by the calendar; the next meeting has one where the file states it; the rest
is kept as words and gives no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from actions.language.deadline_rules.registry import Period, When, deadline_rule
from actions.language.lexicon.calendar import first_after_easter, last_before_easter

BEFORE = (
    r"(?:inden|før|frem\s+mod|frem\s+til|op\s+til|på\s+denne\s+side\s+af|"
    r"på\s+den\s+her\s+side\s+af|senest|til|hen\s+mod)\s+"
)
FRIDAY = 5
MONDAY = 1


def _first(days: list[date], when: When) -> date | None:
    start = when.meeting_date
    return next((day for day in days if start and day >= start), None)


def _each_year(when: When, make: Callable[[int], date], year: str | None) -> list[date]:
    if year:
        return [make(int(year))]
    start = when.meeting_date
    return [make(start.year + later) for later in range(3)] if start else []


def _until(when: When, make: Callable[[int], date], year: str | None) -> Period | None:
    days = _each_year(when, make, year)
    day = days[0] if year and days else _first(days, when)
    return Period(when.meeting_date, day) if day else Period()


def _from(when: When, make: Callable[[int], date], year: str | None) -> Period | None:
    days = _each_year(when, make, year)
    day = days[0] if year and days else _first(days, when)
    return Period(not_before=day) if day else Period()


YEAR = r"(?:en|n|et)?(?:\s+(?P<y><YEAR>))?(?![\w-])"


@deadline_rule(
    "before the summer holidays",
    "event",
    BEFORE + r"(?:sommerferie(?:n|perioden)?|sommerpausen|sommer)(?:\s+(?P<y><YEAR>))?(?![\w-])",
)
def before_summer(match: re.Match[str], when: When) -> Period | None:
    if match[0].lower() in {"til sommer", "senest sommer"}:
        return None  # by the end of summer or before it: nobody can tell
    return _until(when, when.calendar.last_before_summer.in_year, match["y"])


@deadline_rule("before Christmas", "event", BEFORE + r"(?:jul|juleferie)" + YEAR)
def before_christmas(match: re.Match[str], when: When) -> Period | None:
    return _until(when, when.calendar.last_before_christmas.in_year, match["y"])


@deadline_rule("before Easter", "event", BEFORE + r"(?:påske|påskeferie)" + YEAR)
def before_easter(match: re.Match[str], when: When) -> Period | None:
    return _until(when, last_before_easter, match["y"])


@deadline_rule(
    "before a school break",
    "event",
    BEFORE + r"(?P<season>efterårs|vinter)ferie(?:n)?(?:\s+(?P<y><YEAR>))?(?!\w)",
)
def before_school_break(match: re.Match[str], when: When) -> Period | None:
    week = _break_week(match["season"], when)
    return _until(when, lambda year: date.fromisocalendar(year, week - 1, FRIDAY), match["y"])


@deadline_rule(
    "after a holiday",
    "event",
    r"(?:efter|på\s+den\s+anden\s+side\s+af)\s+(?P<what>sommerferien|sommeren|sommer|"
    r"nytår|årsskiftet|julen?|juleferien|påsken?|påskeferien|efterårsferien|"
    r"vinterferien)(?!\w)",
)
def after_holiday(match: re.Match[str], when: When) -> Period | None:
    what, calendar = match["what"].lower(), when.calendar
    if what.startswith("sommer"):
        return _from(when, calendar.first_after_summer.in_year, None)
    if what.startswith(("ny", "års", "ars")):
        return _from(when, calendar.first_after_new_year.in_year, None)
    if what.startswith("jul"):
        return _from(when, calendar.first_after_christmas.in_year, None)
    if what.startswith("p"):
        return _from(when, first_after_easter, None)
    week = _break_week(what, when)
    return _from(when, lambda year: date.fromisocalendar(year, week + 1, MONDAY), None)


def _break_week(season: str, when: When) -> int:
    if season.lower().startswith("e"):
        return when.calendar.autumn_break_week
    return when.calendar.winter_break_week


@deadline_rule(
    "next meeting",
    "event",
    r"(?:(?:på|til|inden|ved|før|senest\s+på|senest\s+til|"
    r"senest)\s+)(?:det\s+)?(?:næste|kommende|næstkommende|"
    r"førstkommende)\s+(?:ordinære\s+)?(?:møde|gang)(?!\w)|til\s+næste\s+gang",
)
def next_meeting(_match: re.Match[str], when: When) -> Period | None:
    return Period(when.meeting_date, when.next_meeting) if when.next_meeting else Period()


@deadline_rule(
    "a later meeting",
    "none",
    r"(?:(?:på|til|ved|inden)\s+)(?:et\s+|det\s+|den\s+)?(?:(?:næste|kommende|"
    r"førstkommende|senere|snarligt)\s+)(?:ordinære\s+)?(?:\w+møde|møde|\w*seminar|"
    r"generalforsamling)(?:t|n|en|et)?(?!\w)(?!\s+(?:d\.|den|i)\s)",
)
def later_meeting(_match: re.Match[str], _when: When) -> Period | None:
    return Period()


@deadline_rule(
    "as soon as possible",
    "none",
    r"(?:så\s+)?(?:snarest(?:\s+mulig[te]?)?|hurtigst\s+mulig[te]?|"
    r"hurtigt\s+som\s+muligt|ASAP|straks|omgående|inden\s+længe)(?!\w)",
)
def as_soon_as_possible(_match: re.Match[str], _when: When) -> Period | None:
    return Period()


@deadline_rule(
    "again and again",
    "none",
    r"(?:løbende|(?:en|to|tre|fire|\d)\s+gange?\s+(?:om\s+året|årligt|om\s+måneden|"
    r"om\s+ugen|ugentligt)|\d\s?x\s?årligt|hver(?:t|anden|andet)?\s+(?:måned|uge|år|"
    r"kvartal|halvår|anden\s+\w+|<WEEKDAY>|møde)|månedligt|kvartalsvis|halvårligt|"
    r"årligt|ugentligt|fast\s+på\s+hvert\s+møde)(?!\w)",
)
def again_and_again(_match: re.Match[str], _when: When) -> Period | None:
    return Period(recurrence=True)


@deadline_rule(
    "when something has happened",
    "none",
    r"(?:når|så\s+snart|efter\s+at|i\s+forlængelse\s+af\s+at)\s+[^.;]{3,80}?(?=[.;,]|$)",
)
def when_something_happened(_match: re.Match[str], _when: When) -> Period | None:
    return Period(condition=True)
