"""The headings of minutes and the lines between them to agenda items with their blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.reading.blocks import read_blocks
from meetings.reading.cases import is_case_line
from meetings.reading.chains import choose_chain
from meetings.reading.closed import CLOSED_TITLE, closes_doors, opens_doors
from meetings.reading.damage import fold, tolerant_any
from meetings.reading.doing import is_somebody_deciding
from meetings.reading.headings import Heading, bare_title, find_headings
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line
from meetings.reading.rows import is_list_title
from meetings.reading.sections import minuted_lines, section_kind
from meetings.reading.structure import Block, Item

_LIST = re.compile(rf"[#*_\s]*{tolerant_any(words.ACTION_LISTS)}[*_\s:]*$", re.IGNORECASE)
_NAMED = re.compile(rf"{tolerant_any(words.ITEM_NAMES)}\s*:\s*(?P<title>\S.*)", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"[#*_\s]*(?:opfølgning|opgaver|aftaler|aftalt|hvem\s+gør\s+hvad\s?\??)[*_\s:]*$",
    re.IGNORECASE,
)
_TASK_COLUMNS = re.compile(
    rf"\b(?:hvem|hvad|hvornår|opgave|handling|{tolerant_any(words.COLUMN_TITLES)})\b", re.IGNORECASE
)
_SHORT = 60
_MARKS_BELOW = 6  # lines under a heading among which a mark may say that the item is closed
_MOST_DECIDE = 0.5
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Span:
    """An item before its blocks are read: its heading and its lines [first, last)."""

    heading: Heading | None
    first: int
    last: int
    is_closed: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What an item must know of its meeting.

    Titles in the agenda by number, the day, whether decisions are marked throughout, and how long
    its lines become.
    """

    listed: dict[str, str]
    day: date | None
    decides: bool
    width: int


def read_items(
    text: str,
    lines: Sequence[Line],
    chain: Sequence[Heading],
    span: tuple[int, int, int],
    *,
    day: date | None,
) -> list[Item]:
    """Return the items of minutes; `span` are the lines where head, body and next part begin."""
    first, body, last = span
    spans = _spans(lines, chain, body, last)
    listed = _listed_titles(lines[first:body])
    width = max((len(line.text) for line in lines[body:last]), default=0)
    meeting = _Meeting(listed, day, _decide(lines, spans), width)
    items = [_item(text, lines, one, meeting) for one in spans]
    return items + _outside(text, lines, spans, (body, last), day)


def _spans(lines: Sequence[Line], chain: Sequence[Heading], body: int, last: int) -> list[_Span]:
    """Give each heading its lines, and say which stand behind closed doors."""
    spans: list[_Span] = []
    is_closed = bool(chain) and body > 0 and closes_doors(lines[body - 1].text)
    for at, heading in enumerate(chain):
        end = chain[at + 1].index if at + 1 < len(chain) else last
        spans.append(_Span(heading, heading.index, end, is_closed, at + 1 == len(chain)))
        for line in lines[heading.last + 1 : end]:
            if closes_doors(line.text):
                is_closed = True
            elif opens_doors(line.text):
                is_closed = False
    return spans


def _listed_titles(head: Sequence[Line]) -> dict[str, str]:
    """ "Ad 3" alone names its item by the agenda in the head: "3. Nyt fra formanden"."""
    chain = choose_chain(find_headings(head))
    return {heading.number: heading.title for heading in chain if heading.number}


def _decide(lines: Sequence[Line], spans: Sequence[_Span]) -> bool:
    """Tell whether the items of these minutes mark their decisions, at least most of them."""
    marked = sum(
        any(section_kind(line.text) == "decision" for line in lines[span.first : span.last])
        for span in spans
    )
    return marked > 1 and marked > _MOST_DECIDE * len(spans)


def _item(text: str, lines: Sequence[Line], span: _Span, meeting: _Meeting) -> Item:
    heading = span.heading
    own = lines[(heading.last + 1) if heading else span.first : span.last]
    own = _without_doors(_before_list(own) if span.is_last else own)
    title = _title(heading, own, meeting.listed)
    own = _without_repeat(own, heading, title)
    is_closed = span.is_closed or _is_closed(title, own)
    says_it = heading is not None and is_somebody_deciding(heading.title)
    if heading is not None and (heading.rest or not own or says_it):
        own = [*_beside(lines[heading.last], heading), *own]
    decided = heading is not None and heading.is_decision
    blocks: list[Block] = []
    for run in minuted_lines(
        own, decided_already=decided, decided_elsewhere=meeting.decides, day=meeting.day
    ):
        blocks += read_blocks(text, run, width=meeting.width, is_list=is_list_title(title or ""))
    return Item(
        number=heading.number if heading else None,
        title=title or None,
        closed=is_closed,
        start=lines[span.first].start,
        end=own[-1].reach if own else lines[heading.last if heading else span.first].reach,
        page=lines[span.first].page,
        blocks=tuple(blocks),
    )


def _title(heading: Heading | None, own: Sequence[Line], listed: dict[str, str]) -> str | None:
    if heading is None:
        return None
    if heading.title:
        return heading.title.rstrip(" :")
    named = _NAMED.match(own[0].text) if own else None
    return listed.get(heading.number or "") or (named["title"] if named else None)


def _without_doors(own: Sequence[Line]) -> Sequence[Line]:
    """A group's heading at the end belongs to the items below it."""
    return [line for line in own if not (closes_doors(line.text) or opens_doors(line.text))]


def _without_repeat(
    own: Sequence[Line], heading: Heading | None, title: str | None
) -> Sequence[Line]:
    """Exports print the heading of an item twice, or its number and then its title again."""
    if heading is None or not title:
        return own
    known = {fold(title), fold(f"{heading.number} {title}")}
    first = 0
    while first < min(len(own), 3):
        words_of = bare_title(own[first].text)
        again = fold(words_of) in known if words_of else _is_number(own[first].text, heading)
        if not again or (words_of and words_of[-1:] == "." != title[-1:]):
            break
        first += 1
    return own[first:]


def _is_number(text: str, heading: Heading) -> bool:
    return heading.number is not None and text.rsplit(maxsplit=1)[-1].strip(".:)") == heading.number


def _beside(line: Line, heading: Heading) -> list[Line]:
    """Return what is said on the line of the heading itself, where anything is."""
    if heading.rest:
        at = heading.rest
    elif heading.title.endswith(".") and len(heading.title.split()) >= _LEAST_WORDS:
        at = line.text.find(heading.title)
    else:
        return []
    said = line.text[at:].lstrip() if at >= 0 else ""
    start = line.end - len(said)
    return [replace(line, text=said, start=start, gap=1, indent=line.indent)] if said else []


def _is_closed(title: str | None, own: Sequence[Line]) -> bool:
    if title and CLOSED_TITLE.search(title):
        return True
    for line in own[:_MARKS_BELOW]:
        if len(line.text) >= _SHORT or section_kind(line.text):
            return False
        if CLOSED_TITLE.match(line.text):
            return True
        if not is_case_line(line.text) and line is not own[0]:
            return False
    return False


def _before_list(lines: Sequence[Line]) -> Sequence[Line]:
    """Cut off the list of all actions that some write at the very end, outside the items."""
    for index, line in enumerate(lines):
        if not line.gap or len(lines) - index < 2:
            continue
        is_table = _FOLLOW_UP.match(line.text) and _heads_table(lines[index + 1])
        if _LIST.match(line.text) or is_table:
            return lines[:index]
    return lines


def _heads_table(line: Line) -> bool:
    """Tell whether the line is the titles of a list of tasks: "Hvem  Hvad  Hvornår"."""
    said = f"{line.text} {' '.join(cell.text for cell in line.cells)}"
    return len({hit.lower() for hit in _TASK_COLUMNS.findall(said)}) > 1


def _outside(
    text: str,
    lines: Sequence[Line],
    spans: Sequence[_Span],
    body: tuple[int, int],
    day: date | None,
) -> list[Item]:
    """Return what stands in no item: without headings everything, else a closing list."""
    first, last = body
    if spans:
        end = spans[-1].last
        begin = spans[-1].heading.last + 1 if spans[-1].heading else spans[-1].first
        first = begin + len(_before_list(lines[begin:end]))
    if first >= last:
        return []
    blocks: list[Block] = []
    for run in minuted_lines(lines[first:last], day=day):
        blocks += read_blocks(text, run)
    if not blocks:
        return []
    start, end = lines[first].start, lines[last - 1].reach
    page = lines[first].page
    return [Item(None, None, closed=False, start=start, end=end, page=page, blocks=tuple(blocks))]
