"""The report on a person as a file: a line for each column as CSV, or one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from tracker.persondata.report import Found, Whose, report_rows
from tracker.persondata.tables import UNTOLD
from tracker.reports.csv_table import csv_lines


def report_csv(one: Whose, *, now: datetime) -> Iterator[bytes]:
    del now  # it stands in the file's name
    header = [_("Gruppe"), _("Tabel"), _("Nr."), _("Hvorfor"), _("Lukket"), _("Felt"), _("Indhold")]
    return csv_lines(header, _lines(one))


def _lines(one: Whose) -> Iterator[tuple[object, ...]]:
    for row in report_rows(one):
        closed = _("ja") if row.is_closed else ""
        for name, value in row.told:
            yield row.told_in.group, row.told_in.name, row.pk, why(row), closed, name, value


def why(row: Found) -> str:
    return _("personens egen") if row.is_own else _("nævner personen")


def report_json(one: Whose, *, now: datetime) -> Iterator[bytes]:
    """Yield one document; each row stands on a line of its own."""
    head = {
        "person": one.person.pk,
        "made_at": now.isoformat(),
        "searched_for": list(one.words.whole) if one.words else [],
        "not_searched": UNTOLD,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": ['
    before = b"\n"
    for row in report_rows(one):
        yield before + json.dumps(_shape(row), ensure_ascii=False, default=str).encode()
        before = b",\n"
    yield b"\n]}\n"


def _shape(row: Found) -> dict[str, object]:
    return {
        "group": str(row.told_in.group),
        "table": row.told_in.model._meta.label,
        "id": row.pk,
        "own": row.is_own,
        "closed": row.is_closed,
        "columns": dict(row.told),
    }
