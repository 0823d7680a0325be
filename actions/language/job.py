"""The job of the confined child that understands: a read file in, what was promised in it out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from actions.language.confined import answer_findings


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield what the question asks for as JSON; what comes in is our own, not the file's."""
    yield answer_findings(pickle.loads(data))
