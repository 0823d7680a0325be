"""Lines that open a section, register a case, close the doors, or are two lines in one."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.reading.beside import said_from
from meetings.reading.cases import case_number, is_attendance, is_case_line
from meetings.reading.closed import (
    closes_doors,
    mentions_closed,
    opens_doors,
    title_without_mark,
)
from meetings.reading.dates import find_dates
from meetings.reading.glued import unglue
from meetings.reading.lines import read_lines
from meetings.reading.minutes import read_structure
from meetings.reading.sections import decided_on, section_kind
from meetings.reading.structure import Minutes
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure


def only(text: str) -> Minutes:
    (minutes,) = read_structure(FileText(text=text)).minutes
    return minutes


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Beslutning", "decision"),
        ("• Beslutning", "decision"),
        ("Beslutning Havneudvalget den 20-03-2013", "decision"),
        ("Beslutning i Havneudvalget 13. marts 2019:", "decision"),
        ("Byrådets beslutning i mødet den 22. april 2021:", "decision"),
        ("Havneudvalget, 02-10-2024, pkt. 153", "decision"),
        ("Beslutning: Per bestiller pæle.", "decision"),
        ("2. Beslutningspunkter", "closed"),
        ("Administrativ indstilling", "closed"),
        ("Sagens gang", "closed"),
        ("Personalemæssige konsekvenser", "weak"),
        ("Proces: Drøftelse i grupper", "weak"),
        ("Sagens behandling tager lang tid", None),
        ("Klagens behandling", None),
        ("Havnen, 12 både, pkt. blev drøftet", None),
        ("Beslutningen om kajen blev fulgt op af Per.", None),
        ("Tovholder: Per", None),
    ],
)
def test_what_a_line_opens(line: str, kind: str | None) -> None:
    assert section_kind(line) == kind


def test_the_day_of_a_decision_stands_in_its_heading() -> None:
    assert decided_on("Havneudvalget, 02-10-2024, pkt. 153") == date(2024, 10, 2)
    assert decided_on("Beslutning") is None
    assert decided_on("Mødet den 02-10-2024 blev flyttet") is None


def test_what_others_decided_before_is_no_decision_of_this_meeting() -> None:
    text = (
        "Byrådet\nReferat\nMødedato: 27-11-2024\n\nPunkt 1: Kajen\nIndstilling\nAt bygge.\n\n"
        "Havneudvalget, 20-11-2024, pkt. 9\n\nPer laver et notat.\n\n"
        "Byrådet, 27-11-2024, pkt. 1\n\nBo laver et budget.\n\nPunkt 2: Evt.\nIntet.\n"
    )
    said = [s.text for b in only(text).items[0].blocks for s in b.sentences if b.kind != "heading"]
    assert said == ["Bo laver et budget."]


CASES = [
    "Sagsnr.: 05.00.00-A00-2-23 Sagsbehandler: Lise Krogh",
    "UdskrivSagsid.: 17/3668, Sagsinitialer: GES",
    "Sagsnr. 299836 Havneudvalget Åbent punkt",
    "Sag 306-2009-600",
    "Dok. 306-2019-263412",
    "Kompetence: Byrådet",
    "18.00G00 - 2016/11724",
    "Åbent",
    "Lukket",
]
NO_CASES = [
    "Sag 12 blev udsat til maj",
    "Sagsbehandleren ringer til Per.",
    "12-05-2024",
    "Kajen er åben",
    "Journalen følger med.",
]


@pytest.mark.parametrize("line", CASES)
def test_a_line_that_registers_a_case_is_nothing_said(line: str) -> None:
    assert is_case_line(line)


@pytest.mark.parametrize("line", NO_CASES)
def test_what_is_said_of_a_case_is_kept(line: str) -> None:
    assert not is_case_line(line)


def test_the_number_of_a_case_and_those_away() -> None:
    assert case_number(CASES[1]) == "Sagsid.: 17/3668"
    assert case_number("Sagsnr. følger") is None
    assert is_attendance("Fraværende: Bo K. Lund (V)")
    assert not is_attendance("Afbud: Bo Lund. Per overtager hans punkt.")


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("3. Byggeri Vinduerne er sat i, og Per maler dem.", "Vinduerne er"),
        ("4. Fastsættelse af pris 20/21 Kommer på næste gang.", "Kommer på"),
        ("7. Evt. Der er tanker om en fest i juni.", "Der er tanker"),
        ("1. Formand: En henvendelse om stien er besvaret.", "En henvendelse"),
        ("2. Formanden orienterede om kajen. Per måler den.", "Formanden orienterede"),
        ("5. Møde med Region Nord om vejene", None),
        ("5. Møde med Region Nord om vejene.", None),
        ("6. Orientering v. Per Holm", None),
        ("8. Høring: Ny plan for havnen", None),
    ],
)
def test_where_the_title_ends_and_the_text_begins(line: str, rest: str | None) -> None:
    begins = said_from(line, 3)
    assert line[begins:].startswith(rest) if rest else begins == 0, line[begins:]


def test_a_name_known_from_the_head_is_not_cut() -> None:
    line = "5. Susanne Winther fremlagde planen for os."
    assert said_from(line, 3, known="Deltagere: Susanne Winther, Bo Lund") == 0


def test_items_below_a_heading_for_closed_doors_are_closed_until_it_opens() -> None:
    text = (
        "Byrådet\nReferat\nMødedato: 27-11-2024\n\n1. Kajen\nGodkendt.\n\nLukkede punkter\n\n"
        "2. Salg af grund\nSælges til Bo.\n\nÅbne punkter\n\n3. Evt.\nIntet.\n"
    )
    minutes = only(text)
    assert [item.closed for item in minutes.items] == [False, True, False]
    assert mentions_closed(text)
    assert closes_doors("Lukkede punkter")
    assert opens_doors("Åbne punkter:")
    assert not closes_doors("De lukkede punkter blev drøftet af alle")


CLOSED = ["Lukket", "Lukket - Udbud", "Udbud (lukket sag)", "Udbud - lukket", "Fortroligt: Udbud"]


@pytest.mark.parametrize("title", CLOSED)
def test_a_title_that_closes_its_item_is_known_to_mention_it(title: str) -> None:
    text = f"Referat den 1/9-24\n\nPunkt 1: Kajen\nGodkendt.\n\nPunkt 2: {title}\nSælges.\n"
    assert [item.closed for item in only(text).items] == [False, True]
    assert mentions_closed(text)


@pytest.mark.parametrize(
    ("title", "is_closed", "bare"),
    [
        ("Budget 2027 (Åben)", False, "Budget 2027"),
        ("(Åbent punkt) Budget 2027", False, "Budget 2027"),
        ("Køb af grund (Lukket)", True, "Køb af grund"),
        ("(Lukket sag) Køb af grund", True, "Køb af grund"),
        ("Køb af grund (Lukket)", False, "Køb af grund (Lukket)"),
        ("Svømmehallen (åben om søndagen)", False, "Svømmehallen (åben om søndagen)"),
        ("(Lukket)", True, "(Lukket)"),
        ("", True, ""),
    ],
)
def test_a_title_is_said_without_its_mark(title: str, is_closed: bool, bare: str) -> None:
    assert title_without_mark(title, is_closed=is_closed) == bare


def test_what_is_closed_as_a_door_is_closed_is_no_closed_item() -> None:
    text = "Referat den 1/9-24\n\nPunkt 1: Lukket bro i Østby\nBroen er lukket.\n\nPunkt 2: Evt.\n"
    assert not any(item.closed for item in only(text).items)
    assert not mentions_closed(text)


TRANSCRIPT = (
    "1 Referat Mødeforum Havnerådet Mødedato 12. juni 2014 Sted Rådhuset Deltagere Per Vig, Bo "
    "Lund Referent Ida Holm " + "Mødet blev holdt i den store sal. " * 12 + "\n\n"
    "2 1. Velkomst Dagsordenen godkendt. 2. Kajen Sagsfremstilling: Kajen skal males. Referat: "
    "Per indhenter tilbud inden jul. 3. Evt. Bo spørger dykkeren. " + "Der blev sunget. " * 20
)


def test_a_transcript_with_a_page_on_a_line_is_cut_and_keeps_its_places() -> None:
    lines = unglue(read_lines(FileText(text=TRANSCRIPT)))
    assert all(TRANSCRIPT[line.start : line.end] == line.text for line in lines)
    minutes = only(TRANSCRIPT)
    assert (minutes.title, minutes.date) == ("Havnerådet", date(2014, 6, 12))
    assert [(item.number, item.title) for item in minutes.items] == [
        ("1", "Velkomst"), ("2", "Kajen"), ("3", "Evt.")
    ]  # fmt: skip
    said = [s.text for b in minutes.items[1].blocks for s in b.sentences]
    assert "Referat: Per indhenter tilbud inden jul." in said
    assert not any("Kajen skal males" in text for text in said)


def test_a_first_item_glued_to_the_line_above_is_an_item() -> None:
    text = "Referat den 1/9-24\n\nAfbud fra Bo Lund. 1. Velkomst:\nHej.\n\n2. Kajen\nPer måler.\n"
    assert [item.number for item in only(text).items] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Onsdag, Oktober 2, 2024 - 07:30", date(2024, 10, 2)),
        ("Referat 2019.10.08", date(2019, 10, 8)),
        ("onsdag 12 september – 2018", date(2018, 9, 12)),
        ("25/8 - 22/9 - 27/10 - 24/11", None),
        ("version 1.2.3 og 2019.10.08.1", None),
    ],
)
def test_dates_as_web_pages_and_old_exports_write_them(text: str, day: date | None) -> None:
    assert [hit.value for hit in find_dates(text)] == ([day] if day else [])


def test_an_agenda_above_and_its_minutes_below_are_one_meeting() -> None:
    items = "1. Kajen\n2. Skuret\n3. Evt.\n"
    said = items.replace("\n", "\nGodkendt.\n\n").replace("1.", "### 1.").replace("2.", "### 2.")
    text = f"# Referat: Rådet\n\nDato: 4/5-22\n\n## Dagsorden\n{items}\n## Referat\n\n{said}"
    minutes = only(text.replace("3. Evt.\nGodkendt", "### 3. Evt.\nGodkendt"))
    assert (minutes.date, len(minutes.items)) == (date(2022, 5, 4), 3)


def test_capital_words_that_begin_as_a_label_does_are_no_field() -> None:
    minutes = only("UDVALGET FOR HAVN\nReferat den 1/9-24\n\nPunkt 1: Kajen\nGodkendt.\n")
    assert minutes.title == "UDVALGET FOR HAVN"
