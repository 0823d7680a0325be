"""Everything that is stored, a table at a time, for who looks after the installation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Event
from meetings.services.events import event_record
from tracker.exchange.exporting import csv_of, json_lines
from tracker.exchange.tables import TABLES, table_named
from tracker.permissions import is_administrator
from tracker.web.export_limit import too_many_exports
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest

KINDS = {
    "csv": (csv_of, "text/csv; charset=utf-8", "csv"),
    "json": (json_lines, "application/jsonl; charset=utf-8", "jsonl"),
}


@login_required
@require_safe
def exchange(request: UserRequest) -> HttpResponse:
    _refuse_others(request)
    if not is_fresh(request):
        return ask_again(request.path)
    return render(request, "exchange/page.html", {"tables": TABLES})


@login_required
@require_safe
def exchange_table(request: UserRequest, name: str, kind: str) -> HttpResponseBase:
    _refuse_others(request)
    table = table_named(name)
    if table is None:
        raise Http404
    if not is_fresh(request):
        return ask_again(reverse("exchange"))
    if refused := too_many_exports(request):
        return refused
    lines, content_type, ending = KINDS[kind]
    event_record(
        subject=Event.Subject.LOG,
        subject_id=0,
        kind=Event.Kind.EXPORTED,
        at=timezone.now(),
        by=request.user,
        note=f"hele tabellen {name}, også det lukkede ({kind})",
    )
    return StreamingHttpResponse(
        lines(table),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{ending}"',
            "Cache-Control": "private, no-store",
        },
    )


def _refuse_others(request: UserRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied
