"""What waits for the one who logs in."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import action_items_by_deadline
from meetings.models import Document, Meeting
from tracker.closed_views import closed_numbers, note_page_view
from tracker.permissions import (
    is_manager,
    is_reader,
    is_secretary,
    owned_action_items,
    stranded_action_items,
    visible_action_items,
    visible_documents,
    visible_meetings,
)
from tracker.reports.figures import Figure
from tracker.web.http import UserRequest
from tracker.web.relations import to_go_through, undecided_versions
from tracker.web.waiting import waiting_meetings

SHOWN = 5


@login_required
@require_safe
def home(request: UserRequest) -> HttpResponse:
    user = request.user
    mine = owned_action_items(user).unfinished()
    shown = list(action_items_by_deadline(mine)[:SHOWN]) if user.person_id else None
    late = list(action_items_by_deadline(_late_of_others(request))[:SHOWN])
    note_page_view(user, "forside", closed_numbers({*(shown or ()), *late}))
    context = {
        "figures": list(_figures(request)),
        "meetings": waiting_meetings(request)[:SHOWN] if is_secretary(user) else None,
        "my_items": shown,
        "my_number": mine.count() if user.person_id else 0,
        "leads": is_manager(user),
        "late_items": late,
        "late_number": _late_of_others(request).count() if len(late) == SHOWN else len(late),
        "today": timezone.localdate(),
    }
    return render(request, "home/page.html", context)


def _late_of_others(request: UserRequest) -> ActionItemQuerySet:
    """Return what is overdue among a manager's people; of everybody else nothing."""
    user = request.user
    if not is_manager(user):
        return ActionItem.objects.none()
    late = visible_action_items(user).unfinished().overdue(today=timezone.localdate())
    return late.exclude(pk__in=owned_action_items(user).values("pk"))


def _figures(request: UserRequest) -> Iterator[Figure]:
    user = request.user
    if is_secretary(user):
        yield from _secretary_figures(request)
    if is_secretary(user) or is_manager(user) or is_reader(user):
        yield from _follow_up_figures(request)


def _secretary_figures(request: UserRequest) -> Iterator[Figure]:
    waiting = (
        to_go_through(visible_meetings(request.user))
        .filter(review=Meeting.Review.OPEN, document__stage=Document.Stage.READY)
        .count()
    )
    label = ngettext("møde til gennemgang", "møder til gennemgang", waiting)
    yield Figure(waiting, label, reverse("meetings"), "info")
    answered = visible_action_items(request.user).answered().count()
    if answered:
        url = reverse("action_items") + "?status=answered"
        yield Figure(answered, _("svar til godkendelse"), url, "warning")
    stranded = stranded_action_items(request.user).count()
    if stranded:
        label = ngettext("frist uden møde", "frister uden møde", stranded)
        yield Figure(stranded, label, reverse("decisions"), "warning")
    versions = undecided_versions(request)
    if versions:
        label = ngettext(
            "rettet udgave mangler en afgørelse", "rettede udgaver mangler en afgørelse", versions
        )
        yield Figure(versions, label, reverse("meetings"), "warning")
    refused = visible_documents(request.user).filter(stage=Document.Stage.REJECTED).count()
    if refused:
        label = ngettext("fil kunne ikke læses", "filer kunne ikke læses", refused)
        yield Figure(refused, label, reverse("documents") + "?vis=rejected", "warning")


def _follow_up_figures(request: UserRequest) -> Iterator[Figure]:
    unfinished = visible_action_items(request.user).unfinished()
    number = unfinished.count()
    label = ngettext("åben opgave", "åbne opgaver", number)
    yield Figure(number, label, reverse("action_items"))
    late = unfinished.overdue(today=timezone.localdate()).count()
    url = reverse("action_items") + "?status=late"
    yield Figure(late, _("overskredet frist"), url, "error" if late else "success")
