"""The meeting plan: meetings are planned, moved, called off and put back; none is removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.calendar_file import PlannedLine
from meetings.exceptions import RegisterConflictError, RowChangedMeanwhileError, RowExistsError
from meetings.models import Committee, Event, PlannedMeeting, User
from meetings.services.events import event_record


def planned_meeting_add(
    *, committee: Committee, held_on: date, place: str, by: User | None, now: datetime
) -> PlannedMeeting:
    """Plan a meeting; raises RowExistsError where the committee meets that day already."""
    try:
        with transaction.atomic():
            planned = PlannedMeeting.objects.create(
                committee=committee, held_on=held_on, place=place
            )
            _log(planned, Event.Kind.CREATED, by=by, now=now)
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
                _log(planned, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    except IntegrityError as error:
        raise RowExistsError from error


def planned_meeting_cancel(*, planned: PlannedMeeting, by: User | None, now: datetime) -> None:
    """Call a meeting off; deadlines that are read from now on do not hang on it."""
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
        _log(planned, kind, by=by, now=now)


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What a file made of the plan; `left` are meetings between its days that it does not name."""

    created: tuple[PlannedMeeting, ...]
    changed: tuple[tuple[PlannedMeeting, dict[str, list[object]]], ...]
    unchanged: int
    left: tuple[PlannedMeeting, ...]


def meeting_plan_import(
    *,
    lines: Sequence[PlannedLine],
    committee: Committee | None,
    by: User | None,
    now: datetime,
) -> PlanImport:
    """Bring the plan in line with a file, all of it or nothing; `committee` is for nameless lines.

    Raises RegisterConflictError, which names the line.
    """
    created: list[PlannedMeeting] = []
    changed: list[tuple[PlannedMeeting, dict[str, list[object]]]] = []
    with transaction.atomic():
        named = _named(lines, committee)
        for (whose, held_on), line in named.items():
            planned = PlannedMeeting.objects.filter(committee=whose, held_on=held_on).first()
            changes = _write(planned, whose, line)
            if planned is None:
                created.append(PlannedMeeting.objects.get(committee=whose, held_on=held_on))
                _log(created[-1], Event.Kind.CREATED, by=by, now=now)
            elif changes:
                planned.refresh_from_db()
                changed.append((planned, changes))
                _log(planned, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    unchanged = len(named) - len(created) - len(changed)
    return PlanImport(tuple(created), tuple(changed), unchanged, tuple(_left(named)))


def _write(
    planned: PlannedMeeting | None, committee: Committee, line: PlannedLine
) -> dict[str, list[object]]:
    values = {"place": line.place, "is_cancelled": line.is_cancelled}
    if planned is None:
        PlannedMeeting.objects.create(committee=committee, held_on=line.held_on, **values)
        return {}
    changes: dict[str, list[object]] = {
        name: [getattr(planned, name), to]
        for name, to in values.items()
        if getattr(planned, name) != to
    }
    if changes:
        PlannedMeeting.objects.filter(pk=planned.pk).update(**values)
    return changes


def _named(
    lines: Sequence[PlannedLine], committee: Committee | None
) -> dict[tuple[Committee, date], PlannedLine]:
    """Return each line by whose meeting it is; the same meeting twice is a slip."""
    committees = list(Committee.objects.filter(is_active=True))
    named: dict[tuple[Committee, date], PlannedLine] = {}
    for line in lines:
        whose = _meant(line, committees) or (committee if not line.committee else None)
        if whose is None:
            raise _conflict(
                line,
                _("Udvalget »%(name)s« findes ikke i registret.")
                % {"name": line.committee or line.summary},
            )
        first = named.setdefault((whose, line.held_on), line)
        if first is not line:
            raise _conflict(
                line, _("Det samme møde står i linje %(first)s.") % {"first": first.number}
            )
    return named


def _conflict(line: PlannedLine, words: str) -> RegisterConflictError:
    return RegisterConflictError(
        _("Linje %(line)s: %(words)s") % {"line": line.number, "words": words}
    )


def _meant(line: PlannedLine, committees: Iterable[Committee]) -> Committee | None:
    """Return the committee that a table names, or whose name stands in a calendar's summary."""
    if line.committee:
        wanted = line.committee.casefold()
        return next(
            (one for one in committees if wanted in {one.name.casefold(), _short(one)}), None
        )
    summary = line.summary.casefold()
    found = [one for one in committees if one.name.casefold() in summary]
    found += [one for one in committees if _short(one) and _short(one) in summary.split()]
    return max(found, key=lambda one: len(one.name), default=None)


def _short(committee: Committee) -> str:
    return committee.short_name.casefold()


def _left(named: dict[tuple[Committee, date], PlannedLine]) -> Iterable[PlannedMeeting]:
    if not named:
        return ()
    days = [held_on for _whose, held_on in named]
    between = PlannedMeeting.objects.filter(
        committee__in={whose.pk for whose, _day in named},
        held_on__range=(min(days), max(days)),
        is_cancelled=False,
    ).select_related("committee")
    return [one for one in between if (one.committee, one.held_on) not in named]


def _log(
    planned: PlannedMeeting,
    kind: Event.Kind,
    *,
    by: User | None,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=planned.pk,
        kind=kind,
        at=now,
        by=by,
        changes=changes,
        note=f"{planned._meta.verbose_name}: {planned}",
    )
