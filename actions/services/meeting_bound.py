"""Deadlines that were read from the meeting plan follow it, as long as no person sets another.

The question is which deadline is not where its meeting is, not which meeting was moved: whoever
changed the plan, by a page, a file or the administration, the next tick makes up for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem
from actions.models.action_item import ActionItemQuerySet
from actions.services.log import item_log
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, PlannedMeeting, User
from meetings.models.calendar import due_day


@dataclass(frozen=True, slots=True)
class Followed:
    """How many deadlines moved with their meeting, and how many were left without one."""

    moved: int = 0
    stranded: int = 0


def deadline_release(*, action_item: ActionItem, version: int, by: User, now: datetime) -> None:
    """Keep the deadline as it stands, whatever becomes of the meeting."""
    with transaction.atomic():
        bound = ActionItem.objects.filter(
            pk=action_item.pk,
            version=version,
            status=ActionItem.Status.OPEN,
            bound_to__isnull=False,
        )
        if not bound.update(bound_to=None, bound_on=None, version=F("version") + 1):
            raise ChangedMeanwhileError
        note = _("Fristen bliver, som den er, også hvis mødet flyttes.")
        item_log(action_item, Event.Kind.UNBOUND, by=by, now=now, note=note)
    action_item.refresh_from_db()


def deadlines_follow(*, now: datetime, by: User | None = None) -> Followed:
    """Bring every deadline where its meeting is; run twice it changes nothing more.

    `by` is whoever just changed the plan; nobody where a tick makes up for it.
    """
    moved = sum(
        _move(pk, meeting, day, by=by, now=now)
        for meeting, day in _off_their_meeting(timezone.localdate(now))
        for pk in list(_behind(meeting, day).values_list("pk", flat=True))
    )
    stranded = sum(
        _strand(pk, meeting, by=by, now=now)
        for meeting in _without_successor()
        for pk in list(_bound_to(meeting).values_list("pk", flat=True))
    )
    return Followed(moved, stranded)


def _off_their_meeting(today: date) -> list[tuple[PlannedMeeting, date]]:
    """Return the meetings whose day the deadlines have not; a day that is over moves nothing."""
    behind = ActionItem.objects.unfinished().filter(
        Q(bound_on__isnull=True) | ~Q(bound_on=OuterRef("due_day")), bound_to=OuterRef("pk")
    )
    planned = PlannedMeeting.objects.annotate(due_day=due_day()).filter(due_day__gte=today)
    rows = planned.filter(Exists(behind)).select_related("committee").order_by("pk")
    return [(row, row.due_day) for row in rows]


def _without_successor() -> list[PlannedMeeting]:
    bound = ActionItem.objects.unfinished().filter(bound_to=OuterRef("pk"), bound_on__isnull=False)
    planned = PlannedMeeting.objects.annotate(due_day=due_day()).filter(due_day__isnull=True)
    return list(planned.filter(Exists(bound)).select_related("committee").order_by("pk"))


def _bound_to(meeting: PlannedMeeting) -> ActionItemQuerySet:
    return ActionItem.objects.unfinished().filter(bound_to=meeting, bound_on__isnull=False)


def _behind(meeting: PlannedMeeting, day: date) -> ActionItemQuerySet:
    elsewhere = Q(bound_on__isnull=True) | ~Q(bound_on=day)
    return ActionItem.objects.unfinished().filter(elsewhere, bound_to=meeting)


def _move(pk: int, meeting: PlannedMeeting, day: date, *, by: User | None, now: datetime) -> bool:
    """Move one deadline; False where somebody else was faster."""
    with transaction.atomic():
        current = _locked(_behind(meeting, day), pk)
        if current is None:
            return False
        was, snoozed = current.deadline, current.snoozed_until
        ActionItem.objects.filter(pk=pk).update(
            deadline=day,
            bound_on=day,
            # Nobody is left in peace past a deadline ahead.
            snoozed_until=min(snoozed, day) if snoozed else None,
            deadline_version=F("deadline_version") + int(was != day),
            version=F("version") + 1,
        )
        current.refresh_from_db()
        before: list[object] = [was.isoformat() if was else None, day.isoformat()]
        item_log(
            current,
            Event.Kind.FOLLOWED,
            by=by,
            now=now,
            # Left without a meeting and given it back, the deadline stood all along.
            changes={"deadline": before} if was != day else {},
            note=_why(meeting, day),
            is_movement=False,
        )
        if current.assigned_at and was != day:
            reminders_cancel(action_item=current)
            today = timezone.localdate(now)
            reminders_plan(action_item=current, today=today, assigned=True)
    return True


def _strand(pk: int, meeting: PlannedMeeting, *, by: User | None, now: datetime) -> bool:
    with transaction.atomic():
        current = _locked(_bound_to(meeting), pk)
        if current is None:
            return False
        ActionItem.objects.filter(pk=pk).update(bound_on=None, version=F("version") + 1)
        note = stranded_words(meeting)
        item_log(current, Event.Kind.STRANDED, by=by, now=now, note=note, is_movement=False)
    return True


def _locked(rows: ActionItemQuerySet, pk: int) -> ActionItem | None:
    return rows.select_for_update(of=("self",)).filter(pk=pk).first()


def _why(meeting: PlannedMeeting, day: date) -> str:
    """Say in two sentences where the meeting went."""
    parts = meeting.parts.filter(is_cancelled=False)
    if day == meeting.held_on and not meeting.is_cancelled:
        told = _("Mødet i %(committee)s holdes nu den %(due)s. Fristen følger mødet.")
    elif meeting.is_cancelled and not parts.exists():
        told = _(
            "Mødet i %(committee)s den %(day)s er aflyst. "
            "Fristen følger det næste møde, den %(due)s."
        )
    else:
        told = _(
            "Mødet i %(committee)s den %(day)s er delt. Fristen følger den første del, den %(due)s."
        )
    return told % {
        "committee": meeting.committee.name,
        "day": date_format(meeting.held_on, "j. F Y"),
        "due": date_format(day, "j. F Y"),
    }


def stranded_words(meeting: PlannedMeeting) -> str:
    """Say that the secretary is to decide."""
    told = _(
        "Mødet i %(committee)s den %(day)s er aflyst, og der er ikke planlagt et nyt. "
        "Fristen står, til sekretæren sætter en anden."
    )
    return told % {
        "committee": meeting.committee.name,
        "day": date_format(meeting.held_on, "j. F Y"),
    }
