"""Two copies of the same minutes are the same; a corrected word or figure is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.changes import is_same, pair_items, word_changes
from meetings.reading.fingerprint import Minuted, fingerprint, has_substance, letters, likeness

pytestmark = pytest.mark.pure

WORDS = "Udvalget ønskede et notat om svømmehallens åbningstider inden 1. april 2026. KF følger op."


@pytest.mark.parametrize(
    "copy",
    [
        WORDS.upper(),
        WORDS.replace(" ", "\n   "),
        WORDS.replace("svømmehallens", "svømme-\nhallens"),
        WORDS.replace("svømmehallens", "svømme hallens"),
        WORDS.replace("svømmehallens", "svømme\u00adhallens"),
        WORDS.replace("svømmehallens", "svømme\fhallens"),
        "• " + WORDS.replace(". KF", ".\n– KF"),
        "**" + WORDS + "**",
        WORDS.replace("ø", "o\u0338").replace("o\u0338", "ø"),
        WORDS.replace("å", "a\u030a"),
    ],
)
def test_layout_breaks_and_bullets_are_no_difference(copy: str) -> None:
    assert fingerprint(copy) == fingerprint(WORDS)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("1. april", "8. april"),
        ("1. april 2026", "1. april 2027"),
        ("et notat", "intet notat"),
        ("KF følger", "BF følger"),
        ("ønskede", "ønskede ikke"),
        ("1. april", "1.5. april"),
    ],
)
def test_a_corrected_word_or_figure_is_a_difference_also_in_a_scan(was: str, became: str) -> None:
    corrected = WORDS.replace(was, became)
    assert fingerprint(corrected) != fingerprint(WORDS)
    assert not is_same(WORDS, corrected)
    assert not is_same(WORDS, corrected, tolerant=True)


@pytest.mark.parametrize(
    "scanned",
    [
        WORDS.replace("ø", "g").replace("å", "a"),
        WORDS.replace("ø", "o").replace("å", "4").replace("4bn", "abn"),
        WORDS.replace("svømmehallens", "svammehallens"),
        WORDS.replace("notat", "nolal"),
        WORDS.replace("svømmehallens", "sv@mmehallens"),
        WORDS.replace("svømmehallens", "svørnmehaIlens"),
        "e " + WORDS,
    ],
)
def test_what_an_engine_misreads_is_forgiven_where_one_copy_is_a_scan(scanned: str) -> None:
    assert is_same(WORDS, scanned, tolerant=True)
    assert not is_same(WORDS, scanned)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("forslaget blev vedtaget uændret", "forslaget blev vedtaget ændret"),
        ("Hansen kontakter foreningen", "Jensen kontakter foreningen"),
        ("lejen er lovlig", "lejen er ulovlig"),
        ("forvaltningen kan sende", "forvaltningen skal sende"),
        ("klokken 2 3 gange", "klokken 23 gange"),
        ("prisen er 1,5", "prisen er 15"),
    ],
)
def test_words_that_look_alike_and_mean_something_else_are_told_apart(
    was: str, became: str
) -> None:
    assert not is_same(was, became, tolerant=True)


def test_changed_words_are_shown_in_order_with_what_stood_there_before() -> None:
    changes = word_changes("KF ser på det inden jul.", "BF ser straks på det inden jul.")
    assert [(change.kind, change.text.strip()) for change in changes] == [
        ("removed", "KF"),
        ("added", "BF"),
        ("same", "ser"),
        ("added", "straks"),
        ("same", "på det inden jul."),
    ]


TEXTS = st.text(alphabet="abcæøå12 .,-\n", max_size=60)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_out_of_the_changes(old: str, new: str) -> None:
    changes = word_changes(old, new)
    after = "".join(change.text for change in changes if change.kind != "removed")
    before = "".join(change.text for change in changes if change.kind != "added")
    assert after.split() == new.split()
    assert letters(before) == letters(old)


@given(TEXTS)
def test_a_text_is_the_same_as_itself_and_has_no_changes(text: str) -> None:
    assert is_same(text, text)
    assert {change.kind for change in word_changes(text, text)} <= {"same"}


@given(TEXTS, TEXTS)
def test_no_change_in_the_words_means_the_same_text(old: str, new: str) -> None:
    unchanged = {change.kind for change in word_changes(old, new)} <= {"same"}
    assert not is_same(old, new) or unchanged


def item(number: str, title: str, text: str) -> Minuted:
    return Minuted(number, title, text)


BATHS = "Udvalget ønskede et notat om åbningstiderne i ferierne. KF følger op."


def test_items_are_followed_through_a_new_numbering_and_boilerplate_is_not_confused() -> None:
    old = [
        item("1", "Godkendelse af dagsorden", "Godkendt."),
        item("2", "Svømmehallen", BATHS),
        item("3", "Skovstien", "Godkendt."),
    ]
    new = [
        item("1", "Godkendelse af dagsorden", "Godkendt."),
        item("2", "Nyt punkt", "Godkendt."),
        item("3", "Svømmehallens åbningstider", BATHS),
    ]
    pairs = [(pair.old, pair.new) for pair in pair_items(old, new)]
    assert pairs == [(0, 0), (None, 1), (1, 2), (2, None)]


def test_boilerplate_has_no_substance_and_different_meetings_are_not_alike() -> None:
    boilerplate = [item("1", "Godkendelse af dagsorden", "Dagsordenen blev godkendt.")]
    assert not has_substance(boilerplate)
    assert has_substance([*boilerplate, item("2", "Svømmehallen", BATHS * 6)])
    assert likeness(BATHS, "Vej og Park måler støjen ved Ringvejen igen til foråret.") < 0.5
