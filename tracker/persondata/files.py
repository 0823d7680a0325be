"""The report on a person as a file: one JSON document, or a line for each column as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from tracker.persondata.report import Found, Whose
from tracker.persondata.tables import UNTOLD
from tracker.reports.csv_table import csv_lines


def report_json(one: Whose, rows: Iterable[Found], *, now: datetime) -> Iterator[bytes]:
    """Yield one document; each row stands on a line of its own."""
    head = {
        "person": one.person.pk,
        "made_at": now.isoformat(),
        "searched_for": list(one.words.whole) if one.words else [],
        "not_searched": UNTOLD,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": ['
    before = b"\n"
    for row in rows:
        yield before + json.dumps(_shape(row), ensure_ascii=False, default=str).encode()
        before = b",\n"
    yield b"\n]}\n"


def csv_of(path: Path) -> Iterator[bytes]:
    """Yield the same as CSV, read from the document a line at a time."""
    header = [_("Gruppe"), _("Tabel"), _("Nr."), _("Hvorfor"), _("Lukket"), _("Felt"), _("Indhold")]
    return csv_lines(header, _lines(path))


def _lines(path: Path) -> Iterator[tuple[object, ...]]:
    for row in _rows(path):
        table = apps.get_model(row["table"])._meta.verbose_name_plural
        closed = _("ja") if row["closed"] else ""
        for name, value in row["columns"].items():
            yield row["group"], table, row["id"], why(is_own=row["own"]), closed, name, value


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as document:
        next(document)
        for line in document:
            if line.startswith("{"):
                yield json.loads(line.removesuffix("\n").removesuffix(","))


def why(*, is_own: bool) -> str:
    return _("personens egen") if is_own else _("nævner personen")


def _shape(row: Found) -> dict[str, object]:
    return {
        "group": str(row.told_in.group),
        "table": row.told_in.model._meta.label,
        "id": row.pk,
        "own": row.is_own,
        "closed": row.is_closed,
        "columns": dict(row.told),
    }
