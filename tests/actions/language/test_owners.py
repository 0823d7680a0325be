"""Whom the words mean, and when they mean nobody."""

from __future__ import annotations

from datetime import date

import pytest

from actions.language import OwnerBook
from meetings.reading.structure import Participant
from meetings.register import Register, RegisterEntry

pytestmark = pytest.mark.pure

REGISTER = Register(
    (
        RegisterEntry("unit", "Teknisk Sekretariat", short="TSK", valid_from=date(2022, 1, 1)),
        RegisterEntry("unit", "Plan og Miljø", short="PM", valid_to=date(2021, 12, 31)),
        RegisterEntry("alias", "TS", belongs_to="Teknisk Sekretariat"),
        RegisterEntry("person", "Hanne Overgaard", short="HOV", title="stadsarkivar"),
    )
)
PEOPLE = (
    Participant("Lene Holst", title="formand", role="chair"),
    Participant("Søren Kvist Nygaard", initials="SKN"),
    Participant("Mads Brandt"),
    Participant("Mads Thorup"),
)


def book(day: date | None = date(2025, 5, 14), text: str = "") -> OwnerBook:
    return OwnerBook(participants=PEOPLE, register=REGISTER, day=day, file_text=text)


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("TSK", "Teknisk Sekretariat"),
        ("TS", "Teknisk Sekretariat"),
        ("Teknisk Sekretariat", "Teknisk Sekretariat"),
        ("HOV", "Hanne Overgaard"),
        ("formanden", "Lene Holst"),
        ("LH", "Lene Holst"),
        ("SKN", "Søren Kvist Nygaard"),
        ("Søren", "Søren Kvist Nygaard"),
        ("Søren Nygaard", "Søren Kvist Nygaard"),
        ("Soren Kvist Nygaard", "Søren Kvist Nygaard"),
        ("forvaltningen", "forvaltningen"),
        ("Stabschef Søren Kvist Nygaard", "Søren Kvist Nygaard"),
        ("Børn og Unge", "Børn og Unge"),
        ("HR", "HR"),
    ],
)
def test_words_resolve(words: str, owner: str) -> None:
    reading = book().read(words)
    assert reading is not None
    assert reading.owner == owner


def test_a_first_name_that_two_bear_stays_as_it_stands() -> None:
    reading = book().read("Mads")
    assert reading is not None
    assert reading.owner == "Mads"


@pytest.mark.parametrize(
    "words", ["", "Hvem?", "en frivillig", "arbejdet med planen", "Skoven", "12.000 kr."]
)
def test_words_that_name_nobody(words: str) -> None:
    assert book().read(words) is None


def test_an_abbreviation_holds_only_while_it_is_valid() -> None:
    before, after = book(date(2021, 5, 1)).read("PM"), book().read("PM")
    assert before is not None
    assert before.owner == "Plan og Miljø"
    assert after is not None
    assert after.owner == "PM"


def test_the_file_may_define_an_abbreviation_itself() -> None:
    text = "Sagen er forelagt Kultur og Fritid (KOF) i april."
    reading = book(text=text).read("KOF")
    assert reading is not None
    assert reading.owner == "Kultur og Fritid"


def test_several_owners_are_one_and_the_rest() -> None:
    reading = book().read("TSK og Lene Holst")
    assert reading is not None
    assert (reading.owner, reading.co_owners) == ("Teknisk Sekretariat", ("Lene Holst",))
