"""The meeting plan out as CSV, and in from CSV or another calendar: shown first, then stored."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.services.meeting_bound import Followed, deadlines_follow
from meetings.calendar_file import PlannedLine, plan_cells
from meetings.exceptions import RegisterConflictError
from meetings.models import PlannedMeeting
from meetings.services.meeting_plan_import import PlanImport, meeting_plan_import
from tracker.reports.csv_table import csv_bytes
from tracker.templatetags.folgop import short_date
from tracker.web.export_limit import too_many_exports
from tracker.web.file_form import Line, Preview
from tracker.web.followed import followed_words, let_reread
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only, plan_page
from tracker.web.meeting_plan_forms import MeetingPlanFileForm
from tracker.web.upload_limit import too_many_uploads


@login_required
@require_safe
def export(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    if refused := too_many_exports(request):
        return refused
    rows = PlannedMeeting.objects.filter(committee__is_active=True).select_related("committee")
    header, *cells = plan_cells(
        PlannedLine(
            row.committee.name,
            row.held_on,
            row.place,
            row.is_cancelled,
            case_number=row.case_number,
        )
        for row in rows
    )
    return HttpResponse(
        csv_bytes(header, cells),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="moedeplan.csv"'},
    )


@login_required
@require_POST
def import_file(request: UserRequest) -> HttpResponse:
    """Show what a file would change; its content comes back to be stored."""
    administrators_only(request)
    if refused := too_many_uploads(request):
        return refused
    form = MeetingPlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return plan_page(request, file_form=form, status=422)
    now = timezone.now()
    try:
        with transaction.atomic():
            result = meeting_plan_import(
                lines=form.cleaned_data["lines"],
                committee=form.cleaned_data["committee"],
                by=request.user,
                now=now,
            )
            followed = deadlines_follow(now=now, by=request.user)
            if "store" not in request.POST:
                transaction.set_rollback(True)
    except RegisterConflictError as error:
        form.add_error("file", str(error))
        return plan_page(request, file_form=form, status=422)
    if "store" not in request.POST:
        return _preview_page(request, form, result, followed)
    told = _("Mødeplanen er indlæst: %(created)s nye, %(changed)s rettet.")
    told %= {"created": len(result.created), "changed": len(result.changed)}
    messages.success(request, " ".join([told, *followed_words(followed), *let_reread(now=now)]))
    return redirect("meeting_plan")


def _preview_page(
    request: UserRequest, form: MeetingPlanFileForm, result: PlanImport, followed: Followed
) -> HttpResponse:
    committee = form.cleaned_data["committee"]
    context = {
        "preview": Preview(
            created=tuple(_line(row) for row in result.created),
            changed=tuple(_changed(row, changes) for row, changes in result.changed),
            unchanged=result.unchanged,
            left=tuple(_line(row) for row in result.left),
            besides=tuple(followed_words(followed)),
        ),
        "content": form.cleaned_data["content"],
        "more_fields": {"committee": committee.pk} if committee else {},
        "store_url": reverse("meeting_plan_import"),
        "back_url": reverse("meeting_plan"),
        "back_words": _("Til mødeplanen"),
    }
    return render(request, "register/preview.html", context)


def _line(row: PlannedMeeting, changes: tuple[str, ...] = ()) -> Line:
    words = f"{row.committee.name}, {row.place}" if row.place else row.committee.name
    if row.is_cancelled:
        words = _("%(words)s (aflyst)") % {"words": words}
    return Line(short_date(row.held_on), words, changes)


def _changed(row: PlannedMeeting, changes: dict[str, list[object]]) -> Line:
    words = []
    if "held_on" in changes:
        day = date.fromisoformat(str(changes["held_on"][0]))
        words.append(_("flyttes fra %(day)s") % {"day": short_date(day)})
    if "place" in changes:
        was, to = changes["place"]
        words.append(f"{_('sted')}: {was or _('tom')} → {to or _('tom')}")
    if "case_number" in changes:
        was, to = changes["case_number"]
        words.append(f"{_('sagsnummer i ESDH')}: {was or _('tom')} → {to or _('tom')}")
    if "is_cancelled" in changes:
        words.append(_("aflyses") if changes["is_cancelled"][1] else _("holdes alligevel"))
    return _line(row, tuple(words))
