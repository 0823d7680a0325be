"""Rows without bars: cells that stand apart, in a list of tasks and nowhere else."""

from __future__ import annotations

import pytest

from meetings.reading.minutes import read_structure
from meetings.reading.rows import apart_cells, is_list_title
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

HEAD = "Møde i Gadelauget\nDato: 4. september 2025\nTil stede: Bo Lund, Maja Friis\n\n"
ROWS = "Snerydning      Vej og Park     1. december\nNye skovle      Bo      snarest\n"


def rows_in(body: str) -> list[tuple[str, ...]]:
    (minutes,) = read_structure(FileText(text=HEAD + body)).minutes
    blocks = [block for item in minutes.items for block in item.blocks]
    return [block.cells for block in blocks if block.kind == "row"]


@pytest.mark.parametrize(
    "above", ["1. Vinteren\nOpgaver\n", "1. Vinteren\nHvem gør hvad?\n", "1. Opgaver\n"]
)
def test_in_a_list_of_tasks_cells_that_stand_apart_are_a_row(above: str) -> None:
    assert rows_in(above + ROWS) == [
        ("Snerydning", "Vej og Park", "1. december"),
        ("Nye skovle", "Bo", "snarest"),
    ]


@pytest.mark.parametrize("above", ["1. Program\n", "1. Opgaver\nVi gennemgik listen fra i fjor.\n"])
def test_elsewhere_they_are_a_programme_and_no_rows(above: str) -> None:
    assert rows_in(above + ROWS) == []


@pytest.mark.parametrize(
    "text",
    [
        "Snerydning  Vej og Park  1. december",
        "Snerydning      1. december",
        "Snerydning      og grus på stien      1. december",
        "Formand      Bo Lund      Engen 3      12 34 56 78",
    ],
)
def test_cells_are_three_stand_well_apart_and_begin_as_cells(text: str) -> None:
    assert apart_cells(text) == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Opgaver:", True), ("Hvem gør hvad?", True), ("Opgaver i kommunen", False)],
)
def test_a_title_of_a_list_of_tasks_says_nothing_else(text: str, *, is_one: bool) -> None:
    assert is_list_title(text) is is_one
