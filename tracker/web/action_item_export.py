"""What a list shows, as a file to take along; long ones are written while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from actions.models.action_item import ActionItemQuerySet
from actions.selectors import action_item_rows
from tracker.reports.csv_table import csv_lines
from tracker.reports.pdf import pdf_of
from tracker.reports.xlsx_table import xlsx_file

CHUNK = 2000
# A paper of more rows is read by nobody, and set for minutes.
MOST_PRINTED = 1000

Export = Callable[..., HttpResponseBase]


Chosen = Sequence[tuple[str, str]]


class TooManyToPrintError(Exception):
    """The list is longer than a paper may be."""


def csv_response(
    action_items: ActionItemQuerySet, *, chosen: Chosen, today: date
) -> HttpResponseBase:
    return StreamingHttpResponse(
        csv_lines(_header(), _spoken(_cells(action_items, today=today))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_name(today)}.csv"'},
    )


def xlsx_response(
    action_items: ActionItemQuerySet, *, chosen: Chosen, today: date
) -> HttpResponseBase:
    file = xlsx_file(_header(), _cells(action_items, today=today), sheet=_("Opfølgning"))
    return FileResponse(file, as_attachment=True, filename=f"{_name(today)}.xlsx")


def pdf_response(
    action_items: ActionItemQuerySet, *, chosen: Chosen, today: date
) -> HttpResponseBase:
    """Return the list as a paper; raises TooManyToPrintError, PrintingMissingError."""
    items = list(action_items[: MOST_PRINTED + 1])
    if len(items) > MOST_PRINTED:
        raise TooManyToPrintError
    # What is printed is Danish, whoever fetches it.
    with override("da"):
        rows = action_item_rows(items, today=today)
        context = {"rows": rows, "chosen": chosen, "made_on": today}
        content = pdf_of("action_items/pdf.html", context)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{_name(today)}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


EXPORTS: dict[str, Export] = {"csv": csv_response, "xlsx": xlsx_response, "pdf": pdf_response}


def _name(today: date) -> str:
    return f"opfoelgning-{today.isoformat()}"


def _header() -> list[str]:
    return [
        _("Nr."),
        _("Opgave"),
        _("Ansvarlig"),
        _("Frist"),
        _("Dage over fristen"),
        _("Status"),
        _("Udvalg"),
        _("Møde"),
        _("Punkt"),
        _("Sagsnummer i ESDH"),
    ]


def _spoken(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows in the language asked for: they are written when the page's is left again."""
    return _in(get_language(), rows)


def _in(language: str | None, rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    while True:
        # Not around the yield: whoever takes the row would speak it too.
        with override(language):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _cells(action_items: ActionItemQuerySet, *, today: date) -> Iterator[tuple[object, ...]]:
    for item in action_items.with_filed_number().iterator(chunk_size=CHUNK):
        (row,) = action_item_rows([item], today=today)
        yield (
            row.pk,
            row.task,
            row.owner,
            row.deadline,
            row.days_late or None,
            row.status_text,
            row.committee,
            row.held_on,
            row.agenda_item,
            item.filed_number,
        )
