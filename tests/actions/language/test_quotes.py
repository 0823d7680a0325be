"""What minutes give as somebody's own words, over one sentence or several."""

from __future__ import annotations

import pytest

from tests.actions.language.readings import found_in

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "text",
    [
        'Maja Friis sagde: "Vi kan mere end det her. Der skal laves en plan for havnen."',
        "Ib udtalte: »Taget er tæt. Bo bestiller ikke tagsten. Kommunen skal betale gulvet.«",
        '"Det haster med gulvet. Der skal indhentes tilbud på et nyt," sagde Ib.',
        "Naboen skrev: ”Hegnet vælter. I skal sætte et nyt op inden jul.”",
    ],
)
def test_nothing_in_a_quotation_of_several_sentences_is_a_promise(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "promised", "owner"),
    [
        (
            'Maja sagde: "Det haster. Vi venter for længe." Bo bestiller nye tagsten.',
            "Bo bestiller nye tagsten",
            "Bo Skovgaard",
        ),
        (
            'Maja sagde: "Det haster. Bo bestiller nye tagsten til hallen.',
            "Bo bestiller nye tagsten til hallen",
            "Bo Skovgaard",
        ),
        (
            'Udvalget drøftede "Byens Hegn". Der indhentes tilbud på "Byens Port".',
            "Der indhentes tilbud",
            None,
        ),
        (
            'Bestyrelsen besluttede: "Gulvet er slidt. Bo bestiller et nyt gulv til hallen."',
            "Bo bestiller et nyt gulv til hallen",
            "Bo Skovgaard",
        ),
        (
            'Ib sagde: "Det haster. Det er koldt", og Bo bestiller en ny ovn til hallen.',
            "Bo bestiller en ny ovn til hallen",
            "Bo Skovgaard",
        ),
    ],
)
def test_a_promise_beside_a_quotation_or_in_a_decision_is_found(
    text: str, promised: str, owner: str | None
) -> None:
    (found,) = found_in(text)
    assert promised in text[found.start : found.end]
    assert found.owner == owner
