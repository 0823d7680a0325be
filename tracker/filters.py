"""What a list of action items can be narrowed to, on the pages and in the API alike."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from actions.models import ActionItem
from actions.models.action_item import filed_as
from actions.selectors import (
    AGES,
    OPEN,
    STANDINGS,
    UNKNOWN_AGE,
    closed_between,
    kept,
    of_age,
    standing,
)
from meetings.models import AgendaItem, Committee, Meeting, Person, Unit
from tracker.fields import date_input, select
from tracker.filter_choices import (
    AGE_WORDS,
    ALL,
    KEPT_WORDS,
    NO_UNIT,
    STATUS_CHOICES,
    named_owners,
    occurring,
    owns_some,
    units_under,
    with_those_above,
)
from tracker.owners import owned_by
from tracker.permissions import managed_units

# One letter, however it is written.
DOUBLE_A = re.compile("å|aa", re.IGNORECASE)
# The units that a manager answers for, whichever they are today.
MY_UNITS = "mine"


def _words_of(field: forms.BoundField, value: object) -> str:
    """Return a choice as its field shows it."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, models.Model) or not isinstance(field.field, forms.ChoiceField):
        return str(value)
    choices: Any = field.field.choices
    return str(dict(choices).get(value, value))


class ActionItemFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrows the action items that a user may see; it never widens them.

    Choices name only what occurs among those items, and the units above the ones that occur:
    committees, units and owners of which the user sees nothing are not told of.
    """

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="filter_status",
        empty_label=None,
        choices=STATUS_CHOICES,
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
    closed_to = django_filters.DateFilter(
        label=_("Afsluttet til"),
        method="filter_closed_to",
        widget=date_input(),
    )
    unit_itself = django_filters.ChoiceFilter(
        label=_("Kun enheden selv"),
        method="filter_unit_itself",
        empty_label=_("Alle enheder"),
        widget=select(),
    )
    age = django_filters.ChoiceFilter(
        label=_("Alder siden mødet"),
        method="filter_age",
        empty_label=_("Alle aldre"),
        choices=[(name, AGE_WORDS[name]) for name in (*AGES, UNKNOWN_AGE)],
        widget=select(),
    )
    kept = django_filters.ChoiceFilter(
        label=_("Hvordan fristen blev holdt"),
        method="filter_kept",
        empty_label=_("Alle"),
        choices=list(KEPT_WORDS.items()),
        widget=select(),
    )
    case_number = django_filters.CharFilter(
        label=_("Sagsnummer i ESDH"),
        method="filter_case_number",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-input"}),
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
        if "meeting" in self.filters:
            self.filters["meeting"].queryset = _meetings_of(queryset)
        # Found when they are shown or chosen from: a program that asks for neither waits for none.
        self.filters["unit"].extra["choices"] = lambda: self._unit_choices(self._owning)
        if "unit_itself" in self.filters:
            single = self.filters["unit_itself"]
            single.extra["choices"] = lambda: self._single_choices(self._owning)
        self.filters["owner"].extra["choices"] = lambda: named_owners(self.people, self._owning)

    @cached_property
    def units(self) -> list[Any]:
        return list(Unit.objects.annotate(owns=owns_some(self.queryset)))

    @cached_property
    def people(self) -> list[Person]:
        return list(occurring(Person, self.queryset, "owner_person"))

    @property
    def _owning(self) -> list[Unit]:
        return [unit for unit in self.units if unit.owns]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Return what a printed list was narrowed by, in Danish as papers are: label and choice."""
        shown = []
        with override("da"):
            for field in self.form.visible_fields():
                value = self.form.cleaned_data.get(field.name)
                if value and field.name != "sort":
                    shown.append((str(field.label), _words_of(field, value)))
        return shown

    def _unit_choices(self, units: list[Unit]) -> list[tuple[str, Any]]:
        mine = [(MY_UNITS, _("Mine enheder"))] if self.my_units else []
        wanted = {person.unit_id for person in self.people} | {unit.pk for unit in units}
        shown = with_those_above(wanted, self.units)
        return [*mine, *((str(unit.pk), unit.name) for unit in shown)]

    def _single_choices(self, units: list[Unit]) -> list[tuple[str, Any]]:
        wanted = {person.unit_id for person in self.people} | {unit.pk for unit in units}
        shown = [(str(unit.pk), unit.name) for unit in self.units if unit.pk in wanted]
        return [*shown, (NO_UNIT, _("Uden enhed"))]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether what is asked for is few of many rows.

        Searched for words alone, the newest that has them is met soon on the way from the newest.
        """
        given = self.form.cleaned_data
        free = {"sort", "status", "text"}
        narrowing = (value for name, value in given.items() if name not in free)
        return given.get("status") != ALL or any(narrowing)

    def filter_status(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        if value == ALL:
            return queryset
        if value in STANDINGS:
            return queryset.filter(standing(value, now=timezone.now()))
        return queryset.filter(status=value)

    def filter_case_number(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(filed_as(value))

    def filter_unit(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        units = self.my_units if value == MY_UNITS else units_under(int(value), self.units)
        return queryset.filter(self._owned_in(units))

    def filter_unit_itself(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        if value == NO_UNIT:
            return queryset.filter(owner_unit__isnull=True, owner_person__unit__isnull=True)
        return queryset.filter(self._owned_in({int(value)}))

    def _owned_in(self, units: set[int]) -> Q:
        # By their keys: beside a join, the database would read every row to find the few.
        people = [person.pk for person in self.people if person.unit_id in units]
        return Q(owner_unit__in=units) | Q(owner_person__in=people)

    def filter_owner(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(owned_by(value))

    def filter_closed_from(
        self, queryset: QuerySet[ActionItem], name: str, value: date
    ) -> QuerySet[ActionItem]:
        return queryset.filter(closed_between(value, None))

    def filter_closed_to(
        self, queryset: QuerySet[ActionItem], name: str, value: date
    ) -> QuerySet[ActionItem]:
        return queryset.filter(closed_between(None, value))

    def filter_age(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(of_age(value, today=self.today))

    def filter_kept(
        self, queryset: QuerySet[ActionItem], name: str, value: str
    ) -> QuerySet[ActionItem]:
        return queryset.filter(kept(value))

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


def _meetings_of(queryset: QuerySet[ActionItem]) -> QuerySet[Meeting]:
    said = AgendaItem.objects.filter(Exists(queryset.order_by().filter(agenda_item=OuterRef("pk"))))
    return Meeting.objects.filter(pk__in=said.values("meeting"))


def in_units(units: set[int]) -> Q:
    """Owned by one of the units or by somebody who works there."""
    people = list(Person.objects.filter(unit__in=units).values_list("pk", flat=True))
    return Q(owner_unit__in=units) | Q(owner_person__in=people)
