"""Danish public holidays as they stand in an almanac, day by day, against the working days.

The movable ones were counted from Easter Sunday by the Gregorian computus and written down here;
nothing is worked out when the test runs.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.policy import is_workday

pytestmark = pytest.mark.pure

NOTHING_CLOSED: frozenset[date] = frozenset()
HOLIDAYS: dict[int, str] = {
    2023: "01-01 04-06 04-07 04-09 04-10 05-05 05-18 05-28 05-29 12-25 12-26",
    2024: "01-01 03-28 03-29 03-31 04-01 05-09 05-19 05-20 12-25 12-26",
    2025: "01-01 04-17 04-18 04-20 04-21 05-29 06-08 06-09 12-25 12-26",
    2026: "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26",
    2027: "01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26",
    2028: "01-01 04-13 04-14 04-16 04-17 05-25 06-04 06-05 12-25 12-26",
    2029: "01-01 03-29 03-30 04-01 04-02 05-10 05-20 05-21 12-25 12-26",
    2030: "01-01 04-18 04-19 04-21 04-22 05-30 06-09 06-10 12-25 12-26",
    2031: "01-01 04-10 04-11 04-13 04-14 05-22 06-01 06-02 12-25 12-26",
    2032: "01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26",
    2033: "01-01 04-14 04-15 04-17 04-18 05-26 06-05 06-06 12-25 12-26",
    2034: "01-01 04-06 04-07 04-09 04-10 05-18 05-28 05-29 12-25 12-26",
    2035: "01-01 03-22 03-23 03-25 03-26 05-03 05-13 05-14 12-25 12-26",
}


def golden(year: int) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_public_holidays_of_the_year_are_the_almanacs(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    weekdays = [day for day in days if day.year == year and day.weekday() < 5]
    off = {day for day in weekdays if not is_workday(day, closed=NOTHING_CLOSED)}
    assert off == {day for day in golden(year) if day.weekday() < 5}


def test_store_bededag_was_kept_for_the_last_time_on_5_may_2023() -> None:
    assert "05-05" in HOLIDAYS[2023].split()
    assert not is_workday(date(2023, 5, 5), closed=NOTHING_CLOSED)
    # The fourth Friday after Easter, on which it would have been.
    for friday in ("2024-04-26", "2025-05-16", "2026-05-01", "2027-04-23", "2028-05-12"):
        assert is_workday(date.fromisoformat(friday), closed=NOTHING_CLOSED)
