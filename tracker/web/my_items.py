"""What somebody has to do, grouped by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import ActionItemRow, action_item_rows, action_items_by_deadline
from tracker.closed_views import note_rows_view
from tracker.permissions import owned_action_items
from tracker.web.http import UserRequest

MOST = 500
UNFINISHED = [ActionItem.Status.OPEN, ActionItem.Status.ANSWERED]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and what stands below it; `name` is its place on the page."""

    name: str
    heading: str
    rows: list[ActionItemRow]


@login_required
@require_safe
def my_items(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = owned_action_items(request.user).filter(status__in=UNFINISHED)
    rows = action_item_rows(action_items_by_deadline(mine)[: MOST + 1], today=today)
    note_rows_view(request.user, "mine opgaver", rows[:MOST])
    context = {
        "groups": [group for group in _groups(rows[:MOST], today=today) if group.rows],
        "has_more": len(rows) > MOST,
    }
    return render(request, "action_items/mine.html", context)


def _groups(rows: list[ActionItemRow], *, today: date) -> list[Group]:
    sunday = today + timedelta(days=6 - today.weekday())
    found: dict[str, list[ActionItemRow]] = {}
    for row in rows:
        found.setdefault(_name(row, sunday=sunday), []).append(row)
    headings = {
        "late": _("Overskredet"),
        "week": _("Denne uge"),
        "later": _("Senere"),
        "undated": _("Uden frist"),
        "answered": _("Venter på godkendelse"),
    }
    return [Group(name, heading, found.get(name, [])) for name, heading in headings.items()]


def _name(row: ActionItemRow, *, sunday: date) -> str:
    if row.status == ActionItem.Status.ANSWERED:
        return "answered"
    if row.is_overdue:
        return "late"
    if row.deadline is None:
        return "undated"
    return "week" if row.deadline <= sunday else "later"
