"""When an owner is reminded, counted in working days from the deadline.

Where a municipality has settled nothing: 7 and 1 working days before, on the day, then every 5
working days after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions.policy.workdays import (
    workday_on_or_before,
    workdays_after,
    workdays_before,
    workdays_between,
)
from meetings.usual_days import USUAL

# A deadline further away than this is a slip of the pen.
FARTHEST_YEARS = 10

# The one step that hangs on no deadline: the owner is told of the action item.
ASSIGNED = "assigned"
# Followed by "-" and a number: the later deadline that was asked for is not given.
EXTENSION_REFUSED = "refused"
# Followed by "-" and a day: the owner asked to be reminded then.
OWN = "own"

# How long an owner may put off reminders of what has no deadline, and of what is late already.
SNOOZE_UNDATED = 20
SNOOZE_LATE = 5
# How often an owner may put off reminders of what is late; then somebody else is to know of it.
OWN_LATE_SNOOZES = 2


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`days_before` in working days, 0 for the day itself; `days_between_late` 0 for none.

    So many working days late the unit's inbox and the manager hear of it; 0 is never. What nobody
    has touched for `silent_after` days, of the calendar, is silent.
    """

    days_before: tuple[int, ...] = (7, 1, 0)
    days_between_late: int = 5
    unit_after: int = 10
    manager_after: int = 15
    silent_after: int = 14


DEFAULT = Rhythm()


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """A step by name ("before-7", "due", "late-10") and the first day on which it may be told."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ScopedRhythm:
    """A rhythm and what it holds for: None and "" for every committee and every priority."""

    rhythm: Rhythm
    committee: int | None = None
    priority: str = ""


def rhythm_for(rhythms: Iterable[ScopedRhythm], *, committee: int | None, priority: str) -> Rhythm:
    """Return the rhythm that says most exactly what it is for; the committee before the priority.

    Two for the same never stand beside each other.
    """
    fitting = [
        one
        for one in rhythms
        if one.committee in {None, committee} and one.priority in {"", priority}
    ]
    if not fitting:
        return DEFAULT
    return max(fitting, key=lambda one: (one.committee is not None, one.priority != "")).rhythm


def latest_deadline(today: date) -> date:
    """Return the last day that makes sense as a deadline."""
    try:
        return today.replace(year=today.year + FARTHEST_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + FARTHEST_YEARS, day=28)


def latest_snooze(deadline: date | None, today: date, *, closed: frozenset[date] = USUAL) -> date:
    """Return the last day to which an owner may put off reminders: never past a deadline ahead."""
    if deadline is None:
        return workdays_after(today, SNOOZE_UNDATED, closed=closed)
    return deadline if deadline > today else workdays_after(today, SNOOZE_LATE, closed=closed)


def reminder_steps(
    deadline: date, today: date, *, rhythm: Rhythm = DEFAULT, closed: frozenset[date] = USUAL
) -> list[ReminderStep]:
    """Return the steps still ahead, from today on, ending with the next one after the deadline.

    Where the deadline is a day off, "due" is the last working day before it: a mail that comes
    after the weekend comes too late.
    """
    before = [
        ReminderStep(_name(days), workdays_before(deadline, days, closed=closed))
        for days in sorted(set(rhythm.days_before), reverse=True)
    ]
    ahead = [step for step in before if step.due_on >= today]
    late = next_late_step(deadline, today, rhythm=rhythm, closed=closed)
    return [*ahead, late] if late else ahead


def _name(days: int) -> str:
    return f"before-{days}" if days else "due"


def next_late_step(
    deadline: date, today: date, *, rhythm: Rhythm = DEFAULT, closed: frozenset[date] = USUAL
) -> ReminderStep | None:
    """Return the first step after the deadline that lies after today, however much was missed."""
    between = rhythm.days_between_late
    if not between:
        return None
    told = workdays_between(deadline, today, closed=closed) // between
    days = between * (told + 1)
    return ReminderStep(f"late-{days}", workdays_after(deadline, days, closed=closed))


def own_step(day: date, *, closed: frozenset[date] = USUAL) -> ReminderStep:
    """Return the step of an owner who asked to be reminded on a day, or on the last one before."""
    return ReminderStep(f"{OWN}-{day.isoformat()}", workday_on_or_before(day, closed=closed))
