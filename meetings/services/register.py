"""The register comes in as CSV: new rows are made, others brought in line, none removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import Event, User
from meetings.register import Register
from meetings.services.events import event_record
from meetings.services.register_lines import Lines, Written
from meetings.services.register_rows import register_log


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The rows that were made, those that changed, and how many lines found theirs as it was."""

    created_rows: tuple[Written, ...] = ()
    changed_rows: tuple[Written, ...] = ()
    unchanged: int = 0

    @property
    def created(self) -> int:
        return len(self.created_rows)

    @property
    def changed(self) -> int:
        return len(self.changed_rows)


def register_import(*, register: Register, by: User | None, now: datetime) -> ImportResult:
    """Bring the rows in line with the register file, all of it or nothing."""
    with transaction.atomic():
        written = Lines(register).write()
        result = ImportResult(
            created_rows=tuple(one for one in written if one.is_new),
            changed_rows=tuple(one for one in written if one.changes and not one.is_new),
            unchanged=sum(not one.is_new and not one.changes for one in written),
        )
        _log(result, by=by, now=now)
    return result


def _log(result: ImportResult, *, by: User | None, now: datetime) -> None:
    for one in (*result.created_rows, *result.changed_rows):
        kind = Event.Kind.CREATED if one.is_new else Event.Kind.CHANGED
        register_log(one.row, kind, by=by, now=now, changes=one.changes)
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=0,
        kind=Event.Kind.IMPORTED,
        at=now,
        by=by,
        note=_("%(created)s oprettet, %(changed)s ændret")
        % {"created": result.created, "changed": result.changed},
    )
