"""The database as one file and back, by each engine's own means, while others go on writing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import FileField
from django.utils.translation import gettext as _

from tracker.backups.manifest import BackupError

SQLITE_NAME, POSTGRESQL_NAME = "database.sqlite3", "database.dump"
# Forgotten with the minute in any case.
NOT_COUNTED = {"tracker_ratecount", "sqlite_sequence", "sqlite_stat1"}


class Cursor(Protocol):
    def execute(self, sql: str, /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the database: what is in it, and the file that holds it."""

    rows: dict[str, int]
    files: set[str]
    migrations: list[str]
    chain: str


@contextmanager
def database_dump(folder: Path) -> Iterator[tuple[str, Snapshot]]:
    """Write the database into the folder; yield its name there and what is in just that copy."""
    if connection.vendor == "sqlite":
        target = folder / SQLITE_NAME
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        target.chmod(0o600)
        with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as copy:
            yield SQLITE_NAME, _snapshot(copy.cursor(), _sqlite_tables(copy.cursor()))
        return
    with psycopg.connect(**_postgresql_parameters()) as session:
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        cursor_ = session.cursor()
        cursor_.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor_.fetchall()[0]
        _run(
            "pg_dump",
            "--format=custom",
            f"--snapshot={moment}",
            f"--file={folder / POSTGRESQL_NAME}",
        )
        (folder / POSTGRESQL_NAME).chmod(0o600)
        yield POSTGRESQL_NAME, _snapshot(cursor_, _postgresql_tables(cursor_))


def database_load(source: Path) -> None:
    """Make the database anew from the file; it is empty, and stays so where that fails."""
    connection.close()
    if connection.vendor == "postgresql":
        _run(
            # No comments: pg_trgm may belong to an administrator, and then only they may word it.
            *("pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error"),
            *("--single-transaction", f"--dbname={connection.settings_dict['NAME']}", str(source)),
        )
        return
    _refuse_a_damaged(source)
    target = Path(connection.settings_dict["NAME"])
    for leftover in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        leftover.unlink(missing_ok=True)
    source.replace(target)


def _refuse_a_damaged(source: Path) -> None:
    """Ask SQLite whether it can read the whole file, before it takes the place of ours."""
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            said = str(copy.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        source.unlink()
        raise BackupError(
            _("Databasen i sikkerhedskopien kan ikke læses: %(error)s") % {"error": said}
        )


def database_is_empty() -> bool:
    return not connection.introspection.table_names()


def database_rows() -> dict[str, int]:
    """Return how many rows each table has now."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return _counts(cursor, tables)


def _snapshot(cursor: Cursor, tables: list[str]) -> Snapshot:
    files = set()
    for table, column in _file_columns():
        if table not in tables:  # of a version that the database is not yet migrated to
            continue
        cursor.execute(f'SELECT "{column}" FROM "{table}"')
        files |= {name for (name,) in cursor.fetchall() if name}
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
    # The first version sealed nothing.
    chain = _last_link(cursor) if "meetings_seal" in tables else ""
    return Snapshot(_counts(cursor, tables), files, migrations, chain)


def _last_link(cursor: Cursor) -> str:
    cursor.execute("SELECT number, link FROM meetings_seal ORDER BY number DESC LIMIT 1")
    last = cursor.fetchall()
    return f"{last[0][0]}:{last[0][1]}" if last else ""


def _file_columns() -> Iterator[tuple[str, str]]:
    """Yield each column that names a file, from the models: a new one is not to be forgotten."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model._meta.db_table, str(field.column)


def _counts(cursor: Cursor, tables: list[str]) -> dict[str, int]:
    counts = {}
    for table in sorted(set(tables) - NOT_COUNTED):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = int(cursor.fetchall()[0][0])
    return counts


def _sqlite_tables(cursor: Cursor) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in cursor.fetchall()]


def _postgresql_tables(cursor: Cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return [name for (name,) in cursor.fetchall()]


def _postgresql_parameters() -> dict[str, Any]:
    given = connection.settings_dict
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    found = {ours: given[theirs] for ours, theirs in named.items() if given[theirs]}
    return {"dbname": given["NAME"], **found}


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; where and as whom goes by the environment, out of sight."""
    given = _postgresql_parameters()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    where = {theirs: str(given[ours]) for ours, theirs in names.items() if ours in given}
    environment = {"PATH": os.environ.get("PATH", ""), "PGDATABASE": given["dbname"], **where}
    try:
        done = subprocess.run(
            [program, *arguments],
            env=environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise BackupError(
            _("Programmet %(program)s findes ikke. Installer postgresql-client.")
            % {"program": program}
        ) from None
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")
