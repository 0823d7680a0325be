"""Confidence in three grades: the words a person acts on."""

from __future__ import annotations

import pytest

from actions.language import DEFAULT_GRADE, VISIBLE_CONFIDENCE, Grade, grade
from actions.language.grades import CERTAIN_FROM, LIKELY_FROM

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (1.0, Grade.CERTAIN),
        (CERTAIN_FROM, Grade.CERTAIN),
        (CERTAIN_FROM - 0.01, Grade.LIKELY),
        (LIKELY_FROM, Grade.LIKELY),
        (LIKELY_FROM - 0.01, Grade.MAYBE),
        (0.0, Grade.MAYBE),
    ],
)
def test_a_confidence_has_one_grade(confidence: float, expected: Grade) -> None:
    assert grade(confidence) is expected


def test_the_least_confidence_of_a_grade_has_that_grade() -> None:
    assert [grade(each.least_confidence) for each in Grade] == list(Grade)


def test_what_is_shown_unasked_is_the_default_grade_and_up() -> None:
    assert grade(VISIBLE_CONFIDENCE) is DEFAULT_GRADE
