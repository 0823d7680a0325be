"""Every input that was kept ends as its name says: what went wrong once does not go wrong again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.corpora import NAMES, ending_of, everything, kept
from tests.fuzz.target import NoCaseError, Target

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", everything(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_kept_input_ends_as_its_name_says(path: Path, target_of: Callable[[str], Target]) -> None:
    assert target_of(path.parent.name).run(path.read_bytes()).word == ending_of(path)


@pytest.mark.parametrize("name", NAMES)
def test_each_corpus_has_inputs_that_end_in_several_ways(name: str) -> None:
    assert len({ending_of(path) for path in kept(name)}) > 1


@pytest.mark.parametrize("name", ["api", "lists", "tokens"])
def test_what_is_no_recipe_is_no_case(name: str, target_of: Callable[[str], Target]) -> None:
    with pytest.raises(NoCaseError):
        target_of(name).run(b"{")
