"""What a file tells is found with its place: titles, sentences, the heads of appendices."""

from __future__ import annotations

import pytest

from actions.language.tellings import (
    MOST_HEADS,
    MOST_SENTENCES,
    ItemSpan,
    appendix_heads,
    tellings_in,
)

pytestmark = pytest.mark.pure

HEAD = "Kulturudvalget, mødet den 4. maj 2026\n\n"
NOTE = "3. Notat om støj ved\nNordhavnen\n\nNotatet er sendt til udvalget.\nDet blev drøftet.\n\n"
REST = "4. Eventuelt\n\nIntet.\n\n"
APPENDIX = (
    "NOTAT\nMadspild i kantinerne\n\nDato: 2. april 2026\n\nRapport: Grundvandet ved Sømosen\n"
)
TEXT = HEAD + NOTE + REST + APPENDIX


def items() -> list[ItemSpan]:
    first = len(HEAD)
    second = first + len(NOTE)
    return [
        ItemSpan(first, second, "Notat om støj ved Nordhavnen"),
        ItemSpan(second, second + len(REST), "Eventuelt"),
    ]


def test_a_title_and_what_tells_of_a_delivery_are_found_where_they_stand() -> None:
    found = [(one.place, one.item, TEXT[one.start : one.end]) for one in tellings_in(TEXT, items())]
    assert found == [
        ("title", 0, "Notat om støj ved\nNordhavnen"),
        ("sentence", 0, "Notatet er sendt til udvalget."),
        ("title", 1, "Eventuelt"),
    ]


def test_the_heads_of_appendices_are_found_outside_the_agenda_items() -> None:
    found = [(one.text, one.item) for one in appendix_heads(TEXT, items())]
    assert found == [
        ("NOTAT Madspild i kantinerne", None),
        ("Rapport: Grundvandet ved Sømosen", None),
    ]
    assert all(
        TEXT[one.start : one.end].split() == one.text.split()
        for one in appendix_heads(TEXT, items())
    )


def test_a_title_that_was_put_off_tells_nothing() -> None:
    text = "1. Notat om støj\n\nPunktet blev udsat.\n"
    assert list(tellings_in(text, [ItemSpan(0, len(text), "Notat om støj")])) == []


def test_a_title_that_does_not_stand_in_the_text_is_not_pointed_at() -> None:
    text = "1. Et andet punkt\n\nNotatet er sendt til udvalget.\n"
    found = list(tellings_in(text, [ItemSpan(0, len(text), "Notat om støj")]))
    assert [one.place for one in found] == ["sentence"]


def test_a_file_without_end_tells_so_much_and_no_more() -> None:
    said = "Notatet er sendt til udvalget.\n\n" * 100
    assert len(list(tellings_in(said, [ItemSpan(0, len(said), "")]))) == MOST_SENTENCES
    heads = "Notat om støj ved havnen\n" * 200
    assert len(list(appendix_heads(heads, []))) == MOST_HEADS


@pytest.mark.parametrize("text", ["", "\n \n" * 30_000, " " * 100_000, "ord " * 50_000])
def test_nothing_but_space_or_words_without_end_is_read_through(text: str) -> None:
    assert list(tellings_in(text, [ItemSpan(0, len(text), "Notat om støj")])) == []
    assert list(appendix_heads(text, [])) == []
