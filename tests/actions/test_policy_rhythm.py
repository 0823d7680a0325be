"""The rhythm of reminders, and that nothing is told twice however the days are missed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policy import ReminderStep, is_workday, latest_deadline, next_late_step, reminder_steps

pytestmark = pytest.mark.pure

DEADLINE = date(2026, 4, 1)
DAYS = st.dates(date(2023, 1, 1), date(2035, 12, 31))


def test_a_deadline_far_ahead_has_all_steps() -> None:
    assert reminder_steps(DEADLINE, date(2026, 3, 3)) == [
        ReminderStep("before-7", date(2026, 3, 23)),
        ReminderStep("before-1", date(2026, 3, 31)),
        ReminderStep("due", date(2026, 4, 1)),
        ReminderStep("late-5", date(2026, 4, 13)),
    ]


def test_a_step_of_today_is_still_ahead_and_one_of_yesterday_is_not() -> None:
    assert reminder_steps(DEADLINE, date(2026, 3, 23))[0].name == "before-7"
    assert reminder_steps(DEADLINE, date(2026, 3, 24))[0].name == "before-1"


def test_a_deadline_on_a_sunday_is_told_on_the_friday() -> None:
    steps = {step.name: step.due_on for step in reminder_steps(date(2026, 3, 8), date(2026, 3, 2))}
    assert steps["due"] == date(2026, 3, 6)
    assert steps["before-1"] == date(2026, 3, 5)
    assert steps["late-5"] == date(2026, 3, 13)


def test_a_deadline_that_has_passed_has_only_the_next_late_step() -> None:
    assert reminder_steps(DEADLINE, date(2026, 4, 14)) == [
        ReminderStep("late-10", date(2026, 4, 20))
    ]


def test_steps_that_an_outage_swallowed_are_not_made_up_one_by_one() -> None:
    assert next_late_step(DEADLINE, date(2026, 6, 30)).due_on > date(2026, 6, 30)


def test_a_promise_of_years_ago_still_has_a_next_step() -> None:
    step = next_late_step(date(2020, 8, 1), date(2026, 3, 3))
    assert step.due_on > date(2026, 3, 3)
    assert len(step.name) <= 20


def test_closing_days_move_the_steps() -> None:
    closed = frozenset({date(2026, 3, 30), date(2026, 3, 31)})
    steps = {s.name: s.due_on for s in reminder_steps(DEADLINE, date(2026, 3, 3), closed=closed)}
    assert steps["before-1"] == date(2026, 3, 27)


@given(deadline=DAYS, days=st.integers(-60, 60))
def test_every_step_is_a_working_day_not_before_today(deadline: date, days: int) -> None:
    today = deadline + timedelta(days=days)
    steps = reminder_steps(deadline, today)
    assert all(is_workday(step.due_on) and step.due_on >= today for step in steps)
    assert len({step.name for step in steps}) == len(steps)


@given(deadline=DAYS, gaps=st.lists(st.integers(1, 30), max_size=12))
def test_late_steps_come_once_each_whatever_days_are_missed(
    deadline: date, gaps: list[int]
) -> None:
    day, told = deadline, [next_late_step(deadline, deadline)]
    for gap in gaps:
        day += timedelta(days=gap)
        if told[-1].due_on <= day:
            told.append(next_late_step(deadline, day))
    assert len({step.name for step in told}) == len(told)
    assert [step.due_on for step in told] == sorted({step.due_on for step in told})


def test_the_last_deadline_there_is_has_its_steps() -> None:
    steps = reminder_steps(date.max, date(2026, 3, 3))
    assert [step.name for step in steps] == ["before-7", "before-1", "due", "late-5"]
    assert steps[-1].due_on == date.max


@pytest.mark.parametrize(
    ("today", "latest"),
    [(date(2026, 3, 3), date(2036, 3, 3)), (date(2028, 2, 29), date(2038, 2, 28))],
)
def test_ten_years_are_the_farthest_deadline(today: date, latest: date) -> None:
    assert latest_deadline(today) == latest
