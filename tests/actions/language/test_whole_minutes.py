"""Whole minutes of many kinds of bodies, invented: each promise is found, and nothing else.

`minutes/` holds what was written without a look at the rules, with the traps that minutes have;
`minutes/gold/` holds what each promises, by hand. Arguable items ("may") count neither way.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from meetings.register import Register
from tests.actions.language.verdicts import LIMITS
from tracker.evaluation import Gold, Score, findings, read_gold, score
from tracker.extraction import extract_file

MINUTES = Path(__file__).with_name("minutes")
KNOWN = read_gold(MINUTES / "gold")

pytestmark = pytest.mark.pure


def scored(gold: Gold) -> Score:
    read = extract_file(
        MINUTES / gold.files[0], limits=LIMITS, register=Register(), meeting_date=None
    )
    return score(gold, list(findings(read.value)))


@pytest.mark.parametrize("gold", KNOWN, ids=lambda gold: gold.files[0])
def test_what_the_minutes_promise_is_found_and_nothing_else(gold: Gold) -> None:
    found = scored(gold)
    hit = [hit.item["id"] for hit in found.hits]
    assert [item["anchor"] for item in found.must if item["id"] not in hit] == []
    assert [wrong.quote for wrong in found.wrong] == []


@pytest.mark.parametrize("gold", KNOWN, ids=lambda gold: gold.files[0])
def test_each_find_has_the_agenda_item_owner_and_deadline_that_was_meant(gold: Gold) -> None:
    for hit in scored(gold).hits:
        assert (hit.link, hit.owner, hit.due) == (True, True, True), hit


def test_every_file_of_minutes_has_its_gold_and_they_are_many() -> None:
    texts = sorted(path.name for path in MINUTES.iterdir() if path.is_file())
    assert texts == sorted(name for gold in KNOWN for name in gold.files)
    promises = [item for gold in KNOWN for item in gold.items if item["strength"] == "must"]
    assert len(promises) > 160
