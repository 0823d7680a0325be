"""Understanding runs in a child: the same findings, and limits for text that is made to hurt."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from actions.language import find_commitments
from actions.language.confined import Question, answer_findings, read_findings, understand
from meetings.reading.answers import BrokenAnswerError
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from meetings.register import Register

pytestmark = pytest.mark.pure

TEXT = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Punkt 1: Svømmehallen

Forvaltningen udarbejder et notat om åbningstiderne om 14 dage.
"""


def question(text: str = TEXT, **more: Any) -> Question:
    return Question(FileText(text), "referat.txt", Register(), **more)


def test_the_child_finds_what_is_found_here() -> None:
    (minutes,) = read_structure(FileText(TEXT)).minutes
    here = find_commitments(minutes, file_text=FileText(TEXT), register=Register())
    assert here
    assert understand(question(), limits=Limits()).meetings == (here,)


def test_a_meeting_that_was_held_on_another_day_has_other_deadlines() -> None:
    (before,) = understand(question(), limits=Limits()).meetings
    other = question(given_date=date(2026, 5, 4), redated=0)
    (after,) = understand(other, limits=Limits()).meetings
    assert [one.due for one in before] == [date(2026, 3, 16)]
    assert [one.due for one in after] == [date(2026, 5, 18)]


def test_a_text_that_takes_too_long_is_given_up() -> None:
    long = TEXT + "Udvalget ønskede et notat om støj inden to uger. Per Dam følger op.\n" * 40_000
    with pytest.raises(UnreadableError) as refusal:
        understand(question(long), limits=Limits(cpu_seconds=1, wall_seconds=5))
    assert refusal.value.code == "too_heavy"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", -1),
        ("end", 10_000),
        ("end", 0),
        ("item", -1),
        ("confidence", 1.5),
        ("confidence", "1"),
        ("due", "snart"),
        ("co_owners", "Per"),
        ("because", None),
        ("task", "\x00"),
    ],
)
def test_a_finding_that_cannot_be_so_is_refused(field: str, value: object) -> None:
    said = json.loads(answer_findings(question()))
    assert read_findings(json.dumps(said).encode(), text=TEXT).meetings[0]
    said["meetings"][0][0][field] = value
    with pytest.raises(BrokenAnswerError):
        read_findings(json.dumps(said).encode(), text=TEXT)
