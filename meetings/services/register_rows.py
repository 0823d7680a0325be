"""Rows of the register, made and corrected by hand: against what was shown, and logged.

A row has no number of its version: file, profile and administration change it as well. What a page
showed is told by a word made of the row's own values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from meetings.exceptions import RowChangedMeanwhileError, RowExistsError
from meetings.models import (
    Alias,
    CalendarPeriod,
    ClosingDay,
    Committee,
    Event,
    Person,
    Unit,
    User,
)
from meetings.services.events import event_record

Row = TypeVar("Row", Committee, Unit, Person, Alias, ClosingDay, CalendarPeriod)

# What is corrected by hand. Whether a person gets reminders is the person's own to say.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Committee: ("name", "short_name", "is_closed_by_default", "closes_on_answer"),
    Unit: ("name", "abbreviation", "parent", "manager", "email", "valid_from", "valid_to"),
    Person: ("name", "initials", "title", "email", "unit", "language"),
    Alias: ("text", "unit", "person", "valid_from", "valid_to"),
    ClosingDay: ("day", "name"),
    CalendarPeriod: ("name", "first_day", "last_day", "is_yearly", "is_quiet"),
}


def row_seen(row: models.Model) -> str:
    """Return a word for what the row says now; a form carries it there and back."""
    fields = (row._meta.get_field(name) for name in FIELDS[type(row)])
    values = [str(field.value_from_object(row)) for field in fields]  # type: ignore[union-attr]
    return sha256(json.dumps(values).encode()).hexdigest()[:16]


def row_add(*, row: Row, by: User | None, now: datetime) -> Row:
    """Make the row; raises ValidationError where it says what no row may, RowExistsError where
    somebody made its like at the same moment.
    """
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
            register_log(row, Event.Kind.CREATED, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error
    return row


def row_change(
    *, row: Row, seen: str, values: Mapping[str, object], by: User | None, now: datetime
) -> dict[str, list[object]]:
    """Correct the row as it was `seen`; return what that changed, field: [from, to].

    Raises RowChangedMeanwhileError, ValidationError or RowExistsError.
    """
    try:
        with transaction.atomic():
            return _change(row, seen, values, by=by, now=now)
    except IntegrityError as error:
        raise RowExistsError from error


def _change(
    row: Row, seen: str, values: Mapping[str, object], *, by: User | None, now: datetime
) -> dict[str, list[object]]:
    if isinstance(row, Unit) and "parent" in values:
        # Two who hang two units below each other wait for one another here, not in a circle.
        list(Unit.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    rows = type(row)._default_manager.filter(pk=row.pk)
    current = rows.select_for_update(of=("self",)).first()
    if current is None or row_seen(current) != seen:
        raise RowChangedMeanwhileError
    changes: dict[str, list[object]] = {
        name: [getattr(current, name), to]
        for name, to in values.items()
        if getattr(current, name) != to
    }
    if not changes:
        return {}
    for name, (_was, to) in changes.items():
        setattr(current, name, to)
    current.full_clean()
    unchanged = rows.filter(**{name: was for name, (was, _to) in changes.items()})
    if not unchanged.update(**{name: to for name, (_was, to) in changes.items()}):
        raise RowChangedMeanwhileError
    register_log(current, Event.Kind.CHANGED, by=by, now=now, changes=changes)
    return changes


def register_log(
    row: models.Model,
    kind: Event.Kind,
    *,
    by: User | None,
    now: datetime,
    changes: Mapping[str, list[object]] | None = None,
) -> None:
    """Write down what became of a row, by the name that it has then."""
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
    """Return the value as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, models.Model) else value
