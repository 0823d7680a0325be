"""What must not be erased for now: set and lifted by administrators."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.exceptions import AlreadyHeldError, NotHeldError
from meetings.models import Hold
from meetings.services.holds import FIELDS, Holdable, hold_lift, hold_on, hold_set
from tracker.web.fresh import ask_again, is_fresh
from tracker.web.http import UserRequest
from tracker.web.meeting_plan import administrators_only

MODELS = {name: model for model, name in FIELDS.items()}
SHOWN = 500


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-input"}),
        error_messages={"required": gettext_lazy("Skriv en begrundelse.")},
    )


@login_required
@require_safe
def holds(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    rows = Hold.objects.select_related(*MODELS, "set_by__person", "lifted_by__person")
    return render(request, "holds/list.html", {"holds": rows[:SHOWN]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Show whether the row is held; the button holds it."""
    administrators_only(request)
    row = _row(kind, pk)
    if request.method != "POST":
        return _page(request, kind, row, ReasonForm())
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, row, form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        hold_set(row=row, reason=reason, by=request.user, now=timezone.now())
    except AlreadyHeldError:
        messages.info(request, _("Der står allerede et forbud. Intet er ændret."))
    else:
        messages.success(request, _("Forbuddet er sat."))
    return redirect("hold", kind=kind, pk=pk)


@login_required
@require_POST
def lift(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Lift the hold: what stood in the way of erasing does so no longer."""
    administrators_only(request)
    row = _row(kind, pk)
    if not is_fresh(request):
        return ask_again(reverse("hold", args=[kind, pk]))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, row, form, status=422)
    try:
        hold_lift(row=row, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except NotHeldError:
        messages.info(request, _("Der står intet forbud. Intet er ændret."))
    else:
        messages.success(request, _("Forbuddet er ophævet."))
    return redirect("hold", kind=kind, pk=pk)


def _row(kind: str, pk: int) -> Holdable:
    if kind not in MODELS:
        raise Http404
    return cast("Holdable", get_object_or_404(MODELS[kind], pk=pk))


def _page(
    request: UserRequest, kind: str, row: Holdable, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "kind": kind,
        "row": row,
        "hold": hold_on(row),
        "form": form,
        "back_url": page_of(kind, row.pk),
    }
    return render(request, "holds/hold.html", context, status=status)


def page_of(kind: str, pk: int) -> str:
    """Return the address of the page that shows the row."""
    if kind in {"document", "meeting"}:
        return reverse("document" if kind == "document" else "review", args=[pk])
    return reverse("register_entry", args=["udvalg" if kind == "committee" else "personer", pk])
