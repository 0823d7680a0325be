"""Phrases that hang on something other than a date: meetings, events, a rhythm, no hurry at all.

The next meeting has a day where the file or the meeting plan states it; the rest is kept as words.
"""

from __future__ import annotations

import re
from datetime import date

from actions.language.deadline_rules.registry import Period, When, deadline_rule

NEXT = r"(?:næste|kommende|næstkommende|førstkommende)\s+(?:ordinære\s+)?"
TO = r"(?:(?:senest\s+|i\s+god\s+tid\s+)?(?:på|til|inden|ved|før|senest|forud\s+for)\s+)"
TIMES = r"(?:en|én|to|tre|fire|fem|seks|\d{1,2})\s?(?:gange?|x)"
OFTEN = (
    r"(?:om|pr\.?|hver(?:t)?|i)\s+(?:året|måneden|ugen|år|måned|uge|kvartal(?:et)?|halvår(?:et)?)|"
    r"årligt|månedligt|ugentligt|dagligt|kvartårligt|halvårligt"
)
EVENT = (
    r"(?:budget(?:seminar|forhandling|vedtagelse|proces|lægning|konference|behandling|opfølgning)|"
    r"skolestart|sæson(?:start|en|$)|sæson(?=\W|$)|generalforsamling|repræsentantskabsmøde|"
    r"byggestart|indflytning|ibrugtagning|indvielse|åbning|høringsfrist(?:en)?s?\s+udløb|"
    r"høringsperiode|høringsfrist|temadag|temamøde|borgermøde|naboorientering|"
    r"arbejdspladsvurdering|studietur|licitation|udbud|lokalplan(?:en)?s?\s+vedtagelse)"
)
ENDED = r"(?:er|erne|en|et|n|t|ne)?(?![\w-])"


@deadline_rule(
    "next meeting",
    "event",
    TO + r"(?:det\s+|den\s+)?" + NEXT + r"(?:(?P<whose>[^\W\d_]{0,30}?)møde|gang)(?!\w)"
    r"(?!\s+(?:med|om|d\.|den|i)\s)|til\s+næste\s+gang",
)
def next_meeting(match: re.Match[str], when: When) -> Period | None:
    return _next(match, when)


@deadline_rule(
    "next meeting in a column",
    "event",
    NEXT + r"(?P<whose>[^\W\d_]{0,30}?)(?:møde|gang)(?!\w)(?!\s+(?:med|om|d\.|den|i|er|bliver)\s)",
    needs_lead=True,
)
def next_meeting_in_column(match: re.Match[str], when: When) -> Period | None:
    return _next(match, when)


def _next(match: re.Match[str], when: When) -> Period:
    whose = (match["whose"] or "").lower()
    day: date | None = None
    if when.meeting_date:
        day = when.plan.next_after(when.meeting_date, of=whose)
    if not whose:
        day = when.next_meeting or day
    return Period(when.meeting_date, day) if day else Period()


@deadline_rule(
    "a later meeting",
    "none",
    TO + r"(?:(?:et\s+|det\s+|den\s+)?(?:næste|kommende|førstkommende|senere|snarligt)\s+"
    r"(?:ordinære\s+)?(?:\w{0,30}møde|\w{0,30}seminar|generalforsamling)(?:t|n|en|et)?"
    r"|et\s+af\s+(?:de\s+)?(?:næste|kommende|førstkommende)\s+\w{0,30}møder)(?!\w)"
    r"(?!\s+(?:d\.|den|i)\s)",
)
def later_meeting(_match: re.Match[str], _when: When) -> Period | None:
    return Period()


@deadline_rule(
    "before an event",
    "event",
    r"(?:(?:i\s+god\s+tid\s+|senest\s+|lige\s+)?(?:inden|før|forud\s+for|"
    r"(?<!lger\s)(?<!lges\s)(?<!lge\s)(?<!ulgt\s)op\s+til|frem\s+mod)\s+"
    r"(?:de[nt]?\s+|vores\s+)?(?:næste\s+|kommende\s+|årets\s+)?"
    rf"(?:{EVENT}{ENDED}|\w{{0,20}}mødet(?:\s+med\s+[\w-]{{1,30}})?(?![\w-])(?!\s+(?:d\.|den|i|kl\.?)\s))"
    r"|(?:senest\s+)?til\s+(?:næste\s+|kommende\s+|årets\s+)?"
    r"(?:budget(?:seminar|forhandling|vedtagelse)|skolestart|generalforsamling)" + ENDED + r"|"
    r"efter\s+(?:høringsperiode|høringsfrist)" + ENDED + r")",
)
def before_event(_match: re.Match[str], _when: When) -> Period | None:
    return Period()


@deadline_rule(
    "as soon as possible",
    "none",
    r"(?:så\s+)?(?:snarest(?:\s+mulig[te]?)?|hurtigst\s+mulig[te]?|"
    r"(?:hurtigt|snart|tidligt)\s+som\s+muligt|ASAP|straks|omgående|inden\s+længe)(?!\w)",
)
def as_soon_as_possible(_match: re.Match[str], _when: When) -> Period | None:
    return Period()


@deadline_rule(
    "again and again",
    "none",
    r"(?:løbende|" + TIMES + rf"\s+(?:{OFTEN})|\d\s?x\s?årligt"
    r"|(?:(?:den|d\.)\s+(?:\d{1,2}\.|<ORDINAL>)\s+(?:<WEEKDAY>\s+|hverdag\s+|dag\s+)?i\s+)?"
    r"hver(?:t)?\s+(?:\d{1,2}\.\s+)?(?:enkelt\s+)?(?:anden\s+|andet\s+|tredje\s+|fjerde\s+|halve\s+|"
    r"sjette\s+)?(?:måned|uge|år|dag|kvartal|halvår|<WEEKDAY>|møde|forår|efterår|sommer|vinter|"
    r"<MONTH_NAME>)"
    r"|månedligt|månedsvis|kvartalsvist?|kvartårligt|halvårligt|halvårsvis|årligt|ugentligt|"
    r"dagligt|(?:fast\s+)?på\s+hvert\s+møde|fast\s+på\s+dagsordenen|med\s+jævne\s+mellemrum|"
    r"jævnligt|med\s+faste\s+mellemrum)(?!\w)",
)
def again_and_again(_match: re.Match[str], _when: When) -> Period | None:
    return Period(recurrence=True)


@deadline_rule(
    "when something has happened",
    "none",
    r"(?:når|så\s+snart(?!\s+som\b)|efter\s+at|i\s+forlængelse\s+af\s+at)\s+(?:[^.;]|(?<=\d)\.(?=\s?\w)){3,80}?(?=[;,)]|(?<!\d)\.|\.?$)",
)
def when_something_happened(_match: re.Match[str], _when: When) -> Period | None:
    return Period(condition=True)
