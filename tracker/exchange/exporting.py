"""Out: a table a row at a time, as JSON lines or CSV; all of them, and the files, into a folder."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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


class FilesMissingError(Exception):
    """Files that were put in are no longer where they are stored; `places` names them."""

    def __init__(self, places: list[str]) -> None:
        super().__init__(", ".join(places))
        self.places = places


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
    if table.model is Event:
        return _as_shown(table)
    rows: Iterator[tuple[Any, ...]] = table.rows.values_list(*table.columns).iterator(CHUNK)
    return rows


def _as_shown(table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield events without taken names and erased contents; the chain is made anew elsewhere."""
    for event in table.rows.iterator(CHUNK):
        yield tuple(getattr(event, name) for name in table.columns)


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

    Raises FolderTakenError, FilesMissingError or OSError, and leaves the folder empty where it was.
    The event that tells of it is written after, and not in it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderTakenError
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    try:
        manifest = _write(folder)
        event_record(
            subject=Event.Subject.LOG,
            subject_id=0,
            kind=Event.Kind.EXPORTED,
            at=now,
            by=by,
            note="alt, som JSON og CSV",
        )
    except BaseException:
        _take_away(folder)
        raise
    return manifest


def _write(folder: Path) -> dict[str, Any]:
    with _one_moment():
        kept = list(_kept())
        _refuse_missing(kept)
        tables = _tables(folder)
    manifest = {"form": FORM, "tables": tables, "files": _files(folder, kept)}
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return manifest


def _take_away(folder: Path) -> None:
    """Leave no half export behind: it holds closed words, and could be taken for a whole one."""
    names = [f"{table.name}.{kind}" for table in TABLES for kind in ("jsonl", "csv")]
    for name in [*names, MANIFEST]:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "files", ignore_errors=True)


def _refuse_missing(kept: list[tuple[str, Any]]) -> None:
    missing = [place for place, file in kept if not (file and file.storage.exists(file.name))]
    if missing:
        raise FilesMissingError(missing)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all tables be of one moment, while others go on writing."""
    with _keeping_no_writer_waiting(), transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _keeping_no_writer_waiting() -> Iterator[None]:
    """Begin on SQLite without the write lock that every other transaction there takes at once."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    line: Any = connection
    usual, line.transaction_mode = line.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        line.transaction_mode = usual


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


def _kept() -> Iterator[tuple[str, Any]]:
    """Yield each file that was put in, with its place in the folder."""
    for table in (table for table in TABLES if table.file):
        for row in table.rows_with_files.only("pk", table.file).iterator(CHUNK):
            yield f"files/{table.name}/{row.pk}", getattr(row, table.file)


def _files(folder: Path, kept: list[tuple[str, Any]]) -> dict[str, str]:
    """Copy what was put in, which never changes; return the SHA-256 of each by its place."""
    for table in (table for table in TABLES if table.file):
        (folder / "files" / table.name).mkdir(parents=True)
    for place, file in kept:
        with file.open("rb") as content, (folder / place).open("wb") as copy:
            shutil.copyfileobj(content, copy, BLOCK)
    return {place: file_digest(folder / place) for place, _file in kept}


def file_digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
