"""The inbox: meetings that wait for review, and those that are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from actions.models import Commitment, Difference
from meetings.models import Document, Meeting
from tracker.permissions import (
    decided_meetings,
    is_secretary,
    may_see_meetings,
    visible_action_items,
    visible_meetings,
)
from tracker.web.file_names import file_name
from tracker.web.grades import seen_grade
from tracker.web.http import UserRequest
from tracker.web.meeting_problems import Problem, meeting_problems, with_problems
from tracker.web.presence import names_joined, names_on
from tracker.web.relations import to_go_through

PAGE_SIZE = 25
CHOICES = (
    (Meeting.Review.OPEN.value, gettext_lazy("Til gennemgang")),
    (Meeting.Review.SENT.value, gettext_lazy("Sendt")),
)


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    if not may_see_meetings(request.user):
        raise PermissionDenied
    asked = request.GET.get("vis", "")
    chosen = asked if asked in Meeting.Review.values else Meeting.Review.OPEN.value
    rows = _rows(request).filter(review=chosen)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "page": page,
        "rows": _told(request, list(page)),
        "chosen": chosen,
        "choices": CHOICES,
        "is_secretary": is_secretary(request.user),
    }
    return render(request, "meetings/page.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting as the list shows it: what is wrong with it, and who else is on it."""

    meeting: Meeting
    problems: Sequence[Problem]
    others: str
    file_name: str


def _told(request: UserRequest, meetings: Sequence[Any]) -> list[Row]:
    names = names_on(request, meetings)
    return [
        Row(
            one,
            list(meeting_problems(one)),
            names_joined(names[one.pk]) if one.pk in names else "",
            file_name(one.document, may_open=one.opens, may_decide=one.is_decided),
        )
        for one in meetings
    ]


def _rows(request: UserRequest) -> QuerySet[Any]:
    # How the review goes is told to who decides; others see what was sent, as far as they may.
    deciding = Q(pk__in=decided_meetings(request.user).values("pk"))
    sent = (
        visible_action_items(request.user)
        .filter(agenda_item__meeting=OuterRef("pk"), assigned_at__isnull=False)
        .order_by()
        .values("agenda_item__meeting")
        .values(number=Count("pk"))
    )

    left = (
        Difference.objects.undecided()
        .filter(version=OuterRef("pk"))
        .order_by()
        .values("version")
        .values(number=Count("pk"))
    )
    least = seen_grade(request.user).least_confidence

    def number_of(status: Commitment.Status, **narrowed: float) -> Count:
        where = {"status": status, **narrowed}
        wanted = Q(**{f"agenda_items__commitments__{name}": value for name, value in where.items()})
        return Count("agenda_items__commitments", filter=deciding & wanted)

    rows: QuerySet[Any] = (
        with_problems(request, to_go_through(visible_meetings(request.user)))
        .filter(document__stage=Document.Stage.READY)
        .select_related("committee", "document")
        .defer("document__text")
        .annotate(
            proposed=number_of(Commitment.Status.PROPOSED, confidence__gte=least),
            accepted=number_of(Commitment.Status.ACCEPTED),
            rejected=number_of(Commitment.Status.REJECTED),
            sent=Coalesce(Subquery(sent), 0),
            differences_left=Coalesce(Subquery(left), 0),
        )
        # Without a date nothing can be accepted: those first.
        .order_by(F("held_on").desc(nulls_first=True), "-pk")
    )
    return rows
