"""What is open, what is late and what was kept, for who answers for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import ActionItem
from actions.selectors import (
    ANSWERED,
    EXTENDED,
    LATE,
    OPEN,
    SILENT,
    SOON,
    UNDATED,
    Figures,
    OwnerRow,
    done_lately_from,
    open_by_age,
    overview_figures,
    owner_rows,
)
from tracker.filter_choices import AGE_WORDS
from tracker.filters import MY_UNITS
from tracker.overview_filter import OverviewFilter, answered_for
from tracker.reports.charts import Value, bar_chart
from tracker.reports.figures import Figure
from tracker.web.http import UserRequest
from tracker.web.overview_kept import kept_report
from tracker.web.step_words import silent_words

DONE = ActionItem.Status.DONE.value


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
    units: set[int] | None

    def url(self, **narrowing: object) -> str:
        return f"{reverse('action_items')}?{urlencode({**self.narrowing, **narrowing})}"


@login_required
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    scope = overview_scope(request)
    narrowed = OverviewFilter(request.GET, scope.action_items, request=request, within=scope.units)
    context = {
        "today": timezone.localdate(),
        "is_own_units": scope.units is not None,
        "is_narrowed": bool(request.GET),
        "form": narrowed.form,
    }
    # A filter that cannot be read shows nothing: everything would look like an answer to it.
    if not narrowed.form.is_valid():
        return render(request, "overview/page.html", context, status=422)
    chosen = Scope(narrowed.qs, {**scope.narrowing, **narrowed.narrowing}, scope.units)
    context |= _told(chosen, narrowed.period, now=timezone.now())
    return render(request, "overview/page.html", context)


def overview_scope(request: UserRequest) -> Scope:
    """Return what the user answers for: a secretary's committees, a manager's units."""
    action_items, units = answered_for(request.user)
    return Scope(action_items, {} if units is None else {"unit": MY_UNITS}, units=units)


def _told(scope: Scope, period: tuple[date, date], *, now: datetime) -> dict[str, object]:
    items, today = scope.action_items, timezone.localdate(now)
    ages = [
        Value(str(AGE_WORDS[name]), number, url=scope.url(status=OPEN, age=name))
        for name, number in open_by_age(items, today=today).items()
    ]
    figures = overview_figures(items, now=now)
    return {
        "figures": _figures(figures, scope.url, today),
        "is_empty": not (figures.open or figures.answered),
        "owners": [_linked(row, scope) for row in owner_rows(items, today=today)],
        "chart": bar_chart(ages),
        "kept": kept_report(items, period, url=scope.url),
    }


def _figures(counted: Figures, url: Callable[..., str], today: date) -> list[Figure]:
    late = "error" if counted.late else "neutral"
    lately = url(status=DONE, closed_from=done_lately_from(today=today))
    return [
        Figure(counted.open, _("åbne"), url(status=OPEN), "info"),
        Figure(counted.late, _("overskredne"), url(status=LATE), late),
        Figure(counted.soon, _("med frist inden 7 dage"), url(status=SOON), "warning"),
        Figure(counted.undated, _("uden frist"), url(status=UNDATED), "warning"),
        Figure(counted.silent, silent_words(), url(status=SILENT), "warning"),
        Figure(counted.extended, _("åbne, der er udsat"), url(status=EXTENDED)),
        Figure(counted.answered, _("besvarede, venter på godkendelse"), url(status=ANSWERED)),
        Figure(counted.done_lately, _("udført de sidste 30 dage"), lately, "success"),
    ]


def _linked(row: OwnerRow, scope: Scope) -> LinkedOwner:
    return LinkedOwner(
        row=row,
        open_url=scope.url(status=OPEN, owner=row.key),
        late_url=scope.url(status=LATE, owner=row.key),
    )
