"""The meeting plan: what each committee means to hold, kept true by administrators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions.services.meeting_bound import deadlines_follow
from meetings.exceptions import RowChangedMeanwhileError, RowExistsError
from meetings.models import Committee, PlannedMeeting
from meetings.services.meeting_plan import (
    planned_meeting_add,
    planned_meeting_cancel,
    planned_meeting_change,
    planned_meeting_restore,
    planned_meeting_split,
)
from tracker.day_hints import tell_day_off
from tracker.permissions import is_administrator
from tracker.web.followed import followed_words, tell_followed
from tracker.web.http import UserRequest
from tracker.web.meeting_plan_forms import (
    MeetingPlanFileForm,
    MoveForm,
    PlannedMeetingForm,
    SplitForm,
)

PAGE_SIZE = 100


def administrators_only(request: UserRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied


@login_required
@require_safe
def meeting_plan(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    return plan_page(request)


def plan_page(
    request: UserRequest,
    *,
    form: PlannedMeetingForm | None = None,
    file_form: MeetingPlanFileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the plan, with a form that was refused where there is one."""
    asked = request.GET.get("udvalg", "")
    shows_past = request.GET.get("vis") == "alle"
    rows = PlannedMeeting.objects.select_related("committee")
    if asked.isdecimal():
        rows = rows.filter(committee=int(asked[:18]))
    if not shows_past:
        rows = rows.filter(held_on__gte=timezone.localdate())
    context: dict[str, Any] = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side")),
        "committees": Committee.objects.filter(is_active=True),
        "asked": asked,
        "shows_past": shows_past,
        "query": f"udvalg={asked if asked.isdecimal() else ''}&vis={'alle' if shows_past else ''}",
        "form": form or PlannedMeetingForm(),
        "file_form": file_form or MeetingPlanFileForm(),
    }
    return render(request, "meeting_plan/page.html", context, status=status)


@login_required
@require_POST
def new(request: UserRequest) -> HttpResponse:
    administrators_only(request)
    form = PlannedMeetingForm(request.POST)
    if not form.is_valid():
        return plan_page(request, form=form, status=422)
    data = form.cleaned_data
    try:
        planned_meeting_add(
            committee=data["committee"],
            held_on=data["held_on"],
            place=data["place"],
            by=request.user,
            now=timezone.now(),
        )
    except RowExistsError:
        form.add_error("held_on", _("Udvalget har allerede et møde den dag."))
        return plan_page(request, form=form, status=422)
    tell_followed(request, _("Mødet er planlagt."))
    tell_day_off(request, data["held_on"])
    return redirect("meeting_plan")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def planned_meeting(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    planned = get_object_or_404(PlannedMeeting.objects.select_related("committee"), pk=pk)
    if request.method != "POST":
        return _meeting_page(request, planned, _form_of(planned))
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _meeting_page(request, planned, form, status=422)
    data = form.cleaned_data
    seen: tuple[date, str] = (data["seen_on"] or date.min, data["seen_place"])
    try:
        planned_meeting_change(
            planned=planned,
            seen=seen,
            held_on=data["held_on"],
            place=data["place"],
            by=request.user,
            now=timezone.now(),
        )
    except RowExistsError:
        form.add_error("held_on", _("Udvalget har allerede et møde den dag."))
        return _meeting_page(request, planned, form, status=422)
    except RowChangedMeanwhileError:
        return _changed_meanwhile(request, planned)
    tell_followed(request, _("Mødet er rettet."))
    tell_day_off(request, data["held_on"])
    return redirect("meeting_plan")


def _form_of(planned: PlannedMeeting) -> MoveForm:
    return MoveForm(
        initial={
            "held_on": planned.held_on,
            "place": planned.place,
            "seen_on": planned.held_on,
            "seen_place": planned.place,
        }
    )


def _changed_meanwhile(request: UserRequest, planned: PlannedMeeting) -> HttpResponse:
    messages.error(
        request, _("En anden har rettet mødet imens. Her er det, som det er nu. Intet er gemt.")
    )
    planned.refresh_from_db()
    return _meeting_page(request, planned, _form_of(planned), status=409)


def _meeting_page(
    request: UserRequest,
    planned: PlannedMeeting,
    form: MoveForm,
    *,
    split_form: SplitForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"planned": planned, "form": form, "split_form": split_form or SplitForm()}
    return render(request, "meeting_plan/meeting.html", context, status=status)


@login_required
@require_POST
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Call the meeting off, once it has been told what follows."""
    administrators_only(request)
    planned = get_object_or_404(PlannedMeeting.objects.select_related("committee"), pk=pk)
    try:
        if "confirm" not in request.POST:
            context = {"planned": planned, "follows": _what_follows(request, planned)}
            return render(request, "meeting_plan/cancel.html", context)
        planned_meeting_cancel(planned=planned, by=request.user, now=timezone.now())
    except RowChangedMeanwhileError:
        return _changed_meanwhile(request, planned)
    tell_followed(request, _("Mødet er aflyst."))
    return redirect(reverse("planned_meeting", args=[pk]))


def _what_follows(request: UserRequest, planned: PlannedMeeting) -> list[str]:
    """Call it off for the moment, see which deadlines follow, and take all of it back."""
    now = timezone.now()
    with transaction.atomic():
        # What a tick had left to do is not this meeting's.
        deadlines_follow(now=now)
        planned_meeting_cancel(planned=planned, by=request.user, now=now)
        words = followed_words(deadlines_follow(now=now, by=request.user))
        transaction.set_rollback(True)
    planned.refresh_from_db()
    return words


@login_required
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    administrators_only(request)
    planned = get_object_or_404(PlannedMeeting, pk=pk)
    try:
        planned_meeting_restore(planned=planned, by=request.user, now=timezone.now())
    except RowChangedMeanwhileError:
        return _changed_meanwhile(request, planned)
    tell_followed(request, _("Mødet holdes alligevel."))
    return redirect(reverse("planned_meeting", args=[pk]))


@login_required
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    """Hold the meeting on a further day as well."""
    administrators_only(request)
    planned = get_object_or_404(PlannedMeeting.objects.select_related("committee"), pk=pk)
    form = SplitForm(request.POST)
    if not form.is_valid():
        return _meeting_page(request, planned, _form_of(planned), split_form=form, status=422)
    try:
        planned_meeting_split(
            planned=planned,
            held_on=form.cleaned_data["held_on"],
            place=form.cleaned_data["place"],
            by=request.user,
            now=timezone.now(),
        )
    except RowExistsError:
        form.add_error("held_on", _("Udvalget har allerede et møde den dag."))
        return _meeting_page(request, planned, _form_of(planned), split_form=form, status=422)
    except RowChangedMeanwhileError:
        return _changed_meanwhile(request, planned)
    tell_followed(request, _("Mødet er delt i to."))
    tell_day_off(request, form.cleaned_data["held_on"])
    return redirect("meeting_plan")
