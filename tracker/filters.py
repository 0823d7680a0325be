"""What a list of action items can be narrowed to, on the pages and in the API alike."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.models import ActionItem
from actions.models.action_item import silent_since
from meetings.models import AgendaItem, Committee, Meeting, Person, Unit
from tracker.fields import date_input, select
from tracker.owners import NO_OWNER, PERSON, UNIT, owned_by
from tracker.permissions import managed_units

OPEN, LATE, UNDATED, SILENT, ALL = "open", "late", "undated", "silent", "all"
SILENT_DAYS = 14
# One letter, however it is written.
DOUBLE_A = re.compile("å|aa", re.IGNORECASE)
# The units that a manager answers for, whichever they are today.
MY_UNITS = "mine"


Named = TypeVar("Named", bound=Model)


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
            (SILENT, _("Stille i 14 dage")),
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
        method="filter_closed_from",
        widget=date_input(),
    )
    meeting = django_filters.ModelChoiceFilter(
        label=_("Møde"),
        queryset=Meeting.objects.none(),
        field_name="agenda_item__meeting",
        widget=forms.HiddenInput(),
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
        self.filters["committee"].queryset = occurring(Committee, queryset, "committee")
        self.filters["meeting"].queryset = Meeting.objects.filter(
            pk__in=AgendaItem.objects.filter(
                Exists(queryset.order_by().filter(agenda_item=OuterRef("pk")))
            ).values("meeting")
        )
        people = list(occurring(Person, queryset, "owner_person"))
        self.units: list[Any] = list(Unit.objects.annotate(owns=_occurs(queryset)))
        self.people = people
        units = [unit for unit in self.units if unit.owns]
        self.filters["unit"].extra["choices"] = self._unit_choices(units)
        self.filters["owner"].extra["choices"] = _owner_choices(people, units)

    def _unit_choices(self, units: list[Unit]) -> list[tuple[str, Any]]:
        mine = [(MY_UNITS, _("Mine enheder"))] if self.my_units else []
        wanted = {person.unit_id for person in self.people} | {unit.pk for unit in units}
        shown = _with_those_above(wanted, self.units)
        return [*mine, *((str(unit.pk), unit.name) for unit in shown)]

    def filter_status(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        if value == ALL:
            return queryset
        if value == LATE:
            return queryset.filter(status=ActionItem.Status.OPEN, deadline__lt=self.today)
        if value == UNDATED:
            return queryset.filter(status=ActionItem.Status.OPEN, deadline__isnull=True)
        if value == SILENT:
            since = timezone.now() - timedelta(days=SILENT_DAYS)
            return queryset.filter(silent_since(since))
        return queryset.filter(status=value)

    def filter_unit(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        units = self.my_units if value == MY_UNITS else _below(int(value), self.units)
        # By their keys: beside a join, the database would read every row to find the few.
        people = [person.pk for person in self.people if person.unit_id in units]
        return queryset.filter(Q(owner_unit__in=units) | Q(owner_person__in=people))

    def filter_owner(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(owned_by(value))

    def filter_closed_from(
        self, queryset: QuerySet[ActionItem], name: str, value: date
    ) -> QuerySet[ActionItem]:
        # From the first moment of the day: asked by day, the database would read every row.
        begun = timezone.make_aware(datetime.combine(value, time.min))
        return queryset.filter(closed_at__gte=begun)

    def filter_text(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        # SQLite's LIKE knows no case outside ASCII ("Åben", "åben"); its regular expressions do.
        words = DOUBLE_A.sub("(?:å|aa)", re.escape(value))
        return queryset.filter(
            Q(task__iregex=words)
            | Q(commitment__quote__iregex=words)
            | Q(agenda_item__title__iregex=words)
        )


def in_units(units: set[int]) -> Q:
    """Owned by one of the units or by somebody who works there."""
    return Q(owner_unit__in=units) | Q(owner_person__unit__in=units)


def _below(top: int, units: list[Unit]) -> set[int]:
    """Return the unit and all that lie below it."""
    found, size = {top}, 0
    while size < len(found):
        size = len(found)
        found |= {unit.pk for unit in units if unit.parent_id in found}
    return found


def occurring(model: type[Named], queryset: QuerySet[ActionItem], field: str) -> QuerySet[Named]:
    """Return the rows of the register that occur at `field`: a look into the index for each."""
    return model._default_manager.filter(
        Exists(queryset.order_by().filter(**{field: OuterRef("pk")}))
    )


def _occurs(queryset: QuerySet[ActionItem]) -> ExpressionWrapper[Q]:
    """Tell of each unit whether it owns an item.

    As a set that is found once: asked of each unit by itself, the database reads every item for a
    unit that owns none.
    """
    owning = Q(pk__in=occurring(Unit, queryset, "owner_unit").values("pk"))
    return ExpressionWrapper(owning, output_field=BooleanField())


def _with_those_above(wanted: set[int | None], units: list[Unit]) -> list[Unit]:
    """Return the units and every unit above them."""
    above = {unit.pk: unit.parent_id for unit in units}
    found: set[int] = set()
    for pk in wanted:
        unit = pk
        while unit is not None and unit not in found:
            found.add(unit)
            unit = above[unit]
    return [row for row in units if row.pk in found]


def _owner_choices(people: list[Person], units: list[Unit]) -> list[tuple[str, Any]]:
    return [
        *((f"{PERSON}:{person.pk}", str(person)) for person in people),
        *((f"{UNIT}:{unit.pk}", str(unit)) for unit in units),
        (NO_OWNER, _("Uden ansvarlig")),
    ]
