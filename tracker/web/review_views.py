"""How the page of review is answered with, whichever address was asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.models import Meeting
from tracker.web.http import UserRequest
from tracker.web.participant_form import ParticipantForm
from tracker.web.presence import others_on
from tracker.web.review_forms import MeetingForm
from tracker.web.review_page import Review, with_page


def show_page(
    request: UserRequest,
    loaded: Review,
    form: MeetingForm | None = None,
    *,
    people: ParticipantForm | None = None,
    correction: object = None,
    status: int = 200,
) -> HttpResponse:
    """Show the whole page; `correction` is a committee and a date to be looked at before saving."""
    context = {
        "review": with_page(request, loaded, form, people),
        "correction": correction,
        "others": others_on(request, loaded.meeting) if loaded.may_decide else None,
    }
    return render(request, "review/page.html", context, status=status)


def back_to(request: UserRequest, meeting: Meeting, commitment: int | None = None) -> HttpResponse:
    """Go back to the page, to the suggestion. The query tells it to htmx, which sees no #."""
    url = reverse("review", args=[meeting.pk])
    if commitment is None:
        return redirect(url)
    asked = f"?ved={commitment}" if request.htmx else ""
    return redirect(f"{url}{asked}#commitment-{commitment}")
