"""Whatever somebody wrote, a spreadsheet that opens a file of ours runs nothing of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from tracker.reports.csv_table import csv_bytes, csv_lines
from tracker.reports.xlsx_table import xlsx_file

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "|cmd",
    "%0A",
    "  =1+1",
    "\u00a0=1+1",
    '=HYPERLINK("http://x.dk")',
    "http://x.dk",
]
RUNS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def read_again(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_file_begins_as_a_formula(payload: str) -> None:
    for content in (
        csv_bytes([payload], [[payload, payload]]),
        b"".join(csv_lines([payload], [[payload, payload]])),
    ):
        cells = [cell for row in read_again(content) for cell in row]
        assert len(cells) == 3
        assert not [cell for cell in cells if cell.lstrip(" \u00a0\n").startswith(RUNS)]
        assert all(payload in cell for cell in cells)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_cell_of_an_xlsx_file_is_text_without_formula_or_link(payload: str) -> None:
    with xlsx_file([payload], [[payload, payload]], sheet="Ark") as file:
        book = zipfile.ZipFile(io.BytesIO(file.read()))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="\w+"[^>]* t="(\w+)"', sheet) == ["inlineStr"] * 3
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert not [name for name in book.namelist() if "externalLink" in name]


def test_nobody_but_these_two_writes_for_a_spreadsheet() -> None:
    writers = re.compile(r"csv\.(?:Dict)?[wW]riter|xlsxwriter\.|openpyxl")
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("actions", "meetings", "tracker")
        for path in (ROOT / folder).rglob("*.py")
        if writers.search(path.read_text(encoding="utf-8"))
    }
    # The register's own text goes through the first of them before anybody is given it.
    assert found == {
        "tracker/reports/csv_table.py",
        "tracker/reports/xlsx_table.py",
        "meetings/register.py",
    }
