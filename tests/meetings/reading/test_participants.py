"""Who took part, however the head of the minutes lists them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.minutes import read_structure
from meetings.reading.participants import read_participants
from meetings.reading.structure import Participant
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

BODY = "\n\n1. Taget\nBo indhenter tilbud.\n\n2. Eventuelt\nIntet.\n"
CHAIR = Participant("Bo Ek", "BE", "formand", "chair")
AWAY = Participant("Ulla Ny", "UN", None, "apology")


def people(head: str) -> list[Participant]:
    (minutes,) = read_structure(FileText(f"Referat\nDato: 4. maj 2025\n{head}{BODY}")).minutes
    assert [item.number for item in minutes.items] == ["1", "2"]
    return list(minutes.participants)


def test_a_title_stands_before_the_name() -> None:
    found = people("Til stede: Skoleleder Niels Holm, pædagogisk leder Aase Toft og Bo Ek")
    assert found == [
        Participant("Niels Holm", title="Skoleleder"),
        Participant("Aase Toft", title="pædagogisk leder"),
        Participant("Bo Ek"),
    ]


def test_a_title_stands_behind_the_name() -> None:
    found = people("Til stede: Bo Ek (BE), formand, Aase Toft, leder af driften, Per Vig - pedel")
    assert found == [
        CHAIR,
        Participant("Aase Toft", title="leder af driften"),
        Participant("Per Vig", title="pedel"),
    ]


def test_what_somebody_speaks_for_is_no_initials() -> None:
    assert people("Til stede: FTR Aase Toft, Niels Holm (AMR), EL: Tove Ny (TN)") == [
        Participant("Aase Toft", title="FTR"),
        Participant("Niels Holm", title="AMR"),
        Participant("Tove Ny", initials="TN"),
    ]


def test_a_field_ends_where_the_next_begins_on_its_line() -> None:
    assert [person.name for person in people("Ordstyrer: Nick. Referent: Zahra.")][:2] == [
        "Nick",
        "Zahra",
    ]


def test_the_last_of_a_list_is_not_lost_to_the_field_below() -> None:
    found = people("Deltagere: Lone, Erik, Jakob\nReferat: Erik")
    assert [person.name for person in found] == ["Lone", "Erik", "Jakob"]


def test_whom_people_come_from_is_no_name_and_takes_none_along() -> None:
    found = people(
        "Deltagere: Bo Lund, Ida Krog\n"
        "Deltagere fra forvaltningen: Gitte Munk (direktør), v/ Per Voss (referent)"
    )
    assert [person.name for person in found] == ["Bo Lund", "Ida Krog", "Gitte Munk", "Per Voss"]


def test_whoever_speaks_for_a_unit_is_named_without_it() -> None:
    found = read_participants("Vej v/ Bo Lund, Ida Krog", "attendee")
    assert [person.name for person in found] == ["Bo Lund", "Ida Krog"]


def test_initials_behind_a_unit_are_those_of_the_person_before_it() -> None:
    assert people("Til stede: Sara Lind, It (SLI), Hasan Polat, Økonomi (HPO)") == [
        Participant("Sara Lind", "SLI", "It"),
        Participant("Hasan Polat", "HPO", "Økonomi"),
    ]


def test_a_surname_that_looks_like_a_title_is_a_name() -> None:
    assert people("Til stede: Bo Ek, Jens Leder") == [
        Participant("Bo Ek"),
        Participant("Jens Leder"),
    ]


def test_whoever_is_away_stays_away_with_a_title() -> None:
    assert people("Afbud: Ulla Ny, kasserer") == [
        Participant("Ulla Ny", title="kasserer", role="apology")
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Deltagere\n\nNavn  Initialer  Rolle\n\nBo Ek  BE  formand\n\nUlla Ny  UN  afbud",
        "Navn\tRolle\tInit.\nBo Ek\tformand\tBE\nUlla Ny\tafbud\tUN",
        "Deltagere:\nInitialer   Navn   Titel   Til stede\n"
        "BE   Bo Ek   formand   ja\nUN   Ulla Ny   nej",
        "## Deltagere\n\n| Navn | Init. | Titel | Afbud |\n|---|:-:|---|---|\n"
        "| Bo Ek | BE | formand | |\n| Ulla Ny | UN | | x |",
    ],
    ids=["ruled", "tabs", "empty cell", "markdown"],
)
def test_a_table_gives_initials_and_roles(table: str) -> None:
    found = people(table)
    assert [(p.name, p.initials, p.role) for p in found] == [
        (p.name, p.initials, p.role) for p in (CHAIR, AWAY)
    ]
    assert found[0].title == "formand"


def test_a_name_alone_in_the_middle_of_a_table_belongs_to_it() -> None:
    table = "Navn  Initialer  Rolle\nBo Ek  BE  formand\nAase Toft\nUlla Ny  UN  afbud\nLokale 4"
    assert [p.name for p in people(table)] == ["Bo Ek", "Aase Toft", "Ulla Ny"]


def test_the_fields_below_a_table_are_fields() -> None:
    found = people("Deltagere\nNavn  Initialer\nBo Ek  BE\nAfbud: Ulla Ny\nSted: Hallen  Sal 2")
    assert found == [Participant("Bo Ek", "BE"), Participant("Ulla Ny", role="apology")]


def test_other_tables_in_a_head_name_nobody() -> None:
    assert people("Navn  Beløb  Konto\nBo Ek  200 kr.  41") == []


@given(st.text(max_size=200))
def test_any_field_is_read(text: str) -> None:
    for person in read_participants(text, "attendee"):
        assert person.name.strip()


def test_a_title_of_two_parts_is_one_title() -> None:
    found = people("Til stede: Vej- og parkchef Dorte Lind (DL), Bo Ek")
    assert found == [
        Participant("Dorte Lind", "DL", "Vej- og parkchef"),
        Participant("Bo Ek"),
    ]


def test_a_group_may_say_in_brackets_what_it_is() -> None:
    found = people("Til stede:\nKommunen (bygherre): Ejendomschef Bo Ek, projektleder Aase Toft")
    assert found == [
        Participant("Bo Ek", title="Ejendomschef"),
        Participant("Aase Toft", title="projektleder"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Ledelsesrepræsentanter: Bo Ek\nMedarbejderrepræsentanter: Aase Toft",
        "Fra udvalget deltog: Bo Ek\nFra rådet deltog: Aase Toft",
        "Deltagere: Bo Ek, Sekretariatet, Aase Toft",
    ],
)
def test_each_side_of_the_table_took_part(head: str) -> None:
    assert people(head) == [Participant("Bo Ek"), Participant("Aase Toft")]


@pytest.mark.parametrize("writer", ["BE", "Bo", "Bo Ek"])
def test_whoever_took_the_minutes_is_one_of_those_at_the_meeting(writer: str) -> None:
    found = people(f"Til stede: Bo Ek (BE), Aase Toft\nRef.: {writer}")
    assert found == [Participant("Bo Ek", "BE", role="minute_taker"), Participant("Aase Toft")]


def test_a_first_name_that_two_bear_takes_the_minutes_for_neither() -> None:
    found = people("Til stede: Bo Ek, Bo Lund\nRef.: Bo")
    assert [person.role for person in found] == ["attendee", "attendee", "minute_taker"]


def test_a_legend_says_whose_initials_they_are() -> None:
    found = people("Til stede: BEK, ATO\nBEK: Bo Ek, direktør\nATO: Aase Toft, vejchef")
    assert found == [
        Participant("Bo Ek", "BEK", "direktør"),
        Participant("Aase Toft", "ATO", "vejchef"),
    ]


def test_initials_before_a_name_in_brackets_are_of_that_person() -> None:
    (person,) = read_participants("LKN (Lise Kirk Nør)", "attendee")
    assert (person.name, person.initials) == ("Lise Kirk Nør", "LKN")


def test_a_sentence_says_who_was_there() -> None:
    named = [Participant("Bo Ek"), Participant("Aase Toft", title="pedel")]
    assert people("Til stede var Bo Ek og pedel Aase Toft.") == named
    assert people("Til stede var der ingen fra udvalget.") == []


def test_rows_below_a_field_give_the_name_and_the_initials_at_their_end() -> None:
    rows = ["Deltagere:    Firma    Init.", "Bo Ek    Bygherre, Kommunen    BE"]
    assert people("\n".join([*rows, "Aase Toft    Toft A/S    AT"])) == [
        Participant("Bo Ek", initials="BE"),
        Participant("Aase Toft", initials="AT"),
    ]


def test_names_side_by_side_are_names_all_of_them() -> None:
    assert [one.name for one in people("Til stede: Bo Ek, Aase Toft\nReferat ved Aase Toft")] == [
        "Bo Ek",
        "Aase Toft",
    ]


def test_a_plus_joins_people_as_og_does() -> None:
    named = [one.name for one in people("Til stede: Bo Ek, Aase + ungekonsulent Tove Ny")]
    assert named == ["Bo Ek", "Aase", "Tove Ny"]


def test_a_trade_before_the_last_name_is_a_title() -> None:
    told = people("Til stede: Bo, Aase og ejendomsmester Tove Ny")
    assert [(one.name, one.title) for one in told][-1] == ("Tove Ny", "ejendomsmester")
