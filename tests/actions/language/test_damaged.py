"""The same rules find the same commitments where æ, ø and å were destroyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.language import VISIBLE_CONFIDENCE, find_commitments
from meetings.reading import read_plain, read_structure
from meetings.reading.text import FileText
from tests.actions.language.corpora import COMMITMENTS, Line
from tests.actions.language.damaging import FILLER, damaged
from tests.actions.language.readings import REGISTER, minutes_of

pytestmark = pytest.mark.pure

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "samples").glob("**/*.txt"))
MOST_LOST = 0.05


def test_the_corpus_loses_at_most_five_points_when_its_letters_are_destroyed() -> None:
    told = [line for line in COMMITMENTS if damaged(line.text) != line.text]
    lost = [str(line) for line in told if not _is_found(line)]
    assert len(told) > 200
    assert len(lost) <= MOST_LOST * len(COMMITMENTS), lost


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_whole_minutes_lose_at_most_five_points_when_their_letters_are_destroyed(
    path: Path,
) -> None:
    clean = path.read_text(encoding="utf-8")
    whole, hurt = _count(clean), _count(damaged(clean))
    assert hurt >= whole - max(1, MOST_LOST * whole)


def _is_found(line: Line) -> bool:
    lead_in = damaged(line.lead_in) if line.lead_in else None
    minutes = minutes_of(damaged(line.text), lead_in=lead_in)
    found = find_commitments(minutes, file_text=FileText(FILLER), register=REGISTER)
    return any(finding.confidence >= VISIBLE_CONFIDENCE for finding in found)


def _count(text: str) -> int:
    file_text = read_plain(text.encode())
    meetings = read_structure(file_text, file_name="referat.txt", given_date=None).minutes
    return sum(
        finding.confidence >= VISIBLE_CONFIDENCE
        for minutes in meetings
        for finding in find_commitments(minutes, file_text=file_text)
    )
