"""In: a folder that `export_all` wrote, into an empty database; all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem, Comment
from actions.services.reminders import reminders_plan
from actions.services.search import search_rebuild
from meetings.models import Event, User
from meetings.services.events import event_record
from tracker.exchange.checking import ImportRefusedError, manifest_read
from tracker.exchange.exporting import CHUNK
from tracker.exchange.tables import TABLES, Table

# What a row needs that is not taken along: made here.
MADE: dict[type[models.Model], Callable[[Any], dict[str, Any]]] = {
    User: lambda _row: {"password": make_password(None)},
    Comment: lambda row: {"form_key": f"import-{row['id']}"},
}


def import_all(folder: Path, *, now: datetime) -> dict[str, int]:
    """Read the folder into the empty database; return how many rows each table got.

    Raises ImportRefusedError, and leaves neither row nor file.
    """
    manifest = manifest_read(folder)
    stored: list[Any] = []
    try:
        with transaction.atomic():
            _refuse_full()
            numbers = {table.name: _read(table, folder, stored) for table in TABLES}
            _refuse_other_numbers(numbers, manifest)
            connection.check_constraints()
            _go_on_counting()
            _plan_reminders(now=now)
            event_record(
                subject=Event.Subject.LOG,
                subject_id=0,
                kind=Event.Kind.IMPORTED,
                at=now,
                note="alt, fra en eksport",
            )
    except BaseException as error:
        for file in stored:
            with suppress(OSError):
                file.storage.delete(file.name)
        if isinstance(error, DatabaseError | ValidationError | ValueError | KeyError | OSError):
            raise ImportRefusedError(_unreadable(folder, error)) from error
        raise
    search_rebuild()
    return numbers


def _unreadable(where: Path, error: BaseException) -> str:
    words = _("%(where)s kan ikke læses: %(error)s. Intet er indlæst.")
    return words % {"where": where, "error": str(error) or type(error).__name__}


def _refuse_full() -> None:
    full = [table.name for table in TABLES if table.model._default_manager.exists()]
    if full:
        words = _("Her er allerede noget (%(names)s). Indlæs i en tom database.")
        raise ImportRefusedError(words % {"names": ", ".join(full)})


def _read(table: Table, folder: Path, stored: list[Any]) -> int:
    number = 0
    batch: list[models.Model] = []
    for row in _rows(table, folder, stored):
        batch.append(row)
        number += 1
        if len(batch) == CHUNK:
            table.model._default_manager.bulk_create(batch)
            batch = []
    table.model._default_manager.bulk_create(batch)
    return number


def _rows(table: Table, folder: Path, stored: list[Any]) -> Iterator[models.Model]:
    fields = {field.attname: field for field in table.fields}
    with (folder / f"{table.name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if set(told) != set(fields):
                odd = ", ".join(sorted(set(told) ^ set(fields)))
                raise ValueError(f"{table.name}: {odd}")
            values = {name: _value(fields[name], value) for name, value in told.items()}
            row = table.model(**values, **MADE.get(table.model, lambda _row: {})(told))
            if table.file and not (table.gone and getattr(row, table.gone)):
                stored.append(_keep(row, table, folder))
            yield row


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField) or field.is_relation:
        return value
    return field.to_python(value)


def _keep(row: models.Model, table: Table, folder: Path) -> Any:
    """Store its file; each file that is there has been compared with the manifest."""
    file = getattr(row, table.file)
    place = f"files/{table.name}/{row.pk}"
    if not (folder / place).is_file():
        words = _("%(name)s er ikke med i eksporten, men skulle være det. Intet er indlæst.")
        raise ImportRefusedError(words % {"name": place})
    with (folder / place).open("rb") as content:
        file.save(getattr(row, "name", "fil"), File(content), save=False)
    return file


def _refuse_other_numbers(numbers: dict[str, int], manifest: dict[str, Any]) -> None:
    if numbers != {name: told["rows"] for name, told in manifest["tables"].items()}:
        raise ImportRefusedError(_("Der er andre rækker, end eksporten siger. Intet er indlæst."))


def _go_on_counting() -> None:
    """Let new rows get keys after those that came; only PostgreSQL has to be told."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in TABLES])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _plan_reminders(*, now: datetime) -> None:
    """Plan what is ahead; what is news to somebody came with the rows."""
    today = timezone.localdate(now)
    waiting = ActionItem.objects.unfinished().filter(assigned_at__isnull=False)
    for action_item in waiting.order_by("pk").iterator(chunk_size=CHUNK):
        reminders_plan(action_item=action_item, today=today, assigned=False)
