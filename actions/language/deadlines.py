"""Reads what a Danish deadline phrase means: the last day that still meets it, or no day at all.

The rules are in `deadline_rules/`; what a season or holiday means is data (`Calendar`). A date
before the meeting, an impossible date and a word that only looks like a date give nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from actions.language.deadline_rules import RULES, DeadlineRule, Period, When
from actions.language.deadline_rules.registry import Kind
from actions.language.lexicon.calendar import Calendar
from actions.language.patterns import compiled

DEFAULT_CALENDAR = Calendar()
# A day of the year that has just gone by is what the talk was about, not when it is due.
JUST_PAST = timedelta(days=366 - 60)

STRONG = (
    r"(?:aller)?senest|inden|før|frist(?:en)?:?|deadline:?|tidsfrist:?|frem\s+(?:til|mod)|"
    r"op\s+til|klar"
)
MEETING = r"(?:på|til|ved|inden)\s+(?:\w+\s+){0,2}?\w*(?:møde|mødet|seminar|seminaret|mødedagen)"
LEAD = (
    rf"(?:{MEETING}|{STRONG}|til|i(?:\s+løbet\s+af)?|på|pr\.?|ved|med|efter|tidligst|"
    rf"først|fra|og\s+med|omkring|ca\.|"
    r"(?:udgangen|slutningen|begyndelsen|starten|løbet)\s+af|af|d\.|den|et\s+møde|her|"
    r"hen\s+over|over|henover|nu)"
)
LEAD_BEFORE = rf"(?:(?<!\w)(?:{LEAD})\s*)+$"
WEAK_ALONE = re.compile(r"^(?:af|fra|ca\.|omkring|og\s+med|med|nu|her|over)\s*$", re.IGNORECASE)
BACKWARD = (
    r"(?:(?<!\w)(?:under|siden|(?:fra|efter)\s+(?:\w+\s+){0,3}[\w-]*(?:møde|mødet|"
    r"brev|mail)|afholdt|vedtaget|godkendt|besluttet|behandlet|modtaget|"
    r"dateret|opfølgning\s+(?:på|fra)|referat(?:et)?)(?!\w)[^,.;]{0,60}"
    r"|(?:notat|brev|mail|skrivelse|rapport|indstilling|beslutning)(?:et|en)?\s+af\s*)$"
)
NO_DATE_BEFORE = re.compile(
    r"(?<!\w)(?:kl\.?|§+|stk\.|pkt\.?|punkt(?:et)?|nr\.?|sag(?:en)?|side|s\.|bilag|"
    r"kap\.|kapitel|tlf\.?:?|"
    r"telefon:?|lokale|version|kr\.?)\s*$",
    re.IGNORECASE,
)
TOPICAL = frozenset({"quarter", "half-year", "year", "season", "month", "part of month"})
NO_DATE_AFTER = re.compile(r"\s?(?:%|kr\b|mio|mia|pct|procent|af\s+de[nt]?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline phrase and its reading. `latest` is the due date; `text` is text[start:end]."""

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


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: DeadlineRule
    period: Period
    start: int
    end: int
    lead: str
    is_strong: bool

    def rank(self) -> tuple[bool, bool, bool, int]:
        is_dated = self.period.latest is not None
        return is_dated, self.is_strong, bool(self.lead), -self.start


def read_deadline(
    text: str,
    *,
    meeting_date: date | None,
    calendar: Calendar = DEFAULT_CALENDAR,
    next_meeting: date | None = None,
    damaged: bool = False,
) -> Deadline | None:
    """Return the deadline that the text gives, or None where it gives none.

    Without a meeting date only a fully dated phrase gives a due date. Of several phrases the one
    after "senest", "inden" or "frist" counts, then the first; the others may add a first day, a
    rhythm or an event.
    """
    when = When(meeting_date, calendar, next_meeting)
    phrases = _without_overlaps(_phrases(text, when, damaged=damaged))
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
    )


def _first(phrases: list[_Phrase], name: str) -> _Phrase | None:
    return next((phrase for phrase in phrases if getattr(phrase.period, name)), None)


def _phrases(text: str, when: When, *, damaged: bool) -> list[_Phrase]:
    found = []
    for rule in RULES:
        for match in rule.find(text, damaged=damaged):
            phrase = _phrase(rule, match, text, when, damaged=damaged)
            if phrase:
                found.append(phrase)
    return found


def _phrase(
    rule: DeadlineRule, match: re.Match[str], text: str, when: When, *, damaged: bool
) -> _Phrase | None:
    before, after = text[: match.start()], text[match.end() :]
    lead = _lead(before, damaged=damaged)
    is_whole_text = not before.strip() and not after.strip(" .,;:")
    if not _is_credible(rule, match, before, after) or not _may_stand(
        rule, match, before, lead, is_whole_text=is_whole_text
    ):
        return None
    period = rule.production(match, when)
    if period is None:
        return None
    strong = bool(
        compiled(rf"(?<!\w)(?:{STRONG}|til)(?!\w)", damaged=damaged).search(lead + match[0])
    )
    period = _shifted(period, lead, rule, damaged=damaged)
    start, end = match.start() - len(lead), match.end()
    is_open = rule.kind != "event" and not is_whole_text and not strong
    if is_open and _looks_back(text[:start], period, match, when, damaged=damaged):
        return None
    if when.meeting_date and period.latest and period.latest < when.meeting_date:
        return None
    if re.search(r"[^\W\d]{4,}\.$|[,\s]$", match[0]) or (
        rule.kind == "none" and match[0].endswith(".")
    ):
        end -= 1  # the full stop is the sentence's, not the deadline's
    return _Phrase(rule, period, start, end, lead, strong)


def _is_credible(rule: DeadlineRule, match: re.Match[str], before: str, after: str) -> bool:
    """Tell a deadline from a clock time, a paragraph, an amount, or half of a refused date."""
    is_half = rule.kind in TOPICAL and re.search(r"\d\.?\s*$", before)
    return not (
        after[:1].isalnum()
        or NO_DATE_BEFORE.search(before)
        or NO_DATE_AFTER.match(after)
        or is_half
    )


def _lead(before: str, *, damaged: bool) -> str:
    found = compiled(LEAD_BEFORE, damaged=damaged).search(before)
    return before[found.start() :] if found else ""


def _may_stand(
    rule: DeadlineRule, match: re.Match[str], before: str, lead: str, *, is_whole_text: bool
) -> bool:
    """Tell whether a word such as "maj" is a deadline here: by lead, by year, or standing alone."""
    if is_whole_text:
        return True
    if rule.kind in TOPICAL and _is_topic(before, lead):
        return False
    if not rule.needs_lead or (rule.kind == "month" and match["y"]):
        return True
    if rule.kind == "month" and match[0][0].isupper():
        return False
    if match[0].lower().startswith(("d.", "den ")):
        return True
    return bool(lead) and not WEAK_ALONE.match(lead)


def _is_topic(before: str, lead: str) -> bool:
    """Tell whether a quarter or a year says what it is about: "regnskabet for 1. kvartal"."""
    return lead.strip().lower() == "af" or (
        not lead
        and bool(
            re.search(
                r"(?<!\w)(?:for|om|vedr\.?|vedrørende|af|budget|regnskab)\s*$",
                before,
                re.IGNORECASE,
            )
        )
    )


def _shifted(period: Period, lead: str, rule: DeadlineRule, *, damaged: bool) -> Period:
    """Read "inden marts" as February's last day, and "efter marts" as a first day, not a last."""
    words = set(lead.lower().split())
    if period.latest and words & {"efter", "tidligst", "fra"} and "mødet" not in words:
        first = period.latest + timedelta(days=1) if "efter" in words else period.earliest
        return Period(not_before=first)
    ends = compiled("(?:udgangen|slutningen|løbet) af|inden for", damaged=damaged).search(lead)
    is_before = compiled(r"(?<!\w)(?:inden|før)\s*$", damaged=damaged).search(lead)
    if rule.takes_before and is_before and not ends and period.earliest:
        return Period(None, period.earliest - timedelta(days=1))
    return period


def _looks_back(
    before: str, period: Period, match: re.Match[str], when: When, *, damaged: bool
) -> bool:
    """Tell whether a date belongs to something that was: "rejst under mødet d. 22. juni"."""
    if period.latest is None:
        return False
    if compiled(BACKWARD, damaged=damaged).search(before):
        return True
    has_year = bool(re.search(r"20\d\d|[-/.]\d\d$", match[0]))
    is_day = period.earliest == period.latest
    is_far = bool(when.meeting_date) and period.latest - when.meeting_date > JUST_PAST  # type: ignore[operator]
    return is_day and not has_year and is_far


def _without_overlaps(phrases: list[_Phrase]) -> list[_Phrase]:
    """Keep the longest of phrases that share words, as a reader takes the whole expression."""
    kept: list[_Phrase] = []
    for phrase in sorted(phrases, key=lambda found: (found.start - found.end, found.start)):
        if all(phrase.end <= other.start or phrase.start >= other.end for other in kept):
            kept.append(phrase)
    return sorted(kept, key=lambda found: found.start)
