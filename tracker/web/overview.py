"""What is open and what is late, for who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import (
    Figures,
    OwnerRow,
    done_lately_from,
    due_soon,
    open_by_age,
    overview_figures,
    owner_rows,
)
from tracker.filters import LATE, MY_UNITS, OPEN, UNDATED, in_units
from tracker.permissions import is_manager, is_secretary, managed_units, visible_action_items
from tracker.reports.charts import bar_chart
from tracker.reports.figures import Figure
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class LinkedOwner:
    """An owner's row with the lists behind its numbers."""

    row: OwnerRow
    open_url: str
    late_url: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The items somebody answers for, and what narrows the list of items to the same ones."""

    action_items: QuerySet[ActionItem]
    narrowing: dict[str, str]
    is_own_units: bool

    def url(self, **narrowing: object) -> str:
        return f"{reverse('action_items')}?{urlencode({**self.narrowing, **narrowing})}"


@login_required
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    scope = _scope(request)
    today = timezone.localdate()
    first, last = due_soon(today=today)
    counted = overview_figures(scope.action_items, today=today)
    urls = {
        "open": scope.url(status=OPEN),
        "late": scope.url(status=LATE),
        "due_soon": scope.url(status=OPEN, deadline_from=first, deadline_to=last),
        "undated": scope.url(status=UNDATED),
        "done_lately": scope.url(
            status=ActionItem.Status.DONE.value, closed_from=done_lately_from(today=today)
        ),
    }
    context = {
        "today": today,
        "is_own_units": scope.is_own_units,
        "figures": _figures(counted, urls),
        "owners": [_linked(row, scope) for row in owner_rows(scope.action_items, today=today)],
        "chart": bar_chart(open_by_age(scope.action_items, today=today)),
    }
    return render(request, "overview/page.html", context)


def _scope(request: UserRequest) -> Scope:
    """Return what the user answers for: a secretary's committees, a manager's units."""
    visible = visible_action_items(request.user)
    if is_secretary(request.user):
        return Scope(visible, {}, is_own_units=False)
    if is_manager(request.user):
        units = managed_units(request.user)
        return Scope(visible.filter(in_units(units)), {"unit": MY_UNITS}, is_own_units=True)
    raise PermissionDenied


def _figures(counted: Figures, urls: dict[str, str]) -> list[Figure]:
    late = "error" if counted.late else "neutral"
    return [
        Figure(counted.open, _("åbne"), urls["open"], "info"),
        Figure(counted.late, _("overskredne"), urls["late"], late),
        Figure(counted.due_soon, _("med frist inden 7 dage"), urls["due_soon"], "warning"),
        Figure(counted.undated, _("uden frist"), urls["undated"], "warning"),
        Figure(counted.done_lately, _("udført de sidste 30 dage"), urls["done_lately"], "success"),
    ]


def _linked(row: OwnerRow, scope: Scope) -> LinkedOwner:
    return LinkedOwner(
        row=row,
        open_url=scope.url(status=OPEN, owner=row.key),
        late_url=scope.url(status=LATE, owner=row.key),
    )
