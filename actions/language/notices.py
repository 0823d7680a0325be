"""Boxes in minutes that tell residents or members what to remember: "HUSK", "Månedens reminder".

They are read by everybody and promise nothing: their imperatives are house rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from meetings.reading.structure import Block

# Written small and without a mark, "husk at ..." is a sentence like any other.
_TITLE = re.compile(
    r"(?:HUSK|(?i:husk|reminder|påmindelse)(?=\s*[:!])|(?i:månedens\s+reminder))(?!\w)"
)
_NOTHING_MORE = re.compile(r"\W*$")


def without_notices(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that are no notice; a title alone takes the paragraph or list below it."""
    below: str | None = None
    for block in blocks:
        text = " ".join(sentence.text for sentence in block.sentences)
        title = _TITLE.match(text) if block.kind in {"paragraph", "bullet"} else None
        if title:
            is_alone = _NOTHING_MORE.match(text, title.end()) is not None
            below = "any" if is_alone else None
        elif below in {"any", block.kind} and block.kind in {"paragraph", "bullet"}:
            below = "bullet" if block.kind == "bullet" else None
        else:
            below = None
            yield block
