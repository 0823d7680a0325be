"""Values of the cores survive JSON, and nothing comes back that is not of its type."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

import pytest

from meetings.reading.answers import BrokenAnswerError
from meetings.reading.confined import read_minutes
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.structure import minuted_text
from meetings.reading.structure_answers import answer_structure, read_structure_answer
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

TEXT = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Til stede: Anna Holm (formand), Per Dam

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op.
"""


def answer() -> dict[str, Any]:
    return dict(json.loads(answer_structure(read_structure(FileText(TEXT)))))


def refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BrokenAnswerError):
        read_structure_answer(json.dumps(changed).encode(), text=TEXT)


def test_what_the_child_finds_is_what_is_found_here_but_for_the_blocks() -> None:
    found = read_minutes(FileText(TEXT), file_name="referat.txt", limits=Limits())
    here = read_structure(FileText(TEXT), file_name="referat.txt")
    assert found == read_structure_answer(answer_structure(here), text=TEXT)
    (minutes,) = found.minutes
    assert (minutes.date, minutes.start_time) == (date(2026, 3, 2), time(16, 0))
    assert minutes.participants == here.minutes[0].participants
    assert [item.title for item in minutes.items] == ["Svømmehallen"]
    assert not any(item.blocks for item in minutes.items)
    assert [item.minuted for item in minutes.items] == [
        minuted_text(item) for item in here.minutes[0].items
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 7),
        ("title", "nul\x00"),
        ("title", "\ud800"),
        ("date", "31-04-2026"),
        ("date", 20260302),
        ("date_source", "a guess"),
        ("start_time", "25:00"),
        ("participants", {}),
        ("participants", [{"name": "Anna"}]),
        ("page", True),
        ("page", "1"),
        ("start", -1),
        ("end", len(TEXT) + 1),
        ("items", None),
        ("items", [[]]),
    ],
)
def test_a_field_of_another_kind_is_refused(field: str, value: object) -> None:
    changed = answer()
    changed["minutes"][0][field] = value
    refused(changed)


def test_missing_and_added_fields_are_refused() -> None:
    changed = answer()
    del changed["minutes"][0]["title"]
    refused(changed)
    refused({**answer(), "more": 1})


def test_an_item_outside_the_text_is_refused() -> None:
    changed = answer()
    changed["minutes"][0]["items"][0]["end"] = 10_000
    refused(changed)


@pytest.mark.parametrize("said", [b"", b"[]", b"null", b"[" * 5000, b'{"refused": "too_heavy"}'])
def test_what_is_no_answer_is_refused(said: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_structure_answer(said, text=TEXT)
