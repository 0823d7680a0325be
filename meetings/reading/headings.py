"""Lines that may head an agenda item, and the chain of them that really does.

Minutes number their items in many ways ("Punkt 3:", "3.", "Ad 3", "§ 3", "3" alone on its line)
and also hold numbered lists. A way of numbering is chosen for the whole of the minutes: the one
whose numbers make the best rising chain, where what looks like a heading weighs more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.reading.damage import tolerant_any
from meetings.reading.lexicon.headings import COMMON_ITEMS, DECISION_SECTIONS
from meetings.reading.lexicon.months import MONTHS
from meetings.reading.lines import LONGEST_HEADING, Line

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}(?!\d)\s?[a-zæøå]?(?![\w]))"
_WORDED = re.compile(
    r"#{0,6}\s*\**(?:(?P<decision>"
    + tolerant_any(DECISION_SECTIONS)
    + r")\s+(?:for|til|vedr\.?|på)\s+)?"
    r"(?P<word>dagsordenspunkt|punkt|pkt|ad\.?\s+(?:punkt|pkt)|ad|sag|nr|emne)\b\.?\s*"
    r"(?:nr\.?\s*)?" + _NUMBER + r"(?!\s*[,/]\s*\S)\s*[.:)–-]*\**\s*(?P<title>.*)",
    re.IGNORECASE,
)
_PARAGRAPH_SIGN = re.compile(
    r"#{0,6}\s*\**(?P<word>§)\s*" + _NUMBER + r"\s*[.:)–-]*\**\s*(?P<title>.*)"
)
_PLAIN = re.compile(
    r"(?P<mark>#{1,6}\s*)?\**"
    + _NUMBER
    + r"(?P<sep>\s*[.:)]\**\s*|\s+[–-]\s+|\s{1,8})(?P<title>\S.*)"
)
_ALONE = re.compile(r"(?P<mark>#{1,6}\s*)?\**" + _NUMBER + r"\s*[.:)]?\**$")
_LETTER = re.compile(r"(?P<mark>#{1,6}\s*)?\**(?P<number>[A-ZÆØÅ])\s*[.:)]\**\s+(?P<title>\S.*)")
_HASHES = re.compile(r"(?P<mark>#{1,6})\s+\**(?P<title>\S.*)")
_DOTTED = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{0,4}$|\|\s*\d{1,4}\s*\|$")
_TABBED_PAGE = re.compile(r"(?:\t|\s{3,})\d{1,4}$")
_MONTH_AHEAD = re.compile(r"(?:" + "|".join(MONTHS) + r")\b", re.IGNORECASE)
_CLOCK_AHEAD = re.compile(r"kl\b|\d{1,2}[.:]\d{2}", re.IGNORECASE)
_COMMON = re.compile(tolerant_any(COMMON_ITEMS) + r"\s*[:.]?$", re.IGNORECASE)
_MOST_CANDIDATES = 1000
_STRENGTH = {"word": 2.0, "hash number": 1.5, "number": 1.0, "alone": 1.0, "letter": 0.5}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that heads an agenda item.

    `style` tells how it is numbered, `last` is the index of the last line it fills,
    `is_decision` marks "Beslutning for Punkt 3", which heads a section of item 3.
    """

    index: int
    last: int
    style: str
    number: str | None
    order: tuple[int, ...]
    title: str
    weight: float
    is_decision: bool = False


def is_contents_line(text: str) -> bool:
    """Tell whether the line stands in a table of contents: dotted leaders, a page number."""
    return bool(_DOTTED.search(text[-120:]) or _TABBED_PAGE.search(text[-120:]))


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Return every line that may head an item, in all styles, in order."""
    found = []
    for index, line in enumerate(lines):
        if line.is_furniture or len(line.text) > LONGEST_HEADING or is_contents_line(line.text):
            continue
        heading = _worded(lines, index) or _numbered(lines, index) or _lettered(lines, index)
        if heading:
            found.append(heading)
    return found


def choose_chain(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings of the way of numbering that these minutes use, [] where none fits."""
    numbered = {(heading.style, heading.order) for heading in headings if not heading.is_decision}
    styles: dict[str, list[Heading]] = {}
    for heading in headings:
        if heading.is_decision and (heading.style, heading.order) in numbered:
            continue  # it heads a section of the item, not the item
        styles.setdefault(heading.style, []).append(heading)
    best: list[Heading] = []
    best_score = 0.0
    for style, candidates in styles.items():
        chain, score = _heaviest_chain(candidates[:_MOST_CANDIDATES])
        score *= _STRENGTH[style.split(":")[0]]
        if score > best_score and _is_credible(style, chain):
            best, best_score = chain, score
    return best


def _is_credible(style: str, chain: Sequence[Heading]) -> bool:
    kind = style.split(":", maxsplit=1)[0]
    if kind == "word":
        return style != "word:§" or len(chain) > 1 or chain[0].weight >= 2
    least = 3 if kind == "letter" else 2
    return len(chain) >= least or (kind != "letter" and chain[0].weight >= 2.5)


def _heaviest_chain(candidates: Sequence[Heading]) -> tuple[list[Heading], float]:
    weights: list[float] = []
    before: list[int | None] = []
    for index, heading in enumerate(candidates):
        best, link = 0.0, None
        for earlier in range(index):
            if candidates[earlier].order < heading.order and weights[earlier] > best:
                best, link = weights[earlier], earlier
        weights.append(best + heading.weight)
        before.append(link)
    if not weights:
        return [], 0.0
    at: int | None = max(range(len(weights)), key=weights.__getitem__)
    score = weights[at] if at is not None else 0.0
    chain = []
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1], score


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
    )


def _numbered(lines: Sequence[Line], index: int) -> Heading | None:
    text = lines[index].text
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
    if _MONTH_AHEAD.match(text) or not (first.isupper() or first.isdigit()):
        return False
    if first.isdigit() and spaced:
        return False
    return not (spaced and text.endswith((".", ",", ";")))


def _whole_title(lines: Sequence[Line], index: int, title: str) -> tuple[str, int]:
    """Add the line below to a heading that did not fit on one line."""
    title = title.strip().strip("*_").strip()
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
    if not title.endswith((".", ";", ",", ":")):
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
