"""The title of minutes says whose meeting it was, or the secretary does."""

from __future__ import annotations

import pytest

from meetings.committee_names import committee_named

pytestmark = pytest.mark.pure

NAMES = {1: "Direktionen", 2: "Ældrerådet", 3: "Byrådet", 4: "Børne- og Skoleudvalget", 5: "Rådet"}
NAMED = {
    "Direktionen": 1,
    "Direktionsmøde": 1,
    "Referat fra direktionsmøde den 18. august": 1,
    "Ordinært møde i Ældrerådet": 2,
    "Byrådsmøde": 3,
    "ÆLDRERÅDET - beslutningsprotokol": 2,
    "Møde i Børne-  og Skoleudvalget": 4,
    "Ældrerådet / Referat og bilag": 2,
    "Nørrevang Kommune, Byrådet, 3/5": 3,
}
NOT_NAMED = (
    "Fællesmøde mellem Ældrerådet og Byrådet",
    "Møde i Ældrerådets forretningsudvalg",
    "Skoleudvalget",
    "Møde i Kultur- og Ældrerådet",
    "Teknik, Miljø og Ældrerådet",
    "Kultur & Ældrerådet",
    "Børn/Ældrerådet",
    "Ældrerådet og Ungerådet",
    "Ældrerådet/Ungerådet",
    "Direktionen, Ældrerådet og Byrådet",
    "Følgegruppen under Byrådet",
    "Stormøde",
    "Personalemøde",
    "",
)


@pytest.mark.parametrize("title", NAMED)
def test_the_committee_whose_name_stands_in_the_title_is_meant(title: str) -> None:
    assert committee_named(title, NAMES) == NAMED[title]


@pytest.mark.parametrize("title", NOT_NAMED, ids=lambda title: title or "no title")
def test_no_committee_is_guessed(title: str) -> None:
    assert committee_named(title, NAMES) is None


def test_two_committees_of_one_name_are_left_to_the_secretary() -> None:
    assert committee_named("Byrådet", {1: "Byrådet", 2: "byrådet"}) is None


def test_of_a_name_within_a_name_the_longer_is_meant() -> None:
    names = {1: "Udvalget", 2: "Udvalget for Kultur"}
    assert committee_named("Møde i Udvalget for Kultur", names) == 2
