"""Phrases that name a larger part of a year, or a year: quarters, half-years, seasons."""

from __future__ import annotations

import re
from datetime import date

from actions.language.deadline_rules.registry import Period, When, deadline_rule, year_named
from actions.language.deadline_rules.spans import Span, first_span, month_end, part_named

MONTHS_IN_QUARTER = 3
MONTHS_IN_HALF = 6
DECEMBER = 12
FIRST_MONTHS = {"f": 3, "s": 6, "e": 9, "v": 12}


@deadline_rule(
    "part of a year",
    "year",
    r"(?P<part>primo|medio|ultimo|ult\.|(?:starten|begyndelsen|midten|slutningen|udgangen|"
    r"udløbet)\s+af|først\s+i|sidst\s+i|midt\s+i|først\s+på|sidst\s+på|midt\s+på|"
    r"tidligt\s+(?:på|i)|senere\s+(?:på|i))\s+"
    r"(?:(?P<y><YEAR>)|(?P<next>(?:det\s+)?(?:nye|næste|kommende)\s+år)|(?P<this>året|i\s+år))"
    r"(?!\w)",
)
def part_of_year(match: re.Match[str], when: When) -> Period | None:
    if not match["y"] and when.meeting_date is None:
        return None
    part = _part(match["part"])

    def make(year: int) -> Span:
        return {
            "primo": (date(year, 1, 1), date(year, 1, 31)),
            "medio": (date(year, 6, 1), date(year, 6, 30)),
            "ultimo": (date(year, 12, 1), date(year, 12, 31)),
        }[part]

    year = int(match["y"]) if match["y"] else None
    if match["next"] and when.meeting_date:
        year = when.meeting_date.year + 1
    return first_span(make, year, when)


def _part(words: str) -> str:
    first = words.lower().split()[0]
    if first in {"sidst", "senere"}:
        return "ultimo"
    return "medio" if first == "midt" else part_named(words)


@deadline_rule(
    "quarter",
    "quarter",
    r"(?:[1-4]\.\s?(?:/|-|–|og|eller)\s?)?(?:(?P<n>[1-4])\.\s?|(?P<word>første|andet|tredje|"
    r"fjerde)\s+)(?:kvartal|kvt\.|kv\.)(?:\s(?:i\s|af\s)?(?P<y><A_YEAR>))?|"
    r"(?:Q[1-4]\s?(?:/|-|–|og|eller)\s?)?Q(?P<q>[1-4])(?:[\s-](?P<y2><A_YEAR>))?(?!\w|\s?[/–-]\s?Q?\d)",
    takes_before=True,
)
def quarter(match: re.Match[str], when: When) -> Period | None:
    n = int(match["n"] or match["q"] or _ordinal(match["word"]))

    def make(year: int) -> Span:
        last = MONTHS_IN_QUARTER * n
        return date(year, last - 2, 1), month_end(year, last)

    return first_span(make, year_named(match["y"] or match["y2"], when), when)


@deadline_rule(
    "half-year",
    "half-year",
    r"(?:(?P<n>[12])\.\s?|(?P<word>første|andet)\s+)halvår(?:\s(?:i\s|af\s)?(?P<y><A_YEAR>))?",
    takes_before=True,
)
def half_year(match: re.Match[str], when: When) -> Period | None:
    n = int(match["n"] or _ordinal(match["word"]))

    def make(year: int) -> Span:
        last = MONTHS_IN_HALF * n
        return date(year, last - 5, 1), month_end(year, last)

    return first_span(make, year_named(match["y"], when), when)


def _ordinal(word: str) -> int:
    return {"f": 1, "a": 2, "t": 3}.get(word[0].lower(), 1) if word.lower() != "fjerde" else 4


@deadline_rule(
    "this or next quarter or half-year",
    "quarter",
    r"(?:(?P<this>dette|indeværende)|(?P<next>næste|kommende))\s+(?P<what>kvartal|halvår)(?!\w)|"
    r"(?P<end>kvartalets|halvårets)\s+(?:udgang|udløb|slutning)|"
    r"(?:udgangen|udløbet|slutningen)\s+af\s+(?P<end2>kvartalet|halvåret)",
)
def near_quarter(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    word = (match["what"] or match["end"] or match["end2"]).lower()
    length = MONTHS_IN_QUARTER if word.startswith("k") else MONTHS_IN_HALF
    year, last = when.meeting_date.year, -(-when.meeting_date.month // length) * length
    if match["next"]:
        last += length
    year, last = (year + 1, last - DECEMBER) if last > DECEMBER else (year, last)
    return Period(date(year, last - length + 1, 1), month_end(year, last))


@deadline_rule(
    "season",
    "season",
    r"(?P<season>forår|sommer|efterår|vinter)(?:et|en)?(?:\s+(?P<y><A_YEAR>))?(?![\w-])",
    needs_lead=True,
    takes_before=True,
)
def season(match: re.Match[str], when: When) -> Period | None:
    word, calendar = match["season"].lower(), when.calendar
    letter = word[0]
    ends = {
        "f": calendar.spring_ends,
        "s": calendar.summer_ends,
        "e": calendar.autumn_ends,
        "v": None,
    }[letter]

    def make(year: int) -> Span:
        begins = date(year - (letter == "v"), FIRST_MONTHS[letter], 1)
        own = calendar.days_of(word, year)
        return own or (begins, ends.in_year(year) if ends else month_end(year, 2))

    return first_span(make, year_named(match["y"], when), when)


@deadline_rule(
    "end of the year",
    "year",
    r"årets\s+(?:udgang|slutning|udløb|afslutning)|årsskiftet(?:\s+(?P<y>20\d\d)\s?[/-]\s?(?:20)?\d\d)?|"
    r"(?:udgangen|slutningen|udløbet|løbet)\s+af\s+året|ultimo\s+året|"
    r"året\s+er\s+(?:omme|slut|forbi|gået|ude)(?!\w)|nytår(?!\w)",
    needs_lead=True,
)
def end_of_year(match: re.Match[str], when: When) -> Period | None:
    year = int(match["y"]) if match["y"] else None
    return first_span(lambda of: (date(of, 12, 1), date(of, 12, 31)), year, when)


@deadline_rule(
    "this or next year",
    "year",
    r"(?:senere\s+)?i\s+år(?!\w)|(?P<next>næste\s+år(?!\w))|(?:dette|indeværende)\s+år(?!\w)",
)
def this_or_next_year(match: re.Match[str], when: When) -> Period | None:
    if when.meeting_date is None:
        return None
    year = when.meeting_date.year + bool(match["next"])
    return Period(date(year, 1, 1), date(year, 12, 31))


@deadline_rule(
    "year", "year", r"(?P<y><YEAR>)(?![-–]\d|\s?[-–]\s?20\d\d)", needs_lead=True, takes_before=True
)
def whole_year(match: re.Match[str], _when: When) -> Period | None:
    year = int(match["y"])
    return Period(date(year, 1, 1), date(year, 12, 31))
