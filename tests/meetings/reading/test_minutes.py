"""Layouts of Danish minutes, with invented text, and what is read from them."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.confined import read_file
from meetings.reading.confinement import Limits
from meetings.reading.minutes import read_structure
from meetings.reading.structure import Item, Minutes, Structure
from meetings.reading.text import FileText
from tests.meetings.reading.pdfs import as_bytes, column, make_pdf

pytestmark = pytest.mark.pure


def read(text: str, **options: object) -> Structure:
    return read_structure(FileText(text=text), **options)  # type: ignore[arg-type]


def only(structure: Structure) -> Minutes:
    (minutes,) = structure.minutes
    return minutes


def headings(minutes: Minutes) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in minutes.items]


def said(item: Item) -> list[str]:
    return [s.text for block in item.blocks for s in block.sentences if block.kind != "heading"]


BOARD = """\
Referat af bestyrelsesmøde i Nørrevang Vandværk
Tirsdag den 4. marts 2025 kl. 19.00 - 21.30
Sted: Klubhuset, Engvej 4

Til stede: Bodil Krag (BK, formand), Jens Møller Lund (JML), Aase Toft og Per Vig (referent)
Afbud: Kim Holm

1. Godkendelse af dagsorden
Dagsordenen blev godkendt.

2. Økonomi
Aase gennemgik budgettet.
1. Kontingentet er det samme.
2. Aase sender opkrævninger ud senest 1. april.
3. Renten følges.

3. Pumpehuset
Per indhenter tilbud på nyt tag. JML kontakter
håndværkeren.
- Bodil skriver til kommunen
- Kim undersøger el-
og vandforbrug

5. Næste møde
Næste møde er tirsdag den 6. maj 2025 kl. 19 hos Per.

6. Eventuelt
Intet.

Aktionsliste
- Per: tilbud på tag
"""


class TestBoardMinutes:
    def test_the_head_is_read(self) -> None:
        minutes = only(read(BOARD))
        assert minutes.title == "bestyrelsesmøde i Nørrevang Vandværk"
        assert (minutes.date, minutes.date_source) == (date(2025, 3, 4), "header")
        assert (minutes.start_time, minutes.end_time) == (time(19), time(21, 30))
        assert minutes.place == "Klubhuset, Engvej 4"
        assert minutes.next_meeting == date(2025, 5, 6)

    def test_people_have_initials_and_roles(self) -> None:
        people = [(p.name, p.initials, p.role) for p in only(read(BOARD)).participants]
        assert people == [
            ("Bodil Krag", "BK", "chair"),
            ("Jens Møller Lund", "JML", "attendee"),
            ("Aase Toft", None, "attendee"),
            ("Per Vig", None, "minute_taker"),
            ("Kim Holm", None, "apology"),
        ]

    def test_a_list_inside_an_item_and_a_skipped_number_do_not_confuse(self) -> None:
        assert headings(only(read(BOARD))) == [
            ("1", "Godkendelse af dagsorden"),
            ("2", "Økonomi"),
            ("3", "Pumpehuset"),
            ("5", "Næste møde"),
            ("6", "Eventuelt"),
            (None, None),
        ]

    def test_bullets_are_blocks_and_lines_are_joined(self) -> None:
        blocks = only(read(BOARD)).items[2].blocks
        assert [(b.kind, b.level) for b in blocks] == [
            ("paragraph", 0),
            ("bullet", 1),
            ("bullet", 1),
        ]
        assert blocks[0].sentences[1].text == "JML kontakter håndværkeren."
        assert blocks[2].sentences[0].text == "Kim undersøger el- og vandforbrug"

    def test_the_closing_list_stands_outside_the_items(self) -> None:
        last = only(read(BOARD)).items[-1]
        assert said(last) == ["Per: tilbud på tag"]
        assert last.blocks[-1].heading == "Aktionsliste"


@pytest.mark.parametrize(
    "numbering",
    ["Punkt {}: {}", "Punkt {} {}", "Pkt. {} {}", "{}. {}", "{}) {}", "Ad {} {}", "Ad. {}: {}",
     "§ {}. {}", "§ {} {}", "{}\n{}", "Sag nr. {}: {}", "## {}. {}", "Dagsordenspunkt {} - {}"],
)  # fmt: skip
def test_items_are_found_however_they_are_numbered(numbering: str) -> None:
    titles = ["Velkomst", "Skolens legeplads", "Eventuelt"]
    items = [
        f"{numbering.format(number, title)}\nBo Lund følger op på det hele.\n"
        for number, title in enumerate(titles, start=1)
    ]
    text = "Referat fra Skolerådet\nden 12. maj 2025\n\n" + "\n".join(items)
    minutes = only(read(text))
    assert headings(minutes) == [(str(n), title) for n, title in enumerate(titles, start=1)]
    assert all(said(item) == ["Bo Lund følger op på det hele."] for item in minutes.items)


EXPORT = """\
Skoleudvalget
Mødedato: 4. maj 2025
Mødetid: 16:00 - 17:30
Mødested: Rådhuset

Punkt 1: Skolens tag
Beslutning
Godkendt.

Punkt 2: Eventuelt
Beslutning
Intet.
"""


@pytest.mark.parametrize("space", ["\n", "\n\n"])
def test_a_title_above_the_name_of_the_committee_belongs_to_the_same_minutes(space: str) -> None:
    structure = read(f"Skoleudvalget, 04-05-2025\n\nReferat{space}{EXPORT}")
    assert [part.kind for part in structure.parts] == ["minutes"]
    minutes = only(structure)
    assert (minutes.title, minutes.date) == ("Skoleudvalget", date(2025, 5, 4))
    assert len(minutes.items) == 2


def test_minutes_that_follow_others_are_minutes_of_their_own() -> None:
    later = EXPORT.replace("4. maj", "1. juni")
    dates = [m.date for m in read(f"Referat\n\n{EXPORT}\n\nReferat\n\n{later}").minutes]
    assert dates == [date(2025, 5, 4), date(2025, 6, 1)]


QUOTED = """\
# Referat af møde den 4. maj 2025

## 1. Taget
> Per fremlægger tre tilbud.
> Derefter drøftelse.

Det billigste blev valgt.
> Per skriver under.

## 2. Eventuelt
- Bo kontakter naboen.
"""


def test_what_markdown_quotes_is_the_agenda() -> None:
    taget, rest = only(read(QUOTED)).items
    assert said(taget) == ["Det billigste blev valgt."]
    assert said(rest) == ["Bo kontakter naboen."]


def test_elsewhere_the_same_mark_is_a_bullet() -> None:
    taget, _ = only(read(QUOTED.replace("#", ""))).items
    assert "Per fremlægger tre tilbud." in said(taget)


def test_where_everything_is_quoted_nothing_is_lost() -> None:
    lines = [line if line.startswith(("#", ">")) else f"> {line}" for line in QUOTED.splitlines()]
    taget, _ = only(read("\n".join(lines))).items
    assert "Per fremlægger tre tilbud." in said(taget)


def test_letters_and_decimals_are_numbers_too() -> None:
    text = "Referat den 1/9-24\n\nA. Velkomst\nHej.\n\nB. Skolen\nHej.\n\nC. Evt.\nHej.\n"
    assert [item.number for item in only(read(text)).items] == ["A", "B", "C"]
    text = "Referat den 1/9-24\n\n12.1 Skolen\nHej.\n\n12.2 Vejen\nHej.\n\n13. Evt.\nHej.\n"
    assert [item.number for item in only(read(text)).items] == ["12.1", "12.2", "13"]


def test_bare_ad_takes_its_title_from_the_agenda_above() -> None:
    text = (
        "Bestyrelsesmøde den 12.3.2025\n\nDeltagere:\nAnna Birk\nOle Dam (referent)\n\n"
        "Dagsorden:\n1. Valg af ordstyrer\n2. Nyt fra formanden\n3. Eventuelt\n\n"
        "Ad 1\nOle blev valgt.\n\nAd 2\nAnna følger op hos mureren.\n\nAd 3\nIntet.\n"
    )
    minutes = only(read(text))
    assert headings(minutes)[1] == ("2", "Nyt fra formanden")
    assert [p.name for p in minutes.participants] == ["Anna Birk", "Ole Dam"]


def test_unnumbered_headings_count_where_nothing_is_numbered() -> None:
    text = (
        "Referat af møde i Beboerrådet\nden 7. januar 2025\n\nTil stede: Gitte, Hans\n\n"
        "Legepladsen\nHans kontakter gartneren om hegnet inden påske.\n\n"
        "Eventuelt\nGitte laver en plan for sommerfesten.\n\nNæste møde\nDen 4. februar 2025.\n"
    )
    minutes = only(read(text))
    assert headings(minutes) == [(None, "Legepladsen"), (None, "Eventuelt"), (None, "Næste møde")]
    assert minutes.next_meeting == date(2025, 2, 4)


def test_minutes_without_any_heading_are_kept_whole() -> None:
    minutes = only(read("Det blev besluttet, at Per ringer til Bo. Aase laver et budget."))
    assert headings(minutes) == [(None, None)]
    assert len(said(minutes.items[0])) == 2


MUNICIPAL = """\
Teknik- og Miljøudvalget
Beslutningsprotokol
Mødedato: 12-08-2024
Mødetidspunkt: 15:00 - 17:15
Mødested: Mødelokale 2, Nørrevang Rådhus

Indholdsfortegnelse
1. Godkendelse af dagsorden ........ 3
2. Trafikplan for Nørrevang ........ 4
3. Lukket punkt ........ 6
4. Orientering ........ 7

1. Godkendelse af dagsorden
Beslutning
Godkendt.

2. Trafikplan for Nørrevang
Sagsnr.: 24-1111
Resume
Planen handler om stier.
Sagsfremstilling
Forvaltningen skal sende planen i høring inden 1. oktober.
Økonomi
Forvaltningen finder pengene.
Indstilling
Forvaltningen indstiller, at planen sendes i høring.
Beslutning
Udvalget bad forvaltningen om et notat om cykelstier.
Bilag
Trafikplan.pdf

3. Lukket punkt

4. Orientering
Forvaltningen vender tilbage om støj fra motorvejen.
"""


class TestMunicipalExports:
    def test_only_what_was_decided_counts(self) -> None:
        items = only(read(MUNICIPAL)).items
        assert [said(item) for item in items] == [
            ["Godkendt."],
            ["Udvalget bad forvaltningen om et notat om cykelstier."],
            [],
            ["Forvaltningen vender tilbage om støj fra motorvejen."],
        ]
        assert items[1].blocks[-1].heading == "Beslutning"

    def test_the_contents_are_not_items_and_a_closed_item_is_marked(self) -> None:
        items = only(read(MUNICIPAL)).items
        assert [(item.number, item.closed) for item in items] == [
            ("1", False),
            ("2", False),
            ("3", True),
            ("4", False),
        ]

    def test_the_head_is_read(self) -> None:
        minutes = only(read(MUNICIPAL))
        assert minutes.title == "Teknik- og Miljøudvalget"
        assert minutes.date == date(2024, 8, 12)
        assert (minutes.start_time, minutes.end_time) == (time(15), time(17, 15))
        assert minutes.place == "Mødelokale 2, Nørrevang Rådhus"

    def test_the_decision_may_stand_first_and_date_the_meeting(self) -> None:
        text = (
            "Byrådet\n\nPunkt 7. Ny skole i Østby\nBeslutning i Byrådet den 05-11-2024\n"
            "Byrådet bad om en ny tidsplan inden jul.\nIndstilling\n"
            "Det indstilles, at byrådet godkender skolen.\n\nPunkt 8. (Lukket) Køb af grund\n"
        )
        minutes = only(read(text))
        assert (minutes.date, minutes.date_source) == (date(2024, 11, 5), "document")
        assert said(minutes.items[0]) == ["Byrådet bad om en ny tidsplan inden jul."]
        assert minutes.items[1].closed

    def test_a_decision_heading_belongs_to_its_item(self) -> None:
        text = (
            "Chefmøde\n02-12-2024 10:00 - 11:30\nRådhuset, lokale 4\n\n"
            "Punkt 3: Nyt anlæg\nBeslutning for Punkt 3: Nyt anlæg\nChefteamet besluttede\n"
            "- At Bo indhenter tilbud\n- at Per ringer\n\n"
            "Punkt 4: Evt.\nBeslutning for Punkt 4: Evt.\nIntet.\n"
        )
        minutes = only(read(text))
        assert headings(minutes) == [("3", "Nyt anlæg"), ("4", "Evt.")]
        bullets = [b for b in minutes.items[0].blocks if b.kind == "bullet"]
        assert [b.heading for b in bullets] == ["Chefteamet besluttede"] * 2
        assert (minutes.start_time, minutes.place) == (time(10), "Rådhuset, lokale 4")


AGENDA = """\
Fagmøde (Fagmøde)
04-08-2025 08:30
Rådhuset, lokale 1

Punkt 1: Dagsorden

Punkt 2: Forrige referat

Punkt 3: Ny bro i Østby

"""
PREVIOUS = """\
Fagmøde (Fagmøde)
30-06-2025 08:30
Rådhuset, lokale 2

Referat

Punkt 1: Dagsorden
Godkendt.

Punkt 2: Bordrunde
Per ønskede et notat om broen. Bo følger op.

"""
PROPOSAL = """\
Indstilling

Til Fagudvalget
Fra Vejkontoret
Dato 1. august 2025

1. Resume
Vejkontoret skal bygge en bro og sender en plan inden jul.
"""


class TestBundles:
    def test_only_minutes_give_minutes_and_those_of_the_meeting_before(self) -> None:
        structure = read(AGENDA + PREVIOUS + PROPOSAL)
        assert [part.kind for part in structure.parts] == ["agenda", "minutes", "recommendation"]
        minutes = only(structure)
        assert (minutes.title, minutes.date) == ("Fagmøde", date(2025, 6, 30))
        assert minutes.place == "Rådhuset, lokale 2"
        assert said(minutes.items[-1])[-1] == "Bo følger op."

    def test_the_parts_cover_the_file_and_say_why(self) -> None:
        text = AGENDA + PREVIOUS + PROPOSAL
        parts = read(text).parts
        assert parts[0].start == 0
        assert [p.start for p in parts[1:]] == [p.end for p in parts[:-1]]
        assert parts[-1].end == len(text)
        assert all(part.evidence for part in parts)

    def test_numbers_that_begin_again_are_another_document(self) -> None:
        text = PREVIOUS.split("Referat\n\n")[1] + "Punkt 1: Dagsorden\n\nPunkt 2: Noget nyt\n"
        minutes = only(read("Referat\n\n" + text))
        assert headings(minutes) == [("1", "Dagsorden"), ("2", "Bordrunde")]

    def test_an_agenda_alone_gives_no_minutes_and_says_so(self) -> None:
        text = (
            "Dagsorden til møde i Kulturudvalget\nMødedato: 3. april 2025\n\n"
            "1. Biblioteket\nForvaltningen skal fremlægge en plan.\n2. Evt.\n"
        )
        structure = read(text)
        assert structure.minutes == ()
        assert "ligner ikke et referat" in structure.problems[0]

    def test_an_agenda_of_the_very_same_items_gives_the_date(self) -> None:
        items = [
            f"Punkt {n}: {title}\n" for n, title in enumerate(["Broen", "Skolen", "Havnen"], 1)
        ]
        agenda = "Fagmøde\n04-08-2025 08:30\n\n" + "\n".join(items)
        minuted = "\nReferat\n\n" + "\n".join(item + "Godkendt.\n" for item in items)
        minutes = only(read(agenda + minuted))
        assert (minutes.date, minutes.date_source) == (date(2025, 8, 4), "enclosure")


class TestDates:
    BODY = "\n\nPunkt 1: Broen\nBo følger op.\n"

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Dato: 12.3.2025", date(2025, 3, 12)),
            ("den 3. marts 2025", date(2025, 3, 3)),
            ("Torsdag d. 16/1 2025 kl. 17-19", date(2025, 1, 16)),
            ("Møde 2025-05-14", date(2025, 5, 14)),
            ("mandag den 1. sept. 2025", date(2025, 9, 1)),
            ("Den 19. agust 2025", None),
            ("den 31. april 2025", None),
            ("den 3. marts", None),
            ("Sag 24-11-1234-5", None),
        ],
    )
    def test_a_date_is_read_only_when_it_is_whole(self, line: str, expected: date | None) -> None:
        assert only(read(f"Referat\n{line}{self.BODY}")).date == expected

    def test_minutes_without_a_date_ask_for_it(self) -> None:
        structure = read("Referat" + self.BODY)
        assert only(structure).date is None
        assert structure.problems == ("Referatet har ingen dato. Hvornår blev mødet holdt?",)

    def test_the_file_name_and_the_given_date_come_last(self) -> None:
        text = "Referat" + self.BODY
        named = only(read(text, file_name="Referat 2025-03-12.txt", given_date=date(2024, 1, 1)))
        assert (named.date, named.date_source) == (date(2025, 3, 12), "file name")
        given = only(read(text, given_date=date(2024, 1, 1)))
        assert (given.date, given.date_source) == (date(2024, 1, 1), "given")
        stated = only(read("Referat\nden 3. marts 2025" + self.BODY, given_date=date(2024, 1, 1)))
        assert stated.date_source == "header"


def test_letters_lost_in_a_scan_do_not_hide_the_structure() -> None:
    text = (
        "Radmandsmgder 2024-2027 (Radmandsmgde)\n19-08-2024 11:00 - 13:00\nRadhuset, lokale 4\n\n"
        "Referat\n\nPunkt 1: Kgrselsordning\nDet aftales, at Sgren folger op.\n\n"
        "Punkt 2: Nseste mode\nUdgik.\n"
    )
    minutes = only(read(text))
    assert (minutes.title, minutes.date) == ("Radmandsmgde", date(2024, 8, 19))
    assert [item.number for item in minutes.items] == ["1", "2"]


MARKDOWN = """\
# Netværksmøde i Nørrevang

**Dato:** 2025-05-14
**Deltagere:**
- [x] Mia Sand
- [ ] Bo Krogh

## Velkomst

Mia bød velkommen.

## Drift

- [ ] Bo retter vejledningen
  - og sender den ud
- [x] Mia har sendt mail

| Opgave | Ansvarlig | Frist |
|---|---|---|
| Skrive notat | Mia | 1. juni |
"""


def test_markdown_keeps_boxes_levels_and_rows() -> None:
    minutes = only(read(MARKDOWN))
    assert [p.name for p in minutes.participants] == ["Mia Sand", "Bo Krogh"]
    assert headings(minutes) == [(None, "Velkomst"), (None, "Drift")]
    blocks = minutes.items[1].blocks
    assert [(b.kind, b.level, b.sentences[0].text) for b in blocks[:3]] == [
        ("bullet", 1, "[ ] Bo retter vejledningen"),
        ("bullet", 2, "og sender den ud"),
        ("bullet", 1, "[x] Mia har sendt mail"),
    ]
    assert blocks[-1].cells == ("Skrive notat", "Mia", "1. juni")


COLUMNS = [
    ("1. Taget", "Ansvarlig", "Deadline"),
    ("Taget er utæt, og der indhentes tilbud på en", "", ""),
    ("ny tagrende.", "Per Vig", "1. juli"),
    ("Der bestilles stillads.", "Aase", "ASAP"),
    ("", "", ""),
    ("2. Kælderen", "", ""),
    ("Kælderen ryddes.", "Alle", "uge 30"),
]


def test_columns_beside_the_text_become_cells_in_text_files() -> None:
    rows = [f"{a:<50}{b:<15}{c}".rstrip() for a, b, c in COLUMNS]
    _check_columns(read("Referat den 10. juni 2025\n\n" + "\n".join(rows)))


def test_columns_beside_the_text_become_cells_in_pdfs(tmp_path: Path) -> None:
    texts = column(["Referat den 10. juni 2025"], y=800)
    for at, x in enumerate((60, 400, 480)):
        texts += column([row[at] for row in COLUMNS], x=x, y=760)
    path = tmp_path / "referat.pdf"
    path.write_bytes(as_bytes(make_pdf([texts])))
    _check_columns(read_structure(read_file(path, limits=Limits())))


def _check_columns(structure: Structure) -> None:
    first, second = only(structure).items
    assert (first.title, second.title) == ("Taget", "Kælderen")
    assert [block.cells for block in first.blocks] == [
        ("Taget er utæt, og der indhentes tilbud på en ny tagrende.", "Per Vig", "1. juli"),
        ("Der bestilles stillads.", "Aase", "ASAP"),
    ]
    assert second.blocks[0].cells == ("Kælderen ryddes.", "Alle", "uge 30")


def test_running_heads_and_page_numbers_are_no_part_of_what_was_said(tmp_path: Path) -> None:
    def sheet(number: int, lines: list[str]) -> list[tuple[float, float, float, str]]:
        foot = [(60.0, 40.0, 8.0, f"Side {number} af 3")]
        return [(60.0, 820.0, 8.0, "Nørrevang Vandværk"), *column(lines), *foot]

    pages = [
        sheet(
            1, ["Referat den 10. juni 2025", "", "1. Taget", "Per indhenter tilbud og taler med"]
        ),
        sheet(2, ["mureren i Østby om prisen.", "", "2. Haven", "Aase slår græs."]),
        sheet(3, ["3. Evt.", "Intet."]),
    ]
    path = tmp_path / "referat.pdf"
    path.write_bytes(as_bytes(make_pdf(pages)))
    file_text = read_file(path, limits=Limits())
    minutes = only(read_structure(file_text))
    assert [(item.number, item.page) for item in minutes.items] == [("1", 1), ("2", 2), ("3", 3)]
    assert said(minutes.items[0]) == [
        "Per indhenter tilbud og taler med mureren i Østby om prisen."
    ]
    assert said(minutes.items[1]) == ["Aase slår græs."]


LINES = st.sampled_from(
    [*BOARD.split("\n"), *MUNICIPAL.split("\n"), *(AGENDA + PREVIOUS + PROPOSAL).split("\n"),
     *MARKDOWN.split("\n"), "Side 1 af 2", "\f", "| a | b |", "Ansvarlig  Frist", "x  Bo  fredag"]
) | st.text(max_size=30)  # fmt: skip


@given(st.lists(LINES, max_size=40))
def test_whatever_the_lines_everything_points_into_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    structure = read(text)
    for minutes in structure.minutes:
        assert 0 <= minutes.start <= minutes.end <= len(text)
        for item in minutes.items:
            assert minutes.start <= item.start <= item.end <= minutes.end
            for block in item.blocks:
                assert item.start <= block.start < block.end <= item.end
                for sentence in block.sentences:
                    assert block.start <= sentence.start < sentence.end <= block.end
                    assert text[sentence.start] == sentence.text[0]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Næste møde: onsdag den 22. januar kl. 8.00", date(2025, 1, 22)),
        ("Næste møde er torsdag d. 9/1.", date(2025, 1, 9)),
        ("Kommende møder: 7. januar, 4. februar", date(2025, 1, 7)),
        ("Næste møde: 31. april", None),
        ("Næste møde aftales på mail.", None),
    ],
)
def test_the_next_meeting_needs_no_year(said: str, day: date | None) -> None:
    text = f"Referat\nDato: 12. december 2024\n\n1. Taget\nBo ringer.\n\n2. Eventuelt\n{said}\n"
    (minutes,) = read_structure(FileText(text)).minutes
    assert minutes.next_meeting == day


def test_a_numbered_list_under_one_of_many_markdown_headings_is_no_agenda() -> None:
    text = (
        "# Referat af projektmøde\n\n- Dato: 6. maj 2025\n\n## Status\n\nBo ringer til skolen.\n\n"
        "## Risici\n\n1. Ferie kan forsinke os.\n2. Der mangler licenser.\n\n"
        "## Næste skridt\n\nBo skriver.\n"
    )
    (minutes,) = read_structure(FileText(text)).minutes
    assert [item.title for item in minutes.items] == ["Status", "Risici", "Næste skridt"]


def test_a_tag_with_only_an_owner_does_not_run_on_into_the_next_line() -> None:
    text = "Referat\nDato: 6. maj 2025\n\n1. Taget\nTaget er utæt.\nAktion: SVM\nDøren binder.\n"
    (minutes,) = read_structure(FileText(text)).minutes
    said = [sentence.text for block in minutes.items[0].blocks for sentence in block.sentences]
    assert said == ["Taget er utæt.", "Aktion: SVM", "Døren binder."]


def test_lines_that_begin_with_at_are_the_points_of_what_was_agreed() -> None:
    text = (
        "Referat\nDato: 6. maj 2025\n\n1. Taget\nDet blev aftalt,\n"
        "at forvaltningen inden en måned går en tur sammen med to medlemmer af det lokale råd,\n"
        "at rådet sender sin liste\nat der ikke afsættes midler i år.\n\n2. Eventuelt\nIntet.\n"
    )
    (minutes,) = read_structure(FileText(text)).minutes
    lead, *points = minutes.items[0].blocks
    assert [point.kind for point in points] == ["bullet"] * 3
    assert {point.heading for point in points} == {"Det blev aftalt,"}
    assert lead.sentences[0].text == "Det blev aftalt,"


def test_running_text_that_breaks_before_at_stays_whole() -> None:
    text = (
        "Referat\nDato: 6. maj 2025\n\n1. Taget\nFormanden oplyste i den forbindelse,\n"
        "at taget er utæt flere steder, og at det er dyrt.\n\n2. Eventuelt\nIntet.\n"
    )
    (minutes,) = read_structure(FileText(text)).minutes
    (block,) = minutes.items[0].blocks
    assert block.kind == "paragraph"
