"""Phrases that hang on days the municipality itself has named: "inden budgetseminaret".

Those names are data, so their rules are made from the calendar and not registered.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from actions.language.deadline_rules.feasts import NAMES
from actions.language.deadline_rules.registry import DeadlineRule, Period, When, make_rule
from actions.language.lexicon.calendar import Calendar, bare_name

SEASONS = frozenset({"forår", "sommer", "efterår", "vinter"})
LEAD = (
    r"(?P<lead>(?:(?:senest|i\s+god\s+tid|lige)\s+)?(?:inden|før|forud\s+for|op\s+til|"
    r"frem\s+mod|på\s+denne\s+side\s+af|til|på|ved|efter|i|under))\s+"
    r"(?:de[nt]?\s+)?(?:næste\s+|kommende\s+|årets\s+)?"
)
ENDED = r"(?:erne|ene|ne|et|en|n|t|e)?(?:\s+(?P<y>20\d\d))?(?![\w-])"
DAY_BEFORE = ("inden", "før", "forud", "op", "frem", "denne")


@lru_cache(maxsize=64)
def named_rules(calendar: Calendar) -> tuple[DeadlineRule, ...]:
    """Return a rule for each of the municipality's names that no other rule knows."""
    known = {bare_name(name) for name in NAMES.values()} | {bare_name(name) for name in SEASONS}
    names = {bare_name(period.name): period.name for period in calendar.named}
    return tuple(
        _rule(bare, name) for bare, name in sorted(names.items()) if bare and bare not in known
    )


def _rule(bare: str, name: str) -> DeadlineRule:
    words = r"\s+".join(re.escape(word) for word in bare.split())

    def production(match: re.Match[str], when: When) -> Period | None:
        span = _span(name, match["y"], when)
        if span is None:
            return Period()
        lead = match["lead"].lower().split()
        if "efter" in lead:
            return Period(not_before=span[1] + timedelta(days=1))
        if any(word in lead for word in DAY_BEFORE):
            return Period(when.meeting_date, span[0] - timedelta(days=1))
        is_start = "til" in lead
        return Period(when.meeting_date if is_start else span[0], span[0] if is_start else span[1])

    return make_rule(f"the municipality's {name}", "event", LEAD + words + ENDED, production)


def _span(name: str, year: str | None, when: When) -> tuple[date, date] | None:
    start = when.meeting_date
    if year:
        return when.calendar.days_of(name, int(year))
    if start is None:
        return None
    spans = (when.calendar.days_of(name, start.year + later) for later in range(3))
    return next((span for span in spans if span and span[0] >= start), None)
