"""What stands around a deadline phrase, and what that makes of it.

"inden" before a month means the day before it; "under mødet den 3. maj" is no deadline at all.
"""

from __future__ import annotations

import re
from datetime import timedelta

from actions.language.deadline_rules import DeadlineRule, Period, When
from actions.language.deadline_rules.registry import NO_CERTAIN_DAY
from actions.language.patterns import compiled

# A day of the year that has just gone by is what the talk was about, not when it is due.
JUST_PAST = timedelta(days=366 - 60)
# How far back of a phrase is looked: further than any lead, and a bound on long lines.
LOOK_BACK = 120
STRONG = (
    r"(?:aller)?senest|inden|før|frist(?:en)?:?|deadline:?|tidsfrist:?|frem\s+(?:til|mod)|"
    r"(?<!lger\s)(?<!lges\s)(?<!lge\s)(?<!ulgt\s)op\s+til|klar"
)
MEETING = (
    r"(?:på|til|ved|inden|senest)\s+(?:[\w-]+\s+){0,2}?\w*"
    r"(?:møde|mødet|seminar|seminaret|mødedagen)"
)
LEAD = (
    rf"(?:{MEETING}|{STRONG}|til|i(?:\s+løbet\s+af)?|på|pr\.?|ved|med|efter|tidligst|"
    r"først|fra|og\s+med|omkring|ca\.|"
    r"(?:udgangen|udløbet|slutningen|begyndelsen|starten|midten|løbet)\s+af|af|d\.|den|"
    r"et\s+møde|her|inden\s+for|indenfor|primo|medio|ultimo|i\s+god\s+tid|en\s+gang|"
    r"(?:først|midt|sidst|tidligt)\s+(?:i|på)|hen\s+over|over|henover|nu)"
)
LEAD_BEFORE = rf"(?:(?<!\w)(?:{LEAD})\s*)+$"
LABEL = re.compile(r"(?:(?:tids)?frist(?:en)?|deadline)\s*:?\s*", re.IGNORECASE)
WEAK_ALONE = re.compile(r"^(?:af|fra|ca\.|omkring|og\s+med|med|nu|her|over)\s*$", re.IGNORECASE)
BACKWARD = (
    r"(?:(?<!\w)(?:under|siden|(?:fra|efter)\s+(?:\w+\s+){0,3}[\w-]*(?:møde|mødet|"
    r"brev|mail)|afholdt|vedtaget|godkendt|besluttet|behandlet|modtaget|"
    r"dateret|opfølgning\s+(?:på|fra)|referat(?:et)?)(?!\w)[^,.;]{0,60}"
    r"|(?:notat|brev|mail|skrivelse|rapport|indstilling|beslutning)(?:et|en)?\s+af\s*)$"
)
NO_DATE_BEFORE = re.compile(
    r"(?<!\w)(?:kl\.?|klokken|§+|stk\.|pkt\.?|punkt(?:et)?|nr\.?|sag(?:en)?|sags(?:nr\.?|nummer)|"
    r"side|s\.|bilag|kap\.|kapitel|tlf\.?:?|telefon:?|lokale|version|kr\.?|"
    r"(?:lov|bekendtgørelse|lbk|cirkulære|vejledning)(?:\s+nr\.?\s+\d+)?\s+af)\s*$",
    re.IGNORECASE,
)
TOPICAL = frozenset({"quarter", "half-year", "year", "season", "month", "part of month"})
ABOUT = re.compile(
    r"(?<!\w)(?:for|om|vedr\.?|vedrørende|af|budget(?:tet)?|regnskab(?:et)?|\w*plan|strategi|"
    r"årsplan|skoleåret|skoleår|sæsonen|kvm|årgang)\s*$",
    re.IGNORECASE,
)
NO_DATE_AFTER = re.compile(r"\s?(?:%|kr\b|mio|mia|pct|procent|af\s+de[nt]?\b)", re.IGNORECASE)
EARLY = (
    r"(?:begyndelsen|starten|midten)\s+af\s*(?:den\s+)?$|(?<!\w)(?:primo|medio|"
    r"(?:først|midt|tidligt)\s+(?:i|på))\s*$"
)
PART_WITHOUT_DAY = frozenset({"week", "quarter", "half-year", "season"})


def lead_of(before: str, *, damaged: bool) -> str:
    """Return the prepositions and the like that stand right before a phrase."""
    found = compiled(LEAD_BEFORE, damaged=damaged).search(before)
    return before[found.start() :] if found else ""


def is_strong(words: str, *, damaged: bool) -> bool:
    """Tell whether the words can only introduce a deadline: "senest", "inden", "frist"."""
    return bool(compiled(rf"(?<!\w)(?:{STRONG}|til)(?!\w)", damaged=damaged).search(words))


def is_credible(rule: DeadlineRule, match: re.Match[str], before: str, after: str) -> bool:
    """Tell a deadline from a clock time, a paragraph, an amount, or half of a refused date."""
    is_half = rule.kind in TOPICAL and re.search(r"\d\.?\s*$", before)
    return not (
        after[:1].isalnum()
        or NO_DATE_BEFORE.search(before)
        or NO_DATE_AFTER.match(after)
        or is_half
    )


def may_stand(
    rule: DeadlineRule, match: re.Match[str], before: str, lead: str, *, is_whole_text: bool
) -> bool:
    """Tell whether a word such as "maj" is a deadline here: by lead, by year, or standing alone."""
    if is_whole_text:
        return True
    if rule.kind in TOPICAL and _is_topic(before, lead):
        return False
    named = match.groupdict()
    has_year = rule.kind in {"month", "season"} and bool(named.get("y"))
    if not rule.needs_lead or has_year:
        return True
    if rule.kind == "month" and match[0][:2].istitle():
        return False
    if match[0].lower().startswith(("d.", "den ")) or named.get("weekday") or named.get("m0"):
        return True
    return bool(lead) and not WEAK_ALONE.match(lead)


def _is_topic(before: str, lead: str) -> bool:
    """Tell whether a quarter or a year says what it is about: "regnskabet for 1. kvartal"."""
    return lead.strip().lower() == "af" or (not lead and bool(ABOUT.search(before)))


def in_context(
    period: Period, lead: str, rule: DeadlineRule, when: When, *, damaged: bool
) -> Period:
    """Read "inden marts" as February's last day, "efter marts" as a first day, not a last, and
    a meeting of some month or week as the meeting that is planned there.
    """
    words = set(lead.lower().split())
    if period.latest is None:
        return period
    if words & {"efter", "tidligst", "fra"} and "mødet" not in words:
        first = period.latest + timedelta(days=1) if "efter" in words else period.earliest
        return Period(not_before=first)
    if rule.kind in PART_WITHOUT_DAY and compiled(EARLY, damaged=damaged).search(lead):
        return Period(doubt=NO_CERTAIN_DAY)
    ends = compiled("(?:udgangen|udløbet|slutningen|løbet) af|inden for|indenfor", damaged=damaged)
    is_before = compiled(r"(?<!\w)(?:inden|før)\s*$", damaged=damaged).search(lead)
    if rule.takes_before and is_before and not ends.search(lead) and period.earliest:
        return Period(None, period.earliest - timedelta(days=1))
    return _at_planned_meeting(period, lead, rule, when, damaged=damaged)


# "på mødet i marts" is ours; "et dialogmøde inden udgangen af oktober" is not.
OWN_MEETING = re.compile(r"(?<!\w)(?:udvalgs|bestyrelses)?mødet\s+(?:i\s*)?$", re.IGNORECASE)


def _at_planned_meeting(
    period: Period, lead: str, rule: DeadlineRule, when: When, *, damaged: bool
) -> Period:
    is_meeting = rule.name == "meeting of a month" or (
        rule.kind in {"month", "week", "part of month"}
        and compiled(MEETING, damaged=damaged).search(lead)
    )
    if not (is_meeting and when.meeting_date and period.earliest and period.latest):
        return period
    first = max(period.earliest, when.meeting_date + timedelta(days=1))
    held = when.plan.last_within(first, period.latest)
    is_own = rule.name == "meeting of a month" or OWN_MEETING.search(lead)
    if (
        held is None
        and is_own
        and when.next_meeting
        and first <= when.next_meeting <= period.latest
    ):
        held = when.next_meeting  # "på mødet i marts", and the minutes say which day that is
    return Period(held, held) if held else period


def looks_back(
    before: str, period: Period, match: re.Match[str], when: When, *, damaged: bool
) -> bool:
    """Tell whether a date belongs to something that was: "rejst under mødet d. 22. juni"."""
    if period.latest is None:
        return False
    if compiled(BACKWARD, damaged=damaged).search(before):
        return True
    has_year = bool(re.search(r"20\d\d|[-/.]\d\d$|\bår$", match[0]))
    is_day = period.earliest == period.latest
    is_far = bool(when.meeting_date) and period.latest - when.meeting_date > JUST_PAST  # type: ignore[operator]
    return is_day and not has_year and is_far
