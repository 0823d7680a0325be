"""Whole pages: what a person sees on them is what is read, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.structure import Structure
from meetings.reading.text import Box, FileText
from tests.meetings.reading.pdfs import Text, as_bytes, column, make_pdf
from tests.meetings.reading.test_layout import laid_out, page, words

pytestmark = pytest.mark.pure

REPORT = [
    "Referat af møde i Havnerådet den 10. juni 2025",
    "",
    "1. Kajen",
    "Per Vig indhenter tilbud på nye pæle, og Aase Toft",
    "taler med forvalt-",
    "ningen om prisen. Rådet sender en e-",
    "mail til Jensen-",
    "Hansen A/S om for- og efterårets arbejde.",
    "",
    "2. Evt.",
    "Bo Lund maler skuret.",
]


def read(tmp_path: Path, *pages: list[Text], **options: object) -> FileText:
    path = tmp_path / "referat.pdf"
    path.write_bytes(as_bytes(make_pdf(pages, **options)))  # type: ignore[arg-type]
    return read_file(path, limits=Limits())


def sentences(structure: Structure) -> list[str]:
    return [
        sentence.text
        for minutes in structure.minutes
        for item in minutes.items
        for block in item.blocks
        for sentence in block.sentences
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 200, 560, 830)])
def test_the_words_under_the_boxes_of_a_quote_are_the_quote(
    tmp_path: Path, turn: int, crop: tuple[float, float, float, float] | None
) -> None:
    found = read(tmp_path, column(REPORT), turn=turn, crop=crop)
    structure = read_structure(found)
    assert "Per Vig indhenter tilbud" in sentences(structure)[0]
    for minutes in structure.minutes:
        for block in (block for item in minutes.items for block in item.blocks):
            for said in block.sentences:
                boxes = found.boxes(said.start, said.end)
                under = [w for w in found.pages[0].words if any(_holds(b, w.box) for b in boxes)]
                again = " ".join(found.text[w.start : w.end] for w in under)
                assert said.text.split()[0] in again
                assert again.split() == found.text[said.start : said.end].split()


def _holds(box: Box, word: Box) -> bool:
    across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= across <= box.x1 and box.top <= down <= box.bottom


def test_hyphens_at_line_ends_go_and_those_of_words_stay(tmp_path: Path) -> None:
    said = " ".join(sentences(read_structure(read(tmp_path, column(REPORT)))))
    for phrase in ("forvaltningen om", "en e-mail til", "Jensen-Hansen A/S", "for- og efterårets"):
        assert phrase in said


def test_words_drawn_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    bold = [(x + 0.3, y, size, text) for x, y, size, text in column(REPORT)]
    both = [text for pair in zip(column(REPORT), bold, strict=True) for text in pair]
    assert read(tmp_path, both).text == read(tmp_path, column(REPORT)).text


def test_columns_beside_the_text_go_on_over_lines_and_pages(tmp_path: Path) -> None:
    rows = [
        ("1. Kajen", "Ansvarlig", "Frist"),
        ("Der indhentes tilbud på nye pæle til kajen, og", "Per Vig og", "Inden"),
        ("prisen tages op på mødet med forvaltningen.", "Aase Toft", "næste"),
        ("", "", "møde"),
        ("", "", ""),
        ("2. Skuret", "", ""),
        ("Skuret males.", "Bo Lund", "1. juli"),
    ]
    later = [
        ("3. Broen", "Ansvarlig", "Frist"),
        ("Broen efterses af en dykker.", "Ida Holm", "uge 30"),
        ("", "", ""),
        ("4. Evt.", "", ""),
        ("Intet at bemærke.", "", ""),
    ]

    def sheet(head: str, table: list[tuple[str, str, str]], foot: str) -> list[Text]:
        texts = [*column([head], y=810), (60.0, 30.0, 8.0, foot)]
        for at, x in enumerate((60, 400, 490)):
            texts += column([row[at] for row in table], x=x, y=760)
        return texts

    first = sheet("Referat den 10. juni 2025", rows, "Møde i Havnerådet 1 af 2")
    second = sheet("Havnerådet", later, "Møde i Havnerådet 2 af 2")
    (minutes,) = read_structure(read(tmp_path, first, second)).minutes
    cells = [block.cells[1:] for item in minutes.items for block in item.blocks if block.cells]
    assert cells == [
        ("Per Vig og Aase Toft", "Inden næste møde"),
        ("Bo Lund", "1. juli"),
        ("Ida Holm", "uge 30"),
    ]


def test_minutes_that_an_enclosure_cuts_in_two_are_one_meeting(tmp_path: Path) -> None:
    first = column(
        ["Havnerådet", "10-06-2025 10:00 - 11:30", "Rådhuset, lokale 4", "", "Referat", "",
         "Punkt 1: Kajen", "Per Vig indhenter tilbud.", "", "Punkt 2: Skuret", "Bo maler det."]
    )  # fmt: skip
    enclosed = column(
        ["Indstilling", "", "Til Havnerådet", "Fra Vejkontoret", "Dato 1. juni 2025", "",
         "Vejkontoret foreslår, at der bygges en bro."]
    )  # fmt: skip
    rest = column(
        ["Punkt 3: Broen", "Det blev aftalt, at Ida sender en plan.", "", "Punkt 4: Evt.", "Intet."]
    )
    structure = read_structure(read(tmp_path, first, enclosed, rest))
    assert [(m.title, [item.number for item in m.items]) for m in structure.minutes] == [
        ("Havnerådet", ["1", "2", "3", "4"])
    ]
    assert "foreslår" not in " ".join(sentences(structure))


def test_a_contents_list_with_leaders_is_no_list_of_items(tmp_path: Path) -> None:
    listed = [f"{n}. {title} {'.' * 40} {n}" for n, title in enumerate(["Kajen", "Evt."], start=1)]
    said = ["1. Kajen", "Per Vig indhenter tilbud.", "", "2. Evt.", "Intet."]
    text = ["Referat den 10. juni 2025", "", "Indhold", *listed, "", *said]
    (minutes,) = read_structure(read(tmp_path, column(text))).minutes
    assert [(item.number, item.title) for item in minutes.items] == [("1", "Kajen"), ("2", "Evt.")]


LINE = st.lists(
    st.sampled_from(["kajen", "pælene", "skuret", "broen", "molen", "havnen", "dykkeren"]),
    min_size=5,
    max_size=5,
).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(LINE, min_size=5, max_size=12), st.lists(LINE, min_size=5, max_size=12))
def test_two_columns_never_run_into_each_other(left: list[str], right: list[str]) -> None:
    upper = [line.upper() for line in right]
    text = laid_out([page(words(left, size=8) + words(upper, x=340, size=8))]).text
    assert "".join(text.split()) == "".join(("".join(left) + "".join(upper)).split())
