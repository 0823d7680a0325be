"""A file's text to its parts, and the parts that are minutes to meetings with their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from meetings.reading.agenda_rows import find_agenda_rows
from meetings.reading.columns import set_columns
from meetings.reading.damage import fold, tolerant_any
from meetings.reading.dates import date_in_file_name, find_dates, first_day_after
from meetings.reading.fields import is_field
from meetings.reading.glued import unglue
from meetings.reading.head import Head, read_foot, read_head
from meetings.reading.headings import Heading
from meetings.reading.items import read_items
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import LONGEST_HEADING, Line, read_lines
from meetings.reading.merging import merge_minutes
from meetings.reading.participants import with_writers
from meetings.reading.parts import RawPart, read_parts
from meetings.reading.sections import decided_on, is_section_heading, section_kind
from meetings.reading.structure import DateSource, Item, Minutes, Part, Structure
from meetings.reading.text import FileText
from meetings.reading.unnumbered import find_unnumbered, is_list_under_heading

_NEXT = re.compile(rf"(?:{tolerant_any(words.NEXT_MEETING)})\b", re.IGNORECASE)
_MET = re.compile(r"\b\w*(?:m[øo]de|mødtes|samlet|generalforsamling|samling)\b", re.IGNORECASE)
_OPENING, _LONGEST_OPENING, _NEAR = 12, 1000, 100
# A transcript may hold its whole head on one line: "... Mødedato: 23-02-2017 Mødet påbegyndt: ..."
_DATE_FIELD = re.compile(r"\b(?:mødedato|m[øo]dedag)\s*:?\s*(?P<value>\S.{5,24})", re.IGNORECASE)
_TITLED = re.compile(r"\w*(?:referat|møde)\b", re.IGNORECASE)
_FOOT = 8  # lines
_A_SENTENCE = 3
_SAME_ITEMS = 0.75
_PAIR = 2  # an agenda and the minutes below it


def read_structure(
    file_text: FileText, *, file_name: str | None = None, given_date: date | None = None
) -> Structure:
    """Return the parts of a file and the minutes in it, with every agenda item.

    `file_name` and `given_date` are asked for a date only where the text gives none.
    """
    columns = set_columns(unglue(read_lines(file_text)), file_text)
    lines = [line for line in columns if line.text or line.cells]
    raw_parts = read_parts(lines, file_name=file_name)
    found = [_minutes(file_text, lines, part) for part in raw_parts if part.kind == "minutes"]
    found = merge_minutes(found)
    dated = [_enclosed_date(lines, raw_parts, minutes) for minutes in found]
    dated, notes = _outer_dates(dated, file_name, given_date)
    return Structure(
        parts=tuple(_part(lines, raw, len(file_text.text)) for raw in raw_parts),
        minutes=tuple(dated),
        problems=(*_missing(raw_parts, dated), *notes),
    )


def _part(lines: Sequence[Line], raw: RawPart, end: int) -> Part:
    last = lines[raw.last].start if raw.last < len(lines) else end
    return Part(kind=raw.kind, start=lines[raw.first].start, end=last, evidence=raw.evidence)


def _minutes(file_text: FileText, lines: Sequence[Line], part: RawPart) -> Minutes:
    chain = list(part.chain)
    if not chain or is_list_under_heading(lines, chain, part.first, part.last):
        chain = find_agenda_rows(lines, part.first, part.last) or find_unnumbered(
            lines, part.first, part.last
        )
    body = chain[0].index if chain else _after_head(lines, part)
    head = read_head(lines[part.first : body])
    span = (part.first, body, part.last)
    items = read_items(file_text.text, lines, chain, span, day=head.date)
    start, end = lines[part.first].start, lines[part.last - 1].reach
    minutes = _from_head(head, items, lines[part.first], start, end)
    following = _next_meeting(lines[body : part.last], chain, body, minutes.date)
    following = following or _next_meeting(lines[part.first : body], (), body, minutes.date)
    minutes = replace(minutes, next_meeting=following)
    minutes = _with_foot(lines[body : part.last], minutes)
    return minutes if minutes.date else _date_in_body(lines, part, minutes)


def _with_foot(body: Sequence[Line], minutes: Minutes) -> Minutes:
    """The last lines may say when the meeting ended, and who wrote the minutes."""
    foot = read_foot(body[-_FOOT:])
    return replace(
        minutes,
        end_time=minutes.end_time or foot.end_time,
        participants=with_writers((*minutes.participants, *foot.participants)),
    )


def _from_head(head: Head, items: Sequence[Item], first: Line, start: int, end: int) -> Minutes:
    return Minutes(
        title=head.title,
        date=head.date,
        date_source="header" if head.date else None,
        date_evidence=head.date_evidence,
        start_time=head.start_time,
        end_time=head.end_time,
        place=head.place,
        participants=head.participants,
        page=first.page,
        start=start,
        end=end,
        items=tuple(items),
    )


def _after_head(lines: Sequence[Line], part: RawPart) -> int:
    """Without any heading the first line that is a sentence begins the body."""
    for index in range(part.first, part.last):
        text = lines[index].text
        is_sentence = text.endswith(".") and len(text.split()) >= _A_SENTENCE
        is_title = _TITLED.search(text) and find_dates(text) and not text.endswith(".")
        if (len(text) > 60 or is_sentence) and not is_field(text) and not is_title:
            return index
    return part.last


def _next_meeting(
    lines: Sequence[Line], chain: Sequence[Heading], body: int, day: date | None
) -> date | None:
    """Return the date beside "Næste møde" that lies ahead; without a year it is the first such."""
    heads = {heading.index - body: heading for heading in chain}
    titled = False
    for index, line in enumerate(lines):
        if index in heads:
            titled = _NEXT.search(heads[index].title) is not None
        if len(line.text) > LONGEST_HEADING or not (titled or _NEXT.search(line.text)):
            continue
        hits = [hit.value for hit in find_dates(line.text)] if day is None else []
        following = hits[0] if hits else day and first_day_after(line.text, day)
        if following:
            return following
    return None


def _date_in_body(lines: Sequence[Line], part: RawPart, minutes: Minutes) -> Minutes:
    """Exports date every decision: "Beslutning i Teknisk Udvalg den 12-03-2024"."""
    days: dict[date, str] = {}
    is_fresh = False  # below the heading of a decision: "Dato: 7. marts 2019"
    for line in lines[part.first : part.last]:
        decided = decided_on(line.text)
        if decided:
            days.setdefault(decided, line.text)
        heads = section_kind(line.text) == "decision" and is_section_heading(line.text)
        is_fresh = heads or (is_fresh and is_field(line.text))
        for hit in find_dates(line.text[:LONGEST_HEADING]) if is_fresh else ():
            days.setdefault(hit.value, line.text)
    if not days:
        return _date_in_opening(lines[part.first : part.last], minutes)
    day = max(days)
    return replace(minutes, date=day, date_source="document", date_evidence=days[day])


def _date_in_opening(lines: Sequence[Line], minutes: Minutes) -> Minutes:
    """Mails tell it in a sentence: "Tak for et godt møde onsdag den 20. januar 2021"."""
    for line in lines[:_OPENING]:
        text = line.text[:_LONGEST_OPENING]
        named = _DATE_FIELD.search(text)
        day = find_dates(named["value"]) if named else []
        if named and day and day[0].start <= 1:
            return replace(
                minutes, date=day[0].value, date_source="document", date_evidence=named[0].strip()
            )
        hits = find_dates(text)
        near = text[max(0, hits[0].start - _NEAR) : hits[0].start] if hits else ""
        if hits and _MET.search(near) and not _NEXT.search(near):
            said = text[max(0, hits[0].start - _NEAR) : hits[0].end].strip()
            return replace(minutes, date=hits[0].value, date_source="document", date_evidence=said)
    return minutes


def _enclosed_date(
    lines: Sequence[Line], raw_parts: Sequence[RawPart], minutes: Minutes
) -> Minutes:
    """Take the date of an agenda in the same file that has the very items of these minutes."""
    if minutes.date:
        return minutes
    mine = {(item.number, fold(item.title or "")) for item in minutes.items if item.title}
    for part in raw_parts:
        if part.kind not in {"agenda", "contents"} or len(mine) < 3:
            continue
        theirs = {(heading.number, fold(heading.title)) for heading in part.chain}
        is_pair = len(raw_parts) == _PAIR and _numbers(mine) <= _numbers(theirs) != {None}
        if len(mine & theirs) < _SAME_ITEMS * max(len(mine), len(theirs)) and not is_pair:
            continue
        head = read_head(lines[part.first : part.chain[0].index])
        if head.date:
            is_same = _is_one_document(lines, part, minutes)
            return replace(
                minutes,
                date=head.date,
                date_source="header" if is_same else "enclosure",
                participants=head.participants if is_same else minutes.participants,
                date_evidence=head.date_evidence,
                title=minutes.title or head.title,
                start_time=minutes.start_time or head.start_time,
                end_time=minutes.end_time or head.end_time,
                place=minutes.place or head.place,
            )
    return minutes


def _numbers(items: set[tuple[str | None, str]]) -> set[str | None]:
    """Return the whole numbers of the items: "2b" answers to 2."""
    return {number.rstrip("abcdefghij") if number else None for number, _ in items}


def _is_one_document(lines: Sequence[Line], agenda: RawPart, minutes: Minutes) -> bool:
    """In Markdown an agenda and a heading "Referat" below it are sections of one document."""
    follows = agenda.last < len(lines) and lines[agenda.last].start == minutes.start
    return follows and lines[agenda.last].text.startswith("#") and not minutes.participants


def _outer_dates(
    found: Sequence[Minutes], file_name: str | None, given_date: date | None
) -> tuple[list[Minutes], list[str]]:
    undated = [minutes for minutes in found if minutes.date is None]
    if not undated:
        return list(found), []
    named = date_in_file_name(file_name) if file_name and len(found) == 1 else None
    if named and file_name:
        evidence = file_name[named.start : named.end]
        return [_dated(found[0], named.value, "file name", evidence)], []
    if given_date is None:
        return list(found), []
    notes = []
    if len(undated) > 1:
        notes.append(
            f"Filen rummer {len(undated)} referater uden dato. De har alle fået den oplyste dato "
            f"{given_date:%d.%m.%Y}."
        )
    dated = [m if m.date else _dated(m, given_date, "given", None) for m in found]
    return dated, notes


def _dated(minutes: Minutes, day: date, source: DateSource, evidence: str | None) -> Minutes:
    return replace(minutes, date=day, date_source=source, date_evidence=evidence)


def _missing(parts: Sequence[RawPart], found: Sequence[Minutes]) -> list[str]:
    problems = []
    if parts and not found:
        problems.append("Filen ligner ikke et referat: der er ingen beslutninger at finde i den.")
    undated = [minutes for minutes in found if minutes.date is None]
    for minutes in undated:
        where = f" på side {minutes.page}" if minutes.page else ""
        problems.append(
            f"Referatet{where} har ingen dato. Hvornår blev mødet holdt?"
            if len(found) > 1 or where
            else "Referatet har ingen dato. Hvornår blev mødet holdt?"
        )
    return problems
