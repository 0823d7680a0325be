"""What a person sees in a Word file is what is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.docx import read_docx
from meetings.reading.minutes import read_structure
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from tests.meetings.reading.words import (
    document,
    pack,
    paragraph,
    parts,
    run,
    table,
    word_file,
)

pytestmark = pytest.mark.pure


def text_of(*body: str) -> str:
    return read_docx(word_file(*body)).text


def items_of(file_text: FileText) -> list[tuple[str | None, str | None]]:
    (minutes,) = read_structure(file_text).minutes
    return [(item.number, item.title) for item in minutes.items]


def test_the_child_reads_it_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "referat.pdf"
    path.write_bytes(word_file(paragraph("Per følger op.")))
    found = read_file(path, limits=Limits(memory_mb=512))
    assert found == FileText(text="Per følger op.", source="file")


def test_another_zip_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "referat.docx"
    path.write_bytes(pack({"billede.jpg": b"x"}))
    with pytest.raises(UnreadableError) as refusal:
        read_file(path, limits=Limits(memory_mb=512))
    assert refusal.value.code == "not_a_document"


def test_paragraphs_stand_apart_and_lines_within_them_do_not() -> None:
    broken = "<w:r><w:br/><w:t>anden linje</w:t></w:r>"
    assert text_of(paragraph("Første"), paragraph("Linje", inside=broken)) == (
        "Første\n\nLinje\nanden linje"
    )


def test_headings_are_seen_and_the_first_is_the_title() -> None:
    assert text_of(
        paragraph("Referat", style="Overskrift1"),
        paragraph("Taget", style="Overskrift1"),
        paragraph("Intet."),
    ) == ("Referat\n\n# Taget\n\nIntet.")


class TestNumbers:
    def test_are_written_as_word_prints_them(self) -> None:
        assert text_of(
            paragraph("Taget", listed=(1, 0)),
            paragraph("Tilbud", listed=(1, 1)),
            paragraph("Pris", listed=(1, 2)),
            paragraph("Tid", listed=(1, 1)),
            paragraph("Hegnet", listed=(1, 0)),
            paragraph("Pris", listed=(1, 1)),
        ) == ("1. Taget\n  a) Tilbud\n    i. Pris\n  b) Tid\n2. Hegnet\n  a) Pris")

    def test_have_the_words_of_their_level(self) -> None:
        assert text_of(
            paragraph("Taget", listed=(3, 0)), paragraph("Pris", listed=(3, 1))
        ).splitlines() == ["Punkt 1: Taget", "  1.1 Pris"]

    def test_go_on_in_the_same_list_and_begin_again_where_it_says_so(self) -> None:
        found = text_of(
            paragraph("Taget", listed=(1, 0)),
            paragraph("Det tages op igen."),
            paragraph("Hegnet", listed=(1, 0)),
            paragraph("Slut."),
            paragraph("Ny liste", listed=(4, 0)),
        )
        assert "2. Hegnet" in found
        assert "1. Ny liste" in found

    def test_come_with_a_style_and_go_with_list_zero(self) -> None:
        found = text_of(
            paragraph("Referat"),
            paragraph("Taget", style="Punkt"),
            paragraph("Uden nummer", style="Punkt", listed=(0, 0)),
        )
        assert found == "Referat\n\n# 1. Taget\n\n# Uden nummer"

    def test_give_the_agenda_items_their_numbers(self) -> None:
        file_text = read_docx(
            word_file(
                paragraph("Referat af bestyrelsesmøde den 4. marts 2025"),
                *(paragraph("Taget", listed=(1, 0)), paragraph("Per indhenter tilbud.")),
                *(paragraph("Hegnet", listed=(1, 0)), paragraph("Drøftet.")),
                *(paragraph("Eventuelt", listed=(1, 0)), paragraph("Intet.")),
            )
        )
        assert items_of(file_text) == [("1", "Taget"), ("2", "Hegnet"), ("3", "Eventuelt")]


def test_bullets_are_bullets_at_their_depth() -> None:
    assert text_of(
        paragraph("Det blev aftalt:"),
        paragraph("Per ringer", listed=(2, 0)),
        paragraph("i dag", listed=(2, 1)),
    ) == ("Det blev aftalt:\n• Per ringer\n  • i dag")


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("<w:del>" + run(" ikke").replace("w:t", "w:delText") + "</w:del>", "Per"),
        ("<w:ins>" + run(" også") + "</w:ins>", "Per også"),
        ("<w:moveFrom>" + run(" før") + "</w:moveFrom>", "Per"),
        (run(" skjult", "<w:vanish/>"), "Per"),
        (run(" synlig", '<w:vanish w:val="0"/>'), "Per synlig"),
        ('<w:r><w:commentReference w:id="1"/></w:r>', "Per"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "Per"),
        ("<w:hyperlink>" + run(" skriver") + "</w:hyperlink>", "Per skriver"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "Per☒"),
        ("<w:r><w:t>son</w:t><w:softHyphen/><w:t>sen</w:t></w:r>", "Personsen"),
        ("<w:r><w:t>\u00adson\u00a0Vig</w:t></w:r>", "Person Vig"),
        ("<w:sdt><w:sdtContent>" + run(" Vig") + "</w:sdtContent></w:sdt>", "Per Vig"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("Klik her")
            + "</w:sdtContent></w:sdt>",
            "Per",
        ),
    ],
)
def test_what_the_reader_sees_is_kept_and_the_rest_is_not(inside: str, seen: str) -> None:
    assert text_of(paragraph("Per", inside=inside)) == seen


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("Per ") + "</w:p>"
    assert text_of(first, paragraph("følger op.")) == "Per følger op."


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('I kassen')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph("Ved siden af", inside=drawn)) == "Ved siden af\n\nI kassen"


def test_a_page_break_begins_a_page() -> None:
    found = text_of(paragraph("Dagsorden"), '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', "")
    assert found == "Dagsorden"
    broken = paragraph("", inside='<w:r><w:br w:type="page"/></w:r>')
    assert text_of(paragraph("Dagsorden"), broken, paragraph("Referat")) == "Dagsorden\n\fReferat"


def test_heads_feet_and_comments_are_not_read() -> None:
    contents = parts(paragraph("Per følger op."))
    for part in ("header1", "footer1", "comments", "footnotes"):
        contents[f"word/{part}.xml"] = document(paragraph("Ikke med"))
    assert read_docx(pack(contents)).text == "Per følger op."


def test_footnotes_are_said_to_be_left_out() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    problems = read_docx(word_file(paragraph("Per", inside=note))).problems
    assert problems == ("Filens fodnoter er ikke læst med.",)


def test_names_below_their_field_stand_together() -> None:
    file_text = read_docx(
        word_file(
            paragraph("Referat af møde den 4. marts 2025"),
            *map(
                paragraph, ("Til stede:", "Bodil Krag", "Per Vig", "", "Punkt 1: Taget", "Intet.")
            ),
        )
    )
    (minutes,) = read_structure(file_text).minutes
    assert [person.name for person in minutes.participants] == ["Bodil Krag", "Per Vig"]
    assert minutes.date == date(2025, 3, 4)


class TestTables:
    def test_short_cells_are_rows(self) -> None:
        rows = [["Opgave", "Ansvarlig"], ["Nyt tag | port", "Per"], ["", ""]]
        assert text_of(table(rows)) == "| Opgave | Ansvarlig |\n| Nyt tag / port | Per |"

    def test_minutes_set_up_as_a_table_are_agenda_items(self) -> None:
        file_text = read_docx(
            word_file(
                paragraph("Referat af skolebestyrelsesmøde den 4. marts 2025"),
                table(
                    [
                        ["Nr.", "Punkt", "Indhold", "Beslutning", "Ansvarlig"],
                        ["1", "Taget", "Taget er utæt.", ["Drøftet.", "Der hentes tilbud."], "Per"],
                        ["2", "Eventuelt", "", "Intet.", ""],
                    ]
                ),
            )
        )
        assert items_of(file_text) == [("1", "Taget"), ("2", "Eventuelt")]
        assert file_text.text.endswith(
            "## 1. Taget\n\nIndhold\n\nTaget er utæt.\n\nBeslutning: Drøftet.\n\n"
            "Der hentes tilbud.\nAnsvarlig: Per\n\n## 2. Eventuelt\n\nBeslutning: Intet."
        )

    def test_the_layout_of_a_page_in_one_cell_is_no_table(self) -> None:
        assert text_of(table([[["Punkt 1: Taget", "Intet."]]])) == "Punkt 1: Taget\n\nIntet."

    def test_long_cells_are_paragraphs(self) -> None:
        long = "Bestyrelsen drøftede taget. " * 12
        assert text_of(table([["Taget", long]])) == f"Taget\n\n{long.strip()}"

    def test_a_field_with_several_values_is_a_field(self) -> None:
        rows = [["Dato", "4. marts 2025"], ["Deltagere", ["Bodil Krag", "Per Vig"]]]
        assert text_of(table(rows)) == "| Dato | 4. marts 2025 |\n\nDeltagere:\nBodil Krag\nPer Vig"


def test_every_offset_of_the_text_holds() -> None:
    file_text = read_docx(
        word_file(
            paragraph("Referat den 4. marts 2025"),
            *(paragraph("Taget", style="Punkt"), paragraph("Per indhenter tilbud.")),
            *(paragraph("Hegnet", style="Punkt"), paragraph("Bo maler.", listed=(2, 0))),
        )
    )
    (minutes,) = read_structure(file_text).minutes
    said = [s for item in minutes.items for block in item.blocks for s in block.sentences]
    assert [file_text.text[s.start : s.end] for s in said] == [s.text for s in said]
    assert [s.text for s in said] == ["Per indhenter tilbud.", "Bo maler."]
