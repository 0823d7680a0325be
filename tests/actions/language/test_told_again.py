"""What is told twice in minutes is one promise, and what only sounds alike is two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.language import find_commitments
from meetings.reading.sentences import split_sentences
from meetings.reading.structure import Block, Item
from meetings.reading.text import FileText
from tests.actions.language.readings import REGISTER, minutes_of

pytestmark = pytest.mark.pure

AGAIN = [
    ("TSK undersøger taget på hal 1.", "TSK undersøger taget på hal 1 inden juni."),
    ("TSK indhenter tilbud på nye gardiner.", "TSK indhenter tilbud på gardiner."),
    ("TSK skriver til naboerne om støj.", "TSK skriver brev til naboerne om støj."),
]
TWO = [
    ("TSK undersøger taget på hal 1.", "TSK undersøger taget på hal 2."),
    ("TSK indhenter tilbud på nye gardiner.", "TSK indhenter tilbud på nye persienner."),
    ("TSK skriver til naboerne på Birkevej.", "TSK skriver til naboerne på Elmevej."),
    ("TSK bestiller 12 stole til salen.", "TSK bestiller 30 stole til salen."),
]


def tasks(first: str, second: str) -> list[str]:
    """Return what is found where each stands in an agenda item of its own."""
    text = f"{first}\n\n{second}"
    items = []
    for number, words in enumerate((first, second), start=1):
        start = text.index(words) if number == 1 else len(first) + 2
        end = start + len(words)
        block = Block("paragraph", start, end, split_sentences(text, start, end))
        items.append(
            Item(str(number), f"Sag {number}", closed=False, start=start, end=end, page=None,
                 blocks=(block,))
        )  # fmt: skip
    minutes = replace(minutes_of(text), items=tuple(items))
    found = find_commitments(minutes, file_text=FileText(text), register=REGISTER)
    return [each.task for each in found]


@pytest.mark.parametrize(("first", "second"), AGAIN)
def test_a_promise_that_is_told_again_is_found_once(first: str, second: str) -> None:
    assert len(tasks(first, second)) == 1


@pytest.mark.parametrize(("first", "second"), TWO)
def test_promises_that_sound_alike_are_both_found(first: str, second: str) -> None:
    assert len(tasks(first, second)) == 2
