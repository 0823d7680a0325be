"""Which documents are bound into a file, and what finding that out costs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from meetings.reading.lines import Line, read_lines
from meetings.reading.parts import read_parts
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure


class Counted(list[Line]):
    """Lines that count how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[Line]:
        self.times += 1
        return super().__iter__()


def lines_of(items: int) -> Counted:
    said = "\n".join(f"Medlem {number} roste forslaget." for number in range(1, 5))
    item = f"Punkt {{0}}. Sag nummer {{0}}\n\n{said}\n\nReferat\n\nIntet at bemærke.\n\n"
    text = "".join(item.format(number) for number in range(1, items + 1))
    return Counted(read_lines(FileText(text=text)))


def test_referat_under_each_item_begins_no_document() -> None:
    assert len(read_parts(lines_of(3))) == 1


def test_the_lines_are_gone_through_as_often_for_many_items_as_for_few() -> None:
    few, many = lines_of(5), lines_of(50)
    read_parts(few)
    read_parts(many)
    assert many.times == few.times


EXPORTED = """Nørrevang Kommune
Kulturudvalget
Protokol
Tirsdag den 4. marts 2025

Pkt. 1 Leje af hal
Indstilling
Det indstilles, at hallen lejes.
Beslutning
Forvaltningen anmodes om at spørge klubberne.

Pkt. 2 Tilskud
{0}
Til efterretning. Ingen bemærkninger.
"""


@pytest.mark.parametrize("above", ["Beslutning", "Resumé\nTo foreninger har søgt.\nBeslutning"])
def test_what_the_next_item_decides_makes_no_memo_of_an_indstilling(above: str) -> None:
    (part,) = read_parts(read_lines(FileText(text=EXPORTED.format(above))))
    assert part.kind == "minutes"
    assert [heading.number for heading in part.chain] == ["1", "2"]


def test_an_indstilling_with_the_head_of_a_memo_is_a_document() -> None:
    memo = (
        "Indstilling\nTil: Kulturudvalget\nFra: Forvaltningen\nDet indstilles, at hallen lejes.\n"
    )
    parts = read_parts(read_lines(FileText(text=f"{EXPORTED.format('Beslutning')}\n{memo}")))
    assert [part.kind for part in parts] == ["minutes", "recommendation"]
