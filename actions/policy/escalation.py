"""The ladder: after the owner the unit's inbox is told, then the manager; a rung at a time.

A rung is climbed only when the one below has been told. What we failed to send raises nothing; an
owner who is to get no late reminders, by own choice or by the rhythm, counts as told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from actions.policy.rhythm import ReminderStep, Rhythm
from actions.policy.workdays import workdays_after
from meetings.usual_days import USUAL

UNIT = "unit"
MANAGER = "manager"
LATE = "late"


def next_rung(
    deadline: date,
    today: date,
    *,
    rhythm: Rhythm,
    told: Collection[str],
    has_unit: bool,
    has_manager: bool,
    closed: frozenset[date] = USUAL,
) -> ReminderStep | None:
    """Return the rung after those told (by step: "late-5", "unit-10"), None at the top.

    It lies after today: who hears of an item gets a day to act on it.
    """
    rungs = [
        (name, days)
        for name, days, exists in (
            (UNIT, rhythm.unit_after, has_unit),
            (MANAGER, rhythm.manager_after, has_manager),
        )
        if days and exists
    ]
    levels = {step.partition("-")[0] for step in told}
    below = LATE
    for name, days in rungs:
        if below not in levels:
            return None
        if name not in levels:
            due_on = workdays_after(deadline, days, closed=closed)
            return ReminderStep(
                f"{name}-{days}", max(due_on, workdays_after(today, 1, closed=closed))
            )
        below = name
    return None
