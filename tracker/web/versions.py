"""Corrected minutes: what changed, and what is to become of it."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actions.exceptions import AlreadyReviewedError
from actions.models import Commitment, Difference
from actions.services.differences import (
    difference_keep_old,
    difference_take_new,
    differences_decide_all,
)
from actions.services.lookalikes import meeting_join, meeting_part
from actions.tasks import ring_for_house_rules
from meetings.models import AgendaItem, Meeting
from tracker.closed_views import note_meeting_view
from tracker.permissions import access_difference, access_meeting, decided_meetings
from tracker.web.http import UserRequest
from tracker.web.standing_items import standing_items
from tracker.web.version_page import is_awaited, load_version

CHOICES = {"new": difference_take_new, "old": difference_keep_old}


@login_required
@require_safe
def version(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _version(request, pk)
    if request.htmx.trigger == "rereading" and is_awaited(meeting):
        return HttpResponse(status=204)  # the page asks whether it is done
    both = AgendaItem.objects.filter(meeting__in=[meeting.pk, meeting.version_of_id])
    note_meeting_view(request.user, meeting, both.filter(is_closed=True))
    return _page(request, meeting)


def _version(request: UserRequest, pk: int) -> Meeting:
    meeting = access_meeting(request.user, pk, to="decide")
    if meeting.version_of_id is None:
        raise Http404
    # Both sides are shown, so both are to be the user's to take care of.
    get_object_or_404(decided_meetings(request.user), pk=meeting.version_of_id)
    return meeting


def _page(request: UserRequest, meeting: Meeting, *, status: int = 200) -> HttpResponse:
    context = {"page": load_version(request, meeting)}
    return render(request, "versions/page.html", context, status=status)


@login_required
@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    difference = access_difference(request.user, pk)
    meeting = _version(request, difference.version_id)
    take = CHOICES.get(request.POST.get("choice", ""))
    if take is None:
        messages.error(request, _("Vælg det nye eller det gamle. Intet er ændret."))
        return _page(request, meeting, status=422)
    try:
        take(difference=difference, by=request.user, now=timezone.now())
    except AlreadyReviewedError:
        messages.warning(request, _already())
        return _page(request, meeting, status=409)
    _tell_what_stands(request, meeting, {difference.new_id or 0})
    return redirect(f"{reverse('version', args=[meeting.pk])}#{_next(difference)}")


def _tell_what_stands(request: UserRequest, meeting: Meeting, asked: Collection[int]) -> None:
    """Say which tasks were left alone although new words were taken, and what is to be done."""
    taken = Commitment.objects.filter(pk__in=asked, status=Commitment.Status.PROPOSED)
    standing = standing_items(request, meeting)
    numbers = sorted({standing[one.pk].pk for one in taken if one.pk in standing})
    if not numbers:
        return
    words = ngettext(
        "Opgave %(numbers)s står, som den var. Tag stilling til det nye forslag i gennemgangen.",
        "Opgave %(numbers)s står, som de var. Tag stilling til de nye forslag i gennemgangen.",
        len(numbers),
    )
    messages.info(request, words % {"numbers": ", ".join(map(str, numbers))})


def _next(difference: Difference) -> str:
    """Return where to go on: the next difference without a decision, or how it stands in all."""
    waiting = Difference.objects.undecided().filter(version=difference.version_id)
    first = waiting.order_by("new__start", "old__start", "pk").first()
    return f"forskel-{first.pk}" if first else "afgoerelse"


def _already() -> str:
    return _("En anden har taget stilling i mellemtiden. Her er det, som det står nu.")


@login_required
@require_POST
def decide_all(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _version(request, pk)
    choice = request.POST.get("choice", "")
    if choice not in CHOICES:
        messages.error(request, _("Vælg det nye eller det gamle. Intet er ændret."))
        return _page(request, meeting, status=422)
    waiting = Difference.objects.undecided().filter(version=meeting, new__isnull=False)
    asked = {one.new_id or 0 for one in waiting}
    number = differences_decide_all(
        version=meeting, takes_new=choice == "new", by=request.user, now=timezone.now()
    )
    if number:
        words = ngettext(
            "Der er taget stilling til %(number)s forskel.",
            "Der er taget stilling til %(number)s forskelle.",
            number,
        )
        messages.success(request, words % {"number": number})
        _tell_what_stands(request, meeting, asked)
    else:
        messages.info(request, _already())
    return redirect("version", pk=meeting.pk)


@login_required
@require_POST
def join(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _asked(request, pk)
    try:
        meeting_join(meeting=meeting, by=request.user, now=timezone.now())
    except AlreadyReviewedError:
        messages.warning(request, _already())
        return redirect("review", pk=pk)
    transaction.on_commit(ring_for_house_rules)
    messages.success(request, _("Det er samme møde. Her kan du se, hvad der er rettet."))
    return redirect("version", pk=pk)


@login_required
@require_POST
def part(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _asked(request, pk)
    try:
        meeting_part(meeting=meeting, by=request.user, now=timezone.now())
    except AlreadyReviewedError:
        messages.warning(request, _already())
    else:
        messages.success(request, _("Det er et møde for sig. Der bliver ikke spurgt igen."))
    return redirect("review", pk=pk)


def _asked(request: UserRequest, pk: int) -> Meeting:
    """Return the meeting, where the user takes care of both that look alike."""
    meeting = access_meeting(request.user, pk, to="decide")
    if meeting.resembles_id is not None:
        get_object_or_404(decided_meetings(request.user), pk=meeting.resembles_id)
    return meeting
