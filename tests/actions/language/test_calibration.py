"""Confidence keeps its word: so much of a grade is right as the grade says."""

from __future__ import annotations

import pytest

from actions.language import DEFAULT_GRADE, Grade
from actions.language.calibration import PROMISED, Verdict, broken_promises, by_grade, sweep
from tests.actions.language.verdicts import of_corpora, of_minutes

pytestmark = pytest.mark.pure

LEAST_SHOWN = 0.98


def test_no_grade_and_no_rule_in_it_is_right_less_often_than_it_says() -> None:
    verdicts = (*of_corpora()[0], *of_minutes()[0])
    assert broken_promises(verdicts) == []
    assert by_grade(verdicts)[Grade.CERTAIN].all > 500
    assert by_grade(verdicts)[Grade.LIKELY].all > 500


def test_minutes_whose_promises_are_known_keep_the_grades_word_by_themselves() -> None:
    verdicts, promises = of_minutes()
    assert promises > 30
    assert broken_promises(verdicts) == []


def test_the_default_grade_is_the_surest_that_shows_nearly_every_promise() -> None:
    (corpus, told), (minutes, known) = of_corpora(), of_minutes()
    shown = sweep((*corpus, *minutes), promises=told + known)
    enough = [least for least in Grade if shown[least].recall >= LEAST_SHOWN]
    assert enough[0] is DEFAULT_GRADE
    assert shown[DEFAULT_GRADE].precision >= PROMISED[Grade.CERTAIN]


def test_a_grade_that_is_right_too_seldom_is_told_with_its_rule() -> None:
    right = [Verdict("ordered", 0.9, is_right=True)] * 90
    wrong = [Verdict("owner and verb", 0.9, is_right=False)] * 10
    told = broken_promises([*right, *wrong])
    assert [(grade, rule, share.right) for grade, rule, share in told] == [
        (Grade.CERTAIN, "", 90),
        (Grade.CERTAIN, "owner and verb", 0),
    ]


def test_a_rule_that_fired_a_few_times_is_judged_with_its_grade() -> None:
    right = [Verdict("ordered", 0.7, is_right=True)] * 90
    wrong = [Verdict("owner and verb", 0.7, is_right=False)] * 3
    assert broken_promises([*right, *wrong]) == []


def test_the_least_sure_promise_nothing() -> None:
    assert broken_promises([Verdict("ordered", 0.3, is_right=False)] * 50) == []


def test_a_lower_grade_shows_more_and_is_right_less_often() -> None:
    verdicts = [
        *[Verdict("ordered", 0.9, is_right=True)] * 6,
        *[Verdict("ordered", 0.7, is_right=True)] * 3,
        Verdict("ordered", 0.7, is_right=False),
        *[Verdict("ordered", 0.3, is_right=False)] * 2,
    ]
    shown = sweep(verdicts, promises=10)
    assert [round(shown[least].recall, 2) for least in Grade] == [0.6, 0.9, 0.9]
    assert [round(shown[least].precision, 2) for least in Grade] == [1.0, 0.9, 0.75]
