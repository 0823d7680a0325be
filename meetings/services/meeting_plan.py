"""The meeting plan: meetings are planned, moved, called off and put back; none is removed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from meetings.exceptions import RowChangedMeanwhileError, RowExistsError
from meetings.models import Committee, Event, PlannedMeeting, User
from meetings.services.register_rows import register_log


def planned_meeting_add(
    *, committee: Committee, held_on: date, place: str, by: User | None, now: datetime
) -> PlannedMeeting:
    """Plan a meeting; raises RowExistsError where the committee meets that day already."""
    try:
        with transaction.atomic():
            planned = PlannedMeeting.objects.create(
                committee=committee, held_on=held_on, place=place
            )
            register_log(planned, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error
    return planned


def planned_meeting_change(
    *,
    planned: PlannedMeeting,
    seen: tuple[date, str],
    held_on: date,
    place: str,
    by: User | None,
    now: datetime,
) -> None:
    """Move a meeting whose day and place are still those that were seen.

    Raises RowChangedMeanwhileError where they are not, RowExistsError where the day is taken.
    """
    seen_on, seen_place = seen
    changes: dict[str, list[object]] = {}
    if held_on != seen_on:
        changes["held_on"] = [seen_on.isoformat(), held_on.isoformat()]
    if place != seen_place:
        changes["place"] = [seen_place, place]
    try:
        with transaction.atomic():
            same = PlannedMeeting.objects.filter(
                pk=planned.pk, held_on=seen_on, place=seen_place, is_cancelled=False
            )
            if not same.update(held_on=held_on, place=place):
                raise RowChangedMeanwhileError
            planned.refresh_from_db()
            if changes:
                register_log(planned, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    except IntegrityError as error:
        raise RowExistsError from error


def planned_meeting_split(
    *, planned: PlannedMeeting, held_on: date, place: str, by: User | None, now: datetime
) -> PlannedMeeting:
    """Hold a meeting on a further day as well; what hangs on it goes by the first of the two.

    Raises RowChangedMeanwhileError where it is called off, RowExistsError where the day is taken.
    """
    try:
        with transaction.atomic():
            locked = PlannedMeeting.objects.select_for_update(of=("self",)).get(pk=planned.pk)
            if locked.is_cancelled:
                raise RowChangedMeanwhileError
            part = PlannedMeeting.objects.create(
                committee=locked.committee,
                held_on=held_on,
                place=place,
                split_from_id=locked.split_from_id or locked.pk,
            )
            register_log(part, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error
    return part


def planned_meeting_cancel(*, planned: PlannedMeeting, by: User | None, now: datetime) -> None:
    """Call a meeting off; what hangs on it goes by the next one."""
    _turn(planned, is_cancelled=True, by=by, now=now)


def planned_meeting_restore(*, planned: PlannedMeeting, by: User | None, now: datetime) -> None:
    """Let a meeting that was called off be held all the same."""
    _turn(planned, is_cancelled=False, by=by, now=now)


def _turn(planned: PlannedMeeting, *, is_cancelled: bool, by: User | None, now: datetime) -> None:
    with transaction.atomic():
        other = PlannedMeeting.objects.filter(pk=planned.pk, is_cancelled=not is_cancelled)
        if not other.update(is_cancelled=is_cancelled):
            raise RowChangedMeanwhileError
        planned.refresh_from_db()
        kind = Event.Kind.CANCELLED if is_cancelled else Event.Kind.RESTORED
        register_log(planned, kind, by=by, now=now)
