"""The structure of a file on its way out of the confined child, and checked on its way in."""

from __future__ import annotations

from dataclasses import replace

from meetings.reading.answers import BrokenAnswerError, read_object
from meetings.reading.structure import Minutes, Structure, minuted_text
from meetings.reading.values import dump_value, load_value

MOST_MEETINGS = 1000
MOST_ITEMS = 20_000
LONGEST_PROBLEM = 1000


def answer_structure(structure: Structure) -> bytes:
    """Return the structure as JSON, with the words of its blocks in the place of the blocks."""
    minutes = tuple(_without_blocks(one) for one in structure.minutes)
    return dump_value(replace(structure, minutes=minutes))


def _without_blocks(minutes: Minutes) -> Minutes:
    items = (replace(item, blocks=(), minuted=minuted_text(item)) for item in minutes.items)
    return replace(minutes, items=tuple(items))


def read_structure_answer(answer: bytes, *, text: str) -> Structure:
    """Return the structure in the child's JSON; raise BrokenAnswerError where it cannot be so."""
    structure = load_value(Structure, read_object(answer))
    if len(structure.minutes) > MOST_MEETINGS:
        raise BrokenAnswerError("meetings", refused="too_heavy")
    if sum(len(minutes.items) for minutes in structure.minutes) > MOST_ITEMS:
        raise BrokenAnswerError("items", refused="too_heavy")
    items = (item for minutes in structure.minutes for item in minutes.items)
    spans = [(one.start, one.end) for one in structure.parts]
    spans += [(one.start, one.end) for one in structure.minutes]
    spans += [(one.start, one.end) for one in items]
    if not all(0 <= start <= end <= len(text) for start, end in spans):
        raise BrokenAnswerError("span")
    if any(len(problem) > LONGEST_PROBLEM for problem in structure.problems):
        raise BrokenAnswerError("problem")
    return structure
