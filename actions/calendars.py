"""The municipality's calendar and meeting plan as values that deadlines are read against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.language import Calendar, MeetingPlan, NamedPeriod
from actions.language.deadlines import read_deadline
from meetings.models import CalendarPeriod, Committee, Meeting, PlannedMeeting


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


def meeting_meant(*, meeting: Meeting, words: str, due: date | None) -> PlannedMeeting | None:
    """Return the planned meeting without which the words would not give that day.

    "Til næste møde den 11. juni" names its day itself and hangs on nothing.
    """
    if due is None or meeting.held_on is None:
        return None
    planned = PlannedMeeting.objects.filter(held_on=due, is_cancelled=False)
    rows = list(planned.select_related("committee"))
    if not rows:
        return None
    plan, calendar = plan_of(meeting.committee), calendar_value()
    for row in rows:
        is_own = row.committee_id == meeting.committee_id
        with_it, without = (
            read_deadline(
                words,
                meeting_date=meeting.held_on,
                calendar=calendar,
                next_meeting=stated,
                plan=known,
            )
            # The minutes may state the next meeting themselves.
            for stated, known in ((due if is_own else None, plan), (None, _without(plan, row)))
        )
        if with_it and with_it.latest == due and (not without or without.latest != due):
            return row
    return None


def _without(plan: MeetingPlan, row: PlannedMeeting) -> MeetingPlan:
    name, day = row.committee.name, row.held_on
    named = tuple(
        (other, tuple(held for held in days if other != name or held != day))
        for other, days in plan.others
    )
    is_own = name not in {other for other, _days in plan.others}
    own = tuple(held for held in plan.own if held != day) if is_own else plan.own
    return replace(plan, own=own, others=named)
