"""The inbox: meetings that wait for review, and those that are done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from actions.models import Commitment
from meetings.models import Document, Meeting
from tracker.permissions import is_secretary, visible_agenda_items, visible_meetings
from tracker.web.http import UserRequest

PAGE_SIZE = 25
CHOICES = (
    (Meeting.Review.OPEN.value, _("Til gennemgang")),
    (Meeting.Review.SENT.value, _("Sendt")),
)


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    asked = request.GET.get("vis", "")
    chosen = asked if asked in Meeting.Review.values else Meeting.Review.OPEN.value
    rows = _rows(request).filter(review=chosen)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side")),
        "chosen": chosen,
        "choices": CHOICES,
        "is_secretary": is_secretary(request.user),
    }
    return render(request, "meetings/page.html", context)


def _rows(request: UserRequest) -> QuerySet[Meeting]:
    # Counts tell nothing of closed agenda items to those who may not see them.
    seen = Q(agenda_items__in=visible_agenda_items(request.user).values("pk"))

    def number_of(status: Commitment.Status) -> Count:
        return Count(
            "agenda_items__commitments",
            filter=seen & Q(agenda_items__commitments__status=status),
        )

    return (
        visible_meetings(request.user)
        .filter(document__stage=Document.Stage.READY)
        .select_related("committee", "document")
        .defer("document__text")
        .annotate(
            proposed=number_of(Commitment.Status.PROPOSED),
            accepted=number_of(Commitment.Status.ACCEPTED),
            rejected=number_of(Commitment.Status.REJECTED),
        )
        # Without a date nothing can be accepted: those first.
        .order_by(F("held_on").desc(nulls_first=True), "-pk")
    )
