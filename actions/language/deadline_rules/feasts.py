"""Phrases that hang on a holiday or a school break: "inden jul", "efter sommerferien".

The days are the municipality's own where it has said them, else what Danes commonly mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from actions.language.deadline_rules.registry import Period, When, deadline_rule
from actions.language.lexicon.calendar import (
    Calendar,
    easter_sunday,
    first_after_easter,
    last_before_easter,
)

BEFORE = (
    r"(?:(?:lige|kort|umiddelbart|i\s+god\s+tid|senest)\s+)?"
    r"(?:inden|før|frem\s+mod|frem\s+til|op\s+til|op\s+mod|på\s+denne\s+side\s+af|"
    r"på\s+den\s+her\s+side\s+af|senest|til|hen\s+mod|forud\s+for)\s+(?:vi\s+går\s+på\s+)?"
)
AFTER = r"(?:efter|på\s+den\s+anden\s+side\s+af)\s+"
WHOSE = r"(?:skolernes\s+|skolens\s+|årets\s+)?"
FEAST = (
    r"(?:(?P<year>nytår|årsskiftet)|(?P<summer>sommer(?:ferie|pause)(?:perioden|n)?|sommer(?:en)?)|"
    r"(?P<christmas>jul(?:eferie)?(?:en|n)?)|(?P<easter>påske(?:ferie)?n?)|"
    r"(?P<autumn>efterårsferien?)|(?P<winter>vinterferien?)|(?P<whitsun>pinse(?:ferie)?n?)|"
    r"(?P<ascension>kristi\s+himmelfart(?:sdag|sferien?)?)|(?P<constitution>grundlovsdag)|"
    r"(?P<midsummer>(?:sankt|skt\.?|sct\.?)\s?hans(?:\s?aften)?))(?![\w-])"
)
STARTS = (
    r"(?:(?P<start>sommer(?:feri)?ens|jule(?:feri)?ens|påske(?:feri)?ens|efterårsferiens|"
    r"vinterferiens)\s+(?:start|begyndelse|indtræden))"
)
FRIDAY = 5
MONDAY = 1
NAMES = {
    "summer": "sommerferie",
    "christmas": "juleferie",
    "easter": "påskeferie",
    "autumn": "efterårsferie",
    "winter": "vinterferie",
}
STEMS = {"s": "summer", "j": "christmas", "p": "easter", "e": "autumn", "v": "winter"}
Bounds = tuple[date, date]


def _common(feast: str, year: int, calendar: Calendar) -> Bounds:
    """Return the last day before a feast and the first day after it, as Danes commonly mean."""
    easter, day = easter_sunday(year), timedelta(days=1)

    def week_before_and_after(week: int) -> Bounds:
        return (
            date.fromisocalendar(year, week - 1, FRIDAY),
            date.fromisocalendar(year, week + 1, MONDAY),
        )

    makers: dict[str, Callable[[], Bounds]] = {
        "year": lambda: (date(year, 12, 31), calendar.first_after_new_year.in_year(year)),
        "summer": lambda: (
            calendar.last_before_summer.in_year(year),
            calendar.first_after_summer.in_year(year),
        ),
        "christmas": lambda: (
            calendar.last_before_christmas.in_year(year),
            calendar.first_after_christmas.in_year(year),
        ),
        "easter": lambda: (last_before_easter(year), first_after_easter(year)),
        "autumn": lambda: week_before_and_after(calendar.autumn_break_week),
        "winter": lambda: week_before_and_after(calendar.winter_break_week),
        "whitsun": lambda: (easter + 48 * day, easter + 51 * day),
        "ascension": lambda: (easter + 38 * day, easter + 40 * day),
        "constitution": lambda: (date(year, 6, 4), date(year, 6, 6)),
        "midsummer": lambda: (date(year, 6, 22), date(year, 6, 24)),
    }
    return makers[feast]()


def _bounds(feast: str, year: int, when: When) -> Bounds:
    own = when.calendar.days_of(NAMES.get(feast, feast), year)
    if own:
        return own[0] - timedelta(days=1), own[1] + timedelta(days=1)
    return _common(feast, year, when.calendar)


def _feast(match: re.Match[str]) -> str:
    found = next((name for name in _FEASTS if match.groupdict().get(name)), None)
    return found or STEMS[match["start"][0].lower()]


_FEASTS = (
    "year",
    "summer",
    "christmas",
    "easter",
    "autumn",
    "winter",
    "whitsun",
    "ascension",
    "constitution",
    "midsummer",
)


def _years(match: re.Match[str], when: When) -> list[int]:
    if match["y"]:
        return [int(match["y"])]
    start = when.meeting_date
    return [start.year + later for later in range(-1, 3)] if start else []


@deadline_rule(
    "before a holiday",
    "event",
    BEFORE + WHOSE + rf"(?:{STARTS}|{FEAST})(?:\s+(?P<y><YEAR>))?(?![\w-])",
)
def before_holiday(match: re.Match[str], when: When) -> Period | None:
    if re.fullmatch(r"(?:til|senest)\s+sommer(?:en)?|til\s+pinse", match[0], re.IGNORECASE):
        return None  # by the end of summer or before it: nobody can tell
    feast = _feast(match)
    if feast == "year":
        return None  # the end of the year is read by the year's own rule
    start = when.meeting_date
    for year in _years(match, when):
        last = _bounds(feast, year, when)[0]
        if match["y"] or (start and last >= start):
            return Period(start, last)
    return Period()


@deadline_rule("after a holiday", "event", AFTER + FEAST + r"(?:\s+(?P<y><YEAR>))?(?![\w-])")
def after_holiday(match: re.Match[str], when: When) -> Period | None:
    start = when.meeting_date
    for year in _years(match, when):
        first = _bounds(_feast(match), year, when)[1]
        if match["y"] or (start and first >= start):
            return Period(not_before=first)
    return Period()


@deadline_rule("in the new year", "event", r"i\s+det\s+nye\s+år(?!\w)")
def in_the_new_year(_match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    return Period(not_before=when.calendar.first_after_new_year.in_year(when.meeting_date.year + 1))


@deadline_rule(
    "before the holidays", "event", r"(?:inden|før|frem\s+mod)\s+(?:ferien|ferieperioden)(?!\w)"
)
def before_some_holidays(_match: re.Match[str], when: When) -> Period | None:
    """Read "inden ferien" in spring as the summer's; at other times it could be several."""
    start = when.meeting_date
    if start is None:
        return None
    summer = _bounds("summer", start.year, when)[0]
    if _bounds("easter", start.year, when)[1] <= start <= summer:
        return Period(start, summer)
    return Period(doubt="kan være flere ferier")
