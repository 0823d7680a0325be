"""What waits for the one who logs in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from meetings.models import Document, Meeting
from tracker.permissions import (
    is_manager,
    is_reader,
    is_secretary,
    owned_action_items,
    visible_action_items,
    visible_documents,
    visible_meetings,
)
from tracker.web.http import UserRequest

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words and the way to what it counts."""

    number: int
    label: str
    url: str
    kind: str = "neutral"


@login_required
@require_safe
def home(request: UserRequest) -> HttpResponse:
    user = request.user
    mine = owned_action_items(user).unfinished().select_related("agenda_item__meeting__committee")
    context = {
        "figures": list(_figures(request)),
        "meetings": _waiting_meetings(request) if is_secretary(user) else None,
        "my_items": mine.order_by("deadline", "pk")[:SHOWN] if user.person_id else None,
        "today": timezone.localdate(),
    }
    return render(request, "home/page.html", context)


def _waiting_meetings(request: UserRequest) -> list[Meeting]:
    waiting = visible_meetings(request.user).filter(
        review=Meeting.Review.OPEN, document__stage=Document.Stage.READY
    )
    return list(waiting.select_related("committee", "document").order_by("-held_on", "-pk")[:SHOWN])


def _figures(request: UserRequest) -> Iterator[Figure]:
    user = request.user
    if is_secretary(user):
        yield from _secretary_figures(request)
    if is_secretary(user) or is_manager(user) or is_reader(user):
        yield from _follow_up_figures(request)


def _secretary_figures(request: UserRequest) -> Iterator[Figure]:
    waiting = (
        visible_meetings(request.user)
        .filter(review=Meeting.Review.OPEN, document__stage=Document.Stage.READY)
        .count()
    )
    label = ngettext("møde til gennemgang", "møder til gennemgang", waiting)
    yield Figure(waiting, label, reverse("meetings"), "info")
    refused = visible_documents(request.user).filter(stage=Document.Stage.REJECTED).count()
    if refused:
        label = ngettext("fil kunne ikke læses", "filer kunne ikke læses", refused)
        yield Figure(refused, label, reverse("documents"), "warning")


def _follow_up_figures(request: UserRequest) -> Iterator[Figure]:
    sent = visible_action_items(request.user).unfinished().filter(assigned_at__isnull=False)
    number = sent.count()
    label = ngettext("åben opfølgning", "åbne opfølgninger", number)
    yield Figure(number, label, reverse("action_items"))
    late = sent.overdue(today=timezone.localdate()).count()
    url = reverse("action_items") + "?status=late"
    yield Figure(late, _("overskredet frist"), url, "error" if late else "success")
