"""The municipality's calendar and meeting plan as values that deadlines are read against."""

from __future__ import annotations

from datetime import date

from actions.language import Calendar, MeetingPlan, NamedPeriod
from meetings.models import CalendarPeriod, Committee, PlannedMeeting


def calendar_value() -> Calendar:
    """Return what holidays and named days mean here; what nobody entered keeps its common days."""
    return Calendar(
        named=tuple(
            NamedPeriod(row.name, row.first_day, row.last_day, is_yearly=row.is_yearly)
            for row in CalendarPeriod.objects.all()
        )
    )


def plan_of(committee: Committee | None) -> MeetingPlan:
    """Return the planned meetings as the committee sees them; without one there is no own plan."""
    days: dict[str, list[date]] = {}
    planned = PlannedMeeting.objects.filter(is_cancelled=False, committee__is_active=True)
    for name, held_on in planned.values_list("committee__name", "held_on"):
        days.setdefault(name, []).append(held_on)
    own = days.pop(committee.name, []) if committee else []
    return MeetingPlan(
        own=tuple(own), others=tuple((name, tuple(held)) for name, held in days.items())
    )
