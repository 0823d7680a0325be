"""The municipality's own days: closing days, and holidays and days that deadlines call by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.calendar_file import DayLine
from meetings.exceptions import RegisterConflictError, RowChangedMeanwhileError
from meetings.models import CalendarPeriod, ClosingDay, Event, OpenDay, User
from meetings.services.events import event_record
from meetings.services.register_rows import register_log
from meetings.usual_days import USUALLY_CLOSED

Day = ClosingDay | CalendarPeriod


def usual_day_set(*, month: int, day: int, is_open: bool, by: User | None, now: datetime) -> bool:
    """Hold open, or closed, on a day on which most are closed; False where it was so already."""
    rows = OpenDay.objects.filter(month=month, day=day)
    with transaction.atomic():
        if is_open:
            _row, is_changed = OpenDay.objects.get_or_create(month=month, day=day)
        else:
            is_changed = bool(rows.delete()[0])
        if is_changed:
            name = _(USUALLY_CLOSED[month, day])
            holds = _("holdes åbent") if is_open else _("holdes lukket")
            event_record(
                subject=Event.Subject.REGISTER,
                subject_id=month * 100 + day,
                kind=Event.Kind.CHANGED,
                at=now,
                by=by,
                note=f"{name}: {holds}",
            )
    return is_changed


def day_remove(*, row: Day, by: User | None, now: datetime) -> None:
    """Take a closing day or a period away: nothing refers to it; the log keeps what it was."""
    with transaction.atomic():
        pk, words = row.pk, f"{row._meta.verbose_name}: {row}"
        removed, _models = type(row).objects.filter(pk=pk).delete()
        if not removed:
            raise RowChangedMeanwhileError
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=pk,
            kind=Event.Kind.CANCELLED,
            at=now,
            by=by,
            note=words,
        )


@dataclass(frozen=True, slots=True)
class DaysImport:
    """What a file made of the calendar."""

    created: tuple[Day, ...]
    changed: tuple[tuple[Day, dict[str, list[object]]], ...]
    unchanged: int


def calendar_import(*, lines: Sequence[DayLine], by: User | None, now: datetime) -> DaysImport:
    """Bring the days in line with a file, all of it or nothing; what it does not name stays."""
    created: list[Day] = []
    changed: list[tuple[Day, dict[str, list[object]]]] = []
    with transaction.atomic():
        _refuse_twice(lines)
        for line in lines:
            row, values = _row_of(line)
            changes: dict[str, list[object]] = {
                name: [getattr(row, name), to]
                for name, to in values.items()
                if getattr(row, name) != to
            }
            is_new = row.pk is None
            for name, to in values.items():
                setattr(row, name, to)
            if is_new:
                row.save()
                created.append(row)
                register_log(row, Event.Kind.CREATED, by=by, now=now)
            elif changes:
                row.save(update_fields=list(changes))
                changed.append((row, changes))
                register_log(row, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    unchanged = len(lines) - len(created) - len(changed)
    return DaysImport(tuple(created), tuple(changed), unchanged)


def _row_of(line: DayLine) -> tuple[Day, dict[str, object]]:
    if line.kind == "closing_day":
        closing = ClosingDay.objects.filter(day=line.first_day).first()
        return closing or ClosingDay(day=line.first_day), {"name": line.name}
    same = CalendarPeriod.objects.filter(name=line.name, first_day=line.first_day)
    period = same.first() or CalendarPeriod(name=line.name, first_day=line.first_day)
    told: dict[str, object] = {"last_day": line.last_day, "is_yearly": line.is_yearly}
    return period, told if line.is_quiet is None else {**told, "is_quiet": line.is_quiet}


def _refuse_twice(lines: Sequence[DayLine]) -> None:
    first_lines: dict[tuple[str, str, date], int] = {}
    for line in lines:
        name = "" if line.kind == "closing_day" else line.name
        first = first_lines.setdefault((line.kind, name, line.first_day), line.number)
        if first != line.number:
            words = _("Den samme dag står i linje %(first)s.") % {"first": first}
            raise RegisterConflictError(
                _("Linje %(line)s: %(words)s") % {"line": line.number, "words": words}
            )
