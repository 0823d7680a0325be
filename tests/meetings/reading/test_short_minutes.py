"""Short minutes: what heads a document, what heads an item, and what only says something."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.reading.doing import is_somebody_deciding, is_somebody_doing
from meetings.reading.minutes import read_structure
from meetings.reading.structure import Item, Structure
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure


def read(text: str) -> Structure:
    return read_structure(FileText(text=text))


def said(item: Item) -> list[str]:
    return [s.text for block in item.blocks for s in block.sentences if block.kind != "heading"]


def test_referat_under_every_item_begins_no_new_minutes() -> None:
    topics = ["Velkomst", "Nyt fra kredsen", "Sommertur", "Eventuelt"]
    body = "".join(
        f"{topic}\n\nIndhold:\n\nOm emnet\n\nReferat\n\nBirk bestiller {at} borde til hallen.\n\n"
        for at, topic in enumerate(topics)
    )
    text = f"Møde i Nørrevang Seniorråd\n\nDato: 3.3.2025\n\nDeltagere: Birk og Tove\n\n{body}"
    (minutes,) = read(text).minutes
    assert minutes.date == date(2025, 3, 3)
    found = [sentence for item in minutes.items for sentence in said(item)]
    assert [s for s in found if s.startswith("Birk")] == [
        f"Birk bestiller {at} borde til hallen." for at in range(len(topics))
    ]


def test_minutes_below_their_own_agenda_have_its_date() -> None:
    text = (
        "Fællesmøde i Nørrevang Haveforening 6. marts 2025\n\nDagsorden\n1. Valg af dirigent.\n"
        "2. Haver.\n3. Eventuelt.\n\nReferat\nTil stede:\nAase, Birk og Tove.\n"
        "Ad 1 Aase blev valgt.\n\nAd 2 Birk måler havernes bredde op.\n\nAd 3 Intet.\n"
    )
    (minutes,) = read(text).minutes
    assert minutes.date == date(2025, 3, 6)
    assert [item.number for item in minutes.items] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            "Nørrevang Bolig\n11. november 2025\n\nReferat fra møde den 4. november 2025\n",
            date(2025, 11, 4),
        ),
        (
            "12. juni 2025 - referat fra Brugerrådet for Nørrevangs mange små væresteder\n",
            date(2025, 6, 12),
        ),
        (
            "1 Åben referat Rådet Mødedato: 23-02-2025 Mødet påbegyndt: kl. 17 Mødested: Hal 3\n",
            date(2025, 2, 23),
        ),
    ],
)
def test_the_day_of_the_meeting_is_told_from_other_days(head: str, day: date) -> None:
    text = (
        f"{head}\nBeslutning\n\nBirk sender billederne rundt til alle i rådet. Det blev drøftet.\n"
    )
    (minutes,) = read(text).minutes
    assert minutes.date == day


@pytest.mark.parametrize(
    "line",
    ["Birk bestiller lokalet", "Aase og Birk tager kaffe med", "HK, AB laver en ny folder"],
)
def test_a_line_in_which_somebody_does_something_is_no_heading(line: str) -> None:
    assert is_somebody_doing(line)
    text = (
        "Referat af møde i Borgerforeningen den 4. marts 2025\n\nDagsorden:\n\n"
        f"Festen holdes i hallen.\n\n{line}\n\n"
        "Det blev vedtaget, at vi får trykt et banner til indfaldsvejen inden sommer.\n"
    )
    (minutes,) = read(text).minutes
    assert line in [sentence for item in minutes.items for sentence in said(item)]


@pytest.mark.parametrize(
    "line", ["Nyt fra formanden", "Status på haver", "Formanden orienterer", "Valg af kasserer"]
)
def test_a_topic_is_a_heading(line: str) -> None:
    assert not is_somebody_doing(line)
    assert not is_somebody_deciding(line)


def test_a_numbered_decision_is_read_and_not_only_taken_for_a_title() -> None:
    text = (
        "Mødedato: 17.03.2025\n\nBeslutning\n\n1. Udvalget drøftede forslaget.\n\n"
        "2. Udvalget bemyndigede formanden til at sende svaret.\n\nTil top\n"
    )
    (minutes,) = read(text).minutes
    assert "Udvalget bemyndigede formanden til at sende svaret." in [
        sentence for item in minutes.items for sentence in said(item)
    ]


def test_minutes_that_only_say_who_does_what_are_minutes() -> None:
    (minutes,) = read(
        "Møde i Nørrevang Ungdomsråd\n4. marts 2025\nMed: Aase, Birk, Tove\n\n"
        "1) Festen\nBirk bestiller lokalet.\n\n2) Plakat\nTove laver et udkast.\n"
    ).minutes
    assert [person.name for person in minutes.participants] == ["Aase", "Birk", "Tove"]
    agenda = "Møde i Nørrevang Ungdomsråd\n4. marts 2025\n\n1) Festen\n\n2) Plakat\n"
    assert read(agenda).minutes == ()


def test_a_line_that_ends_early_before_somebody_does_something_ends_its_note() -> None:
    (minutes,) = read(
        "Referat af møde den 4. marts 2025\n\n1. Hallen\n"
        "Farveplan mangler. Frist 1/4\nBirk kontakter maleren.\n"
        "Det er en sag, som der er blevet talt om på flere af de sidste møder i rådet, og som\n"
        "Birk kontakter maleren om.\n"
    ).minutes
    assert said(minutes.items[0])[1:3] == ["Frist 1/4", "Birk kontakter maleren."]
    assert said(minutes.items[0])[-1].endswith("og som Birk kontakter maleren om.")


def test_each_arrow_begins_a_note_of_its_own() -> None:
    (minutes,) = read(
        "Referat af møde den 4. marts 2025\n\n1. Hallen\nDer mangler maling.\n"
        "-> Birk køber hvid\n-> Ny farve til gangen\n"
    ).minutes
    assert said(minutes.items[0]) == [
        "Der mangler maling.",
        "-> Birk køber hvid",
        "-> Ny farve til gangen",
    ]


def test_rows_without_outer_bars_are_rows() -> None:
    (minutes,) = read(
        "Driftsmøde den 4. marts 2025\n\n1. Hallen\nOpgave | Ansvarlig | Frist\n"
        "Bestille maling | Birk | 1/4\n\n2. Andet\nIntet.\n"
    ).minutes
    assert [block.cells for block in minutes.items[0].blocks if block.kind == "row"][-1] == (
        "Bestille maling",
        "Birk",
        "1/4",
    )


def test_the_first_cell_of_a_numbered_row_is_the_title_of_its_item() -> None:
    (minutes,) = read(
        "Møde den 4. marts 2025\n\nSag | Beslutning | Ansvarlig | Frist\n"
        "1. Maling | Birk køber hvid maling | Birk | 1/4\n2. Gulv | Tove får en pris | Tove | 1/5\n"
    ).minutes
    assert [item.title for item in minutes.items] == ["Maling", "Gulv"]
    assert said(minutes.items[0]) == ["Birk køber hvid maling | Birk | 1/4"]


def test_each_of_several_tagged_lines_says_a_task_of_its_own() -> None:
    text = (
        "Møde i Nørrevang Seniorråd\n4. marts 2025\nTil stede: Birk og Tove\n\nSommertur\n"
        "Turen går til havet i maj, og alle kan komme med.\n"
        "Ansv.: Birk finder en bus\nAnsv.: Tove bestiller frokost\n\n"
        "Eventuelt\nIntet.\n"
    )
    (minutes,) = read(text).minutes
    blocks = [
        " ".join(s.text for s in block.sentences)
        for item in minutes.items
        for block in item.blocks
        if "Ansv" in " ".join(s.text for s in block.sentences)
    ]
    assert blocks[-1] == "Ansv.: Tove bestiller frokost"
    assert len(blocks) == 2


def test_a_tag_below_words_without_one_stays_with_them() -> None:
    text = (
        "Møde i Nørrevang Seniorråd\n4. marts 2025\nTil stede: Birk og Tove\n\n"
        "1. Sommertur\nDer findes en bus til\nAnsv.: Birk\n\n2. Eventuelt\nIntet.\n"
    )
    (minutes,) = read(text).minutes
    (block,) = minutes.items[0].blocks
    assert " ".join(s.text for s in block.sentences).startswith("Der findes en bus")


@pytest.mark.parametrize("since", ["Opfølgning fra sidst", "Opfølgning på sidste møde"])
def test_what_came_of_the_last_meeting_is_an_item_where_others_mark_decisions(since: str) -> None:
    text = (
        "Ledermøde i Nørrevang\n4. marts 2025\nTil stede: Birk og Tove\n\n"
        f"{since}\n- Birk mangler at aflevere skemaet om støj i salen.\n\n"
        "Vagter\nDer er for få vagter om søndagen i foråret.\nBeslutning: Tove laver en plan.\n\n"
        "Eventuelt\nIntet.\n"
    )
    (minutes,) = read(text).minutes
    assert [item.title for item in minutes.items] == [since, "Vagter", "Eventuelt"]
    assert said(minutes.items[0]) == ["Birk mangler at aflevere skemaet om støj i salen."]


def test_the_section_opfoelgning_of_an_item_stays_its_section() -> None:
    text = (
        "Ledermøde i Nørrevang\n4. marts 2025\nTil stede: Birk og Tove\n\n"
        "Vagter\nDer er for få vagter om søndagen i foråret.\n\n"
        "Opfølgning\nTove laver en plan for vagterne i juni måned.\n\nEventuelt\nIntet.\n"
    )
    (minutes,) = read(text).minutes
    assert [item.title for item in minutes.items] == ["Vagter", "Eventuelt"]


SITE_MEETING = """BYGGEMØDEREFERAT NR. 7
Sag: Ombygning af Nørrevang Svømmehal
Mødedato: 03.09.2025
Næste byggemøde: 17.09.2025 kl. 8.00

Deltagere:              Firma                    Init.
Birk Munk               Bygherre, Kommunen       BM
Tove Lind               Lind Arkitekter          TL

Pkt.    Tekst                                                    Ansv.    Frist

7.1     Tidsplan
        Revideret tidsplan fremsendes.                           BM       10.09.25

7.2     Tegninger
        Afklaring af dørhøjde i garderoben.                      TL       Snarest
"""


def test_the_minutes_of_a_building_site_are_one_meeting_with_who_and_when_beside() -> None:
    (minutes,) = read(SITE_MEETING).minutes
    assert minutes.date == date(2025, 9, 3)
    assert [(one.name, one.initials) for one in minutes.participants][:2] == [
        ("Birk Munk", "BM"),
        ("Tove Lind", "TL"),
    ]
    rows = [block.cells for item in minutes.items for block in item.blocks if block.cells]
    assert rows == [
        ("Revideret tidsplan fremsendes.", "BM", "10.09.25"),
        ("Afklaring af dørhøjde i garderoben.", "TL", "Snarest"),
    ]


NOTES = """Møde i Nørrevang Seniorråd
Dato: 3. marts 2025
Til stede: Birk og Tove

1. Fest
Festen holdes den 4. april, og musikken er på plads i god tid før det hele går i gang i salen.
Hvem gør hvad?
Pynt: Birk
Oprydning efter festen: Tove
Birk taler med naboerne om støj

2. Nyt
Formanden oplyste, at
- broen er åben
- sagen om havnen forventes forelagt rådet i november
Birk bad om en liste
"""


def test_a_short_line_begins_a_new_note_where_the_next_word_had_room() -> None:
    (minutes,) = read(NOTES).minutes
    assert [[s.text for s in block.sentences] for block in minutes.items[0].blocks][-3:] == [
        ["Pynt: Birk"],
        ["Oprydning efter festen: Tove"],
        ["Birk taler med naboerne om støj"],
    ]
    assert minutes.items[0].blocks[-1].heading == "Hvem gør hvad?"


def test_dashes_below_what_somebody_said_are_points_and_end_with_the_last() -> None:
    (minutes,) = read(NOTES).minutes
    assert said(minutes.items[1])[1:] == [
        "broen er åben",
        "sagen om havnen forventes forelagt rådet i november",
        "Birk bad om en liste",
    ]


def test_a_line_that_is_full_goes_on_below() -> None:
    long = "Rådet drøftede ventelisten, og det blev aftalt at skrive til den nye leder i Birkedal"
    body = f"1. Nyt\n{long}\nSeniorhus om den.\n\n2. Eventuelt\nIntet.\n"
    (minutes,) = read(f"Referat\nDato: 4. maj 2025\nTil stede: Birk\n\n{body}").minutes
    assert said(minutes.items[0]) == [f"{long} Seniorhus om den."]


def test_a_list_of_agreements_at_the_end_stands_outside_the_items() -> None:
    table = "| Hvad | Hvem | Hvornår |\n|---|---|---|\n| Nye stole | Birk | Maj |\n"
    body = f"1. Fest\nFesten blev drøftet.\n\n2. Nyt\nIntet.\n\nAftaler\n\n{table}"
    (minutes,) = read(f"Referat\nDato: 4. maj 2025\nTil stede: Birk\n\n{body}").minutes
    assert [item.number for item in minutes.items] == ["1", "2", None]


def test_a_bar_may_stand_between_the_number_and_the_title_of_an_item() -> None:
    body = "1 | Velkomst\nBirk bød velkommen.\n\n2 | Sommertur\nTove bestiller bussen.\n"
    (minutes,) = read(f"Referat fra Nørrevang Seniorråd\n3. marts 2025\n\n{body}").minutes
    assert [(item.number, item.title) for item in minutes.items] == [
        ("1", "Velkomst"),
        ("2", "Sommertur"),
    ]


def test_a_row_of_several_cells_heads_no_item() -> None:
    body = (
        "1. Velkomst\n1 | Leje bus | Birk\n2 | Købe kage | Tove\n\n2. Sommertur\nDen er i juni.\n"
    )
    (minutes,) = read(f"Referat fra Nørrevang Seniorråd\n3. marts 2025\n\n{body}").minutes
    assert [item.title for item in minutes.items] == ["Velkomst", "Sommertur"]
