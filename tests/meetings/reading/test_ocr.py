"""Scanned pages: read where they can be, told of where they cannot."""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.jobs.scans import NO_ENGINE, READ_ANEW
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from tests.meetings.reading.pdfs import as_bytes, column, make_pdf
from tests.meetings.reading.scans import (
    as_pdf,
    askew,
    has_tesseract,
    joined,
    needs_tesseract,
    page,
    speckled,
)

pytestmark = pytest.mark.pure

SAID = [
    "Punkt 1: Taget på skolen",
    "",
    "Bestyrelsen indhenter tre tilbud på et nyt tag inden 1. maj.",
    "Per følger op. Formanden fortalte, hvad der er sket siden sidst.",
    "",
    "Punkt 2: Støj fra vejen",
    "",
    "Naboerne har målt støjen i to uger. Udvalget ønskede et notat.",
    "Åse Bæk skriver det færdigt til mødet i november.",
]
TYPED = ["Punkt 3: Økonomi", "Kassereren lægger tallene frem på næste møde."]
LATE = "Side 2 er ikke læst færdig: det tog for lang tid."
UNREAD = "Side 2 kunne ikke læses: den er scannet eller et billede."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "referat.pdf"


def read(file: Path, data: bytes, limits: Limits | None = None) -> FileText:
    file.write_bytes(data)
    return read_file(file, limits=limits or Limits())


def typed() -> bytes:
    return as_bytes(make_pdf([column(TYPED)]))


def said(found: FileText) -> str:
    return " ".join(found.text.split())


@needs_tesseract
def test_a_scanned_page_is_read_with_boxes_and_confidence(file: Path) -> None:
    found = read(file, as_pdf(page(SAID)))
    assert (found.text, found.source, found.problems) == ("\n".join(SAID), "ocr", ())
    words = found.pages[0].words
    assert all(word.confidence is not None and word.confidence > 60 for word in words)
    (bestyrelsen,) = [word for word in words if found.text[word.start :].startswith("Bestyrelsen")]
    box = bestyrelsen.box  # drawn 0.9 inches from the left, in the third line
    assert box.x0 == pytest.approx(0.9 * 72, abs=3)
    assert box.top < 0.9 * 72 + 2 * 18 + 8 < box.bottom


@needs_tesseract
def test_the_same_scan_gives_the_same_text(file: Path) -> None:
    data = as_pdf(askew(page(SAID), 0.8))
    assert read(file, data) == read(file, data)


@needs_tesseract
def test_a_text_layer_and_a_scan_in_one_file_are_mixed(file: Path) -> None:
    found = read(file, joined(typed(), as_pdf(page(SAID))))
    assert found.source == "mixed"
    assert [one.source for one in found.pages] == ["text layer", "ocr"]
    assert said(found) == " ".join(" ".join([*TYPED, *SAID]).split())
    assert all(word.confidence is None for word in found.pages[0].words)


@needs_tesseract
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_page_that_was_fed_the_wrong_way_is_read(file: Path, turn: Image.Transpose) -> None:
    found = read(file, as_pdf(page(SAID).transpose(turn)))
    assert found.text == "\n".join(SAID)
    first, last = found.pages[0].words[0].box, found.pages[0].words[-1].box
    if turn is Image.Transpose.ROTATE_180:
        assert first.top > last.top
        assert first.x1 > found.pages[0].width / 2
    else:
        assert first.x0 < last.x0
        assert first.bottom > found.pages[0].height / 2


@needs_tesseract
@pytest.mark.slow
def test_a_dirty_scan_is_cleaned_and_said_to_be_unsure(file: Path) -> None:
    found = read(file, as_pdf(speckled(askew(page(SAID), 0.7), 0.02)))
    assert "Bestyrelsen indhenter tre tilbud på et nyt tag inden 1. maj." in said(found)
    assert found.problems == ("Side 1 er læst af en scanning med lav sikkerhed.",)


@needs_tesseract
def test_a_blank_page_is_no_problem(file: Path) -> None:
    found = read(file, joined(typed(), as_pdf(page())))
    assert found.problems == ()
    assert not found.pages[1].words


@needs_tesseract
def test_a_line_alone_on_a_scanned_page_is_not_lost(file: Path) -> None:
    found = read(file, joined(typed(), as_pdf(page(["Per følger op."]))))
    assert found.pages[1].source == "ocr"
    assert said(found).endswith("Per følger op.")
    assert found.problems == ()


@needs_tesseract
@pytest.mark.slow
def test_a_page_of_noise_is_told_and_the_rest_is_read(file: Path) -> None:
    noise = as_pdf(speckled(page(), 0.4))
    found = read(file, joined(typed(), noise), Limits(ocr_seconds_a_page=15))
    (problem,) = found.problems
    assert problem in {UNREAD, LATE}  # noise may keep Tesseract busy until its time is up
    assert said(found) == " ".join(TYPED)


@needs_tesseract
def test_a_file_of_which_nothing_can_be_read_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableError) as error:
        read(file, as_pdf(page()))
    assert error.value.code == "no_text"


@needs_tesseract
@pytest.mark.slow
def test_letters_that_a_text_layer_has_lost_are_read_from_the_page(file: Path) -> None:
    line = "{}. Det blev aftalt, at gården og skolen skal have den nye sti, som også går til åen."
    lines = [line.format(number) for number in range(1, 30)]
    lost = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "Å": "A"})
    hidden = make_pdf([column([line.translate(lost) for line in lines], size=8, step=9)])
    hidden.pages[0].obj.Contents.write(b"3 Tr " + hidden.pages[0].obj.Contents.read_bytes())
    drawn = page(lines, points=8)
    found = read(file, _over(drawn, as_bytes(hidden)))
    assert found.source == "ocr"
    assert found.problems == (READ_ANEW,)
    assert lines[7].removeprefix("8. ") in said(found)


def _over(image: Image.Image, text_layer: bytes) -> bytes:
    """Return the picture of a page with a text layer that is not seen, as OCR programs make it."""
    with (
        pikepdf.open(io.BytesIO(as_pdf(image))) as whole,
        pikepdf.open(io.BytesIO(text_layer)) as layer,
    ):
        whole.pages[0].add_overlay(layer.pages[0])
        return as_bytes(whole)


def without_tesseract(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))


def test_without_tesseract_a_scan_is_refused_with_that_reason(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tesseract(monkeypatch, file.parent)
    with pytest.raises(UnreadableError, match="OCR mangler på denne maskine"):
        read(file, as_pdf(page(SAID)))


def test_without_tesseract_the_other_pages_are_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tesseract(monkeypatch, file.parent)
    found = read(file, joined(typed(), as_pdf(page(SAID))))
    assert said(found) == " ".join(TYPED)
    assert found.problems == (NO_ENGINE, UNREAD)


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a program that misbehaves in Tesseract's place."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_tesseract_without_danish_is_no_ocr(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, file.parent, "echo eng")
    with pytest.raises(UnreadableError, match="OCR mangler på denne maskine"):
        read(file, as_pdf(page(SAID)))


def test_a_page_that_takes_too_long_is_told_and_nothing_is_left_running(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = file.parent / "alive"
    script = f'[ "$1" = --list-langs ] && echo dan && exit\nwhile :; do echo >> {mark}; done'
    stand_in(monkeypatch, file.parent, script)
    found = read(file, joined(typed(), as_pdf(page(SAID))), Limits(ocr_seconds_a_page=3))
    assert said(found) == " ".join(TYPED)
    assert found.problems == (LATE,)
    size = mark.stat().st_size
    time.sleep(0.3)
    assert mark.stat().st_size == size


def test_a_file_of_which_time_ran_out_on_all_is_not_called_unreadable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = '[ "$1" = --list-langs ] && echo dan && exit\nwhile :; do :; done'
    stand_in(monkeypatch, file.parent, script)
    with pytest.raises(UnreadableError) as error:
        read(file, as_pdf(page(SAID)), Limits(ocr_seconds_a_page=1))
    assert error.value.code == "too_heavy"


def test_time_that_a_page_only_waits_is_not_counted_against_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ["level\tpage_num"]
    table += [f"5\t1\t1\t1\t1\t1\t{left}\t100\t80\t30\t96\tord" for left in range(100, 1300, 100)]
    slow = file.parent / "slow.py"
    # By the clock it takes longer than a try may take of CPU, which is a third of the page's.
    slow.write_text(f"import time\ntime.sleep(2.5)\nprint({chr(10).join(table)!r})\n")
    script = f'[ "$1" = --list-langs ] && echo dan && exit\nexec {sys.executable} -I {slow}'
    stand_in(monkeypatch, file.parent, script)
    found = read(file, joined(typed(), as_pdf(page(SAID))), Limits(ocr_seconds_a_page=6))
    assert found.problems == ()
    assert said(found).endswith(" ".join(["ord"] * 12))


@pytest.mark.parametrize("script", ["echo spam", "kill -9 $$", "head -c 20000000 /dev/zero"])
def test_whatever_tesseract_does_the_rest_of_the_file_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    stand_in(monkeypatch, file.parent, f'[ "$1" = --list-langs ] && echo dan && exit\n{script}')
    found = read(file, joined(typed(), as_pdf(page(SAID))))
    assert said(found) == " ".join(TYPED)
    assert found.problems == (UNREAD,)


@pytest.mark.skipif(os.environ.get("REQUIRE_SERVICES") != "1", reason="only where all is required")
def test_tesseract_is_there_where_everything_is_required(file: Path) -> None:
    assert has_tesseract()
    assert read(file, as_pdf(page(SAID))).source == "ocr"
