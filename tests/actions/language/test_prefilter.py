"""The first look stops nothing that the closer look would find; long lines stay linear."""

from __future__ import annotations

import pytest

from actions.language.owners import OwnerBook, OwnerReading
from actions.language.prefilter import may_promise
from tests.actions.language.corpora import COMMITMENTS
from tests.actions.language.readings import found_in

pytestmark = pytest.mark.pure

# Long enough that a sentence is not let through for being a short note.
TAIL = " efter en længere snak om den gamle bro over åen tæt ved den nye by"


@pytest.mark.parametrize("ending", ["", TAIL])
def test_no_promise_of_the_corpus_is_passed_over(ending: str) -> None:
    passed_over = [
        line.text
        for line in COMMITMENTS
        if not line.lead_in and not may_promise(line.text.rstrip(".") + ending)
    ]
    assert passed_over == []


def test_a_long_sentence_without_a_verb_of_work_is_passed_over() -> None:
    assert not may_promise(
        "Den lange vej fra den gamle by til den nye bro i det milde efterår i 2019"
    )


@pytest.mark.parametrize(
    "unit",
    ["Bo sender, ", "Maja og ", "og at der sendes ", "(Bo) ", "– Bo – ", "skal ", "hun " * 4],
)
def test_twice_as_long_a_line_costs_twice_as_much(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by how much text the book of owners and the deadlines are asked to read."""
    read, asked = OwnerBook.read, [0]

    def counted(book: OwnerBook, words: str) -> OwnerReading | None:
        asked[0] += len(words)
        return read(book, words)

    monkeypatch.setattr(OwnerBook, "read", counted)
    costs = []
    for times in (150, 300):
        asked[0] = 0
        found_in(unit * times)
        costs.append(asked[0])
    assert costs[1] <= 2.2 * costs[0] + 1_000
