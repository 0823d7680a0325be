"""The inbox: meetings that wait for review, and those that are done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
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
from tracker.web.grades import seen_grade
from tracker.web.http import UserRequest
from tracker.web.relations import to_go_through

PAGE_SIZE = 25
CHOICES = (
    (Meeting.Review.OPEN.value, _("Til gennemgang")),
    (Meeting.Review.SENT.value, _("Sendt")),
)


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    if not may_see_meetings(request.user):
        raise PermissionDenied
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

    return (
        to_go_through(visible_meetings(request.user))
        .filter(document__stage=Document.Stage.READY)
        .select_related("committee", "document")
        .defer("document__text")
        .annotate(
            proposed=number_of(Commitment.Status.PROPOSED, confidence__gte=least),
            accepted=number_of(Commitment.Status.ACCEPTED),
            rejected=number_of(Commitment.Status.REJECTED),
            sent=Coalesce(Subquery(sent), 0),
            differences_left=Coalesce(Subquery(left), 0),
            may_decide=Exists(decided_meetings(request.user).filter(pk=OuterRef("pk"))),
        )
        # Without a date nothing can be accepted: those first.
        .order_by(F("held_on").desc(nulls_first=True), "-pk")
    )
