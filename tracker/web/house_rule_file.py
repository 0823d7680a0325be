"""House rules out as CSV and in again: shown first, then stored, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import ChangedMeanwhileError, HouseRuleExistsError
from actions.language.house_rule_file import HouseRuleLine, house_rule_cells
from actions.services.house_rules import HouseRuleDraft, house_rules_import
from actions.tasks import ring_for_house_rules
from meetings.models import User
from tracker.permissions import decides_every_committee, is_secretary, visible_house_rules
from tracker.reports.csv_table import csv_bytes
from tracker.web.export_limit import too_many_exports
from tracker.web.house_rule_forms import HouseRuleFileForm
from tracker.web.house_rules import list_page
from tracker.web.http import UserRequest
from tracker.web.upload_limit import too_many_uploads


@login_required
@require_safe
def export(request: UserRequest) -> HttpResponse:
    if not is_secretary(request.user):
        raise PermissionDenied
    if refused := too_many_exports(request):
        return refused
    rows = visible_house_rules(request.user).filter(withdrawn_at__isnull=True)
    lines = [HouseRuleLine(row.value, row.reason) for row in rows.select_related("committee")]
    header, *cells = house_rule_cells(lines)
    return HttpResponse(
        csv_bytes(header, cells),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="husregler.csv"'},
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """How many rules a file makes and changes."""

    made: int
    changed: int


@login_required
@require_POST
def import_file(request: UserRequest) -> HttpResponse:
    if not decides_every_committee(request.user):
        raise PermissionDenied
    if refused := too_many_uploads(request):
        return refused
    form = HouseRuleFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return list_page(request, form, status=422)
    drafts = form.cleaned_data["drafts"]
    try:
        if "store" not in request.POST:
            context = {
                "preview": _preview(drafts, by=request.user),
                "drafts": drafts,
                "content": form.cleaned_data["content"],
            }
            return render(request, "house_rules/preview.html", context)
        made, changed = house_rules_import(drafts=drafts, by=request.user, now=timezone.now())
    except (ChangedMeanwhileError, HouseRuleExistsError):
        return _changed_meanwhile(request, form)
    transaction.on_commit(ring_for_house_rules)
    messages.success(
        request,
        _("Husreglerne er indlæst: %(made)s nye, %(changed)s rettet.")
        % {"made": made, "changed": changed},
    )
    return redirect("house_rules")


def _changed_meanwhile(request: UserRequest, form: HouseRuleFileForm) -> HttpResponse:
    """Another wrote the same rules between our look at them and our writing: all is taken back."""
    words = _(
        "En anden ændrede husreglerne imens. Intet af filen er gemt. Vælg filen igen, "
        "og se, hvad den ændrer nu."
    )
    form.add_error("file", words)
    return list_page(request, form, status=409)


def _preview(drafts: list[HouseRuleDraft], *, by: User) -> Preview:
    """Import the file and take it back: what is shown is what happens."""
    with transaction.atomic():
        made, changed = house_rules_import(drafts=drafts, by=by, now=timezone.now())
        transaction.set_rollback(True)
    return Preview(made, changed)
