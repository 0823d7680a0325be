"""Ruled tables in PDFs: who and when stand in the row of what is to be done, however it is drawn.

The cells are laid beside those that pdfplumber finds in the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.grids import find_tables
from meetings.reading.minutes import read_structure
from meetings.reading.raw import Rule
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

Rows = Sequence[Sequence[str]]

TITLES = ("Opgave", "Ansvarlig", "Frist")
TASKS = [
    ("Der indhentes tilbud på nye pæle til kajen, og prisen tages op med forvaltningen, inden "
     "der skrives kontrakt.", "Per Vig og Aase Toft", "inden næste møde"),
    ("Skuret males.", "Bo Lund", "1. juli"),
    ("Broen efterses af en dykker, og rapporten sendes til rådet med et forslag.", "Ida Holm", ""),
    ("Nøgler samles ind.", "", "uge 30"),
]  # fmt: skip
READ = [tuple(row) for row in TASKS[:2]] + [TASKS[2][:2], TASKS[3]]
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
BOTTOM = ("VALIGN", (0, 0), (-1, -1), "BOTTOM")
WIDTHS = (260, 110, 80)
HEAD = "Referat af møde i Havnerådet den 10. juni 2025"
ABOVE = ("1. Kajen", "Rådet drøftede kajens stand.")


def draw(
    path: Path,
    rows: Rows,
    *style: tuple,
    widths: Sequence[int] = WIDTHS,
    above: Sequence[str] = ABOVE,
    **how: int,
) -> Path:
    text = getSampleStyleSheet()["BodyText"]
    cells = [[Paragraph(cell, text) if cell else "" for cell in row] for row in rows]
    story = [
        *(Paragraph(line, text) for line in (HEAD, *above)),
        Table(cells, colWidths=widths, style=list(style), **how),
        *(Paragraph(line, text) for line in ("2. Eventuelt", "Intet.")),
    ]
    SimpleDocTemplate(str(path), invariant=1).build(story)
    return path


def read(path: Path) -> FileText:
    return read_file(path, limits=Limits())


def rows_of(path: Path) -> list[tuple[str, ...]]:
    (minutes,) = read_structure(read(path)).minutes
    assert [(item.number, item.title) for item in minutes.items][-1] == ("2", "Eventuelt")
    return [block.cells for item in minutes.items for block in item.blocks if block.cells]


@pytest.mark.parametrize("stand", [TOP, MIDDLE, BOTTOM])
def test_the_cells_of_a_row_belong_together_at_whatever_height(
    tmp_path: Path, stand: tuple
) -> None:
    assert rows_of(draw(tmp_path / "t.pdf", [TITLES, *TASKS], GRID, stand)) == READ


def test_titles_may_stand_in_the_middle_of_their_columns(tmp_path: Path) -> None:
    titles = [f'<para align="center">{title}</para>' for title in TITLES]
    assert rows_of(draw(tmp_path / "t.pdf", [titles, *TASKS], GRID, MIDDLE)) == READ


def test_who_and_when_may_come_first(tmp_path: Path) -> None:
    rows = [(who, when, what) for what, who, when in [TITLES, *TASKS]]
    drawn = draw(tmp_path / "t.pdf", rows, GRID, MIDDLE, widths=(110, 80, 260))
    assert rows_of(drawn) == READ


def test_sides_may_be_left_open(tmp_path: Path) -> None:
    lines = [("INNERGRID", *GRID[1:]), ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"), MIDDLE]
    lines.append(("LINEBELOW", (0, -1), (-1, -1), 0.5, "black"))
    assert rows_of(draw(tmp_path / "t.pdf", [TITLES, *TASKS], *lines)) == READ


def test_an_owner_of_two_rows_is_given_to_the_first_and_guessed_for_none(tmp_path: Path) -> None:
    rows = [TITLES, TASKS[0], (TASKS[1][0], "", "1. juli"), TASKS[2]]
    drawn = draw(tmp_path / "t.pdf", rows, GRID, MIDDLE, ("SPAN", (1, 1), (1, 2)))
    assert rows_of(drawn) == [TASKS[0], ("Skuret males.", "", "1. juli"), TASKS[2][:2]]


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_goes_on_over_pages(tmp_path: Path, repeated: int) -> None:
    things = ("kajen", "broen", "molen", "skuret", "havnen", "slæbestedet", "kranen")
    who = ("Per Vig", "Bo Lund", "Ida Holm")
    tasks = [
        (f"Der indhentes tilbud på {one}, som ligger ved {other}, og prisen på {one} tages op med "
         f"forvaltningen, inden {one} og {other} males.", who[len(one) % 3], "uge 30")
        for one in things for other in things
    ]  # fmt: skip
    drawn = draw(tmp_path / "t.pdf", [TITLES, *tasks], GRID, MIDDLE, repeatRows=repeated)
    assert len(read(drawn).pages) > 1
    assert rows_of(drawn) == tasks


def test_a_row_cut_by_the_end_of_the_page_is_one(tmp_path: Path) -> None:
    words = ("kajen", "broen", "molen", "skuret", "havnen", "slæbestedet", "kranen")
    long = [
        f"{one} ved {other} på havnens nordlige side skal ses efter af en dykker fra firmaet"
        for one in words
        for other in words
    ]
    rows = [TITLES, (f"Der hentes tilbud, fordi {', '.join(long)}.", "Per Vig", "uge 30"), TASKS[1]]
    drawn = draw(tmp_path / "t.pdf", rows, GRID, TOP, splitInRow=1)
    first, second = rows_of(drawn)
    assert len(read(drawn).pages) > 1
    assert (first[0].split(), first[1:]) == (rows[1][0].split(), ("Per Vig", "uge 30"))
    assert second == TASKS[1]


def test_minutes_set_up_as_a_table_are_agenda_items(tmp_path: Path) -> None:
    rows = [
        ("Punkt", "Beslutning", "Ansvarlig", "Frist"),
        ("1. Kajen", TASKS[0][0], "Vejkontoret og havnefogeden sammen", "Inden udgangen af august"),
        ("2. Skuret", "Skuret males i sommer, og farven vælges efter forslag.", "Bo", "1. juli"),
        ("3. Broen", "", "", ""),
    ]
    drawn = draw(tmp_path / "t.pdf", rows, GRID, MIDDLE, widths=(80, 190, 95, 85), above=())
    (minutes,) = read_structure(read(drawn)).minutes
    found = [(item.title, [b.cells for b in item.blocks if b.cells]) for item in minutes.items]
    assert found[:3] == [("Kajen", [rows[1][1:]]), ("Skuret", [rows[2][1:]]), ("Broen", [])]


def test_cells_of_running_text_never_run_into_each_other(tmp_path: Path) -> None:
    left, right = (f"{word} " * 40 for word in ("venstre", "højre"))
    drawn = draw(tmp_path / "t.pdf", [("A", "B"), (left, right)], GRID, widths=(225, 225))
    text = " ".join(read(drawn).text.split())
    assert left.strip() in text
    assert right.strip() in text


def test_every_word_of_a_table_keeps_its_place(tmp_path: Path) -> None:
    found = read(draw(tmp_path / "t.pdf", [TITLES, *TASKS], GRID, MIDDLE))
    for page in found.pages:
        assert all(found.text[w.start : w.end].strip() for w in page.words)
    said = "".join(word for page in found.pages for word in found.text.split())
    assert said == "".join(found.text[w.start : w.end] for p in found.pages for w in p.words)


@pytest.mark.parametrize(
    "spans", [(), (("SPAN", (1, 1), (1, 2)),), (("SPAN", (0, 1), (1, 1)), ("SPAN", (2, 2), (2, 4)))]
)
def test_the_cells_are_those_that_pdfplumber_finds(tmp_path: Path, spans: tuple) -> None:
    drawn = draw(tmp_path / "t.pdf", [TITLES, *TASKS], GRID, *spans)
    with pdfplumber.open(drawn) as document:
        page = document.pages[0]
        edges = [Rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges]
        (theirs,) = page.find_tables()
    (ours,) = find_tables(edges)
    found = sorted(tuple(map(round, cell)) for row in ours for cell in row)
    assert found == sorted(tuple(map(round, cell)) for cell in theirs.cells)


EDGE = st.integers(0, 60).map(lambda at: at * 10.0)


@given(st.lists(st.tuples(EDGE, EDGE, EDGE, st.booleans()), max_size=40))
def test_whatever_lines_are_drawn_cells_do_not_overlap(drawn: list) -> None:
    rules = [
        Rule(at, min(a, b), at, max(a, b)) if upright else Rule(min(a, b), at, max(a, b), at)
        for at, a, b, upright in drawn
    ]
    for table in find_tables(rules):
        cells = [cell for row in table for cell in row]
        for one in cells:
            assert one.x0 < one.x1
            assert one.top < one.bottom
        for at, one in enumerate(cells):
            for other in cells[at + 1 :]:
                across = min(one.x1, other.x1) - max(one.x0, other.x0)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert min(across, down) <= 0
