from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.sentences import split_sentences

pytestmark = pytest.mark.pure


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("der holdes ud-\nvalg", "der holdes udvalg"),
        ("en MSB-\nfaglig plan", "en MSB-faglig plan"),
        ("Nord-\nSyd", "Nord-Syd"),
        ("COVID-\n19", "COVID-19"),
        ("bruger-\nog pårørende", "bruger- og pårørende"),
        ("el-\neller vandtilsyn", "el- eller vandtilsyn"),
        ("en e-\nmail", "en e-mail"),
        ("planen -\nikke budgettet", "planen - ikke budgettet"),
        ("ud\u00advalg og by\u00ad\nråd", "udvalg og byråd"),
        ("Bo sender det. \u00ad", "Bo sender det."),
        ("en ud-\n\u00adgift", "en ud- gift"),
        ("nul\u200bbredde", "nulbredde"),
        ("mange   \n\t mellem\u00a0rum", "mange mellem rum"),
        ("over si-\n\n\fden", "over siden"),
    ],
)
def test_words_are_whole_and_spaces_single(text: str, expected: str) -> None:
    assert sentences(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Vi mødes d. 22. juni på skolen",
        "Vi mødes 1. marts kl. 10. januar er for tidligt",
        "Det sker bl.a. i Østby, f.eks. ved broen, dvs. snart",
        "Se § 18. stk. 2",
        "Notatet vedr. Nørrevang ifm. Budget ift. Planen",
        "Formand B. Krag og J. M. Lund deltager",
        "ca. 3 uger, nr. 4, pkt. 5, evt. Bo Lund",
        "Der afsættes 5 mio. kr. i 2025",
        "Bilag til dr. Holm og fru. Vig",
    ],
)
def test_a_full_stop_that_shortens_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Per ringer. Bo skriver.", ["Per ringer.", "Bo skriver."]),
        ("Borde, stole mv. Bo følger op.", ["Borde, stole mv.", "Bo følger op."]),
        ("Mødes i uge 34. Per kalder ind.", ["Mødes i uge 34.", "Per kalder ind."]),
        ("Kan vi det? Ja! Per ringer", ["Kan vi det?", "Ja!", "Per ringer"]),
        ("Der er behov.Udvalget ser på det", ["Der er behov.", "Udvalget ser på det"]),
        ("Han sagde »nej.« Per ringer", ["Han sagde »nej.«", "Per ringer"]),
        ("Der er 3. 4 kommer til.", ["Der er 3.", "4 kommer til."]),
    ],
)
def test_sentences_end_where_a_person_hears_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_page_number_inside_a_paragraph_is_left_out() -> None:
    text = "Per ringer til\n3/9\nkommunen."
    (sentence,) = split_sentences(text, 0, len(text), without=[(15, 18)])
    assert sentence.text == "Per ringer til kommunen."
    assert text[sentence.start : sentence.end] == text


def test_a_span_of_the_clean_text_points_into_the_file() -> None:
    text = "  Per ser på ud-\nvalget. Bo"
    sentence = split_sentences(text, 0, len(text))[0]
    at = sentence.text.index("udvalget")
    start, end = sentence.span(at, at + 8)
    assert text[start:end] == "ud-\nvalget"


MINUTES_LIKE = st.text(
    st.sampled_from(list("aAbBøØ12 .,-\n\t?!:\u00ad\u200b\u00a0\f«»()§"))
    | st.characters(codec="utf-8"),
    max_size=120,
)


@given(MINUTES_LIKE, MINUTES_LIKE, MINUTES_LIKE)
def test_every_letter_keeps_its_place(before: str, text: str, after: str) -> None:
    whole = before + text + after
    start, end = len(before), len(before) + len(text)
    last = start
    for sentence in split_sentences(whole, start, end):
        assert start <= sentence.start < sentence.end <= end
        assert sentence.start >= last
        last = sentence.end
        assert len(sentence.offsets) == len(sentence.text) + 1
        assert sentence.offsets[-1] == sentence.end
        assert list(sentence.offsets) == sorted(sentence.offsets)
        assert sentence.text == sentence.text.strip(" ")
        assert "  " not in sentence.text
        assert "\n" not in sentence.text
        for char, place in zip(sentence.text, sentence.offsets, strict=False):
            assert whole[place] == char or (char == " " and whole[place].isspace())


@given(MINUTES_LIKE)
def test_no_letter_is_lost(text: str) -> None:
    found = "".join(sentence.text for sentence in split_sentences(text, 0, len(text)))
    letters = [char for char in text if char.isalnum()]
    assert [char for char in found if char.isalnum()] == letters
