"""The lines of an agenda item to blocks: paragraphs, bullets, rows and sub-headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from meetings.reading.doing import is_somebody_doing
from meetings.reading.lexicon.months import MONTHS
from meetings.reading.lines import Line
from meetings.reading.rows import (
    apart_cells,
    asks_who_does_what,
    cells_of,
    is_list_title,
    is_rule,
)
from meetings.reading.sections import is_section_heading
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, BlockKind

_BULLET = re.compile(r"(?P<mark>[•◦▪■●○➢►‣⁃·\uf0b7\uf0a7*+>]|[-–—](?:\s+[-–—])?|[oeO])\s+(?=\S)")
# The box says whether it is done, so it stays in the sentence.
_BOX = re.compile(r"(?:[☐☑☒✅]|\[[ xX✓]?\])\s*(?=\S)")
_TIGHT_BULLET = re.compile(r"(?P<mark>[•◦▪■●○➢►‣\uf0b7\uf0a7])\s*(?=\S)")
# An arrow leads in what is to be done, so it stays in the sentence as well.
_ARROW = re.compile(r"(?:[-=]+>|→|➔|⇒)\s*(?=\S)")
_NUMBERED = re.compile(r"(?P<mark>\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)])\s+(?=\S)")
_DAY_OR_PAGE = re.compile(r"[ds]\.\s*\d")
_MONTH = re.compile(r"(?:" + "|".join(MONTHS) + r")\b", re.IGNORECASE)
# "4.1 Maskiner" heads a part of item 4.
_SUBNUMBERED = re.compile(r"\d{1,3}\.\d{1,2}\.?\s+[A-ZÆØÅ][^.]{2,70}$")
_HASHES = re.compile(r"#{1,6}\s+")
_ENDS = (".", "!", "?", ":", ";", "…", ".”", '."', ".)")
_ROOMY = 0.9
# So much of a line is left over only where the next was meant to stand by itself.
_HALF_EMPTY = 0.7
# "Aktion: SVM" says all; what stands on the line below is another matter.
_TAG_ALONE = re.compile(
    r"[*_]*(?i:aktion|ansvarlige?|opfølgning|tovholder|ansv\.)\s*:[*_]*\s*"
    r"(?:[A-ZÆØÅ][\w.-]*(?:\s*(?:,|/|&|\+|og)\s*|\s+)?){1,5}$"
)
_TAG = re.compile(r"[*_]*(aktion|ansvarlige?|ansv\.|tovholder)\s*:[*_]*\s*\S", re.IGNORECASE)
_AT = re.compile(r"at\s+\w")
_LEADS_IN_POINTS = re.compile(r"\s(?:at|om|følgende)$")  # "Forvaltningen oplyste, at"
_CLOSED = tuple(end for end in _ENDS if end != ":")
_NOTE = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?:\s+[a-zæøå]+r\s")
_SMALL_END = re.compile(
    r"(?<!\w)(?:og|at|til|af|i|på|for|med|en|et|den|det|de|som|der|samt|hos|ved)$"
)
_LONGEST_SUBHEADING = 80
_LONGEST_LEAD_IN = 160


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    lines: list[Line]
    mark: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    heading: str | None = field(default=None)


def read_blocks(
    text: str,
    lines: Sequence[Line],
    *,
    heading: str | None = None,
    width: int = 0,
    is_list: bool = False,
) -> tuple[Block, ...]:
    """Return the blocks of consecutive lines of one item; `heading` is the one they begin under.

    `width` is how long the lines of the minutes become, where the caller knows more of them;
    `is_list` tells that the item's own title heads a list of tasks.
    """
    drafts: list[_Draft] = []
    seen = [line for line in lines if not line.is_furniture and not is_rule(line.text)]
    width = max([width, *(len(line.text) for line in seen)])
    for line, following in zip_longest(seen, seen[1:]):
        cells = cells_of(line.text)
        if not cells and _is_in_list(drafts, begins=is_list):
            cells = apart_cells(line.text)
        if cells:
            drafts.append(_Draft("row", [line], cells=cells))
        else:
            _take(drafts, line, following, width)
    _set_levels(drafts)
    _set_headings(text, drafts, heading)
    skipped = [(line.start, line.end) for line in lines if line.is_furniture]
    skipped += [(cell.start, cell.end) for line in lines for cell in line.cells]
    skipped.sort()
    blocks = (_block(text, draft, skipped) for draft in drafts)
    return tuple(block for block in blocks if block is not None)


def _take(drafts: list[_Draft], line: Line, following: Line | None, width: int) -> None:
    last = drafts[-1] if drafts else None
    if line.cells and not line.text:
        if last is not None and line.cells[0].column is not None:
            last.lines.append(line)  # a name or a date that goes on below
        return
    heads = _SUBNUMBERED.match(line.text) is not None or asks_who_does_what(line.text)
    is_section = is_section_heading(line.text) or heads
    mark = "" if is_section else _bullet_mark(line, last, following)
    if mark:
        drafts.append(_Draft("bullet", [line], mark=mark))
        return
    if last is not None and _begins_at_point(last, line, width):
        _take_at_point(drafts, line)
        return
    if last is not None and not is_section and _continues(last, line, width):
        last.lines.append(line)
        return
    kind: BlockKind = "heading" if _is_subheading(line, following) else "paragraph"
    drafts.append(_Draft(kind, [line]))


def _is_in_list(drafts: Sequence[_Draft], *, begins: bool) -> bool:
    """Tell whether only rows stand between here and the title of a list of tasks."""
    last = next((draft for draft in reversed(drafts) if draft.kind != "row"), None)
    if last is None:
        return begins
    return last.kind == "heading" and is_list_title(last.lines[0].text)


def _begins_at_point(last: _Draft, line: Line, width: int) -> bool:
    """Tell whether "at …" begins the next of several points below "Det blev aftalt,"."""
    at = _first_at_point(last)
    if at is None or last.kind == "row" or not _AT.match(line.text) or line.gap > 1:
        return False
    above = last.lines[-1].text
    has_room = len(above) + 1 + len("at") < width * _ROOMY
    leads_in = at == 0 or last.lines[at - 1].text.endswith((",", ":"))
    return leads_in and (has_room or above.endswith((",", ".", ";", " og", " samt")))


def _first_at_point(draft: _Draft) -> int | None:
    points = (at for at, line in enumerate(draft.lines) if _AT.match(line.text))
    return next(points, None)


def _take_at_point(drafts: list[_Draft], line: Line) -> None:
    """Add the point, and make the one before it a point too where it still stands in the text."""
    last = drafts[-1]
    at = _first_at_point(last)
    if at:
        drafts.append(_Draft("bullet", last.lines[at:], mark="at"))
        del last.lines[at:]
    elif last.kind == "paragraph":
        last.kind, last.mark = "bullet", "at"
    drafts.append(_Draft("bullet", [line], mark="at"))


def _bullet_mark(line: Line, last: _Draft | None, following: Line | None) -> str:
    """Return the mark of the bullet that the line begins, "" where it begins none."""
    if _BOX.match(line.text):
        return "☐"
    if _ARROW.match(line.text):
        return "→"
    match = _BULLET.match(line.text) or _TIGHT_BULLET.match(line.text)
    if match is None:
        return _number_mark(line, last)
    mark = match["mark"].strip()
    if mark in "eoO":
        begins = _is_letter_bullet(mark, line, last, following)
    else:
        begins = mark[0] not in "-–—" or _may_begin_bullet(line, last, match.end(), mark)
    return mark if begins else ""


def _number_mark(line: Line, last: _Draft | None) -> str:
    match = _NUMBERED.match(line.text)
    if match is None or _MONTH.match(line.text, match.end()) or _DAY_OR_PAGE.match(line.text):
        return ""
    return match["mark"] if _may_begin_bullet(line, last, match.end(), "1") else ""


def _is_letter_bullet(mark: str, line: Line, last: _Draft | None, following: Line | None) -> bool:
    """An engine without Danish reads a round bullet as "e" or "o"."""
    beside = [
        last.lines[0].text if last is not None and last.mark else "",
        following.text if following else "",
    ]
    lead = last is None or last.lines[-1].text.endswith(":") or line.gap > 0 or last.mark == mark
    return lead or any(text.startswith(f"{mark} ") for text in beside)


def _may_begin_bullet(line: Line, last: _Draft | None, at: int, mark: str) -> bool:
    """A dash or a number in the middle of running text begins no bullet."""
    if last is None or line.gap or last.kind != "paragraph":
        return True
    following = line.text[at : at + 1]
    above = last.lines[-1]
    return (
        above.text.endswith(_ENDS)
        or _LEADS_IN_POINTS.search(above.text) is not None
        or (following.isupper() and mark != "1")
        or line.indent > above.indent + 3
    )


def _continues(last: _Draft, line: Line, width: int) -> bool:
    if last.kind in {"row", "heading"}:
        return False
    above = last.lines[-1]
    is_told = _TAG_ALONE.match(above.text) is not None and line.text[:1].isupper()
    is_told = is_told or _is_tagged_alike(above.text, line.text)
    if is_told or _is_broken_off(above.text, line.text, width):
        return False
    if above.cells and above.text.endswith(_ENDS):
        return False  # the columns stand on the last line of what they belong to
    if line.gap == 0 or (line.page != above.page and line.gap <= 1):
        if line.page != above.page and above.text.endswith(_ENDS):
            return False
        return not (last.kind == "bullet" and _steps_out(last, line))
    is_open = len(above.text) > 40 or above.text.endswith(",")
    return not above.text.endswith(_ENDS) and line.text[:1].islower() and is_open


def _is_tagged_alike(above: str, text: str) -> bool:
    """Tell whether both lines begin with the same tag, so that each gives somebody a task."""
    one, other = _TAG.match(above), _TAG.match(text)
    return one is not None and other is not None and one[1].lower() == other[1].lower()


def _is_broken_off(above: str, text: str, width: int) -> bool:
    """Tell whether a line ended though the next word had room: the writer began a new note."""
    first = text.split(maxsplit=1)[0] if text else ""
    used = len(above) + 1 + len(first)
    is_open = above.endswith((*_CLOSED, ",", "-", "–", "(", "/")) or _SMALL_END.search(above)
    if is_open or used >= width * _ROOMY:
        return False
    if is_somebody_doing(text) or _NOTE.match(text):
        return True
    is_begun = first[:1].isupper() and not above.endswith(_ENDS)
    return is_begun and used < width * _HALF_EMPTY


def _steps_out(last: _Draft, line: Line) -> bool:
    """A line further out than the bullet's own mark is a new paragraph."""
    return line.indent < last.lines[0].indent - 1 and last.lines[-1].text.endswith(_ENDS)


def _is_subheading(line: Line, following: Line | None) -> bool:
    text = line.text
    if (
        _SUBNUMBERED.match(text)
        or _HASHES.match(text)
        or is_section_heading(text)
        or is_list_title(text)
    ):
        return True
    if len(text) > _LONGEST_SUBHEADING or not text[:1].isupper() or following is None:
        return False
    if text.endswith((".", ",", ";", "!", "?", "-", "–")) or following.text[:1].islower():
        return False
    leads_in_list = _BULLET.match(following.text) or _TIGHT_BULLET.match(following.text)
    if leads_in_list or is_somebody_doing(text):
        return False
    if text.endswith(":"):
        return len(text.split()) <= 5
    return following.gap > 0 and len(text.split()) <= 8 and not re.search(r"\d$", text)


def _set_levels(drafts: list[_Draft]) -> None:
    """Depth of bullets by how far in they stand, and by their marks where all stand alike."""
    steps: list[tuple[float, str]] = []
    for draft in drafts:
        if draft.kind != "bullet":
            if draft.kind == "heading":
                steps = []
            continue
        deeper = 1.0 if " " in draft.mark else 0.0  # "- - x" is a bullet inside a bullet
        place = (draft.lines[0].indent + deeper, _family(draft.mark))
        while steps and not _is_under(place, steps):
            steps.pop()
        steps.append(place)
        draft.level = len(steps)


def _is_under(place: tuple[float, str], steps: list[tuple[float, str]]) -> bool:
    indent, _ = steps[-1]
    if abs(place[0] - indent) > 0.9:
        return place[0] > indent
    known = [mark for _, mark in steps]
    return place[1] not in known


def _family(mark: str) -> str:
    if mark[0].isdigit() or mark[0] == "(":
        return "1"
    return "a" if mark[0].isalpha() and len(mark) > 1 else mark[:1]


def _set_headings(text: str, drafts: list[_Draft], heading: str | None) -> None:
    """Give each block its sub-heading, and each bullet the words that lead in its list.

    A lead-in holds for the bullets as deep as its first one, so that the outer list goes on after
    an inner one that had its own.
    """
    under = heading
    leads: list[tuple[str, int]] = []
    waiting: str | None = None
    for draft in drafts:
        if draft.kind == "heading":
            draft.heading, under, leads, waiting = under, _words(text, draft), [], None
        elif draft.kind == "paragraph":
            draft.heading = under
            words = _words(text, draft)
            waiting = words if _leads_in(words) else None
            leads = leads if waiting else []
        else:
            while leads and leads[-1][1] > draft.level:
                leads.pop()
            if waiting:
                leads.append((waiting, draft.level))
                waiting = None
            draft.heading = leads[-1][0] if leads else under


def _leads_in(words: str) -> bool:
    sentence = words.rsplit(". ", 1)[-1]
    return words.endswith(":") or (len(sentence) <= _LONGEST_LEAD_IN and not words.endswith(_ENDS))


def _words(text: str, draft: _Draft) -> str:
    start = draft.lines[0].start + _mark_length(draft)
    return " ".join(s.text for s in split_sentences(text, start, draft.lines[-1].end))


def _mark_length(draft: _Draft) -> int:
    first = draft.lines[0].text
    if draft.kind == "bullet" and not _BOX.match(first):
        match = _BULLET.match(first) or _TIGHT_BULLET.match(first) or _NUMBERED.match(first)
        return match.end() if match else 0
    match = _HASHES.match(first) or _TIGHT_BULLET.match(first)
    return match.end() if match else 0


def _block(text: str, draft: _Draft, skipped: list[tuple[int, int]]) -> Block | None:
    beside = [c for line in draft.lines for c in line.cells if c.column is not None]
    start = draft.lines[0].start
    end = max([line.end for line in draft.lines] + [cell.end for cell in beside])
    without = skipped[bisect_left(skipped, (start, 0)) : bisect_left(skipped, (end, 0))]
    sentences = split_sentences(text, start + _mark_length(draft), end, without=without)
    if not sentences:
        return None
    if not beside:
        return Block(draft.kind, start, end, sentences, draft.level, draft.heading, draft.cells)
    said = " ".join(sentence.text for sentence in sentences)
    columns = range(max(cell.column or 0 for cell in beside) + 1)
    cells = [" ".join(c.text for c in beside if c.column == column) for column in columns]
    return Block("row", start, end, sentences, draft.level, draft.heading, (said, *cells))
