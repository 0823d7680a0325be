"""The number of the case in the records system: of a meeting, and of an item with its own."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.services.case_numbers import action_item_file_under
from meetings.services.meetings import meeting_file_under
from tracker.permissions import access_action_item, access_meeting
from tracker.web.action_item_page import item_page
from tracker.web.case_number_form import CaseNumberForm
from tracker.web.http import UserRequest
from tracker.web.review_page import load_review
from tracker.web.review_views import show_page


@login_required
@require_POST
def of_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    form = CaseNumberForm(request.POST)
    if not form.is_valid():
        review = replace(load_review(request, meeting), filing_form=form)
        return show_page(request, review, status=422)
    given = form.cleaned_data["case_number"]
    meeting_file_under(meeting=meeting, case_number=given, by=request.user, now=timezone.now())
    messages.success(request, _("Sagsnummeret er gemt."))
    return redirect("review", pk=pk)


@login_required
@require_POST
def of_action_item(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk, to="decide")
    form = CaseNumberForm(request.POST)
    if not form.is_valid():
        return item_page(request, action_item, forms={"filing": form}, status=422)
    action_item_file_under(
        action_item=action_item,
        case_number=form.cleaned_data["case_number"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Sagsnummeret er gemt."))
    return redirect("action_item", pk=pk)
