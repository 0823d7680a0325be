"""When a mail may go out, and when to try again after a mail server said no."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from actions.policy.workdays import is_workday, workdays_after
from meetings.usual_days import USUAL

# Most trouble is over in a minute, greylisting in half an hour, an outage in a day.
QUICK_RETRIES = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 1800))
SLOW_RETRY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=24)
JITTER = 0.2


@dataclass(frozen=True, slots=True)
class SendingHours:
    """From and until which local hour mails go out on working days; `any_time` lifts all of it.

    The day's mails are spread over the first `spread_minutes`.
    """

    from_hour: int
    until_hour: int
    closed: frozenset[date] = USUAL
    any_time: bool = False
    spread_minutes: int = 0


def may_send(local_now: datetime, hours: SendingHours) -> bool:
    """Tell whether a mail may go out at this local moment."""
    if hours.any_time:
        return True
    in_hours = hours.from_hour <= local_now.hour < hours.until_hour
    return in_hours and is_workday(local_now.date(), closed=hours.closed)


def next_sending_moment(local_now: datetime, hours: SendingHours) -> datetime:
    """Return the moment itself where a mail may go out, else the next opening, in its time zone."""
    if may_send(local_now, hours):
        return local_now
    day = local_now.date()
    if local_now.hour >= hours.from_hour or not is_workday(day, closed=hours.closed):
        day = workdays_after(day, 1, closed=hours.closed)
    return datetime.combine(day, time(hours.from_hour), tzinfo=local_now.tzinfo)


def spread_delay(recipient: str, minutes: int) -> timedelta:
    """Return how long after the opening a recipient's mail goes out: the same every day.

    A thousand mails at eight sharp would have the mail server say no to half of them.
    """
    if not minutes:
        return timedelta()
    digest = hashlib.sha256(recipient.encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:4]) % (minutes * 60))


def retry_delay(tries: int, *, jitter: float) -> timedelta | None:
    """Return how long to wait after so many tries (the first is 1), or None to give up.

    `jitter` lies in -1..1 and moves the delay by up to a fifth, so that a thousand mails that
    were refused together do not come back together.
    """
    quick = len(QUICK_RETRIES)
    slow = (GIVE_UP_AFTER - sum(QUICK_RETRIES, timedelta())) // SLOW_RETRY
    if tries > quick + slow:
        return None
    delay = QUICK_RETRIES[tries - 1] if tries <= quick else SLOW_RETRY
    return delay * (1 + JITTER * jitter)


def is_final(code: int) -> bool:
    """Tell whether an SMTP answer means that trying again is of no use."""
    return 500 <= code <= 599
