"""Minutes written as one table, a row for each item."""

from __future__ import annotations

import pytest

from meetings.reading.minutes import read_structure
from meetings.reading.structure import Minutes
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

HEAD = (
    "Referat af byggemøde i Nørrevang\nMødedato: 4. marts 2025\nDeltagere: Birk Holm, Tove Lund\n\n"
)


def minutes_of(*rows: str) -> Minutes:
    (minutes,) = read_structure(FileText(text=HEAD + "\n".join(rows) + "\n")).minutes
    return minutes


def said(minutes: Minutes) -> list[tuple[str | None, str | None, list[tuple[str, ...]]]]:
    return [(i.number, i.title, [block.cells for block in i.blocks]) for i in minutes.items]


def test_each_numbered_row_is_an_item_with_its_number_and_title() -> None:
    minutes = minutes_of(
        "| Punkt | Referat | Ansvarlig | Frist |",
        "|---|---|---|---|",
        "| 1. Gulve | Gulvet i salen slibes. | Birk Holm | 1. maj |",
        "| 2. Tag | Intet nyt. | | |",
    )
    assert said(minutes) == [
        ("1", "Gulve", [("1. Gulve", "Gulvet i salen slibes.", "Birk Holm", "1. maj")]),
        ("2", "Tag", [("2. Tag", "Intet nyt.", "", "")]),
    ]
    assert [person.name for person in minutes.participants] == ["Birk Holm", "Tove Lund"]


def test_number_and_title_may_have_a_column_each() -> None:
    minutes = minutes_of(
        "| Nr. | Emne | Beslutning |",
        "| 3 | Gulve | Birk Holm henter prøver hos smeden. |",
        "| 4 | Tag | Tove Lund beder om et tilbud. |",
    )
    assert [(item.number, item.title) for item in minutes.items] == [("3", "Gulve"), ("4", "Tag")]


@pytest.mark.parametrize(
    "rows",
    [
        # A list of tasks: its numbers are those of the tasks.
        (
            "| Opgave | Ansvarlig | Frist |",
            "| 1. Mål gulvet op i salen og i begge kontorer | Birk Holm | 1. maj |",
            "| 2. Hent tilbud på tag | Tove Lund | 1. juni |",
        ),
        # Rows that number nothing.
        (
            "| Punkt | Referat | Ansvarlig |",
            "| Gulve | Birk Holm henter prøver hos smeden og maleren. | Birk Holm |",
            "| Tag | Tove Lund beder om et tilbud. | Tove Lund |",
        ),
    ],
)
def test_another_table_gives_no_numbers(rows: tuple[str, ...]) -> None:
    assert {item.number for item in minutes_of(*rows).items} == {None}


def test_a_table_inside_a_numbered_item_stays_in_it() -> None:
    minutes = minutes_of(
        "1. Byggeri",
        "Tove Lund gennemgik planen.",
        "| Punkt | Referat | Ansvarlig |",
        "| 1. Gulve | Birk Holm henter prøver hos smeden. | Birk Holm |",
        "| 2. Tag | Tove Lund beder om et tilbud. | Tove Lund |",
        "",
        "2. Eventuelt",
        "Intet.",
    )
    assert [item.title for item in minutes.items] == ["Byggeri", "Eventuelt"]
