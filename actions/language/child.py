"""The confined child that understands: a read file in, the findings of each meeting out.

Started by confinement.py as `python -I child.py '{"limits": {...}}'`, with limits as the one that
opens files: text from strangers can be made to take for ever too.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from meetings.reading.child import serve


def _answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    from actions.language import confined  # noqa: PLC0415

    yield confined.answer_findings(pickle.loads(data))  # our own, not the file's


if __name__ == "__main__":
    serve(_answer)
