"""A deadline is bound by hand to a planned meeting; from then on it follows the meeting plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.exceptions import AlreadyClosedError, ChangedMeanwhileError, MeetingOffError
from actions.models import ActionItem
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, PlannedMeeting, User
from meetings.models.calendar import due_day

# In the event: what the deadline followed before, and follows now. Not shown.
BOUND = "_bound"


def meeting_day(meeting: PlannedMeeting, *, today: date) -> date:
    """Return when what is to be ready for the meeting is due; raises MeetingOffError."""
    days = PlannedMeeting.objects.annotate(due_day=due_day()).filter(pk=meeting.pk)
    day: date | None = days.values_list("due_day", flat=True).get()
    if day is None or day < today:
        raise MeetingOffError
    return day


def bound_columns(meeting: PlannedMeeting, *, today: date) -> dict[str, Any]:
    """Return the columns of an item whose deadline is that of the meeting."""
    day = meeting_day(meeting, today=today)
    return {"deadline": day, "bound_to": meeting, "bound_on": day}


def deadline_bind(
    *, action_item: ActionItem, version: int, meeting: PlannedMeeting, by: User, now: datetime
) -> None:
    """Let the deadline be the day of the meeting, and follow it; the owners hear of a new day.

    Raises MeetingOffError, AlreadyClosedError or ChangedMeanwhileError.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        if current.version != version:
            raise ChangedMeanwhileError
        binding_set(current, bound_columns(meeting, today=today), today=today)
        changes = _changes(action_item, current)
        note = _("Fristen følger mødet i %(committee)s den %(day)s.") % {
            "committee": meeting.committee.name,
            "day": date_format(meeting.held_on, "j. F Y"),
        }
        item_log(current, Event.Kind.BOUND, by=by, now=now, changes=changes, note=note)
    action_item.refresh_from_db()


def binding_set(current: ActionItem, columns: dict[str, Any], *, today: date) -> None:
    """Set deadline and binding together, and plan the reminders of a new day."""
    was, day, snoozed = current.deadline, columns["deadline"], current.snoozed_until
    ActionItem.objects.filter(pk=current.pk).update(
        **columns,
        # Nobody is left in peace past a deadline ahead.
        snoozed_until=min(snoozed, day) if snoozed and day else snoozed,
        deadline_version=F("deadline_version") + int(was != day),
        version=F("version") + 1,
    )
    current.refresh_from_db()
    if current.assigned_at and was != day:
        reminders_cancel(action_item=current)
        reminders_plan(action_item=current, today=today, assigned=True)


def _changes(before: ActionItem, after: ActionItem) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {BOUND: [_told(before), _told(after)]}
    if before.deadline != after.deadline:
        changes["deadline"] = [_iso(before.deadline), _iso(after.deadline)]
    return changes


def _told(action_item: ActionItem) -> list[object] | None:
    if action_item.bound_to_id is None:
        return None
    return [action_item.bound_to_id, _iso(action_item.bound_on)]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def binding_undo(action_item: ActionItem, event: Event, *, by: User, now: datetime) -> None:
    """Give the deadline back that stood before, and what it followed then."""
    meeting, day = event.changes[BOUND][0] or (None, None)
    was, became = event.changes.get("deadline", [_iso(action_item.deadline)] * 2)
    columns = {
        "deadline": date.fromisoformat(was) if was else None,
        # A meeting that moved meanwhile is followed by the next round.
        "bound_to": meeting,
        "bound_on": date.fromisoformat(day) if day else None,
    }
    binding_set(action_item, columns, today=timezone.localdate(now))
    changes: dict[str, list[object]] = {"deadline": [became, was]} if was != became else {}
    note = _("Fortrudt")
    item_log(action_item, Event.Kind.UNBOUND, by=by, now=now, changes=changes, note=note)
