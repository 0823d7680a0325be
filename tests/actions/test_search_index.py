"""The index of the search says in words what it cannot do without."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import NotSupportedError, connection

from actions.search_index import make_index

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does without its index")
def test_an_sqlite_that_is_too_old_is_refused_by_its_version(monkeypatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 33, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.33.0")
    with pytest.raises(
        NotSupportedError, match=r"kræver SQLite 3\.34 eller nyere; her er 3\.33\.0"
    ):
        make_index(connection)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does without its index")
def test_the_oldest_sqlite_that_will_do_is_not_refused(monkeypatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    assert make_index(connection) == ""
