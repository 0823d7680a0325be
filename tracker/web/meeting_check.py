"""Who met, when, and who was there: put right in place, with what that changes shown before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actions.models import ActionItem
from actions.services.redating import Redating, meeting_redate
from actions.services.reviews import meeting_settle
from actions.tasks import ring_for_house_rules
from meetings.exceptions import RowChangedMeanwhileError
from meetings.models import Committee, Meeting
from meetings.services.meetings import participants_correct
from tracker.permissions import access_meeting
from tracker.web.http import UserRequest
from tracker.web.participant_form import ParticipantForm
from tracker.web.review_forms import MeetingForm
from tracker.web.review_page import load_review
from tracker.web.review_views import show_page


@dataclass(frozen=True, slots=True)
class Correction:
    """A committee and a date that are not saved yet, with what they would change."""

    committee: Committee
    held_on: date
    # None where it took too long to find out.
    redating: Redating | None

    @property
    def key(self) -> str:
        return f"{self.committee.pk}:{self.held_on}"


@login_required
@require_POST
def correct(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    form = MeetingForm(request.POST, meeting=meeting, user=request.user)
    if not form.is_valid():
        return show_page(request, load_review(request, meeting), form, status=422)
    if request.POST.get("seen", form.seen) != form.seen:
        return _rejected(request, meeting, form)
    # Weighing takes its time, and somebody else may be faster.
    seen = meeting.committee_id, meeting.held_on
    wanted = form.cleaned_data["committee"], form.cleaned_data["held_on"]
    correction = _weigh(request, meeting, *wanted)
    if correction:
        return show_page(request, load_review(request, meeting), form, correction=correction)
    try:
        meeting_settle(
            meeting=meeting,
            committee=wanted[0],
            held_on=wanted[1],
            by=request.user,
            now=timezone.now(),
            seen=seen,
        )
    except RowChangedMeanwhileError:
        meeting.refresh_from_db()
        return _rejected(request, meeting, MeetingForm(meeting=meeting, user=request.user))
    transaction.on_commit(ring_for_house_rules)
    messages.success(request, " ".join([_("Mødet er rettet."), *_followed(meeting)]))
    return redirect("review", pk=meeting.pk)


def _rejected(request: UserRequest, meeting: Meeting, form: MeetingForm) -> HttpResponse:
    messages.error(request, _("Mødet er rettet af en anden imens. Intet er gemt. Se det igen."))
    return show_page(request, load_review(request, meeting), form, status=409)


def _weigh(
    request: UserRequest, meeting: Meeting, committee: Committee, held_on: date
) -> Correction | None:
    """Return what is to be looked at before it is saved; None where there is nothing to look at."""
    if request.POST.get("weighed") == Correction(committee, held_on, None).key:
        return None
    if (committee.pk, held_on) == (meeting.committee_id, meeting.held_on):
        return None
    redating = meeting_redate(meeting=meeting, committee=committee, held_on=held_on)
    if redating is not None and not redating.changes:
        return None
    return Correction(committee, held_on, redating)


def _followed(meeting: Meeting) -> list[str]:
    """Say how many action items, known to their owners already, now belong to another meeting."""
    number = ActionItem.objects.filter(
        agenda_item__meeting=meeting, assigned_at__isnull=False
    ).count()
    words = ngettext(
        "%(number)s sendt opgave følger med.", "%(number)s sendte opgaver følger med.", number
    )
    return [words % {"number": number}] if number else []


@login_required
@require_POST
def correct_participants(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    form = ParticipantForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return show_page(request, load_review(request, meeting), people=form, status=422)
    try:
        participants_correct(
            meeting=meeting,
            participants=form.given,
            seen=request.POST.get("seen", ""),
            by=request.user,
            now=timezone.now(),
        )
    except RowChangedMeanwhileError:
        words = _("Deltagerne er rettet af en anden imens. Intet er gemt; det, du skrev, står her.")
        messages.error(request, words)
        return show_page(request, load_review(request, meeting), people=form, status=409)
    messages.success(request, _("Deltagerne er rettet."))
    return redirect(reverse("review", args=[meeting.pk]) + "#moede")
