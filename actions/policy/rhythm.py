"""The rhythm: 7 and 1 working days before the deadline, on the day, then every 5 working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actions.policy.workdays import NONE, workdays_after, workdays_before, workdays_between

DAYS_BEFORE = {"before-7": 7, "before-1": 1, "due": 0}
DAYS_BETWEEN_LATE = 5
# A deadline further away than this is a slip of the pen.
FARTHEST_YEARS = 10

# The one step that hangs on no deadline: the owner is told of the action item.
ASSIGNED = "assigned"
# Followed by "-" and a number: the later deadline that was asked for is not given.
EXTENSION_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """A step by name ("before-7", "due", "late-10") and the first day on which it may be told."""

    name: str
    due_on: date


def latest_deadline(today: date) -> date:
    """Return the last day that makes sense as a deadline."""
    try:
        return today.replace(year=today.year + FARTHEST_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + FARTHEST_YEARS, day=28)


def reminder_steps(
    deadline: date, today: date, *, closed: frozenset[date] = NONE
) -> list[ReminderStep]:
    """Return the steps still ahead, from today on, ending with the next one after the deadline.

    Where the deadline is a day off, "due" is the last working day before it: a mail that comes
    after the weekend comes too late.
    """
    before = [
        ReminderStep(name, workdays_before(deadline, days, closed=closed))
        for name, days in DAYS_BEFORE.items()
    ]
    ahead = [step for step in before if step.due_on >= today]
    return [*ahead, next_late_step(deadline, today, closed=closed)]


def next_late_step(deadline: date, today: date, *, closed: frozenset[date] = NONE) -> ReminderStep:
    """Return the first step after the deadline that lies after today, however much was missed."""
    told = workdays_between(deadline, today, closed=closed) // DAYS_BETWEEN_LATE
    days = DAYS_BETWEEN_LATE * (told + 1)
    return ReminderStep(f"late-{days}", workdays_after(deadline, days, closed=closed))
