"""What is stored about a person: asked for, followed, seen and fetched, by administrators alone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from meetings.models import Person
from tracker.models import PersonReport
from tracker.permissions import is_administrator
from tracker.persondata.asking import (
    FIRST_ROWS,
    KEPT_FOR,
    WHOLE,
    report_ask,
    report_file,
    report_latest,
    report_note,
)
from tracker.persondata.files import csv_of
from tracker.persondata.first_rows import read_first_rows
from tracker.persondata.report import whose
from tracker.persondata.tables import TOLD
from tracker.web.export_limit import too_many_exports
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest


@login_required
@never_cache
@require_safe
def person_report(request: UserRequest, pk: int) -> HttpResponse:
    """Show how far one's own report is, and what is in it once it is made."""
    person = _person(request, pk)
    if not is_fresh(request):
        # A page that follows along has to come whole to be asked.
        return HttpResponseClientRefresh() if request.htmx else ask_again(request.path)
    now, one = timezone.now(), whose(person)
    report = report_latest(person=person, by=request.user)
    shown = report_file(report, FIRST_ROWS, now=now) if report else None
    if shown:
        report_note(person=person, by=request.user, what="side", now=now)
    context = {
        "person": person,
        "words": one.words.whole if one.words else (),
        "groups": read_first_rows(shown) if shown else (),
        "is_ready": shown is not None,
        **_how_far(report),
    }
    return render(request, "persondata/report.html", context)


@login_required
@require_POST
def ask(request: UserRequest, pk: int) -> HttpResponse:
    """Have it gathered by a worker."""
    person = _person(request, pk)
    if not is_fresh(request):
        return ask_again(reverse("person_report", args=[pk]))
    if refused := too_many_exports(request):
        return refused
    report_ask(person=person, by=request.user, now=timezone.now())
    return redirect("person_report", pk=pk)


@login_required
@never_cache
@require_safe
def person_report_file(request: UserRequest, pk: int, kind: str) -> HttpResponseBase:
    """Give the whole of it to the one who asked for it, as long as it is kept."""
    person = _person(request, pk)
    if not is_fresh(request):
        return ask_again(reverse("person_report", args=[pk]))
    now = timezone.now()
    report = report_latest(person=person, by=request.user)
    path = report_file(report, WHOLE, now=now) if report else None
    if path is None:
        raise Http404
    report_note(person=person, by=request.user, what=kind, now=now)
    response: HttpResponseBase = (
        StreamingHttpResponse(csv_of(path), content_type="text/csv; charset=utf-8")
        if kind == "csv"
        else FileResponse(path.open("rb"), content_type="application/json")
    )
    name = f"person-{person.pk}-{timezone.localdate().isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _person(request: UserRequest, pk: int) -> Person:
    if not is_administrator(request.user):
        raise PermissionDenied
    return get_object_or_404(Person, pk=pk)


def _how_far(report: PersonReport | None) -> dict[str, object]:
    finished_at = report.finished_at if report else None
    return {
        "report": report,
        "tables": len(TOLD),
        "is_under_way": report is not None and report.state in PersonReport.UNFINISHED,
        "has_failed": report is not None and report.state == PersonReport.State.FAILED,
        "gone_at": (finished_at or timezone.now()) + KEPT_FOR,
    }
