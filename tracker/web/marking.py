"""Which words a person means: named by their ends, or framed on a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle drawn on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


def span_of_words(text: str, start: int, end: int, first: str, last: str) -> tuple[int, int] | None:
    """Return the span in text[start:end] from the words `first` to the words `last`.

    Line ends count as blanks and case does not count. None where they do not stand there.
    """
    begins = _find(text, start, end, first)
    if begins is None:
        return None
    if not last.strip():
        return begins
    ends = _find(text, begins[0], end, last)
    return (begins[0], ends[1]) if ends else None


def _find(text: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    match = re.compile(r"\s+".join(parts), re.IGNORECASE).search(text, start, end)
    return match.span() if match else None


def span_of_heading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the first line with words in text[start:end]."""
    match = re.compile(r"\S[^\n]*").search(text, start, end)
    return match.span() if match else None


def span_in_frame(words: Sequence[Sequence[float]], frame: Frame) -> tuple[int, int] | None:
    """Return the span from the first to the last word whose middle lies in the frame."""
    inside = [
        (int(word[0]), int(word[1]))
        for word in words
        if frame.x0 <= (word[2] + word[4]) / 2 <= frame.x1
        and frame.top <= (word[3] + word[5]) / 2 <= frame.bottom
    ]
    if not inside:
        return None
    return min(start for start, _end in inside), max(end for _start, end in inside)
