"""Working days against a list that was not made by the library we use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policy import (
    is_workday,
    workday_on_or_before,
    workdays_after,
    workdays_before,
    workdays_between,
)

pytestmark = pytest.mark.pure

# Easter Sundays from an almanac; the other movable holidays are counted from them.
EASTER = (
    date(2023, 4, 9),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2027, 3, 28),
    date(2028, 4, 16),
    date(2029, 4, 1),
    date(2030, 4, 21),
    date(2031, 4, 13),
    date(2032, 3, 28),
    date(2033, 4, 17),
    date(2034, 4, 9),
    date(2035, 3, 25),
)
# Maundy Thursday, Good Friday, Easter Day and Monday, Ascension, Whit Sunday and Monday.
MOVABLE = (-3, -2, 0, 1, 39, 49, 50)
FIXED = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
CLOSED = frozenset({date(2026, 5, 15), date(2026, 7, 20)})


@pytest.mark.parametrize("easter", EASTER, ids=lambda easter: str(easter.year))
def test_every_working_day_of_the_year_is_known(easter: date) -> None:
    off = {easter + timedelta(days=days) for days in MOVABLE}
    off |= {date(easter.year, month, day) for month, day in FIXED}
    off |= {date(2023, 5, 5)}  # Store Bededag for the last time
    year = [date(easter.year, 1, 1) + timedelta(days=number) for number in range(365)]
    expected = [day for day in year if day.weekday() < 5 and day not in off]
    assert [day for day in year if is_workday(day)] == expected


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert not is_workday(date(2023, 5, 5))
    assert is_workday(date(2024, 4, 26))
    assert is_workday(date(2025, 5, 16))


def test_a_closing_day_of_ones_own_is_no_working_day() -> None:
    assert is_workday(date(2026, 5, 15))
    assert not is_workday(date(2026, 5, 15), closed=CLOSED)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
        (date(2026, 4, 1), 7, date(2026, 3, 23)),
        (date(2026, 4, 7), 1, date(2026, 4, 1)),  # Easter lies between
        (date(2026, 3, 8), 0, date(2026, 3, 6)),  # a Sunday
        (date(2026, 3, 8), 1, date(2026, 3, 5)),
        (date(2027, 1, 4), 1, date(2026, 12, 30)),  # New Year and New Year's Eve
    ],
)
def test_counting_back_leaves_days_off_out(day: date, count: int, expected: date) -> None:
    assert workdays_before(day, count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 4, 1), 5, date(2026, 4, 13)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
    ],
)
def test_counting_on_leaves_days_off_out(day: date, count: int, expected: date) -> None:
    assert workdays_after(day, count) == expected


@given(day=DAYS, count=st.integers(0, 40))
def test_what_is_counted_on_is_counted_between(day: date, count: int) -> None:
    later = workdays_after(day, count, closed=CLOSED)
    assert workdays_between(day, later, closed=CLOSED) == count


@given(day=DAYS, count=st.integers(0, 40))
def test_forth_and_back_is_where_one_began(day: date, count: int) -> None:
    start = workday_on_or_before(day, closed=CLOSED)
    there = workdays_after(start, count, closed=CLOSED)
    assert workdays_before(there, count, closed=CLOSED) == start


def test_between_a_day_and_an_earlier_one_lies_nothing() -> None:
    assert workdays_between(date(2026, 3, 5), date(2026, 3, 2)) == 0


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(9999, 12, 30), date.max])
def test_the_ends_of_the_calendar_are_no_cliffs(day: date) -> None:
    assert date.min <= workdays_before(day, 40) <= day
    assert day <= workdays_after(day, 40) <= date.max
