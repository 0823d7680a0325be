"""One spelling for what is written in several ways, and back to where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.folding import fold_with_places, fold_words, lax

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nørregaard", "nørregård"),
        ("Aase", "Åse"),
        ("Ase", "Åse"),
        ("SØREN", "Soeren"),
        ("støj-\nnotat", "støjnotat"),
        ("støj\xadnotat", "støjnotat"),
        ("to  ord\n her", "to ord her"),
        ("A\u030aben", "Åben"),
        ("Café", "cafe"),
        ("h0lder", "holder"),
        ("fo1ketal", "folketal"),
        ("b4d", "båd"),
        ("ﬁnder", "finder"),
    ],
)
def test_these_are_the_same(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bad", "bed"), ("10 ord", "lo ord"), ("§ 4", "§ a"), ("ti-tolv", "titolv"), ("2026", "2o26")],
)
def test_these_are_not(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


def test_a_lost_letter_is_any_danish_letter() -> None:
    assert lax("støjnotat") in fold_words("et st\ufffdjnotat")
    assert lax("notat") == ""


@given(st.text(alphabet="aåæøoe- \n1l4BÅ\ufffd\xad§x", max_size=40))
def test_every_letter_knows_its_place(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text.strip() == fold_words(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(place < len(folded.original) for place in folded.places)
