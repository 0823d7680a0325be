"""How well the reader reads: its findings against minutes whose promises are known.

A finding is a gold item's where its quote has most of the item's letters and not much else. Items
of one group may be found as one; an arguable item ("may") counts neither way. Damaged letters,
spacing and hyphens weigh nothing.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDED = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"}
    | {"0": "o", "1": "l", "@": "o", "4": "a", "8": "a"}
)
ENOUGH, SHORTEST_BLOCK = 0.6, 3
# A part of an item's words is enough where it is so much of them and hardly anything else.
PART, PURE, PART_WEIGHT, SHORTEST_PART = 0.4, 0.85, 0.9, 12
SLACK, SLACK_OF_LIST = 120, 2000

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as `extract` prints it, with the meeting and the agenda item it was found in."""

    quote: str
    date: str
    number: str | None
    owner: str | None
    due: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Gold:
    """What a file of minutes promises, by hand."""

    files: tuple[str, ...]
    dates: Mapping[str, str]
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and which of its fields were read rightly."""

    found: Found
    item: Value
    link: bool
    owner: bool
    due: bool


@dataclass(slots=True)
class Score:
    """What was found of what there is; several files add up."""

    must: list[Value] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    right: list[Found] = field(default_factory=list)
    wrong: list[Found] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.must += other.must
        self.hits += other.hits
        self.right += other.right
        self.wrong += other.wrong

    @property
    def precision(self) -> float:
        return share(len(self.right), len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return share(len(self.hits), len(self.must))

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def read_gold(folder: Path) -> list[Gold]:
    """Return the gold of a folder; raises ValueError with the file's name where it is none."""
    return [_gold(path) for path in sorted(folder.glob("*.json"))]


def _gold(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        dates = {
            meeting["id"]: meeting["date"] or f"undated {place}"
            for place, meeting in enumerate(data["meetings"])
        }
        return Gold(tuple(data["files"]), dates, tuple(data["items"]))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ValueError(path.name) from error


def findings(value: Value) -> Iterator[Found]:
    """Yield the findings of what `extract` prints of a file."""
    for place, meeting in enumerate(value["meetings"]):
        for item in meeting["agenda_items"]:
            for one in item["commitments"]:
                yield Found(
                    quote=one["quote"],
                    date=meeting["date"] or f"undated {place}",
                    number=item["number"],
                    owner=one["owner"],
                    due=one["due"],
                    rule=one["rule"],
                    confidence=one["confidence"],
                )


def score(gold: Gold, found: Sequence[Found]) -> Score:
    """Compare the findings of one file with its gold."""
    covers = _covers(gold, found)
    match = _matched(gold.items, covers)
    used = set(match.values())
    for place, item in enumerate(gold.items):
        if _is_must(item) and place not in match and item.get("group"):
            _found_as_one(place, gold.items, covers, match)
    wrong = [f for f in range(len(found)) if f not in used and not _neutral(f, gold, covers, match)]
    return Score(
        must=[item for item in gold.items if _is_must(item)],
        hits=[_hit(gold, gold.items[place], found[f]) for place, f in match.items()],
        right=[found[f] for f in sorted(used)],
        wrong=[found[f] for f in wrong],
    )


def _is_must(item: Value) -> bool:
    return bool(item["strength"] == "must")


def _covers(gold: Gold, found: Sequence[Found]) -> dict[tuple[int, int], float]:
    """Return how well each finding fits each item it may be, the right place before another."""
    covers = {}
    for f, one in enumerate(found):
        quote = letters(one.quote)
        for place, item in enumerate(gold.items):
            part = _part(letters(item["anchor"]), quote, is_list=bool(item.get("list")))
            if part >= ENOUGH:
                same_day = gold.dates[item["meeting"]] == one.date
                same_item = str(one.number) == str(item["agenda_item"])
                covers[f, place] = part + same_day / 2 + same_item / 2
    return covers


def _part(anchor: str, quote: str, *, is_list: bool) -> float:
    if len(quote) > 2 * len(anchor) + (SLACK_OF_LIST if is_list else SLACK):
        return 0.0
    part = coverage(anchor, quote)
    if part >= ENOUGH or len(quote) < max(SHORTEST_PART, PART * len(anchor)):
        return part
    inside = coverage(quote, anchor)
    return inside * PART_WEIGHT if inside >= PURE else part


def letters(text: str | None) -> str:
    """Return letters and digits, folded so that damage, spacing and hyphens weigh nothing."""
    folded = (text or "").lower().replace("-\n", "").replace("\u00ad", "").translate(FOLDED)
    return re.sub(r"[^a-z0-9&§]", "", folded)


def coverage(wanted: str, text: str) -> float:
    """Return the share of the wanted letters that stand, in order, in the text."""
    if not wanted or not text:
        return 0.0
    if wanted in text:
        return 1.0
    blocks = difflib.SequenceMatcher(None, wanted, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= SHORTEST_BLOCK) / len(wanted)


def _matched(items: Sequence[Value], covers: Mapping[tuple[int, int], float]) -> dict[int, int]:
    match: dict[int, int] = {}
    for (f, place), _fit in sorted(covers.items(), key=lambda pair: -pair[1]):
        if _is_must(items[place]) and place not in match and f not in match.values():
            match[place] = f
    return match


def _found_as_one(
    place: int,
    items: Sequence[Value],
    covers: Mapping[tuple[int, int], float],
    match: dict[int, int],
) -> None:
    for other, f in list(match.items()):
        if items[other].get("group") == items[place]["group"] and (f, place) in covers:
            match[place] = f
            return


def _neutral(
    f: int, gold: Gold, covers: Mapping[tuple[int, int], float], match: Mapping[int, int]
) -> bool:
    """Tell whether the finding is an arguable item, or one more of a group that was found."""
    near = [item for place, item in enumerate(gold.items) if (f, place) in covers]
    groups = {gold.items[place].get("group") for place in match} - {None}
    return any(not _is_must(item) or item.get("group") in groups for item in near)


def _hit(gold: Gold, item: Value, found: Found) -> Hit:
    dated = item.get("due_text") or not item.get("due")
    return Hit(
        found=found,
        item=item,
        link=gold.dates[item["meeting"]] == found.date
        and str(found.number) == str(item["agenda_item"]),
        owner=_same_owner(item, found.owner),
        due=not dated or found.due in [item.get("due"), *item.get("due_also", [])],
    )


def _same_owner(item: Value, owner: str | None) -> bool:
    accepted = {letters(name) for name in (item["owner"], *item.get("owner_also", [])) if name}
    return letters(owner) in accepted or not (owner or item["owner"])
