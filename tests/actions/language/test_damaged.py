"""The same rules find the same commitments where æ, ø and å were destroyed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding, find_commitments
from meetings.reading.damage import fold
from meetings.reading.text import FileText
from meetings.register import Register
from tests.actions.language.corpora import COMMITMENTS, Line
from tests.actions.language.damaging import FILLER, damaged
from tests.actions.language.readings import REGISTER, minutes_of
from tests.actions.language.verdicts import BESIDE, LIMITS, SAMPLES
from tracker.evaluation import Gold, Hit, findings, read_gold, score
from tracker.extraction import extract_file

pytestmark = pytest.mark.pure

MOST_LOST = 0.05


def test_the_corpus_loses_at_most_five_points_when_its_letters_are_destroyed() -> None:
    told = [line for line in COMMITMENTS if damaged(line.text) != line.text]
    lost = [str(line) for line in told if not _is_found(line)]
    assert len(told) > 200
    assert len(lost) <= MOST_LOST * len(COMMITMENTS), lost


def test_owners_and_deadlines_of_the_corpus_outlive_its_letters_as_well() -> None:
    found = [(line, _found(line)) for line in COMMITMENTS]
    owners = [str(line) for line, read in found if not _same_owners(line, read)]
    dues = [str(line) for line, read in found if line.due not in (_dues(read) or {None})]
    assert len(owners) <= MOST_LOST * len(COMMITMENTS), owners
    assert len(dues) <= MOST_LOST * len(COMMITMENTS), dues


def test_minutes_whose_promises_are_known_lose_at_most_five_points_of_each(
    tmp_path: Path,
) -> None:
    clean, hurt = Counter[str](), Counter[str]()
    for gold, path in _known_minutes():
        text = path.read_text(encoding="utf-8")
        if damaged(text) == text:
            continue
        broken = tmp_path / path.name
        broken.write_text(damaged(text), encoding="utf-8")
        clean += _points(gold, path)
        hurt += _points(gold, broken)
    assert clean["promises"] >= 10
    for what in ("found", "owner", "due"):
        assert hurt[what] >= clean[what] - MOST_LOST * clean["promises"], (what, clean, hurt)


def _known_minutes() -> Iterator[tuple[Gold, Path]]:
    for gold, minutes in ((SAMPLES / "gold", SAMPLES), (BESIDE / "gold", BESIDE / "minutes")):
        for each in read_gold(gold) if gold.is_dir() else ():
            for name in each.files:
                if name.endswith((".txt", ".md")) and (minutes / name).exists():
                    yield each, minutes / name


def _points(gold: Gold, path: Path) -> Counter[str]:
    read = extract_file(path, limits=LIMITS, register=Register(), meeting_date=None)
    hits = score(gold, list(findings(read.value))).hits
    return Counter(
        promises=sum(item["strength"] == "must" for item in gold.items),
        found=len(hits),
        owner=sum(_is_owner(hit) for hit in hits),
        due=sum(hit.due for hit in hits),
    )


def _is_owner(hit: Hit) -> bool:
    """Tell whether the owner is the item's, as far as letters that survive can tell."""
    named = {hit.item["owner"], *hit.item.get("owner_also", [])}
    return hit.owner or (
        bool(hit.found.owner)
        and fold(hit.found.owner or "") in {fold(name) for name in named if name}
    )


def _same_owners(line: Line, read: list[CommitmentFinding]) -> bool:
    """Tell whether the owners are the line's; names that the text damages stay damaged."""
    return [fold(one.owner or "") for one in read] == [fold(owner or "") for owner in line.owners]


def _dues(read: list[CommitmentFinding]) -> set[str | None]:
    return {one.due.isoformat() for one in read if one.due}


def _is_found(line: Line) -> bool:
    return bool(_found(line))


@cache
def _found(line: Line) -> list[CommitmentFinding]:
    lead_in = damaged(line.lead_in) if line.lead_in else None
    minutes = minutes_of(damaged(line.text), lead_in=lead_in)
    found = find_commitments(minutes, file_text=FileText(FILLER), register=REGISTER)
    return [finding for finding in found if finding.confidence >= VISIBLE_CONFIDENCE]
