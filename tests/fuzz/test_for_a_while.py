"""Input that nobody has thought of, for a while: 5 seconds each here, MINUTES with `make fuzz`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.fuzz.corpora import NAMES
from tests.fuzz.running import run_for
from tests.fuzz.target import Target

SECONDS = 5
# The suite tries the same each day, lest it fails on a day when nothing was changed.
SUITE_SEED = "suite"
# What a machine with much else to do comes to.
LEAST = {"api": 5, "extract": 10, "lists": 2, "mails": 2, "tokens": 5, "upload": 1}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_wild_input_ends_as_input_may(
    name: str, target_of: Callable[[str], Target], capsys: pytest.CaptureFixture[str]
) -> None:
    minutes = os.environ.get("FUZZ_MINUTES", "")
    # For longer another one each day, and the same one again by its name.
    today = f"{datetime.now(UTC):%Y-%m-%d}" if minutes else SUITE_SEED
    seed = os.environ.get("FUZZ_SEED") or today
    seconds = float(minutes) * 60 if minutes else SECONDS
    told = run_for(target_of(name), seconds=seconds, seed=seed, is_keeping=bool(minutes))
    with capsys.disabled():
        print(f"\n{name}, seed {seed}: {told}", *told.kept, sep="\n  ")  # noqa: T201
    assert told.cases >= LEAST[name]
