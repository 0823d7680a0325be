"""While everything is taken out, all goes on: an export keeps no writer waiting."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection

from actions.models import ActionItem
from meetings.models import Committee
from tests.cast import Cast
from tests.tracker.test_exchange import exported
from tracker.exchange import exporting


def written_by_another(name: str) -> None:
    """Write as another process does; on SQLite whoever is kept out is told so at once."""
    failures = []

    def write() -> None:
        try:
            connection.ensure_connection()
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA busy_timeout = 0")
            Committee.objects.create(name=name)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_others_write_while_tables_and_files_are_written_and_the_export_is_of_before(
    cast: Cast, action_item: ActionItem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables, digest = exporting.csv_of, exporting.file_digest

    def during_tables(table):
        if table.name == "committees":
            written_by_another("Udvalget under tabellerne")
        return tables(table)

    def during_files(path: Path) -> str:
        written_by_another("Udvalget under filerne")
        return digest(path)

    monkeypatch.setattr(exporting, "csv_of", during_tables)
    monkeypatch.setattr(exporting, "file_digest", during_files)
    folder = exported(tmp_path / "ud")
    for name in ("committees.jsonl", "committees.csv"):
        assert "Udvalget under" not in (folder / name).read_text(encoding="utf-8")
    assert Committee.objects.filter(name__startswith="Udvalget under").count() == 2


@pytest.mark.django_db(transaction=True)
def test_after_an_export_transactions_begin_as_before(cast: Cast, tmp_path: Path) -> None:
    before = getattr(connection, "transaction_mode", None)
    exported(tmp_path / "ud")
    assert getattr(connection, "transaction_mode", None) == before
