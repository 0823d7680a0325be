"""The large numbers on top of a page, each the way to what it counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words, and the list behind it, which has as many rows."""

    number: int
    label: str
    url: str
    kind: str = "neutral"
