"""A row of the register is ended by a day or a tick, or removed where nobody uses it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from meetings.exceptions import RowChangedMeanwhileError, RowInUseError
from meetings.models import Alias, Committee, Event, Person, Unit, User
from meetings.services.events import event_record
from meetings.services.register_rows import register_log

RegisterRow = Committee | Unit | Person


def unit_end(*, unit: Unit, valid_to: date | None, by: User | None, now: datetime) -> None:
    """Let the unit be until a day, the last on which it is; None takes the end back.

    Raises RowChangedMeanwhileError where its days are not those that `unit` says.
    """
    with transaction.atomic():
        same = Unit.objects.filter(pk=unit.pk, valid_to=unit.valid_to)
        if not same.update(valid_to=valid_to):
            raise RowChangedMeanwhileError
        was, unit.valid_to = unit.valid_to, valid_to
        changes: dict[str, list[object]] = {"valid_to": [was, valid_to]}
        register_log(unit, Event.Kind.CHANGED, by=by, now=now, changes=changes)


def entry_activate(
    *, row: Committee | Person, is_active: bool, by: User | None, now: datetime
) -> None:
    """Close a committee or a person down, or take them up again; nothing that is theirs moves."""
    with transaction.atomic():
        other = type(row).objects.filter(pk=row.pk, is_active=not is_active)
        if not other.update(is_active=is_active):
            raise RowChangedMeanwhileError
        row.is_active = is_active
        changes: dict[str, list[object]] = {"is_active": [not is_active, is_active]}
        register_log(row, Event.Kind.CHANGED, by=by, now=now, changes=changes)


def entry_remove(*, row: RegisterRow, by: User | None, now: datetime) -> None:
    """Remove a row that nothing refers to; raises RowInUseError where something does."""
    pk, words = row.pk, f"{row._meta.verbose_name}: {row}"
    try:
        with transaction.atomic():
            if not isinstance(row, Committee) and Alias.objects.filter(**_target(row)).exists():
                raise RowInUseError
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
    except ProtectedError as error:
        raise RowInUseError from error


def _target(row: Unit | Person) -> dict[str, Unit | Person]:
    return {"unit": row} if isinstance(row, Unit) else {"person": row}
