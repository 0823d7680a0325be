"""The sample minutes: the same words give the same bytes, and what they promise is found."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from meetings.reading.confined import render_page
from meetings.reading.confinement import Limits
from meetings.register import read_register
from tests.meetings.reading.scans import has_tesseract
from tracker.extraction import extract_file

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GOLD = sorted((SAMPLES / "gold").glob("*.json"))
DRAWN = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx"})
SCAN = "vej-2026-06-11-scan.pdf"
MINUTES = {".pdf", ".docx", ".txt", ".md", ".html"}
LIMITS = Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=60, pages=100)

pytestmark = pytest.mark.pure


def test_drawing_them_again_gives_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLES / "make.py", tmp_path], check=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == DRAWN
    for name in DRAWN:
        if name == SCAN:
            continue
        assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), name


def test_the_scan_drawn_again_shows_the_same_page(tmp_path: Path) -> None:
    """How letters become dots may differ a little from one version of Pillow to the next."""
    subprocess.run([sys.executable, SAMPLES / "make.py", tmp_path], check=True)
    for number in (1, 2):
        pictures = [_picture(folder / SCAN, number) for folder in (SAMPLES, tmp_path)]
        assert pictures[0].size == pictures[1].size
        dark = ImageChops.difference(*pictures).histogram()[128:]
        assert sum(dark) < 0.01 * pictures[0].width * pictures[0].height


def _picture(path: Path, number: int) -> Image.Image:
    image = Image.open(io.BytesIO(render_page(path, page=number, scale=1.5, limits=LIMITS)))
    return image.convert("L")


def test_each_sample_has_its_expectations() -> None:
    expected = sorted(name for path in GOLD for name in _load(path)["files"])
    minutes = [path.name for path in SAMPLES.iterdir() if path.suffix in MINUTES]
    assert expected == sorted(minutes)


def test_everybody_in_the_register_is_invented_and_has_an_address_that_goes_nowhere() -> None:
    rows = csv.DictReader((SAMPLES / "register.csv").open(encoding="utf-8"), delimiter=";")
    addresses = [row["email"] for row in rows if row["email"]]
    assert len(addresses) > 20
    assert all(address.endswith("@noerrevang.example") for address in addresses)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_what_the_minutes_promise_is_found_and_nothing_else(path: Path) -> None:
    gold = _load(path)
    found = _read(gold["files"][0])

    assert [meeting["date"] for meeting in found["meetings"]] == [
        meeting["date"] for meeting in gold["meetings"]
    ]
    wrong, missed = _compare(_finds(found), gold["items"])
    assert not wrong
    assert not missed


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_each_find_has_the_agenda_item_owner_and_deadline_that_was_meant(path: Path) -> None:
    gold = _load(path)
    finds = _finds(_read(gold["files"][0]))
    for item in gold["items"]:
        (find,) = [find for find in finds if _is_same(find, item)]
        owners = [item["owner"], *item.get("owner_also", [])]
        assert find["number"] == item["agenda_item"]
        assert find["owner"] in owners
        assert find["due"] == item["due"]


def test_the_closed_item_of_the_export_is_closed_and_the_others_are_not() -> None:
    (meeting,) = _read("kultur-2026-10-08.pdf")["meetings"]
    closed = [item["number"] for item in meeting["agenda_items"] if item["closed"]]
    assert closed == ["5"]


def _load(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _read(name: str) -> dict[str, Any]:
    if name == SCAN and not has_tesseract():
        pytest.skip("Tesseract with Danish is not installed")
    register = read_register((SAMPLES / "register.csv").read_text(encoding="utf-8"))
    extraction = extract_file(SAMPLES / name, limits=LIMITS, register=register, meeting_date=None)
    return dict(extraction.value)


def _finds(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**commitment, "number": item["number"]}
        for meeting in found["meetings"]
        for item in meeting["agenda_items"]
        for commitment in item["commitments"]
    ]


def _compare(finds: list[dict[str, Any]], items: list[dict[str, Any]]) -> tuple[list, list]:
    wrong = [find["quote"] for find in finds if not any(_is_same(find, item) for item in items)]
    missed = [item["anchor"] for item in items if not any(_is_same(f, item) for f in finds)]
    return wrong, missed


def _is_same(find: dict[str, Any], item: dict[str, Any]) -> bool:
    """Tell whether the find quotes the words that were meant, and hardly more."""
    quote, anchor = _letters(find["quote"]), _letters(item["anchor"])
    inside = anchor in quote or (quote in anchor and len(quote) >= 0.6 * len(anchor))
    return inside and len(quote) <= 2 * len(anchor) + 120


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.replace("-\n", "")).lower()
