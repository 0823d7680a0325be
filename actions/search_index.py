"""The index of trigrams that makes a search for a part of a word fast, on either database.

On PostgreSQL a search finds the same without it, slower; on SQLite there is no search without it.
Migrations and `manage.py rebuild_search` make it.
"""

from __future__ import annotations

import sqlite3

from django.db import DatabaseError, NotSupportedError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from actions.models.search import TRIGRAMS

TABLE = "actions_searchentry"
NAME = "actions_searchentry_words_trigrams"
REFUSED = (
    "Søgning bliver langsommere: databasen tillader ikke pg_trgm. Lad en databaseadministrator "
    "køre CREATE EXTENSION pg_trgm; kør derefter manage.py rebuild_search."
)
# The first that has the tokenizer; Django itself is content with an older one.
OLDEST_SQLITE = (3, 34)
TOO_OLD = "Søgning kræver SQLite 3.34 eller nyere; her er %(version)s. Opgrader SQLite."

# External content: the words themselves stand in the table alone.
SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TRIGRAMS} USING fts5"
    f"(words, content='{TABLE}', content_rowid='id', tokenize='trigram')",
    f"""CREATE TRIGGER IF NOT EXISTS {TRIGRAMS}_added AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {TRIGRAMS}(rowid, words) VALUES (new.id, new.words); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {TRIGRAMS}_gone AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {TRIGRAMS}({TRIGRAMS}, rowid, words)
        VALUES ('delete', old.id, old.words); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {TRIGRAMS}_changed AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO {TRIGRAMS}({TRIGRAMS}, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO {TRIGRAMS}(rowid, words) VALUES (new.id, new.words); END""",
    f"INSERT INTO {TRIGRAMS}({TRIGRAMS}) VALUES ('rebuild')",
)


def make_index(connection: BaseDatabaseWrapper) -> str:
    """Make the index where it is not there; return why it could not be made, else nothing."""
    if connection.vendor == "postgresql":
        return _on_postgresql(connection)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise NotSupportedError(TOO_OLD % {"version": sqlite3.sqlite_version})
    with connection.cursor() as cursor:
        for step in SQLITE:
            cursor.execute(step)
    return ""


def _on_postgresql(connection: BaseDatabaseWrapper) -> str:
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return REFUSED
    with connection.cursor() as cursor:
        # It stands in one schema of the database, which need not be the first that is looked in.
        cursor.execute(
            "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace"
            " ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'"
        )
        (schema,) = cursor.fetchone()
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {NAME} ON {TABLE} USING gin (words {schema}.gin_trgm_ops)"
        )
    return ""


def drop_index(connection: BaseDatabaseWrapper) -> None:
    """Take the index away; on PostgreSQL it goes with its table."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in ("added", "gone", "changed"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGRAMS}_{name}")
            cursor.execute(f"DROP TABLE IF EXISTS {TRIGRAMS}")
