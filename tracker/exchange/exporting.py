"""Out: a table a row at a time, as JSON lines or CSV; all of them, and the files, into a folder."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from meetings.models import Event, User
from meetings.services.events import event_record
from tracker.exchange.tables import TABLES, Table
from tracker.reports.csv_table import csv_lines

FORM = 1
MANIFEST = "manifest.json"
CHUNK = 500
BLOCK = 1024 * 1024


class FolderTakenError(Exception):
    """There is something in the folder already."""


def json_lines(table: Table) -> Iterator[bytes]:
    """Yield the rows as JSON, one a line, by key: the same rows give the same bytes."""
    for row in _rows(table):
        told = dict(zip(table.columns, map(_plain, row), strict=True))
        yield json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def csv_of(table: Table) -> Iterator[bytes]:
    """Yield the rows as a spreadsheet opens them; it runs nothing."""
    cells = (tuple(_cell(value) for value in row) for row in _rows(table))
    return csv_lines(table.columns, cells)


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    rows = table.model._default_manager.order_by("pk").values_list(*table.columns)
    return rows.iterator(chunk_size=CHUNK)


def _plain(value: Any) -> Any:
    """Return what JSON can hold, to the last microsecond."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _plain(value)


def export_all(folder: Path, *, by: User | None, now: datetime.datetime) -> dict[str, Any]:
    """Write every table and file into an empty folder, as of one moment; return the manifest.

    Raises FolderTakenError. The event that tells of it is written after, and not in it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderTakenError
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with transaction.atomic():
        _one_moment()
        manifest = {"form": FORM, "tables": _tables(folder), "files": _files(folder)}
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    event_record(
        subject=Event.Subject.LOG,
        subject_id=0,
        kind=Event.Kind.EXPORTED,
        at=now,
        by=by,
        note="alt, som JSON og CSV",
    )
    return manifest


def _one_moment() -> None:
    """Let all tables be of one moment; SQLite reads so by itself."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _tables(folder: Path) -> dict[str, dict[str, Any]]:
    told = {}
    for table in TABLES:
        number, digest = 0, hashlib.sha256()
        with (folder / f"{table.name}.jsonl").open("wb") as file:
            for line in json_lines(table):
                number += 1
                digest.update(line)
                file.write(line)
        with (folder / f"{table.name}.csv").open("wb") as file:
            file.writelines(csv_of(table))
        told[table.name] = {"rows": number, "sha256": digest.hexdigest()}
    return told


def _files(folder: Path) -> dict[str, str]:
    """Copy what was put in; return the SHA-256 of each by its place in the folder."""
    told = {}
    for table in (table for table in TABLES if table.file):
        place = folder / "files" / table.name
        place.mkdir(parents=True)
        rows = table.model._default_manager.order_by("pk").only("pk", table.file)
        for row in rows.iterator(chunk_size=CHUNK):
            target = place / str(row.pk)
            with getattr(row, table.file).open("rb") as content, target.open("wb") as copy:
                shutil.copyfileobj(content, copy, BLOCK)
            told[f"files/{table.name}/{row.pk}"] = file_digest(target)
    return told


def file_digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
