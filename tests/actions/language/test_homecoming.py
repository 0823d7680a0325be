"""An open item is recognised in later words, and in nothing that merely looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.language.homecoming import Agreement, Asked, Told, answers, is_called_off, repeats
from actions.language.topics import stem, topic_of

pytestmark = pytest.mark.pure

FOLDER = Path(__file__).with_name("homecoming")
BEFORE, AFTER = date(2026, 3, 2), date(2026, 5, 4)
PLACES = {"T": "title", "S": "sentence", "A": "appendix"}


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split(" => ") for line in lines if line and not line.startswith("#"))
    return [(task, told) for task, told in split]


def answer_in(task: str, line: str) -> Agreement | None:
    place, words = line.split(": ", 1)
    text, _at, heading = words.partition(" @ ")
    told = Told(text, PLACES[place], 1, AFTER, heading)  # type: ignore[arg-type]
    return answers(Asked(task, 1, BEFORE), told)


def repeat_in(task: str, other: str) -> Agreement | None:
    return repeats(Asked(task, 1, BEFORE), Asked(other, 1, AFTER))


PAIRS = [("answered", answer_in), ("repeated", repeat_in), ("unseen_answered", answer_in)]
MISSES = {"answered": "not_answered", "repeated": "not_repeated"}
# Found of the planted ones, at the least; of what only looks alike nothing may be found.
LEAST_RECALL = 0.9


@pytest.mark.parametrize(("name", "found_in"), PAIRS, ids=[name for name, _found in PAIRS])
def test_most_planted_answers_and_repeats_are_found(name: str, found_in: object) -> None:
    planted = pairs(name)
    found = [pair for pair in planted if found_in(*pair)]  # type: ignore[operator]
    assert len(found) / len(planted) >= LEAST_RECALL, set(planted) - set(found)


@pytest.mark.parametrize(
    ("name", "found_in"),
    [
        ("not_answered", answer_in),
        ("unseen_not_answered", answer_in),
        ("not_repeated", repeat_in),
    ],
    ids=["not_answered", "unseen_not_answered", "not_repeated"],
)
def test_nothing_that_only_looks_alike_is_found(name: str, found_in: object) -> None:
    assert [pair for pair in pairs(name) if found_in(*pair)] == []  # type: ignore[operator]


@pytest.mark.parametrize("name", ["answered", "not_answered", "repeated", "not_repeated"])
def test_the_corpora_are_large_enough_to_say_something(name: str) -> None:
    assert len(pairs(name)) >= 40


def test_no_item_of_the_corpus_answers_another_ones_title() -> None:
    """Each planted title beside each other item: what is found belongs to the same matter."""
    planted = [pair for pair in pairs("answered") if pair[1].startswith("T: ")]
    crossed = {
        (task, line[3:])
        for task, _own in planted
        for _other, line in planted
        if answer_in(task, line) and not (topic_words(task) & topic_words(line[3:]))
    }
    assert crossed == set()


def topic_words(text: str) -> set[str]:
    return {word.stem[:5] for word in topic_of(text).words}


ASKED = Asked("Udarbejd et notat om status for tandsundhedsplanen", 1, BEFORE)
TOLD = Told("Notat om status for tandsundhedsplanen", "title", 1, AFTER)


def test_the_agreement_says_which_words_agree() -> None:
    agreement = answers(ASKED, TOLD)
    assert agreement is not None
    assert agreement.words == (("tandsundhedsplanen", "tandsundhedsplanen"),)
    assert agreement.score == 1


@pytest.mark.parametrize(
    "told",
    [
        replace(TOLD, committee=2),
        replace(TOLD, committee=None),
        replace(TOLD, said_on=BEFORE),
        replace(TOLD, said_on=date(2026, 2, 1)),
        replace(TOLD, said_on=None),
    ],
)
def test_another_committee_or_an_earlier_day_answers_nothing(told: Told) -> None:
    assert answers(ASKED, told) is None


def test_an_item_that_says_nothing_of_its_own_is_read_with_its_agenda_item() -> None:
    asked = Asked("Send et notat til udvalget", 1, BEFORE, heading="Tandsundhedsplanen")
    assert answers(asked, TOLD) is not None
    assert answers(replace(asked, heading="Trafikplanen"), TOLD) is None


def test_a_word_that_many_open_items_have_tells_less() -> None:
    asked = Asked("Notat om cykelparkering", 1, BEFORE)
    told = Told("Notat om cykelparkering", "title", 1, AFTER)
    assert answers(asked, told, {}) is not None
    assert answers(asked, told, {stem("cykelparkering"): 5000}) is None


@pytest.mark.parametrize(
    "minuted",
    [
        "Notat om støj\nPunktet blev udsat.",
        "Udsat.",
        "Sagen udgår.",
        "Punktet er taget af dagsordenen.",
    ],
)
def test_what_was_called_off_is_no_answer(minuted: str) -> None:
    assert is_called_off(minuted)


def test_what_was_dealt_with_is_not_called_off() -> None:
    assert not is_called_off("Notatet blev drøftet. Udsatte børn får et fritidspas.")
