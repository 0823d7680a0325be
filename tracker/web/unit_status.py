"""Status pr. enhed: how much is open, late and silent with each unit and below, to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from actions.selectors.unit_status import UnitStatus, in_all, unit_statuses
from tracker.closed_views import note_export
from tracker.overview_filter import OverviewFilter
from tracker.reports.pdf import PrintingMissingError, pdf_of
from tracker.reports.xlsx_table import xlsx_file
from tracker.web.export_limit import too_many_exports
from tracker.web.http import UserRequest
from tracker.web.overview import overview_scope

HEADER = ("Enhed", "Niveau", "Åbne", "Overskredne", "Stille", "Åbne i alt", "Overskredne i alt")
NO_UNIT = "Uden enhed"


@login_required
@require_safe
def unit_status(request: UserRequest, kind: str) -> HttpResponseBase:
    scope = overview_scope(request)
    narrowed = OverviewFilter(request.GET, scope.action_items, request=request, within=scope.units)
    if not narrowed.form.is_valid():
        messages.error(request, _("Papiret kan ikke laves, før felterne er rettet."))
        return redirect("overview")
    if refused := too_many_exports(request):
        return refused
    now = timezone.now()
    rows = unit_statuses(narrowed.qs, within=scope.units, now=now)
    try:
        response = _xlsx(rows) if kind == "xlsx" else _pdf(rows, narrowed.chosen)
    except PrintingMissingError:
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect("overview")
    note_export(request.user, narrowed.qs.unfinished(), form=f"status pr. enhed ({kind})")
    response["Cache-Control"] = "private, no-store"
    return response


def _name(kind: str) -> str:
    return f"status-per-enhed-{timezone.localdate().isoformat()}.{kind}"


def _xlsx(rows: list[UnitStatus]) -> HttpResponseBase:
    file = xlsx_file(HEADER, _cells(rows), sheet="Status pr. enhed")
    return FileResponse(file, as_attachment=True, filename=_name("xlsx"))


def _cells(rows: list[UnitStatus]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        own, whole = row.own, row.whole
        told = (own.open, own.late, own.silent, whole.open, whole.late)
        yield (row.name or NO_UNIT, row.depth + 1, *told)


def _pdf(rows: list[UnitStatus], chosen: list[tuple[str, str]]) -> HttpResponseBase:
    context: dict[str, Any] = {
        "rows": rows,
        "chosen": chosen,
        "no_unit": NO_UNIT,
        "total": in_all(rows),
        "made_on": timezone.localdate(),
    }
    # What is printed is Danish, whoever fetches it.
    with override("da"):
        content = pdf_of("overview/units_pdf.html", context)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{_name("pdf")}"'},
    )
