"""The head of minutes: title, date, clock, place and people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from meetings.reading.attendance import Attendance, read_attendance
from meetings.reading.damage import tolerant_any
from meetings.reading.dates import find_dates, find_times, without_dates
from meetings.reading.fields import Field, find_fields, text_below
from meetings.reading.headings import is_contents_line
from meetings.reading.lexicon import fields as labels
from meetings.reading.lines import LONGEST_HEADING, Line
from meetings.reading.participants import (
    Role,
    as_well,
    read_participants,
    with_legend,
    with_writers,
    without_columns,
)
from meetings.reading.structure import Participant
from meetings.reading.titles import MEETING, NO_TITLE, head_title

# "Referat: Erik" or "Referat ved Erik" below the last name
_LABELLED = re.compile(r"[A-ZÆØÅ][a-zæøå]{2,20}:\s|Refera(?:t|nt)\s+(?:ved|v/|er)\s?")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of minutes says; None where it says nothing."""

    title: str | None = None
    date: date | None = None
    date_evidence: str | None = None
    start_time: time | None = None
    end_time: time | None = None
    place: str | None = None
    participants: tuple[Participant, ...] = ()


_ROLE_GROUPS: dict[str, Role] = {
    "attendee": "attendee",
    "apology": "apology",
    "minute_taker": "minute_taker",
    "chair": "chair",
}
_NO_DATE = re.compile(
    tolerant_any(
        ("næste møde", "udsendt", "godkendt den", "udskrevet", "sidste møde", "revideret")
    ),
    re.IGNORECASE,
)
# A letter's own date may stand above "Referat fra mødet den 4. november 2015".
_TITLE_WITH_DATE = re.compile(
    r"[#*_\s]*\w*(?:referat|protokol)\b.{0,90}\bd(?:en|\.)\s*\d", re.IGNORECASE
)
_PLACE = re.compile(
    tolerant_any(
        (
            "lokale",
            "værelse",
            "vær.",
            "mødelokale",
            "rådhus",
            "rådhuset",
            "kontor",
            "salen",
            "teams",
            "skole",
            "skype",
            "zoom",
            "online",
            "virtuelt",
        )
    ),
    re.IGNORECASE,
)
_BARE_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d{2})?\s*(?:[-–—]\s*\d{1,2}(?:[.:]\d{2})?)?$")
_ENDED = re.compile(
    rf"{tolerant_any(labels.END_FIELDS)}\s*:?\s*(?:kl\.?\s*)?(?P<value>\d{{1,2}}[.:]\d{{2}})",
    re.IGNORECASE,
)
_MORE_NAMES = 40


def read_head(lines: Sequence[Line]) -> Head:
    """Read the lines above the first item of minutes."""
    lines = [
        line
        for line in lines
        if not line.is_furniture and len(line.text) < 2000 and not is_contents_line(line.text)
    ]
    fields = find_fields(lines)
    day, evidence, dated_at = _date(lines, fields)
    start, end = _times(lines, fields, dated_at)
    return Head(
        title=head_title(lines, fields),
        date=day,
        date_evidence=evidence,
        start_time=start,
        end_time=end,
        place=_place(lines, fields, dated_at),
        participants=_people(lines, fields, read_attendance(lines)),
    )


def read_foot(lines: Sequence[Line]) -> Head:
    """Read the last lines of minutes: when the meeting ended, who wrote them down."""
    fields = find_fields(lines)
    signed = [found for found in fields if found.group == "minute_taker" and found.value]
    people = [one for found in signed for one in read_participants(found.value, "minute_taker")]
    return Head(end_time=_end_time(lines, fields), participants=tuple(people[:1]))


def _date(
    lines: Sequence[Line], fields: Sequence[Field]
) -> tuple[date | None, str | None, int | None]:
    named = [f for f in fields if f.group in {"date", "time", "place"}]
    excluded = {f.index for f in fields if f.group in {"next", "other"}}
    for found in named:
        value = found.value or text_below(lines, found.index)
        hits = find_dates(value)
        if hits:
            return hits[0].value, value[:LONGEST_HEADING], found.index
    titled = [
        index
        for index, line in enumerate(lines)
        if _TITLE_WITH_DATE.match(line.text[:LONGEST_HEADING])
    ]
    for index in [*titled, *range(len(lines))]:
        line = lines[index]
        if index in excluded or _NO_DATE.search(line.text) or len(line.text) > LONGEST_HEADING:
            continue
        hits = find_dates(line.text)
        if hits:
            return hits[0].value, line.text, index
    return None, None, None


def _times(
    lines: Sequence[Line], fields: Sequence[Field], dated_at: int | None
) -> tuple[time | None, time | None]:
    end = _end_time(lines, fields)
    places = [
        _clock(f.value or text_below(lines, f.index), lines[f.index].text)
        for f in fields
        if f.group in {"date", "time"}
    ]
    if dated_at is not None:
        places.append(lines[dated_at].text)
        places.append(text_below(lines, dated_at))
    for value in places:
        start, until = find_times(without_dates(value[:LONGEST_HEADING]))
        if start:
            return start, until or end
    return None, end


def _clock(value: str, line: str) -> str:
    """In a field for the time "16-18" and "18.00" are clock times, which elsewhere is not sure."""
    is_time = _BARE_CLOCK.match(value) and not line.lower().startswith("dato")
    return f"kl. {value}" if is_time else value


def _end_time(lines: Sequence[Line], fields: Sequence[Field]) -> time | None:
    for line in lines:
        ended = _ENDED.match(line.text) if len(line.text) <= LONGEST_HEADING else None
        if ended:
            return find_times(f"kl. {ended['value']}")[0]
    for found in fields:
        if found.group == "end":
            value = without_dates(found.value or text_below(lines, found.index)).strip()
            return find_times(f"kl. {value}")[0]
    return None


def _place(lines: Sequence[Line], fields: Sequence[Field], dated_at: int | None) -> str | None:
    for found in fields:
        if found.group == "place":
            value = found.value or text_below(lines, found.index)
            return value[:LONGEST_HEADING] or None
    taken = {f.index for f in fields}
    if dated_at is None or dated_at + 1 >= len(lines) or dated_at + 1 in taken:
        return None
    below = lines[dated_at + 1].text
    if MEETING.search(below):
        return None
    exported = find_times(without_dates(lines[dated_at].text))[0] is not None
    short = len(below) <= 80 and not below.endswith((".", ":")) and not NO_TITLE.match(below)
    return below if short and (exported or _PLACE.search(below)) else None


def _people(
    lines: Sequence[Line], fields: Sequence[Field], table: Attendance
) -> tuple[Participant, ...]:
    people = {person.name: person for person in table.participants}
    stops = sorted([*[f.index for f in fields], *table.rows[:1], len(lines)])
    for found in fields:
        role = _ROLE_GROUPS.get(found.group)
        if role is None or found.index in table.rows:
            continue
        end = next(stop for stop in stops if stop > found.index)
        # A list with commas runs on over the line end, maybe in the middle of a name.
        between = " " if "," in found.value else "\n"
        value = found.value
        names = _namestext_below(lines, found, end)
        if any(without_columns(below) != below for below in names):
            value = "\n".join([without_columns(value), *map(without_columns, names)])
            names = []
        for below in names:
            value += ("\n" if _LABELLED.match(below) else between) + below
        for person in read_participants(value, role):
            known = people.get(person.name)
            if known is None:
                people[person.name] = person
            elif known.role == "attendee":
                people[person.name] = as_well(known, person)
    return with_writers(with_legend(lines, tuple(people.values())))


def _namestext_below(lines: Sequence[Line], found: Field, end: int) -> list[str]:
    """The value of a field may run over several lines: while they go on, or list names."""
    values: list[str] = []
    previous = found.value
    for line in lines[found.index + 1 : min(end, found.index + 1 + _MORE_NAMES)]:
        goes_on = previous.endswith((",", " og", ";", "-")) or not previous
        if (line.gap and previous and not values) or (not goes_on and line.gap):
            break
        if line.text.startswith("#") or line.text.endswith(":") or NO_TITLE.match(line.text):
            break
        values.append(line.text)
        previous = line.text
    return values
