"""Real minutes, where they are at hand beside the project; never copied into it."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from pathlib import Path

import pytest

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.damage import is_damaged
from meetings.reading.minutes import read_structure
from meetings.reading.structure import Structure
from meetings.reading.text import FileText
from tests.meetings.reading.scans import needs_tesseract

MINUTES = Path(__file__).resolve().parents[4] / "shared" / "minutes"

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(not MINUTES.is_dir(), reason="the real minutes are not at hand"),
]


@cache
def text_of(name: str) -> FileText:
    return read_file(MINUTES / name, limits=Limits())


@cache
def structure_of(name: str) -> Structure:
    return read_structure(text_of(name), file_name=name)


def blocks(structure: Structure) -> list[tuple[object, ...]]:
    return [
        (item.number, item.title, b.kind, b.level, b.heading, tuple(s.text for s in b.sentences))
        for minutes in structure.minutes
        for item in minutes.items
        for b in item.blocks
    ]


@pytest.mark.parametrize("name", ["seed-000.pdf", "seed-000.txt"])
def test_the_minutes_of_the_meeting_before_are_found_in_a_bundle(name: str) -> None:
    (minutes,) = structure_of(name).minutes
    assert (minutes.date, minutes.start_time) == (date(2020, 6, 30), time(8, 30))
    assert minutes.place == "Aarhus Rådhus, lokale 381"
    assert [item.number for item in minutes.items] == ["1", "2", "3", "5"]


@pytest.mark.parametrize("name", ["seed-002.pdf", "seed-002.txt", "seed-002-rotated.pdf"])
def test_two_minutes_without_a_date_get_none(name: str) -> None:
    structure = structure_of(name)
    assert [minutes.date for minutes in structure.minutes] == [None, None]
    assert [[i.number for i in m.items] for m in structure.minutes] == [
        list("1234567"),
        list("12345"),
    ]
    assert len(structure.problems) == 2


@pytest.mark.parametrize("name", ["seed-003.pdf", "seed-003.txt"])
def test_decisions_are_merged_with_their_items(name: str) -> None:
    (minutes,) = structure_of(name).minutes
    assert (minutes.date, minutes.end_time) == (date(2022, 12, 2), time(11, 30))
    assert [item.number for item in minutes.items] == ["3", "4", "5", "6"]
    assert len(minutes.participants) == 6


@pytest.mark.parametrize(
    "name", ["seed-004.txt", pytest.param("seed-004-ocr-eng.pdf", marks=pytest.mark.slow)]
)
def test_destroyed_letters_do_not_hide_the_meetings(name: str) -> None:
    found = structure_of(name).minutes
    assert [minutes.date for minutes in found] == [date(2023, 6, 19), date(2023, 8, 28)]
    assert [len(minutes.items) for minutes in found] == [7, 6]


@pytest.mark.parametrize("name", ["seed-000", "seed-002", "seed-003"])
def test_pdf_and_text_read_alike(name: str) -> None:
    assert blocks(structure_of(f"{name}.pdf")) == blocks(structure_of(f"{name}.txt"))


def test_a_page_that_is_shown_turned_reads_as_the_upright_one() -> None:
    upright, turned = text_of("seed-002.pdf"), text_of("seed-002-rotated.pdf")
    assert upright.text == turned.text
    for straight, round_about in zip(upright.pages, turned.pages, strict=True):
        if (straight.width, straight.height) == (round_about.width, round_about.height):
            assert straight.words == round_about.words
            continue
        for a, b in zip(straight.words, round_about.words, strict=True):
            assert b.box.x0 == pytest.approx(straight.height - a.box.bottom, abs=0.1)
            assert b.box.top == pytest.approx(a.box.x0, abs=0.1)


def test_the_words_in_the_boxes_are_the_sentence() -> None:
    file_text = text_of("seed-000.pdf")
    (minutes,) = structure_of("seed-000.pdf").minutes
    for item in minutes.items:
        for sentence in (s for block in item.blocks for s in block.sentences):
            page = file_text.pages[(file_text.page_at(sentence.start) or 1) - 1]
            inside = [
                file_text.text[word.start : word.end]
                for box in file_text.boxes(sentence.start, sentence.end)
                for word in page.words
                if box.x0 <= word.box.x0
                and word.box.x1 <= box.x1
                and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom
            ]
            assert inside == file_text.text[sentence.start : sentence.end].split()


@pytest.mark.slow
@needs_tesseract
def test_a_scan_and_a_damaged_text_layer_are_read_anew_and_alike() -> None:
    scan, damaged = text_of("seed-004-scan.pdf"), text_of("seed-004-ocr-eng.pdf")
    # A page number at the very edge is in the damaged text layer, and not to be seen on the page.
    assert (scan.source, damaged.source) == ("ocr", "mixed")
    assert not is_damaged(damaged.text)
    assert any("æ, ø og å" in problem for problem in damaged.problems)
    shapes = [
        [(minutes.date, [item.number for item in minutes.items]) for minutes in found.minutes]
        for found in map(structure_of, ("seed-004-scan.pdf", "seed-004-ocr-eng.pdf"))
    ]
    assert shapes[0] == shapes[1]
    assert [held_on for held_on, _ in shapes[0]] == [date(2023, 6, 19), date(2023, 8, 28)]
