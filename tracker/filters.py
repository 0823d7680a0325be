"""What a list of action items can be narrowed to, on the pages and in the API alike."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from meetings.models import Committee, Person, Unit
from meetings.selectors import units_below
from tracker.fields import date_input, select
from tracker.owners import NO_OWNER, PERSON, UNIT, owned_by
from tracker.permissions import managed_units

OPEN, LATE, UNDATED, ALL = "open", "late", "undated", "all"
# The units that a manager answers for, whichever they are today.
MY_UNITS = "mine"


class ActionItemFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrows the action items that a user may see; it never widens them.

    Choices name only what occurs among those items, and the units above the ones that occur:
    committees, units and owners of which the user sees nothing are not told of.
    """

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="filter_status",
        empty_label=None,
        choices=[
            (OPEN, _("Åbne")),
            (LATE, _("Overskredne")),
            (UNDATED, _("Uden frist")),
            (ActionItem.Status.ANSWERED.value, _("Besvarede")),
            (ActionItem.Status.DONE.value, _("Udførte")),
            (ActionItem.Status.CANCELLED.value, _("Bortfaldne")),
            (ALL, _("Alle")),
        ],
        widget=select(),
    )
    committee = django_filters.ModelChoiceFilter(
        label=_("Udvalg"),
        queryset=Committee.objects.none(),
        empty_label=_("Alle udvalg"),
        widget=select(),
    )
    unit = django_filters.ChoiceFilter(
        label=_("Enhed og under"),
        method="filter_unit",
        empty_label=_("Alle enheder"),
        widget=select(),
    )
    owner = django_filters.ChoiceFilter(
        label=_("Ansvarlig"),
        method="filter_owner",
        empty_label=_("Alle ansvarlige"),
        widget=select(),
    )
    deadline_from = django_filters.DateFilter(
        label=_("Frist fra"),
        field_name="deadline",
        lookup_expr="gte",
        widget=date_input(),
    )
    deadline_to = django_filters.DateFilter(
        label=_("Frist til"),
        field_name="deadline",
        lookup_expr="lte",
        widget=date_input(),
    )
    closed_from = django_filters.DateFilter(
        label=_("Afsluttet fra"),
        field_name="closed_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    text = django_filters.CharFilter(
        label=_("Søg i opgave, ord og punkt"),
        method="filter_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-input"}),
    )

    class Meta:
        model = ActionItem
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[ActionItem],
        *,
        request: HttpRequest,
        prefix: str | None = None,
    ) -> None:
        chosen = data.copy()
        chosen.setdefault("status", OPEN)
        super().__init__(chosen, queryset=queryset, request=request, prefix=prefix)
        self.today = timezone.localdate()
        self.my_units = managed_units(request.user)
        self.filters["committee"].queryset = Committee.objects.filter(
            action_items__in=queryset
        ).distinct()
        self.filters["unit"].extra["choices"] = self._unit_choices(queryset)
        self.filters["owner"].extra["choices"] = _owner_choices(queryset)

    def _unit_choices(self, queryset: QuerySet[ActionItem]) -> list[tuple[str, Any]]:
        mine = [(MY_UNITS, _("Mine enheder"))] if self.my_units else []
        return [*mine, *((str(unit.pk), unit.name) for unit in _occurring_units(queryset))]

    def filter_status(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        if value == ALL:
            return queryset
        if value == LATE:
            return queryset.filter(status=ActionItem.Status.OPEN, deadline__lt=self.today)
        if value == UNDATED:
            return queryset.filter(status=ActionItem.Status.OPEN, deadline__isnull=True)
        return queryset.filter(status=value)

    def filter_unit(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        units = self.my_units if value == MY_UNITS else units_below({int(value)})
        return queryset.filter(in_units(units))

    def filter_owner(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(owned_by(value))

    def filter_text(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        # SQLite's LIKE knows no case outside ASCII ("Åben", "åben"); its regular expressions do.
        words = re.escape(value)
        return queryset.filter(
            Q(task__iregex=words)
            | Q(commitment__quote__iregex=words)
            | Q(agenda_item__title__iregex=words)
        )


def in_units(units: set[int]) -> Q:
    """Owned by one of the units or by somebody who works there."""
    return Q(owner_unit__in=units) | Q(owner_person__unit__in=units)


def _occurring_units(queryset: QuerySet[ActionItem]) -> list[Unit]:
    """Return the units that own an item or whose people do, and every unit above them."""
    wanted: set[int | None] = set()
    for pair in queryset.order_by().values_list("owner_unit", "owner_person__unit").distinct():
        wanted |= set(pair)
    units = list(Unit.objects.all())
    above = {unit.pk: unit.parent_id for unit in units}
    occurring: set[int] = set()
    for pk in wanted:
        unit = pk
        while unit is not None and unit not in occurring:
            occurring.add(unit)
            unit = above[unit]
    return [row for row in units if row.pk in occurring]


def _owner_choices(queryset: QuerySet[ActionItem]) -> list[tuple[str, Any]]:
    people = Person.objects.filter(action_items__in=queryset).distinct()
    units = Unit.objects.filter(action_items__in=queryset).distinct()
    return [
        *((f"{PERSON}:{person.pk}", str(person)) for person in people),
        *((f"{UNIT}:{unit.pk}", str(unit)) for unit in units),
        (NO_OWNER, _("Uden ansvarlig")),
    ]
