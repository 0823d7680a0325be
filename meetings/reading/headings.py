"""Lines that may head an agenda item.

Minutes number their items in many ways ("Punkt 3:", "3.", "Ad 3", "§ 3", "3" alone on its line)
and also hold numbered lists. Which of the lines really are headings is settled in chains.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.reading.beside import said_from
from meetings.reading.cases import is_attendance
from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import COMMON_ITEMS, DECISION_SECTIONS, ITEM_NAMES
from meetings.reading.lexicon.months import MONTHS
from meetings.reading.lines import LONGEST_HEADING, Line
from meetings.reading.sections import section_kind
from meetings.reading.sentences import split_sentences

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}(?!\d)\s?[a-zæøå]?(?![\w]))"
_BEFORE = r"(?:[•●▪◦]\s*)?#{0,6}\s*\**"
_SPAN_OF_TIME = r"(?:\d{1,2}[.:]\d{2}\s*[-–—]\s*\d{1,2}[.:]\d{2}\s+)?"
_WORDED = re.compile(
    _BEFORE
    + _SPAN_OF_TIME
    + r"(?:(?P<decision>"
    + tolerant_any(DECISION_SECTIONS)
    + r")\s+(?:for|til|vedr\.?|på)\s+)?"
    r"(?P<word>dagsordenspunkt|punkt|pkt|ad\.?\s+(?:punkt|pkt)|ad|sag|nr|emne|tema)\b\.?\s*"
    r"(?:nr\.?\s*)?" + _NUMBER + r"(?!\s*[,/]\s*\S)\s*[.:)–-]*\**\s*(?P<title>.*)",
    re.IGNORECASE,
)
_PARAGRAPH_SIGN = re.compile(
    _BEFORE + r"(?P<word>§)\s*" + _NUMBER + r"\s*[.:)–-]*\**\s*(?P<title>.*)"
)
_PLAIN = re.compile(
    r"(?:[•●▪◦]\s*)?(?P<mark>#{1,6}\s*)?\**"
    + _NUMBER
    + r"(?P<sep>\s*[.:)]\**\s*|\s+[–-]\s+|\s+\|\s+(?=[^|]+$)|\s{1,8})(?P<title>\S.*)"
)
_ALONE = re.compile(r"(?P<mark>#{1,6}\s*)?\**" + _NUMBER + r"\s*[.:)]?\**$")
_LETTER = re.compile(r"(?P<mark>#{1,6}\s*)?\**(?P<number>[A-ZÆØÅ])\s*[.:)]\**\s+(?P<title>\S.*)")
_NAMED = re.compile(
    rf"[#*_\s]*{tolerant_any(ITEM_NAMES)}[*_]*\s*:[*_]*\s*(?P<title>\S.*)", re.IGNORECASE
)
# "19.00-19.15" and "19.05 Velkomst" are times; "12.10 Skolen" may be an item.
_CLOCK = re.compile(r"\**\d{1,2}[.:](?:0\d|[0-5]\d\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?\d)")
_TAIL = re.compile(
    r"\s*Klik her for at (?:folde ud|læse)\b.*$|\s+(?:Sagsnr|Sagsid|Sagsnummer)\.?:?\s*\d.*$"
)
_KIND = re.compile(r"^\([A-ZÆØÅ](?:/[A-ZÆØÅ])*\)\s+(?=\S)")
_LEAST_LETTERS = 2
_HEAD_LINES = 60
_DOTTED = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{0,4}$|\|\s*\d{1,4}\s*\|$")
_TABBED_PAGE = re.compile(r"(?:\t|\s{3,})\d{1,4}$")
_MONTH_AHEAD = re.compile(r"(?:" + "|".join(MONTHS) + r")\b", re.IGNORECASE)
_CLOCK_AHEAD = re.compile(r"kl\b|\d{1,2}[.:]\d{2}", re.IGNORECASE)
_COMMON = re.compile(tolerant_any(COMMON_ITEMS) + r"\s*[:.]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that heads an agenda item.

    `style` tells how it is numbered, `last` is the index of the last line it fills,
    `is_decision` marks "Beslutning for Punkt 3", which heads a section of item 3; `is_answer`
    marks "Ad 1" right under "Beslutning", which answers the first point of a proposal. What is
    said beside the title begins at `rest` in the line's text, 0 where nothing is.
    """

    index: int
    last: int
    style: str
    number: str | None
    order: tuple[int, ...]
    title: str
    weight: float
    is_decision: bool = False
    is_answer: bool = False
    rest: int = 0


def is_contents_line(text: str) -> bool:
    """Tell whether the line stands in a table of contents: dotted leaders, a page number."""
    end = text[-120:]
    may_be = end[-1:].isdecimal() or end.endswith((".", "…", "|", " "))
    return may_be and bool(_DOTTED.search(end) or _TABBED_PAGE.search(end))


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Return every line that may head an item, in all styles, in order."""
    known = "\n".join(line.text[:LONGEST_HEADING] for line in lines[:_HEAD_LINES])
    found = []
    for index, line in enumerate(lines):
        if line.is_furniture or is_contents_line(line.text):
            continue
        if len(line.text) > LONGEST_HEADING:
            heading = _of_long_line(lines, index, known)
        else:
            heading = _heading(lines, index)
            heading = _with_rest(lines, heading, known) if heading else None
        if heading:
            found.append(heading)
    return found


def _heading(lines: Sequence[Line], index: int) -> Heading | None:
    return (
        _worded(lines, index)
        or _named(lines, index)
        or _numbered(lines, index)
        or _lettered(lines, index)
    )


def _of_long_line(lines: Sequence[Line], index: int, known: str) -> Heading | None:
    """A line too long for a heading may begin with one: "3. Taget. Der er to tilbud, ..."."""
    line = lines[index]
    begin = replace(line, text=line.text[:LONGEST_HEADING])
    heading = _heading([begin], 0)
    if heading is None or heading.style == "letter":
        return None
    heading = _with_rest([begin], heading, known, goes_on=True)
    return replace(heading, index=index, last=index) if heading.rest else None


def _with_rest(
    lines: Sequence[Line], heading: Heading, known: str, *, goes_on: bool = False
) -> Heading:
    """Cut off what is said on the heading's own line."""
    text = lines[heading.index].text
    following = lines[heading.index + 1] if heading.index + 1 < len(lines) else None
    if heading.last != heading.index or not heading.title:
        return heading
    at = text.find(heading.title)
    runs_on = following is not None and not following.gap and following.text[:1].islower()
    elsewhere = known.replace(text, "", 1)
    rest = said_from(text, at, known=elsewhere, goes_on=goes_on or runs_on) if at >= 0 else 0
    if not rest:
        return heading
    title = text[at:rest] if rest > at else split_sentences(text, at, len(text))[0].text
    return replace(heading, title=title.strip(" :*_|"), rest=rest)


def bare_title(text: str) -> str:
    """Return a line without the number of a heading, "" where nothing else is on it."""
    match = _PARAGRAPH_SIGN.match(text) or _WORDED.match(text) or _PLAIN.match(text)
    if match is None:
        return "" if _ALONE.match(text) else text
    return str(match["title"]).strip().strip("*_")


def _worded(lines: Sequence[Line], index: int) -> Heading | None:
    text = lines[index].text
    match = _PARAGRAPH_SIGN.match(text) or _WORDED.match(text)
    if not match or _CLOCK_AHEAD.match(match["title"]):
        return None
    decision = match.groupdict().get("decision")
    word = re.sub(r"[\s.]+", " ", match["word"].lower()).strip()
    title, last = _whole_title(lines, index, match["title"])
    weight = 1.0 + _looks(lines, index, last, title)
    return Heading(
        index=index,
        last=last,
        style=f"word:{word}",
        number=_bare(match["number"]),
        order=_order(match["number"]),
        title=title,
        weight=weight,
        is_decision=decision is not None,
        is_answer=word.startswith("ad") and _is_answer(lines, index),
    )


def _is_answer(lines: Sequence[Line], index: int) -> bool:
    above = [line.text for line in lines[max(0, index - 3) : index] if not is_attendance(line.text)]
    return bool(above) and section_kind(above[-1]) == "decision"


def _named(lines: Sequence[Line], index: int) -> Heading | None:
    match = _NAMED.match(lines[index].text)
    if not match or match["title"][:1].isdigit():
        return None
    weight = 1.0 + _looks(lines, index, index, match["title"])
    return Heading(index, index, "named", None, (), match["title"].strip("*_ "), weight)


def _numbered(lines: Sequence[Line], index: int) -> Heading | None:
    text = lines[index].text
    if _CLOCK.match(text):
        return None
    match = _PLAIN.match(text)
    if match:
        if not _is_title(match["title"], spaced=not match["sep"].strip()):
            return None
        title, last = _whole_title(lines, index, match["title"])
        return _plain_heading(lines, index, last, match, title=title, style="number")
    match = _ALONE.match(text)
    if match and index + 1 < len(lines) and _is_title(lines[index + 1].text, spaced=True):
        title, last = _whole_title(lines, index + 1, lines[index + 1].text)
        return _plain_heading(lines, index, last, match, title=title, style="alone")
    return None


def _plain_heading(
    lines: Sequence[Line],
    index: int,
    last: int,
    match: re.Match[str],
    *,
    title: str,
    style: str,
) -> Heading:
    return Heading(
        index=index,
        last=last,
        style="hash number" if match["mark"] else style,
        number=_bare(match["number"]),
        order=_order(match["number"]),
        title=title,
        weight=1.0 + _looks(lines, index, last, title),
    )


def _lettered(lines: Sequence[Line], index: int) -> Heading | None:
    match = _LETTER.match(lines[index].text)
    if not match or not _is_title(match["title"], spaced=False):
        return None
    title, last = _whole_title(lines, index, match["title"])
    return Heading(
        index=index,
        last=last,
        style="letter",
        number=match["number"],
        order=(ord(match["number"]),),
        title=title,
        weight=1.0 + _looks(lines, index, last, title),
    )


def _is_title(text: str, *, spaced: bool) -> bool:
    first = text.lstrip("*_\"'»”“(")[:1]
    if sum(char.isalpha() for char in text[:_HEAD_LINES]) < _LEAST_LETTERS:
        return False
    if _MONTH_AHEAD.match(text) or not (first.isupper() or first.isdigit()):
        return False
    if first.isdigit() and spaced:
        return False
    return not (spaced and text.endswith((".", ",", ";")))


def _whole_title(lines: Sequence[Line], index: int, title: str) -> tuple[str, int]:
    """Add the line below to a heading that did not fit on one line."""
    title = _TAIL.sub("", _KIND.sub("", title.strip().strip("*_").strip(), count=1))
    following = lines[index + 1] if index + 1 < len(lines) else None
    if not title:
        return title, index
    if following is None or following.gap or following.is_furniture or following.starts_page:
        return title, index
    text = following.text
    continues = text[:1].islower() or (text.startswith("(") and text.endswith(")"))
    after = lines[index + 2] if index + 2 < len(lines) else None
    closes = after is None or after.gap > 0 or after.starts_page or text.startswith("(")
    if not (continues and closes) or text.endswith(".") or len(text) > 90 or title.endswith("."):
        return title, index
    if title.endswith("-") and text[:1].islower():
        return title[:-1] + text, index + 1
    return f"{title} {text}", index + 1


def _looks(lines: Sequence[Line], index: int, last: int, title: str) -> float:
    """Weigh what makes a line look like a heading rather than an entry of a list."""
    line = lines[index]
    following = lines[last + 1] if last + 1 < len(lines) else None
    weight = 0.0
    if line.gap or line.starts_page or index == 0:
        weight += 0.8
    if following is not None and not _PLAIN.match(following.text):
        weight += 0.6
    if title and not title.endswith((".", ";", ",", ":")):
        weight += 0.3
    if _COMMON.match(title):
        weight += 0.5
    if len(title) > 120:
        weight -= 0.8
    return weight


def _bare(number: str) -> str:
    return re.sub(r"\s", "", number).rstrip(".")


def _order(number: str) -> tuple[int, ...]:
    bare = _bare(number)
    letter = bare[-1] if bare[-1].isalpha() else ""
    numbers = [int(part) for part in bare.removesuffix(letter).split(".") if part]
    return (*numbers, ord(letter)) if letter else tuple(numbers)
