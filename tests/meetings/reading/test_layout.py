from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.reading.page_answers import read_pages_answer, tell_pages
from meetings.reading.raw import RawPage, RawWord
from meetings.reading.text import FileText

pytestmark = pytest.mark.pure

WIDTH, HEIGHT = 595.0, 842.0


def words(
    lines: Sequence[str], *, x: float = 60, top: float = 60, step: float = 14, size: float = 10
) -> list[RawWord]:
    """Lines below each other, each letter half as wide as it is high; "" leaves a gap."""
    found = []
    for at, line in enumerate(lines):
        left = x
        for text in line.split():
            right = left + len(text) * size / 2
            y = top + at * step
            found.append(RawWord(text, left, y, right, y + size))
            left = right + size / 3
    return found


def page(found: Sequence[RawWord], number: int = 1, *, inked: bool = False) -> RawPage:
    return RawPage(number, WIDTH, HEIGHT, tuple(found), inked)


def laid_out(pages: Sequence[RawPage]) -> FileText:
    """Lay the pages out as the child does, and read what it tells as its parent does."""
    return read_pages_answer(b"".join(tell_pages(pages)))


def turned(word: RawWord, turn: int) -> RawWord:
    """The word as it is shown when its upright A4 page is turned clockwise."""
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    if turn == 90:
        return RawWord(word.text, HEIGHT - bottom, x0, HEIGHT - top, x1, 90)
    if turn == 180:
        return RawWord(word.text, WIDTH - x1, HEIGHT - bottom, WIDTH - x0, HEIGHT - top, 180)
    if turn == 270:
        return RawWord(word.text, top, WIDTH - x1, bottom, WIDTH - x0, 270)
    return word


PROSE = [
    "Bestyrelsen drøftede det nye tag på klubhuset i Nørrevang",
    "og var enige om at indhente tre tilbud inden sommeren så",
    "arbejdet kan gå i gang når ferien er slut i august måned",
    "og pengene fra salget af den gamle bane er kommet ind på",
    "kontoen hos sparekassen i Østby som kassereren har lovet",
]


def test_lines_are_joined_and_paragraphs_stand_apart() -> None:
    found = words([*PROSE[:3], "", *PROSE[3:]])
    assert laid_out([page(found)]).text == "\n".join(PROSE[:3]) + "\n\n" + "\n".join(PROSE[3:])


def test_an_address_column_is_read_after_the_text_beside_it() -> None:
    address = ["Nørrevang Kommune", "Rådhusgade 1", "9999 Nørrevang", "Telefon: 99 99 99 99"]
    side = words(address, x=430, top=65, step=10.5, size=7)
    main = words(PROSE)
    mixed = [word for pair in zip(main, side, strict=False) for word in pair]
    mixed += main[len(side) :]
    assert laid_out([page(mixed)]).text == "\n".join(PROSE) + "\n\n" + "\n".join(address)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "Første spalte begynder her og",
        "går videre på linjen nedenfor",
        "til den slutter ved bunden af",
    ]
    right = [
        "anden spalte som tager over og",
        "fortæller resten af historien",
        "helt til den er kommet i mål.",
    ]
    found = words([*left, *left]) + words([*right, *right], x=320)
    assert laid_out([page(found)]).text == "\n".join([*left, *left]) + "\n\n" + "\n".join(
        [*right, *right]
    )


def test_a_table_is_read_row_by_row() -> None:
    left = words(["Opgave", "Nyt tag", "Ny hæk", "Ny port"])
    right = words(["Ansvarlig", "Per", "Aase", "Bo"], x=300)
    text = laid_out([page([*left, *right])]).text
    assert text == "Opgave  Ansvarlig\nNyt tag  Per\nNy hæk  Aase\nNy port  Bo"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_the_upright_one(turn: int) -> None:
    upright = words([*PROSE, "", *PROSE])
    size = (HEIGHT, WIDTH) if turn in {90, 270} else (WIDTH, HEIGHT)
    raw = RawPage(1, *size, tuple(turned(word, turn) for word in upright))
    assert laid_out([raw]).text == laid_out([page(upright)]).text


def test_a_note_across_the_margin_does_not_break_the_text() -> None:
    note = [RawWord("Sagsnr.", 20, 340, 30, 380, 270), RawWord("24-1", 20, 310, 30, 336, 270)]
    assert laid_out([page([*note, *words(PROSE)])]).text == "\n".join(PROSE) + "\n\nSagsnr. 24-1"


def test_every_place_of_the_text_has_its_page() -> None:
    found = laid_out([page(words(["Punkt 1"])), page([], 2), page(words(["Punkt 2"]), 3)])
    assert [found.text[p.start : p.end].strip() for p in found.pages] == ["Punkt 1", "", "Punkt 2"]
    assert found.page_at(found.text.index("Punkt 2")) == 3
    assert found.page_at(0) == 1
    assert [p.start for p in found.pages[1:]] == [p.end for p in found.pages[:-1]]


def test_a_page_of_picture_is_named() -> None:
    found = laid_out([page(words(PROSE)), page([], 2, inked=True)])
    assert found.problems == ("Side 2 kunne ikke læses: den er scannet eller et billede.",)


def test_text_that_lost_its_danish_letters_is_named() -> None:
    sound = "Det blev aftalt, at Søren skal følge op på målene, og at rådet får et svar. "
    damaged = sound.translate(str.maketrans({"ø": "g", "å": "a", "æ": "e"}))
    assert laid_out([page(words([sound] * 12))]).problems == ()
    assert "æ, ø og å" in laid_out([page(words([damaged] * 12))]).problems[0]


@st.composite
def raw_words(draw: st.DrawFn) -> RawWord:
    text = draw(
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=8)
    )
    x, y = draw(st.floats(-50, 600)), draw(st.floats(-50, 900))
    width, height = draw(st.floats(0, 300)), draw(st.floats(0, 40))
    turn = draw(st.sampled_from([0, 0, 0, 90, 180, 270]))
    return RawWord(text, x, y, x + width, y + height, turn)


@given(st.lists(st.lists(raw_words(), max_size=25), max_size=3).filter(any))
def test_every_word_stands_once_where_it_says(pages: list[list[RawWord]]) -> None:
    found = laid_out([page(each, number) for number, each in enumerate(pages, start=1)])
    for raw, read in zip(pages, found.pages, strict=True):
        assert sorted(w.text for w in raw) == sorted(
            found.text[w.start : w.end] for w in read.words
        )
        for before, after in zip(read.words, read.words[1:], strict=False):
            assert before.end < after.start
        assert all(read.start <= w.start and w.end <= read.end for w in read.words)
    kept = [w for read in found.pages for w in read.words]
    assert sum(w.end - w.start for w in kept) == len("".join(found.text.split()))
