"""What waits for the one who logs in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import action_items_by_deadline
from tracker.closed_views import closed_numbers, note_page_view
from tracker.permissions import (
    is_manager,
    is_secretary,
    owned_action_items,
    visible_action_items,
)
from tracker.web.home_figures import home_figures
from tracker.web.http import UserRequest
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
        "figures": list(home_figures(request)),
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
