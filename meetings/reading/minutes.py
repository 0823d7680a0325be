"""A file's text to its parts, and the parts that are minutes to meetings with their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.reading.blocks import read_blocks
from meetings.reading.columns import set_columns
from meetings.reading.damage import fold, tolerant_any
from meetings.reading.dates import date_in_file_name, find_dates
from meetings.reading.head import Head, read_head
from meetings.reading.headings import Heading, choose_chain, find_headings
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import LONGEST_HEADING, Line, read_lines
from meetings.reading.parts import RawPart, read_parts
from meetings.reading.sections import minuted_lines
from meetings.reading.structure import Block, DateSource, Item, Minutes, Part, Structure
from meetings.reading.text import FileText
from meetings.reading.unnumbered import find_unnumbered

_CLOSED = re.compile(
    rf"(?:{tolerant_any(words.CLOSED_ITEMS)})\b|\((?:lukket|fortroligt)\)", re.IGNORECASE
)
_NEXT = re.compile(rf"(?:{tolerant_any(words.NEXT_MEETING)})\b", re.IGNORECASE)
_LIST = re.compile(rf"[#*_\s]*{tolerant_any(words.ACTION_LISTS)}[*_\s:]*$", re.IGNORECASE)
_DECIDED_ON = re.compile(
    rf"[#*_\s]*(?:{tolerant_any(words.DECISION_SECTIONS)})\b.{{0,120}}\b(?:den|d\.)\s",
    re.IGNORECASE,
)
_SAME_ITEMS = 0.75


@dataclass(frozen=True, slots=True)
class _Span:
    """An item before its blocks are read: its headings and its lines [first, last)."""

    heading: Heading | None
    first: int
    last: int


def read_structure(
    file_text: FileText, *, file_name: str | None = None, given_date: date | None = None
) -> Structure:
    """Return the parts of a file and the minutes in it, with every agenda item.

    `file_name` and `given_date` are asked for a date only where the text gives none.
    """
    lines = [
        line for line in set_columns(read_lines(file_text), file_text) if line.text or line.cells
    ]
    raw_parts = read_parts(lines, file_name=file_name)
    found = [_minutes(file_text, lines, part) for part in raw_parts if part.kind == "minutes"]
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
    chain = list(part.chain) or find_unnumbered(lines, part.first, part.last)
    body = chain[0].index if chain else _after_head(lines, part)
    head = read_head(lines[part.first : body])
    spans = _spans(lines, chain, body, part.last)
    listed = _listed_titles(lines[part.first : body])
    items = [_item(file_text.text, lines, span, listed) for span in spans]
    items += _outside(file_text.text, lines, spans, body, part.last)
    start, end = lines[part.first].start, lines[part.last - 1].reach
    minutes = _from_head(head, items, lines[part.first], start, end)
    minutes = replace(minutes, next_meeting=_next_meeting(lines, spans, minutes.date))
    return minutes if minutes.date else _date_in_body(lines, part, minutes)


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
        if len(lines[index].text) > 60 or lines[index].text.endswith("."):
            return index
    return part.last


def _spans(lines: Sequence[Line], chain: Sequence[Heading], body: int, last: int) -> list[_Span]:
    """Headings of one number are one item: "Punkt 3" and "Beslutning for Punkt 3"."""
    spans: list[_Span] = []
    for at, heading in enumerate(chain):
        end = chain[at + 1].index if at + 1 < len(chain) else last
        spans.append(_Span(heading, heading.index, end))
    return spans


def _listed_titles(head: Sequence[Line]) -> dict[str, str]:
    """ "Ad 3" alone names its item by the agenda in the head: "3. Nyt fra formanden"."""
    chain = choose_chain(find_headings(head))
    return {heading.number: heading.title for heading in chain if heading.number}


def _item(text: str, lines: Sequence[Line], span: _Span, listed: dict[str, str]) -> Item:
    heading = span.heading
    title = heading.title or listed.get(heading.number or "") if heading else None
    own = lines[(heading.last + 1) if heading else span.first : span.last]
    own = _before_list(own)
    decided = heading is not None and heading.is_decision
    blocks: list[Block] = []
    for run in minuted_lines(own, decided_already=decided):
        blocks += read_blocks(text, run)
    return Item(
        number=heading.number if heading else None,
        title=title or None,
        closed=_is_closed(title, own),
        start=lines[span.first].start,
        end=own[-1].reach if own else lines[heading.last if heading else span.first].reach,
        page=lines[span.first].page,
        blocks=tuple(blocks),
    )


def _is_closed(title: str | None, own: Sequence[Line]) -> bool:
    if title and _CLOSED.search(title):
        return True
    return bool(own) and len(own[0].text) < 60 and bool(_CLOSED.match(own[0].text))


def _before_list(lines: Sequence[Line]) -> Sequence[Line]:
    """Cut off the list of all actions that some write at the very end, outside the items."""
    for index, line in enumerate(lines):
        if _LIST.match(line.text) and line.gap and len(lines) - index > 1:
            return lines[:index]
    return lines


def _outside(
    text: str, lines: Sequence[Line], spans: Sequence[_Span], body: int, last: int
) -> list[Item]:
    """Return what stands in no item: without headings everything, else a closing list."""
    first = body
    if spans:
        end = spans[-1].last
        begin = spans[-1].heading.last + 1 if spans[-1].heading else spans[-1].first
        first = begin + len(_before_list(lines[begin:end]))
    if first >= last:
        return []
    blocks: list[Block] = []
    for run in minuted_lines(lines[first:last]):
        blocks += read_blocks(text, run)
    if not blocks:
        return []
    start, end = lines[first].start, lines[last - 1].reach
    page = lines[first].page
    return [Item(None, None, closed=False, start=start, end=end, page=page, blocks=tuple(blocks))]


def _next_meeting(lines: Sequence[Line], spans: Sequence[_Span], day: date | None) -> date | None:
    """Return the date beside "Næste møde", where it is written in full and lies ahead."""
    for span in spans:
        titled = span.heading is not None and _NEXT.search(span.heading.title)
        for line in lines[span.first : span.last]:
            if len(line.text) > LONGEST_HEADING or not (titled or _NEXT.search(line.text)):
                continue
            hits = [hit.value for hit in find_dates(line.text)]
            if hits and (day is None or hits[0] > day):
                return hits[0]
    return None


def _date_in_body(lines: Sequence[Line], part: RawPart, minutes: Minutes) -> Minutes:
    """Exports date every decision: "Beslutning i Teknisk Udvalg den 12-03-2024"."""
    days: dict[date, str] = {}
    for line in lines[part.first : part.last]:
        if len(line.text) <= LONGEST_HEADING and _DECIDED_ON.match(line.text):
            for hit in find_dates(line.text):
                days.setdefault(hit.value, line.text)
    if not days:
        return minutes
    day = max(days)
    return replace(minutes, date=day, date_source="document", date_evidence=days[day])


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
        if len(mine & theirs) < _SAME_ITEMS * max(len(mine), len(theirs)):
            continue
        head = read_head(lines[part.first : part.chain[0].index])
        if head.date:
            return replace(
                minutes,
                date=head.date,
                date_source="enclosure",
                date_evidence=head.date_evidence,
                title=minutes.title or head.title,
                start_time=minutes.start_time or head.start_time,
                end_time=minutes.end_time or head.end_time,
                place=minutes.place or head.place,
            )
    return minutes


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
