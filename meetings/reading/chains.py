"""The chain of headings that really number the items of minutes.

Minutes number their items in many ways and also hold numbered lists. A way of numbering is chosen
for the whole of the minutes: the one whose numbers make the best rising chain, where what looks
like a heading weighs more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from meetings.reading.headings import Heading
from meetings.reading.lines import Line
from meetings.reading.sections import section_kind

_BARE = re.compile(r"(?:\([^()]{2,30}\))?$")
_LONGEST_TITLE = 160
_MOST_TITLED = 0.6
_MOST_CANDIDATES = 1000
_STRENGTH = {
    "word": 2.0,
    "word:tema": 0.9,  # often a part of an item
    "hash number": 1.5,
    "named": 1.2,
    "number": 1.0,
    "alone": 1.0,
    "letter": 0.5,
}


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
        chain, score = _chain(style, candidates[:_MOST_CANDIDATES])
        score *= _STRENGTH.get(style) or _STRENGTH[style.split(":")[0]]
        if score > best_score and _is_credible(style, chain):
            best, best_score = chain, score
    return best


def with_titles(lines: Sequence[Line], chain: Sequence[Heading]) -> list[Heading]:
    """Give headings that are a bare number ("Sag nr. 129") the title above them, where most have.

    What stands in brackets behind the number, "(Lukket)", stays with the title.
    """
    bare = [heading for heading in chain if _BARE.match(heading.title)]
    above = {heading.index for heading in bare if _has_title_above(lines, heading.index)}
    if len(above) < max(2, _MOST_TITLED * len(chain)):
        return list(chain)
    return [
        replace(
            heading,
            index=heading.index - 1,
            title=f"{lines[heading.index - 1].text} {heading.title}".strip(),
        )
        if heading.index in above
        else heading
        for heading in chain
    ]


def _has_title_above(lines: Sequence[Line], index: int) -> bool:
    if not index or lines[index].gap:
        return False
    above = lines[index - 1]
    is_short = len(above.text) <= _LONGEST_TITLE and not above.text.endswith((".", ":", ","))
    is_free = above.gap > 0 or above.starts_page
    return is_short and is_free and not above.is_furniture and section_kind(above.text) is None


def _chain(style: str, candidates: Sequence[Heading]) -> tuple[list[Heading], float]:
    """The best rising chain; names have no order, and nor do numbers that a copy turned to 1."""
    if style == "named":
        return list(candidates), sum(heading.weight for heading in candidates)
    chain, score = _heaviest_chain(candidates)
    chain = _first_of_twins(chain, candidates)
    free = [heading for heading in candidates if heading.order == (1,) and heading.weight > 1.5]
    lost = len(free) > 2 and len(free) > 2 * len(chain) and _all_ones(candidates)
    if not lost:
        return chain, score
    return free, sum(heading.weight for heading in free)


def _first_of_twins(chain: Sequence[Heading], candidates: Sequence[Heading]) -> list[Heading]:
    """Exports print a heading twice, one below the other: the item begins with the first."""
    ends = {(one.last, one.order, one.title): one for one in candidates}
    return [
        ends.get((heading.index - 1, heading.order, heading.title), heading) for heading in chain
    ]


def _all_ones(candidates: Sequence[Heading]) -> bool:
    ones = sum(heading.order == (1,) for heading in candidates)
    return ones > 0.8 * len(candidates)


def _is_credible(style: str, chain: Sequence[Heading]) -> bool:
    kind = style.split(":", maxsplit=1)[0]
    if kind == "word":
        if style.startswith("word:ad") and chain[0].is_answer:
            return False
        return style != "word:§" or len(chain) > 1 or chain[0].weight >= 2
    least = 3 if kind == "letter" else 2
    return len(chain) >= least or (kind not in {"letter", "named"} and chain[0].weight >= 2.5)


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
