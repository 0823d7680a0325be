"""Which documents are bound into the file, and which of them are minutes.

A bundle is read in two steps: find the lines where a new document begins, then judge each
document by what it calls itself and, where it says nothing, by how it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from meetings.reading.chains import choose_chain, with_titles
from meetings.reading.damage import tolerant_any
from meetings.reading.dates import find_dates, find_times, without_dates
from meetings.reading.fields import is_field
from meetings.reading.headings import Heading, find_headings, is_contents_line
from meetings.reading.lexicon import headings as words
from meetings.reading.lines import Line
from meetings.reading.sections import section_kind
from meetings.reading.structure import PartKind
from meetings.reading.verdicts import (
    AGENDA_FIELD,
    LONGEST_TITLE,
    SPOKEN,
    is_people_field,
    judge,
)

_AHEAD = 8
_TITLE_LINES = 2
# "Sag: Ombygning af hallen" right below the title is what the whole meeting is about.
_CASE_OF_ALL = re.compile(r"(?:sag|byggesag|projekt)\s*:\s*\S", re.IGNORECASE)
_LONGEST_HEAD = 60
_SHORT = 80
_SECTIONS = 3
_WITHOUT_ITEMS = frozenset({"recommendation", "appendix", "notes"})
_AGENDA_STYLE = re.compile(r"word:(?:punkt|pkt|dagsordenspunkt|sag)")


def _title(phrases: tuple[str, ...], tail: str = "") -> re.Pattern[str]:
    return re.compile(rf"[#*_\s]*{tolerant_any(phrases)}{tail}[*_\s:.]*(?:\d+)?$", re.IGNORECASE)


_REFERAT = _title(words.MINUTES_TITLES)
_REFERAT_OF = re.compile(
    rf"[#*_\s]*(?:{tolerant_any(words.MINUTES_TITLES)})\s*(?:[-–—:,]|af|fra|for|over|til|i)\s*.{{1,110}}$",
    re.IGNORECASE,
)
_AGENDA = _title(words.AGENDA_TITLES)
_CONTENTS = _title(words.CONTENTS_TITLES)
_RECOMMENDATION = _title(words.RECOMMENDATION_TITLES, r"(?:\s+[A-ZÆØÅ&]{1,6})?")
_NOTE = _title(words.NOTE_TITLES)
_APPENDIX = re.compile(
    rf"[#*_\s]*(?:{tolerant_any(words.APPENDIX_TITLES)}\b(?:\s*(?:nr\.?)?\s*[\dA-Z]{{1,3}}\b)?.{{0,100}}"
    r"|punkt \d+,? bilag \d+.{0,100})$",
    re.IGNORECASE,
)
_MEMO_FIELD = re.compile(rf"{tolerant_any(words.MEMO_FIELDS)}(?:\s*:|\s+\S|$)", re.IGNORECASE)
_MEETING_FIELD = re.compile(tolerant_any(("mødedato", "mødested", "mødetid")) + r"\s*:", re.I)
_FIRST_OF = re.compile(r"s[il1]de\s*1l?\s*af\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawPart:
    """A document in the file: its lines [first, last) and what we hold it to be."""

    first: int
    last: int
    kind: PartKind
    evidence: str
    chain: tuple[Heading, ...] = ()


def read_parts(lines: Sequence[Line], *, file_name: str | None = None) -> list[RawPart]:
    """Return the documents of the file in order; together they hold every line."""
    if not lines:
        return []
    headings = find_headings(lines)
    heads = {heading.index for heading in headings}
    starts = _starts(lines, heads)
    parts: list[RawPart] = []
    for at, start in enumerate(starts):
        last = starts[at + 1].index if at + 1 < len(starts) else len(lines)
        own = [heading for heading in headings if start.index <= heading.index < last]
        parts += _cut(lines, own, start, last)
    return [_judged(lines, part, file_name) for part in parts if part.first < part.last]


def _judged(lines: Sequence[Line], part: RawPart, file_name: str | None) -> RawPart:
    """Settle the kind of a part that has not named itself."""
    if part.evidence:
        return part
    kind, evidence = judge(lines, (part.first, part.last), part.chain, file_name=file_name)
    return replace(part, kind=kind, evidence=evidence)


@dataclass(frozen=True, slots=True)
class _Start:
    """The first line of a document; `kind` where a title says it, `evidence` are its words."""

    index: int
    kind: PartKind | None = None
    evidence: str = ""


def _starts(lines: Sequence[Line], heads: set[int]) -> list[_Start]:
    starts = [_Start(0)]
    heads_items = _heads_items(lines)
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST_TITLE or is_contents_line(line.text):
            continue
        found = _start(lines, index, heads, heads_items=heads_items)
        if found is None:
            continue
        current = starts[-1]
        if found.index <= current.index or _belongs_to_head(lines, heads, current, found):
            if current.kind is None and found.kind is not None:
                starts[-1] = replace(found, index=current.index)
        else:
            starts.append(found)
    return starts


def _start(
    lines: Sequence[Line], index: int, heads: set[int], *, heads_items: bool
) -> _Start | None:
    line = lines[index]
    text = line.text
    if line.is_furniture:
        is_first_page = line.page is not None and _FIRST_OF.match(text)
        return _Start(_page_start(lines, index)) if is_first_page else None
    if _is_meeting_head(lines, index) or _MEETING_FIELD.match(text):
        return _Start(_top_of_head(lines, index, heads))
    kind = _titled_kind(lines, index, heads, heads_items=heads_items)
    return _Start(index, kind, text) if kind else None


def _titled_kind(
    lines: Sequence[Line], index: int, heads: set[int], *, heads_items: bool
) -> PartKind | None:
    """Return the kind of the document that the line is the title of, None where it is no title."""
    line = lines[index]
    if _is_minutes_title(lines, index, heads, heads_items=heads_items):
        return "minutes"
    if line.starts_page and _AGENDA.match(line.text):
        return "agenda"
    if line.starts_page and index and _APPENDIX.match(line.text):
        return "appendix"
    if _RECOMMENDATION.match(line.text) and _has_memo_head(lines, index, heads):
        return "recommendation"
    return "notes" if _NOTE.match(line.text) and _has_memo_head(lines, index, heads) else None


def _is_minutes_title(
    lines: Sequence[Line], index: int, heads: set[int], *, heads_items: bool
) -> bool:
    """ "Referat" alone on its line above the items, or "Referat af ..." at the top of a page.

    `heads_items` where it stands in the file as often as a heading under each item does.
    """
    line = lines[index]
    if _REFERAT_OF.match(line.text):
        return line.starts_page or line.text.startswith("#")
    if not _REFERAT.match(line.text) or re.search(r"\d$", line.text):
        return False
    under_contents = index > 0 and _CONTENTS.match(lines[index - 1].text)
    if under_contents and not line.starts_page:
        return False
    free_above = line.gap > 0
    free_below = index + 1 == len(lines) or lines[index + 1].gap > 0
    has_people_below = index + 1 < len(lines) and is_people_field(lines[index + 1].text)
    if index + 1 in heads or line.starts_page or has_people_below:
        return True
    is_free = free_above and free_below and heads.isdisjoint(range(index - 3, index))
    return is_free and not heads_items


def _heads_items(lines: Sequence[Line]) -> bool:
    """Tell whether "Referat" stands so often that it heads what was said under each item."""
    short = (line.text for line in lines if len(line.text) <= _SHORT)
    return len(list(islice(filter(_REFERAT.match, short), _SECTIONS))) == _SECTIONS


def _is_meeting_head(lines: Sequence[Line], index: int) -> bool:
    """A line that is a date and a clock time and nothing else: the head of an exported meeting."""
    text = lines[index].text
    if len(text) > 60 or not index:
        return False
    dates = find_dates(text)
    if len(dates) != 1:
        return False
    rest = text[: dates[0].start] + text[dates[0].end :]
    start, _ = find_times(without_dates(text))
    return start is not None and not re.search(r"[^\W\d_]{5,}", rest)


def _top_of_head(lines: Sequence[Line], index: int, heads: set[int]) -> int:
    """Walk up from the date of a head to its title: the lines above that are close and short."""
    first = index
    while first and not lines[first].starts_page and index - first < 4:
        above = lines[first - 1]
        is_other = first - 1 in heads or above.is_furniture or len(above.text) > LONGEST_TITLE
        if is_other or above.text.endswith((".", ";")) or (first < index and lines[first].gap):
            break
        first -= 1
    return first


def _page_start(lines: Sequence[Line], index: int) -> int:
    while index and not lines[index].starts_page:
        index -= 1
    return index


def _belongs_to_head(
    lines: Sequence[Line], heads: set[int], current: _Start, found: _Start
) -> bool:
    """Tell whether nothing but the head of a meeting stands between the two starts."""
    if found.kind not in {None, "minutes", "agenda"}:
        return False
    if current.kind not in {None, found.kind} and not _is_title_above(lines, current, found):
        return False
    between = range(current.index, found.index)
    if len(between) > _LONGEST_HEAD or any(AGENDA_FIELD.match(lines[i].text) for i in between):
        return False
    if found.kind is None and current.index > 0 and len(between) > _AHEAD:
        return False
    body = [
        i
        for i in between
        if i in heads
        and not is_contents_line(lines[i].text)
        and not (i <= current.index + _TITLE_LINES and _CASE_OF_ALL.match(lines[i].text))
    ]
    said = any(SPOKEN.search(lines[i].text[:LONGEST_TITLE]) for i in between)
    return not body and not said


def _is_title_above(lines: Sequence[Line], current: _Start, found: _Start) -> bool:
    """Tell whether a title, "Referat", stands right above the head that the other start is."""
    above = range(current.index, found.index)
    titled = max((i for i in above if lines[i].text == current.evidence), default=current.index)
    between = [line for line in lines[titled + 1 : found.index] if not line.is_furniture]
    is_head = all(_is_of_head(line) for line in between)
    is_same_page = lines[titled].page == lines[found.index].page
    return found.kind is None and is_head and is_same_page and len(between) <= _AHEAD


def _is_of_head(line: Line) -> bool:
    return is_field(line.text) or (len(line.text) <= _SHORT and not line.text.endswith("."))


def _has_memo_head(lines: Sequence[Line], index: int, heads: set[int]) -> bool:
    """Tell whether "Til:", "Fra:" stand below, before the next item or what was decided begins."""
    for below in range(index + 1, min(index + 1 + _AHEAD, len(lines))):
        text = lines[below].text
        if below in heads or section_kind(text) == "decision":
            return False
        if _MEMO_FIELD.match(text):
            return True
    return False


def _cut(
    lines: Sequence[Line], headings: Sequence[Heading], start: _Start, last: int
) -> list[RawPart]:
    """Cut a document where the numbering of items begins again: there the next was bound in."""
    parts = []
    first, kind, evidence = start.index, start.kind, start.evidence
    while first < last:
        own = [heading for heading in headings if heading.index >= first]
        cut = _restart(lines, own, is_bundle=kind in _WITHOUT_ITEMS)
        end = cut if cut is not None else last
        chain = with_titles(lines, choose_chain([one for one in own if one.index < end]))
        parts.append(RawPart(first, end, kind or "notes", evidence, tuple(chain)))
        first, kind, evidence = end, None, ""
    return parts


def _restart(lines: Sequence[Line], headings: Sequence[Heading], *, is_bundle: bool) -> int | None:
    """Return the line where worded numbering ("Punkt 3") falls back after having risen.

    In a document without items of its own, such as an indstilling, any such line is the next item
    of the agenda that it was bound into.
    """
    highest: dict[str, tuple[int, ...]] = {}
    for heading in headings:
        if not _AGENDA_STYLE.fullmatch(heading.style):
            continue
        line = lines[heading.index]
        top = highest.get(heading.style)
        fresh = line.starts_page or line.gap > 0 or ":" in line.text[:12]
        if fresh and is_bundle and not heading.is_decision:
            return heading.index
        if fresh and top is not None and heading.order < top and not heading.is_decision:
            return heading.index
        highest[heading.style] = max(top or heading.order, heading.order)
    return None
