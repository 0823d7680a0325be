"""What the overview counts, and is narrowed to; all of it stands in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from meetings.models import Unit
from tracker.filters import MY_UNITS, ActionItemFilter, in_units
from tracker.permissions import (
    Viewer,
    is_manager,
    is_secretary,
    managed_units,
    visible_action_items,
)

MONTHS = 12
NARROWING = ("committee", "unit", "owner")
PERIOD = ("closed_from", "closed_to")


def answered_for(user: Viewer) -> tuple[QuerySet[ActionItem], set[int] | None]:
    """Return what the user answers for: a secretary's committees, a manager's items and units."""
    visible = visible_action_items(user)
    if is_secretary(user):
        return visible, None
    if is_manager(user):
        units = managed_units(user)
        return visible.filter(in_units(units)), units
    raise PermissionDenied


class OverviewFilter(ActionItemFilter):
    """The list's own narrowing, so that a figure and its list cannot mean different things.

    The period is that of what was done; what is open is counted as it stands today.
    """

    # Where items stand is what the figures tell: nothing here to narrow them by.
    status = deadline_from = deadline_to = unit_itself = age = kept = meeting = text = None

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[ActionItem],
        *,
        request: HttpRequest,
        within: set[int] | None,
    ) -> None:
        self.within = within
        super().__init__(data, queryset, request=request)
        for name, label in zip(PERIOD, (_("Udført fra"), _("Udført til")), strict=True):
            self.filters[name].label = label

    def _unit_choices(self, units: list[Unit]) -> list[tuple[str, Any]]:
        choices = super()._unit_choices(units)
        if self.within is None:
            return choices
        own = {MY_UNITS, *map(str, self.within)}
        return [choice for choice in choices if choice[0] in own]

    def filter_closed_from(
        self, queryset: QuerySet[ActionItem], name: str, value: date
    ) -> QuerySet[ActionItem]:
        """Leave the rows as they are: the period is of what was done alone."""
        return queryset

    filter_closed_to = filter_closed_from

    @property
    def period(self) -> tuple[date, date]:
        """Return the days between which things were done: twelve months unless said."""
        chosen = self.form.cleaned_data
        last = chosen["closed_to"] or self.today
        return chosen["closed_from"] or first_of_months(last), last

    @property
    def narrowing(self) -> dict[str, str]:
        """Return the choices as the list's address has them."""
        return {name: self.data[name] for name in NARROWING if self.data.get(name)}


def first_of_months(last: date) -> date:
    """Return the first day of the twelve months that end with this one.

    >>> first_of_months(date(2026, 3, 3))
    datetime.date(2025, 4, 1)
    """
    first = last.replace(day=1)
    for _month in range(MONTHS - 1):
        if first <= date(1901, 1, 1):
            break
        first = (first - timedelta(days=1)).replace(day=1)
    return first
