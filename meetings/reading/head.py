"""The head of minutes: title, date, clock, place and people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from meetings.reading.attendance import Attendance, read_attendance
from meetings.reading.damage import fold, tolerant_any
from meetings.reading.dates import find_dates, find_times, without_dates
from meetings.reading.headings import is_contents_line
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import LONGEST_HEADING, Line
from meetings.reading.participants import Role, read_participants
from meetings.reading.structure import Participant


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


@dataclass(frozen=True, slots=True)
class _Field:
    group: str
    value: str
    index: int


_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("date", words.DATE_FIELDS),
    ("time", words.TIME_FIELDS),
    ("place", words.PLACE_FIELDS),
    ("title", words.TITLE_FIELDS),
    ("attendee", words.ATTENDEE_FIELDS),
    ("apology", words.APOLOGY_FIELDS),
    ("minute_taker", words.MINUTE_TAKER_FIELDS),
    ("chair", words.CHAIR_FIELDS),
    ("end", words.END_FIELDS),
    ("next", words.NEXT_MEETING),
    ("other", words.OTHER_FIELDS),
)
_DRESS = r"[#*_|\s>]*"
_PATTERNS = [
    (
        group,
        re.compile(
            rf"{_DRESS}(?:[-•]\s*)?{tolerant_any(phrases)}{_DRESS}(?:\([^)]{{0,40}}\))?{_DRESS}[:|]{_DRESS}(?P<value>.*)",
            re.IGNORECASE,
        ),
    )
    for group, phrases in _FIELDS
]
_ALONE = [
    (group, re.compile(rf"{_DRESS}{tolerant_any(phrases)}{_DRESS}$", re.IGNORECASE))
    for group, phrases in _FIELDS
    if group not in {"next", "other", "chair"}
]
# "Mødested Lokale 3", "MødestedLokale 3": the label and its value begin with a capital.
_UNMARKED = [
    (
        group,
        re.compile(rf"(?=[A-ZÆØÅ])(?i:{tolerant_any(known)})\s*(?=[A-ZÆØÅ\d])(?P<value>.*)"),
    )
    for group, phrases in _FIELDS
    if (known := tuple(one for one in phrases if one in words.UNMISTAKABLE_FIELDS))
    and group not in {"next", "other"}
]
_ROLE_GROUPS: dict[str, Role] = {
    "attendee": "attendee",
    "apology": "apology",
    "minute_taker": "minute_taker",
    "chair": "chair",
}
_DOUBLED = re.compile(r"(?P<name>.{3,60}?)\s*\((?P=name)\)$")
_BRACKET_TAIL = re.compile(r".{3,80}\((?P<name>[^()]{4,60})\)$")
_TITLE_WORD = re.compile(
    r"(?:m[øo@ga]e?de|udvalg|bestyrelse|referat|råd|byråd|forening|ledelse)", re.I
)
_MEETING = re.compile(r"[^\W\d_]{3,}(?:m[øo@ga]e?de|udvalg|råd)\b", re.IGNORECASE)
_KINDS = (*words.MINUTES_TITLES, *words.AGENDA_TITLES, *words.LIST_TITLES)
_KIND_TAIL = re.compile(
    rf"\s*[-–—|]\s*{tolerant_any(_KINDS)}$",
    re.IGNORECASE,
)
_NO_NAMES = (
    *words.LIST_TITLES,
    *words.MINUTES_TITLES,
    *words.AGENDA_TITLES,
    *words.CONTENTS_TITLES,
)
_NO_TITLE = re.compile(
    rf"{_DRESS}{tolerant_any(_NO_NAMES)}[\s:.]*$",
    re.IGNORECASE,
)
_REFERAT_OF = re.compile(
    r"(?:\S+\s)?(?:referat|beslutningsprotokol|mødenotat)\w*\s*(?:[-–—:,]|(?:af|fra|for|over|til|i)\b|"
    r"(?-i:(?=[A-ZÆØÅ])))\s*(?P<title>.+)$",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    tolerant_any(
        ("næste møde", "udsendt", "godkendt den", "udskrevet", "sidste møde", "revideret")
    ),
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"[\s,–-]*(?:(?:afholdt|holdt)\s*)?(?:\b(?:man|tirs|ons|tors|fre|lør|søn)dag\s*)?(?:\b(?:den|d\.)\s*)?$",
    re.I,
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
_ONLY_MINUTES = re.compile(
    r"(?:\w\s){3,}\w$|\w*referat\s+(?:af|fra|for|den|d\.)(?:\s+(?:den|d\.))?$", re.IGNORECASE
)
_ENDED = re.compile(
    rf"{tolerant_any(words.END_FIELDS)}\s*:?\s*(?:kl\.?\s*)?(?P<value>\d{{1,2}}[.:]\d{{2}})",
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
    fields = [found for i, line in enumerate(lines) if (found := _field(line.text, i))]
    day, evidence, dated_at = _date(lines, fields)
    start, end = _times(lines, fields, dated_at)
    return Head(
        title=_head_title(lines, fields),
        date=day,
        date_evidence=evidence,
        start_time=start,
        end_time=end,
        place=_place(lines, fields, dated_at),
        participants=_people(lines, fields, read_attendance(lines)),
    )


def read_foot(lines: Sequence[Line]) -> Head:
    """Read the last lines of minutes: when the meeting ended, who wrote them down."""
    fields = [found for i, line in enumerate(lines) if (found := _field(line.text, i))]
    signed = [found for found in fields if found.group == "minute_taker" and found.value]
    people = [one for found in signed for one in read_participants(found.value, "minute_taker")]
    return Head(end_time=_end_time(lines, fields), participants=tuple(people[:1]))


def is_field(text: str) -> bool:
    """Tell whether a line is a field of a head, "Mødested: Lokale 3", or the label of one."""
    return len(text) <= LONGEST_HEADING and _field(text, 0) is not None


def _field(text: str, index: int) -> _Field | None:
    for group, pattern in (*_PATTERNS, *_UNMARKED):
        match = pattern.match(text)
        if match:
            return _Field(group, match["value"].strip(" |*_"), index)
    for group, pattern in _ALONE:
        if pattern.match(text):
            return _Field(group, "", index)
    return None


def _date(
    lines: Sequence[Line], fields: Sequence[_Field]
) -> tuple[date | None, str | None, int | None]:
    named = [f for f in fields if f.group in {"date", "time", "place"}]
    excluded = {f.index for f in fields if f.group in {"next", "other"}}
    for found in named:
        value = found.value or _below(lines, found.index)
        hits = find_dates(value)
        if hits:
            return hits[0].value, value[:LONGEST_HEADING], found.index
    for index, line in enumerate(lines):
        if index in excluded or _NO_DATE.search(line.text) or len(line.text) > LONGEST_HEADING:
            continue
        hits = find_dates(line.text)
        if hits:
            return hits[0].value, line.text, index
    return None, None, None


def _below(lines: Sequence[Line], index: int) -> str:
    """Return the line below a label, "" where that is a label too."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return "" if _field(below, 0) else below


def _times(
    lines: Sequence[Line], fields: Sequence[_Field], dated_at: int | None
) -> tuple[time | None, time | None]:
    end = _end_time(lines, fields)
    places = [
        _clock(f.value or _below(lines, f.index), lines[f.index].text)
        for f in fields
        if f.group in {"date", "time"}
    ]
    if dated_at is not None:
        places.append(lines[dated_at].text)
        places.append(_below(lines, dated_at))
    for value in places:
        start, until = find_times(without_dates(value[:LONGEST_HEADING]))
        if start:
            return start, until or end
    return None, end


def _clock(value: str, line: str) -> str:
    """In a field for the time "16-18" and "18.00" are clock times, which elsewhere is not sure."""
    is_time = _BARE_CLOCK.match(value) and not line.lower().startswith("dato")
    return f"kl. {value}" if is_time else value


def _end_time(lines: Sequence[Line], fields: Sequence[_Field]) -> time | None:
    for line in lines:
        ended = _ENDED.match(line.text) if len(line.text) <= LONGEST_HEADING else None
        if ended:
            return find_times(f"kl. {ended['value']}")[0]
    for found in fields:
        if found.group == "end":
            value = without_dates(found.value or _below(lines, found.index)).strip()
            return find_times(f"kl. {value}")[0]
    return None


def _place(lines: Sequence[Line], fields: Sequence[_Field], dated_at: int | None) -> str | None:
    for found in fields:
        if found.group == "place":
            value = found.value or _below(lines, found.index)
            return value[:LONGEST_HEADING] or None
    taken = {f.index for f in fields}
    if dated_at is None or dated_at + 1 >= len(lines) or dated_at + 1 in taken:
        return None
    below = lines[dated_at + 1].text
    if _MEETING.search(below):
        return None
    exported = find_times(without_dates(lines[dated_at].text))[0] is not None
    short = len(below) <= 80 and not below.endswith((".", ":")) and not _NO_TITLE.match(below)
    return below if short and (exported or _PLACE.search(below)) else None


def _head_title(lines: Sequence[Line], fields: Sequence[_Field]) -> str | None:
    for found in fields:
        value = (found.value or _below(lines, found.index))[:LONGEST_HEADING]
        named = found.group == "title" or (found.group == "date" and _MEETING.search(value))
        if named and value and not _NO_TITLE.match(value):
            return _bare_title(value) or value
    taken = {f.index for f in fields}
    for index, line in enumerate(lines[:8]):
        if index in taken or len(line.text) > 160 or _NO_TITLE.match(line.text):
            continue
        if line.text.endswith(".") and len(line.text.split()) > 8:
            continue
        title = _bare_title(line.text)
        if title and (_TITLE_WORD.search(line.text) or index == 0):
            return title
    return None


def _bare_title(text: str) -> str | None:
    title = text.strip("#*_ ")
    hits = find_dates(title)
    if hits:
        title = _DATE_TAIL.sub("", title[: hits[0].start]).strip(" -–—,:")
    title = _KIND_TAIL.sub("", title)
    of_meeting = _REFERAT_OF.match(title)
    if of_meeting:
        title = of_meeting["title"]
    doubled = _DOUBLED.match(title)
    if doubled:
        return doubled["name"]
    series = _BRACKET_TAIL.match(title)  # "Udvalgsmøder 2024-2027 (Udvalgsmøde)"
    if series and fold(series["name"]) and fold(title).startswith(fold(series["name"])):
        return series["name"]
    title = title.strip(" -–,:")
    if _NO_TITLE.match(title) or _ONLY_MINUTES.match(title):
        return None
    return title if sum(char.isalpha() for char in title) >= 3 else None


def _people(
    lines: Sequence[Line], fields: Sequence[_Field], table: Attendance
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
        value = between.join([found.value, *_names_below(lines, found, end)])
        for person in read_participants(value, role):
            known = people.get(person.name)
            if known is None or known.role == "attendee":
                people[person.name] = person
    return tuple(people.values())


def _names_below(lines: Sequence[Line], found: _Field, end: int) -> list[str]:
    """The value of a field may run over several lines: while they go on, or list names."""
    values: list[str] = []
    previous = found.value
    for line in lines[found.index + 1 : min(end, found.index + 1 + _MORE_NAMES)]:
        goes_on = previous.endswith((",", " og", ";", "-")) or not previous
        if (line.gap and previous and not values) or (not goes_on and line.gap):
            break
        if line.text.startswith("#") or line.text.endswith(":") or _NO_TITLE.match(line.text):
            break
        values.append(line.text)
        previous = line.text
    return values
