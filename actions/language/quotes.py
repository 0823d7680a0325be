"""Words that minutes give as somebody's own: they tell what was said and promise nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKS = '"“”„»«'
SAYING = r"(?:skrive[rt]|skrev|sagde|siger|sagt|udtalt?e?|mente|mener|citeret|lyder|lød|stod|står)"
# What somebody wrote or said in so many words is theirs: "Beboerne skriver, at »kommunen skal …«".
QUOTED = re.compile(
    rf"(?<!\w){SAYING}(?!\w)[^{MARKS}]{{0,50}}[{MARKS}][^{MARKS}]{{24,}}", re.IGNORECASE
)
# Said first: 'Lis sagde: "Det haster.' Said last: '"Det haster. Der skal ske noget", sagde Lis.'
OPENED = re.compile(rf"(?<!\w){SAYING}(?!\w)[^{MARKS}]{{0,50}}[{MARKS}][^{MARKS}]+$", re.IGNORECASE)
OPENED_UNSAID = re.compile(rf"[{MARKS}][^{MARKS}]+$")
CLOSED = re.compile(rf"[^{MARKS}]+[{MARKS}][\s.,!?]*$")
CLOSED_AND_SAID = re.compile(rf"[^{MARKS}]+[{MARKS}],?\s+{SAYING}(?!\w)", re.IGNORECASE)


def is_quoted(text: str) -> bool:
    """Tell whether the sentence gives what somebody said or wrote in so many words."""
    return QUOTED.search(text) is not None


def quoted_on(texts: Sequence[str]) -> frozenset[int]:
    """Return which of the sentences of a paragraph lie in a quotation of several sentences.

    A quotation counts where it is told whose it is, and where it ends in the same paragraph.
    """
    found: set[int] = set()
    for first, text in enumerate(texts):
        if first in found:
            continue
        closed = CLOSED if OPENED.search(text) else None
        closed = closed or (CLOSED_AND_SAID if OPENED_UNSAID.match(text) else None)
        last = _marked(texts, first + 1)
        if closed and last is not None and closed.match(texts[last]):
            found.update(range(first, last + 1))
    return frozenset(found)


def _marked(texts: Sequence[str], first: int) -> int | None:
    """Return the next sentence with a quotation mark."""
    later = range(first, len(texts))
    return next((at for at in later if any(mark in texts[at] for mark in MARKS)), None)
