"""How sure the reader is, in three grades that a person can act on.

The bounds are calibrated against minutes whose promises are known: of what is called certain
nearly everything is a promise, of what is likely most, and of the rest too little to show unasked.
"""

from __future__ import annotations

from enum import StrEnum

CERTAIN_FROM = 0.85
LIKELY_FROM = 0.6


class Grade(StrEnum):
    """From the surest to the least sure."""

    CERTAIN = "certain"
    LIKELY = "likely"
    MAYBE = "maybe"

    @property
    def least_confidence(self) -> float:
        """The lowest confidence, 0 to 1, that still has the grade."""
        return {Grade.CERTAIN: CERTAIN_FROM, Grade.LIKELY: LIKELY_FROM}.get(self, 0.0)


# What a person is shown who has asked for nothing else.
DEFAULT_GRADE = Grade.LIKELY


def grade(confidence: float) -> Grade:
    """Return the grade of a confidence from 0 to 1."""
    if confidence >= CERTAIN_FROM:
        return Grade.CERTAIN
    return Grade.LIKELY if confidence >= LIKELY_FROM else Grade.MAYBE
