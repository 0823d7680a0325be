"""The municipality's own days: closing days, and holidays and days that deadlines call by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.calendar_file import DayLine
from meetings.exceptions import RegisterConflictError, RowChangedMeanwhileError, RowExistsError
from meetings.models import CalendarPeriod, ClosingDay, Event, User
from meetings.services.events import event_record

Day = ClosingDay | CalendarPeriod


@dataclass(frozen=True, slots=True)
class PeriodDraft:
    """What a period is to say."""

    name: str
    first_day: date
    last_day: date
    is_yearly: bool = False


def closing_day_add(*, day: date, name: str, by: User | None, now: datetime) -> ClosingDay:
    """Close the municipality on a day; raises RowExistsError where it is closed already."""
    try:
        with transaction.atomic():
            row = ClosingDay.objects.create(day=day, name=name)
            _log(row, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error
    return row


def period_add(*, draft: PeriodDraft, by: User | None, now: datetime) -> CalendarPeriod:
    """Name days; raises RowExistsError where the name begins on that day already."""
    try:
        with transaction.atomic():
            row = CalendarPeriod.objects.create(
                name=draft.name,
                first_day=draft.first_day,
                last_day=draft.last_day,
                is_yearly=draft.is_yearly,
            )
            _log(row, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error
    return row


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
                _log(row, Event.Kind.CREATED, by=by, now=now)
            elif changes:
                row.save(update_fields=list(changes))
                changed.append((row, changes))
                _log(row, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    unchanged = len(lines) - len(created) - len(changed)
    return DaysImport(tuple(created), tuple(changed), unchanged)


def _row_of(line: DayLine) -> tuple[Day, dict[str, object]]:
    if line.kind == "closing_day":
        closing = ClosingDay.objects.filter(day=line.first_day).first()
        return closing or ClosingDay(day=line.first_day), {"name": line.name}
    same = CalendarPeriod.objects.filter(name=line.name, first_day=line.first_day)
    period = same.first() or CalendarPeriod(name=line.name, first_day=line.first_day)
    return period, {"last_day": line.last_day, "is_yearly": line.is_yearly}


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


def _log(
    row: Day,
    kind: Event.Kind,
    *,
    by: User | None,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=row.pk,
        kind=kind,
        at=now,
        by=by,
        changes={name: [_plain(one) for one in pair] for name, pair in (changes or {}).items()},
        note=f"{row._meta.verbose_name}: {row}",
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
