"""Hours in which mails go out, also around the changes of summer time, and retries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policy import SendingHours, is_final, may_send, next_sending_moment, retry_delay

pytestmark = pytest.mark.pure

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HOURS = SendingHours(from_hour=8, until_hour=16)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (local(2026, 3, 3, 7, 59), False),
        (local(2026, 3, 3, 8, 0), True),
        (local(2026, 3, 3, 15, 59), True),
        (local(2026, 3, 3, 16, 0), False),
        (local(2026, 3, 7, 10, 0), False),  # Saturday
        (local(2026, 4, 3, 10, 0), False),  # Good Friday
        (local(2026, 6, 5, 10, 0), False),  # Constitution Day
    ],
)
def test_mails_go_out_on_working_days_in_working_hours(moment: datetime, expected: bool) -> None:
    assert may_send(moment, HOURS) is expected


def test_a_closing_day_is_silent_unless_any_time_will_do() -> None:
    closed = frozenset({date(2026, 3, 3)})
    assert not may_send(local(2026, 3, 3, 10), SendingHours(8, 16, closed))
    assert may_send(local(2026, 3, 3, 10), SendingHours(8, 16, closed, any_time=True))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (local(2026, 3, 3, 10, 30), local(2026, 3, 3, 10, 30)),
        (local(2026, 3, 3, 6, 30), local(2026, 3, 3, 8)),
        (local(2026, 3, 3, 16, 0), local(2026, 3, 4, 8)),
        (local(2026, 3, 6, 17, 0), local(2026, 3, 9, 8)),
        (local(2026, 4, 1, 17, 0), local(2026, 4, 7, 8)),  # Easter
        (local(2026, 3, 7, 3, 0), local(2026, 3, 9, 8)),
    ],
)
def test_what_comes_outside_the_hours_waits_for_the_next_opening(
    moment: datetime, expected: datetime
) -> None:
    assert next_sending_moment(moment, HOURS) == expected


@pytest.mark.parametrize(
    ("sunday", "opening"),
    [
        (local(2026, 3, 29, 12), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (local(2026, 10, 25, 12), datetime(2026, 10, 26, 7, tzinfo=UTC)),
    ],
)
def test_eight_o_clock_is_local_after_each_change_of_summer_time(
    sunday: datetime, opening: datetime
) -> None:
    assert next_sending_moment(sunday, HOURS).astimezone(UTC) == opening


def test_no_hour_around_the_changes_of_summer_time_sends_at_night() -> None:
    for start in (datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)):
        hours = [(start + timedelta(hours=n)).astimezone(COPENHAGEN) for n in range(96)]
        sending = [moment for moment in hours if may_send(moment, HOURS)]
        assert len(sending) == 16  # a Friday and a Monday of eight hours
        assert all(8 <= moment.hour < 16 for moment in sending)


@given(minutes=st.integers(0, 13 * 365 * 24 * 60))
def test_the_next_sending_moment_is_one_and_is_never_in_the_past(minutes: int) -> None:
    moment = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    here = moment.astimezone(COPENHAGEN)
    there = next_sending_moment(here, HOURS)
    assert may_send(there, HOURS)
    assert there.astimezone(UTC) >= moment


def test_tries_are_quick_at_first_and_hourly_to_the_end_of_a_day() -> None:
    delays = [retry_delay(tries, jitter=0) for tries in range(1, 31)]
    seconds = [delay.total_seconds() for delay in delays if delay]
    assert seconds[:7] == [10, 30, 60, 300, 900, 1800, 3600]
    assert 23 * 3600 < sum(seconds) <= 24 * 3600
    assert delays[-1] is None


@given(tries=st.integers(1, 29), jitter=st.floats(-1, 1))
def test_jitter_moves_a_retry_by_a_fifth_at_most(tries: int, jitter: float) -> None:
    plain, moved = retry_delay(tries, jitter=0), retry_delay(tries, jitter=jitter)
    assert plain is not None
    assert moved is not None
    assert abs(moved - plain) <= plain * 0.2 + timedelta(milliseconds=1)


@pytest.mark.parametrize(("code", "expected"), [(421, False), (450, False), (550, True)])
def test_only_fives_are_final(code: int, expected: bool) -> None:
    assert is_final(code) is expected
