"""The line that a follow-up shows can stand alone, and invents nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.actions.language.readings import found_in

pytestmark = pytest.mark.pure

CORPUS = Path(__file__).with_name("task_corpus.txt")
PAIRS = [
    tuple(line.split(" => "))
    for line in CORPUS.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# Words that bending a verb, or the form of the line itself, may add.
ADDED = {"følg", "op", "dig", "hold", "udsæt"}


@pytest.mark.parametrize(("text", "task"), PAIRS)
def test_the_line_says_what_is_to_be_done(text: str, task: str) -> None:
    assert found_in(text)[0].task == task


@pytest.mark.parametrize(("text", "task"), PAIRS)
def test_every_word_of_the_line_stands_in_the_minutes(text: str, task: str) -> None:
    said = text.lower()
    invented = [
        word
        for word in re.findall(r"\w+", task.lower())
        if word not in said and word[:3] not in said and word not in ADDED
    ]
    assert invented == []


def test_the_corpus_has_sixty_lines() -> None:
    assert len(set(PAIRS)) >= 60
