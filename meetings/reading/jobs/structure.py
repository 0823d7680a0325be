"""A file's text divided into parts, meetings and agenda items."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from meetings.reading.minutes import read_structure
from meetings.reading.structure_answers import answer_structure


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield the structure as JSON; what comes in is our own, not the file's."""
    file_text, file_name, given_date = pickle.loads(data)
    yield answer_structure(read_structure(file_text, file_name=file_name, given_date=given_date))
