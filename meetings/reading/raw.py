"""What an engine finds on a page: words in rectangles, and words that follow each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as found: its rectangle as shown, its turn in degrees clockwise as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0
    confidence: float | None = None


class Rule(NamedTuple):
    """A line that is drawn on a page, as shown: level or upright, thin."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as found, in points as shown; `inked` where it has more ink than its words explain."""

    number: int
    width: float
    height: float
    words: tuple[RawWord, ...]
    inked: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(slots=True)
class Segment:
    """Words that follow each other on one line with no more than spaces between, upright.

    `cell` tells the cells of one row of a ruled table apart.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[RawWord] = field(default_factory=list)
    cell: int = 0

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2
