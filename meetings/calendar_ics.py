"""A meeting plan as other calendars give it: iCalendar, one meeting for each event. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, tzinfo

from icalendar import Calendar, Event

from meetings.calendar_file import LONGEST_PLACE, MOST_LINES, PlannedLine
from meetings.refusal import gettext_noop
from meetings.register import RegisterError, refuse_too_many

BEGINS = "BEGIN:VCALENDAR"
LONGEST_UID = 255


def is_ics(text: str) -> bool:
    """Tell whether the text is a calendar and no table."""
    return text.lstrip("\ufeff \r\n").upper().startswith(BEGINS)


def read_plan_ics(text: str, *, zone: tzinfo) -> tuple[PlannedLine, ...]:
    """Return the meetings of the calendar on their days in the zone; raise RegisterError.

    `number` counts the events. An event that comes again by a rule is refused: which of its days
    are meetings is for a person to say.
    """
    try:
        calendar = Calendar.from_ical(text.lstrip("\ufeff \r\n"))
        events = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    except (ValueError, IndexError, KeyError) as error:
        raise RegisterError(
            gettext_noop("kalenderen kan ikke læses som iCalendar"), line=1
        ) from error
    lines: list[PlannedLine] = []
    for number, event in enumerate(events, start=1):
        refuse_too_many(len(lines), most=MOST_LINES, line=number)
        lines.append(_planned(event, number, zone))
    return _without_shared_uids(lines)


def _without_shared_uids(lines: list[PlannedLine]) -> tuple[PlannedLine, ...]:
    """Drop a name that several meetings have: it tells none of them from the others."""
    times = Counter(line.uid for line in lines)
    return tuple(line if times[line.uid] == 1 else replace(line, uid="") for line in lines)


def _planned(event: Event, number: int, zone: tzinfo) -> PlannedLine:
    summary = " ".join(str(event.get("SUMMARY", "")).split())
    if "RRULE" in event or "RDATE" in event:
        sentence = gettext_noop("begivenheden »%(text)s« gentager sig; skriv hver mødedag for sig")
        raise RegisterError(sentence, line=number, text=summary[:80])
    return PlannedLine(
        committee="",
        held_on=_day(event, number, zone),
        place=" ".join(str(event.get("LOCATION", "")).split())[:LONGEST_PLACE],
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        summary=summary,
        uid=str(event.get("UID", ""))[:LONGEST_UID],
        number=number,
    )


def _day(event: Event, number: int, zone: tzinfo) -> date:
    begins = getattr(event.get("DTSTART"), "dt", None)
    if isinstance(begins, datetime):
        return (begins.astimezone(zone) if begins.tzinfo else begins).date()
    if isinstance(begins, date):
        return begins
    raise RegisterError(gettext_noop("begivenheden har ingen dato"), line=number)
