"""Every finding of the corpora and of minutes whose promises are known, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from actions.language import CommitmentFinding, Grade, find_commitments
from actions.language.calibration import Verdict
from meetings.reading.confinement import Limits
from meetings.reading.text import FileText
from meetings.register import Register, read_register
from tests.actions.language.corpora import COMMITMENTS, NEGATIVES
from tests.actions.language.damaging import FILLER, damaged
from tests.actions.language.readings import REGISTER, minutes_of
from tracker.evaluation import findings, read_gold, score
from tracker.extraction import extract_file

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = REPOSITORY / "samples"
WHOLE = Path(__file__).with_name("minutes")
BESIDE = REPOSITORY.parent / "shared"
PLAIN = (".txt", ".md", ".html", ".docx", ".pdf")
LIMITS = Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=120, pages=100)


@cache
def of_corpora() -> tuple[tuple[Verdict, ...], int]:
    """Return a verdict on each finding of the corpora, whole and damaged, and the promises there.

    Right is as many findings of a sentence as it has promises; any of a negative is wrong.
    """
    verdicts: list[Verdict] = []
    for hurt in (False, True):
        for line in COMMITMENTS:
            found = _found(line.text, line.lead_in, hurt=hurt)
            verdicts += _judged(found, right=len(line.owners))
        for _family, text in NEGATIVES:
            verdicts += _judged(_found(text, None, hurt=hurt), right=0)
    return tuple(verdicts), 2 * sum(len(line.owners) for line in COMMITMENTS)


def _found(text: str, lead_in: str | None, *, hurt: bool) -> tuple[CommitmentFinding, ...]:
    said = damaged(text) if hurt else text
    above = damaged(lead_in) if hurt and lead_in else lead_in
    file_text = FileText(FILLER if hurt else text)
    return find_commitments(minutes_of(said, lead_in=above), file_text=file_text, register=REGISTER)


def _judged(found: tuple[CommitmentFinding, ...], *, right: int) -> Iterator[Verdict]:
    surest = sorted(found, key=lambda each: -each.confidence)
    for place, one in enumerate(surest):
        yield Verdict(one.rule, one.confidence, is_right=place < right)


@cache
def of_minutes() -> tuple[tuple[Verdict, ...], int]:
    """Return a verdict on each finding in whole minutes, here and beside the repository."""
    register = read_register((SAMPLES / "register.csv").read_text(encoding="utf-8"))
    verdicts, promises = [], 0
    for gold, minutes, known in (
        (SAMPLES / "gold", SAMPLES, register),
        (WHOLE / "gold", WHOLE, Register()),
        (BESIDE / "gold", BESIDE / "minutes", Register()),
    ):
        for each in read_gold(gold) if gold.is_dir() else ():
            plain = [name for name in each.files if name.endswith(PLAIN) and "scan" not in name]
            there = sorted((n for n in plain if (minutes / n).exists()), key=_by_kind)
            if not there:
                continue
            read = extract_file(
                minutes / there[0],
                limits=LIMITS,
                register=known,
                meeting_date=None,
                seen=Grade.MAYBE,
            )
            scored = score(each, list(findings(read.value)))
            promises += len(scored.must)
            verdicts += [Verdict(f.rule, f.confidence, is_right=True) for f in scored.right]
            verdicts += [Verdict(f.rule, f.confidence, is_right=False) for f in scored.wrong]
    return tuple(verdicts), promises


def _by_kind(name: str) -> int:
    return PLAIN.index(Path(name).suffix)
