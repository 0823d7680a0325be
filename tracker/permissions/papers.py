"""Meetings to come: papers for them are made by who takes care of the committee."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from meetings.models import PlannedMeeting
from tracker.permissions.roles import Viewer, decided_committees


def coming_meetings(user: Viewer, *, today: date) -> QuerySet[PlannedMeeting]:
    """Return the meetings to come of the committees that the user takes care of."""
    held = PlannedMeeting.objects.filter(is_cancelled=False, held_on__gte=today)
    return held.filter(committee__in=decided_committees(user)).select_related("committee")


def access_planned_meeting(user: Viewer, pk: int) -> PlannedMeeting:
    """Return a planned meeting of a committee that the user takes care of."""
    mine = PlannedMeeting.objects.filter(committee__in=decided_committees(user))
    return get_object_or_404(mine.select_related("committee"), pk=pk)
