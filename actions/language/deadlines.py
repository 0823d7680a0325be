"""Reads what a Danish deadline phrase means: the last day that still meets it, or no day at all.

The rules are in `deadline_rules/`; what a season or holiday means is data (`Calendar`). A date
before the meeting and a word that only looks like a date give nothing; a date that cannot be, or
that could be several, gives no day but a doubt that a person can read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from actions.language.deadline_context import (
    LABEL,
    LOOK_BACK,
    STRONG,
    in_context,
    is_credible,
    is_strong,
    lead_of,
    looks_back,
    may_stand,
)
from actions.language.deadline_rules import RULES, DeadlineRule, Period, When, named_rules
from actions.language.deadline_rules.registry import BEFORE_MEETING, Kind, Words
from actions.language.lexicon.calendar import Calendar
from actions.language.patterns import compiled
from actions.language.plan import NO_PLAN, MeetingPlan

DEFAULT_CALENDAR = Calendar()
# What was read and is over: it takes its words, so that no part of them is read again.
PASSED = Period()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline phrase and its reading. `latest` is the due date; `text` is text[start:end].

    `doubt` is the end of a Danish sentence that says why there is no due date though the words
    seem to give one: "findes ikke". The phrase is its subject.
    """

    earliest: date | None
    latest: date | None
    kind: Kind
    rule: str
    start: int
    end: int
    text: str
    not_before: date | None = None
    recurrence: str | None = None
    condition: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: DeadlineRule
    period: Period
    start: int
    end: int
    lead: str
    is_strong: bool

    def rank(self) -> tuple[bool, bool, bool, int]:
        is_dated = self.period.latest is not None or self.period.doubt is not None
        return is_dated, self.is_strong, bool(self.lead), -self.start

    def reach(self) -> tuple[int, int, int]:
        """Sort the longest first; of equals the one whose own pattern took more of the words."""
        return self.start - self.end, len(self.lead), self.start


def read_deadline(
    text: str,
    *,
    meeting_date: date | None,
    calendar: Calendar = DEFAULT_CALENDAR,
    next_meeting: date | None = None,
    plan: MeetingPlan = NO_PLAN,
    damaged: bool = False,
) -> Deadline | None:
    """Return the deadline that the text gives, or None where it gives none.

    Without a meeting date only a fully dated phrase gives a due date. Of several phrases the one
    after "senest", "inden" or "frist" counts, then the first; the others may add a first day, a
    rhythm or an event. A doubt about the one that counts is not mended by another.
    """
    when = When(meeting_date, calendar, next_meeting, plan)
    phrases = [
        phrase
        for phrase in _without_overlaps(_phrases(text, when, damaged=damaged))
        if phrase.period is not PASSED
    ]
    if not phrases:
        return None
    best = max(phrases, key=_Phrase.rank)
    by_period = {name: _first(phrases, name) for name in ("not_before", "recurrence", "condition")}
    repeats, hangs_on = by_period["recurrence"], by_period["condition"]
    starts = by_period["not_before"]
    return Deadline(
        earliest=best.period.earliest,
        latest=best.period.latest,
        kind=best.rule.kind,
        rule=best.rule.name,
        start=best.start,
        end=best.end,
        text=text[best.start : best.end],
        not_before=starts.period.not_before if starts else None,
        recurrence=text[repeats.start : repeats.end] if repeats else None,
        condition=text[hangs_on.start : hangs_on.end] if hangs_on else None,
        doubt=best.period.doubt,
    )


def _first(phrases: list[_Phrase], name: str) -> _Phrase | None:
    return next((phrase for phrase in phrases if getattr(phrase.period, name)), None)


def _phrases(text: str, when: When, *, damaged: bool) -> list[_Phrase]:
    found = []
    words = Words(text)
    for rule in (*named_rules(when.calendar), *RULES):
        for match in rule.find(words, damaged=damaged):
            phrase = _phrase(rule, match, text, when, damaged=damaged)
            if phrase:
                found.append(phrase)
    return found


def _phrase(
    rule: DeadlineRule, match: re.Match[str], text: str, when: When, *, damaged: bool
) -> _Phrase | None:
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    after = text[match.end() : match.end() + LOOK_BACK]
    lead = lead_of(before, damaged=damaged)
    is_whole_text = not before.strip() and not after.strip(" .,;:")
    if not is_credible(rule, match, before, after) or not may_stand(
        rule, match, before, lead, is_whole_text=is_whole_text
    ):
        return None
    period = rule.production(match, when)
    if period is None:
        return None
    strong = is_strong(lead + match[0], damaged=damaged)
    period = in_context(period, lead, rule, when, damaged=damaged)
    is_open = rule.kind != "event" and not is_whole_text and not strong
    without_lead = before.removesuffix(lead) if lead else before
    if is_open and looks_back(without_lead, period, match, when, damaged=damaged):
        return _Phrase(rule, PASSED, match.start(), match.end(), lead, is_strong=False)
    if when.meeting_date and period.latest and period.latest < when.meeting_date:
        is_meant = compiled(rf"(?<!\w)(?:{STRONG})(?!\w)", damaged=damaged).search(lead + match[0])
        period = Period(doubt=BEFORE_MEETING) if is_meant or is_whole_text else PASSED
    if period.doubt and rule.name.startswith("date") and not (lead or is_whole_text):
        return None
    label = LABEL.match(lead + match[0])
    start = match.start() - len(lead) + (label.end() if label else 0)
    return _Phrase(rule, period, start, match.end() - _stop(rule, match[0]), lead, strong)


def _stop(rule: DeadlineRule, words: str) -> int:
    """Return 1 where the words end in a full stop that is the sentence's, not the deadline's."""
    ends_sentence = re.search(r"[^\W\d]{4,}\.$|[,\s]$", words)
    return int(bool(ends_sentence) or (rule.kind == "none" and words.endswith(".")))


def _without_overlaps(phrases: list[_Phrase]) -> list[_Phrase]:
    """Keep the longest of phrases that share words, as a reader takes the whole expression."""
    kept: list[_Phrase] = []
    starts: list[int] = []
    for phrase in sorted(phrases, key=_Phrase.reach):
        at = bisect_left(starts, phrase.end)
        if at and kept[at - 1].end > phrase.start:
            continue
        starts.insert(at, phrase.start)
        kept.insert(at, phrase)
    return kept
