"""How long what is kept; lists of what has had its time, approved by two; certificates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.models import Committee
from tracker.fields import select
from tracker.models import RetentionRule, RetentionRun
from tracker.models.retention import DataClass
from tracker.reports.pdf import PrintingMissingError, pdf_of
from tracker.retention.carrying_out import certificate_digest, run_counts
from tracker.retention.runs import (
    NothingDueError,
    NotWaitingError,
    RuleOffError,
    SamePersonError,
    rule_settle,
    run_approve,
    run_propose,
    run_withdraw,
)
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only

SHOWN = 500


class RuleForm(forms.Form):
    """What is kept for how long, and by what right."""

    data_class = forms.ChoiceField(
        label=gettext_lazy("Data"), choices=DataClass.choices, widget=select()
    )
    committee = forms.ModelChoiceField(
        label=gettext_lazy("Udvalg"),
        queryset=Committee.objects.all(),
        required=False,
        empty_label=gettext_lazy("Alle udvalg"),
        widget=select(),
    )
    years = forms.IntegerField(
        label=gettext_lazy("Gemmes i år"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "form-input"}),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Hjemmel"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-input"}),
        error_messages={"required": gettext_lazy("Skriv, hvad der giver lov til at slette.")},
    )
    is_on = forms.BooleanField(
        label=gettext_lazy("I brug"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "list-choice"}),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: UserRequest) -> HttpResponse:
    """Show the rules and what went by them; the form sets one."""
    administrators_only(request)
    if request.method != "POST":
        return _rules(request, RuleForm())
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _rules(request, form, status=422)
    if not is_fresh(request):
        return ask_again(request.path)
    rule_settle(**form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, _("Slettefristen er gemt."))
    return redirect("retention")


@login_required
@require_POST
def propose(request: UserRequest, pk: int) -> HttpResponse:
    """List what would go; nothing goes yet."""
    administrators_only(request)
    rule = get_object_or_404(RetentionRule, pk=pk)
    if not is_fresh(request):
        return ask_again(reverse("retention"))
    try:
        run = run_propose(rule=rule, by=request.user, now=timezone.now())
    except RuleOffError:
        messages.error(request, _("Slettefristen er ikke i brug. Intet er slettet."))
    except NothingDueError:
        messages.info(request, _("Intet har overskredet fristen."))
    else:
        return redirect("retention_run", pk=run.pk)
    return redirect("retention")


@login_required
@require_safe
def run(request: UserRequest, pk: int) -> HttpResponse:
    """Show the list, and once it is carried out the certificate."""
    administrators_only(request)
    return _run(request, get_object_or_404(_runs(), pk=pk))


@login_required
@require_POST
def approve(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    row = get_object_or_404(_runs(), pk=pk)
    if not is_fresh(request):
        return ask_again(reverse("retention_run", args=[pk]))
    try:
        run_approve(run=row, by=request.user, now=timezone.now())
    except SamePersonError:
        notice = _("Den, der har lavet listen, kan ikke godkende den. Bed en anden administrator.")
    except RuleOffError:
        notice = _("Slettefristen er ændret, siden listen blev lavet. Lav en ny liste.")
    except NotWaitingError:
        notice = _("Listen venter ikke på godkendelse mere.")
    else:
        messages.success(request, _("Listen er godkendt. Der slettes inden for nogle minutter."))
        return redirect("retention_run", pk=pk)
    return _run(request, row, notice=notice, status=409)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    row = get_object_or_404(_runs(), pk=pk)
    try:
        run_withdraw(run=row, by=request.user, now=timezone.now())
    except NotWaitingError:
        notice = _("Listen venter ikke på godkendelse mere.")
        return _run(request, row, notice=notice, status=409)
    messages.success(request, _("Listen er trukket tilbage. Intet er slettet."))
    return redirect("retention_run", pk=pk)


@login_required
@require_safe
def certificate(request: UserRequest, pk: int) -> HttpResponse:
    """Give the certificate as PDF: what, how many, by whom and by which rule, without content."""
    administrators_only(request)
    row = get_object_or_404(_runs().filter(state=RetentionRun.State.DONE), pk=pk)
    try:
        with override("da"):
            content = pdf_of("retention/certificate.html", _context(row))
    except PrintingMissingError:
        messages.error(request, _("PDF kan ikke laves på denne server: Pango mangler."))
        return redirect("retention_run", pk=pk)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="sletteattest-{pk}.pdf"'},
    )


def _runs() -> Any:
    return RetentionRun.objects.select_related(
        "rule", "committee", "proposed_by__person", "approved_by__person"
    )


def _rules(request: UserRequest, form: RuleForm, *, status: int = 200) -> HttpResponse:
    rules = RetentionRule.objects.select_related("committee").order_by("data_class", "pk")
    context = {"rules": rules, "runs": _runs()[:SHOWN], "form": form}
    return render(request, "retention/page.html", context, status=status)


def _run(
    request: UserRequest, row: RetentionRun, *, notice: str = "", status: int = 200
) -> HttpResponse:
    waits = row.state == RetentionRun.State.WAITING
    context = {
        **_context(row),
        "notice": notice,
        "items": row.items.order_by("ended_on", "pk")[:SHOWN],
        "may_approve": waits and row.proposed_by_id != request.user.pk,
        "waits": waits,
    }
    return render(request, "retention/run.html", context, status=status)


def _context(row: RetentionRun) -> dict[str, Any]:
    is_done = row.state == RetentionRun.State.DONE
    return {
        "run": row,
        "counts": run_counts(row),
        "last_day": row.before - timedelta(days=1),
        "is_done": is_done,
        "is_untouched": is_done and certificate_digest(row) == row.digest,
    }
