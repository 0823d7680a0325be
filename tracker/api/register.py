"""The register: who decides, who works where."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.models import Committee, Person, Unit
from tracker.api.filters import KeyFilter, YesNoFilter
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.scopes import Scope
from tracker.api.shapes import Row
from tracker.keyset import Order
from tracker.owners import PERSON, UNIT
from tracker.permissions import may_see_register

OLDEST_FIRST = {"oldest": Order(), "newest": Order(is_descending=True)}


class CommitteeEntryShape(serializers.Serializer[Row]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    short_name = serializers.CharField(allow_blank=True)
    is_active = serializers.BooleanField()
    is_closed_by_default = serializers.BooleanField()
    closes_on_answer = serializers.BooleanField()


class UnitEntryShape(serializers.Serializer[Row]):
    """A unit; `key` names it as an owner."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    name = serializers.CharField()
    abbreviation = serializers.CharField(allow_blank=True)
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # a field's name
    manager = serializers.IntegerField(allow_null=True)
    email = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class PersonEntryShape(serializers.Serializer[Row]):
    """A person; `key` names them as an owner."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    name = serializers.CharField()
    initials = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    unit = serializers.IntegerField(allow_null=True)
    is_active = serializers.BooleanField()


class CommitteeFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    is_active = YesNoFilter()


class UnitFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    parent = KeyFilter(field_name="parent")


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    unit = KeyFilter(field_name="unit")
    is_active = YesNoFilter()


class Entries(Listing):
    """Rows of the register, for who may see it."""

    reading = Scope.REGISTER
    orders = OLDEST_FIRST
    model: ClassVar[type[Model]]

    def rows(self) -> QuerySet[Any]:
        return _entries(self, self.model)

    def told(self, row: Row) -> Row:
        return entry_told(self.model, row)


class Entry(Resource):
    """One row of the register."""

    reading = Scope.REGISTER
    model: ClassVar[type[Model]]
    columns: ClassVar[tuple[str, ...]]

    def get(self, request: Request, pk: int) -> Response:
        row = get_object_or_404(_entries(self, self.model).values(*self.columns), pk=pk)
        return Response(entry_told(self.model, row))


class Committees(Entries):
    """List the committees: their keys are what files and action items are made for."""

    says = {"get": gettext_lazy("Se udvalgene")}
    # Whoever puts files in must be able to say where they belong.
    reading = Scope.READ
    model, shape, filterset = Committee, CommitteeEntryShape, CommitteeFilter
    columns = ("id", "name", "short_name", "is_active", "is_closed_by_default", "closes_on_answer")


class CommitteeDetail(Entry):
    """One committee."""

    says = {"get": gettext_lazy("Se et udvalg")}
    reading = Scope.READ
    model, shape, columns = Committee, CommitteeEntryShape, Committees.columns


class Units(Entries):
    """List the units."""

    says = {"get": gettext_lazy("Se enhederne")}
    model, shape, filterset = Unit, UnitEntryShape, UnitFilter
    columns = (
        "id",
        "name",
        "abbreviation",
        "parent",
        "manager",
        "email",
        "valid_from",
        "valid_to",
    )


class UnitDetail(Entry):
    """One unit."""

    says = {"get": gettext_lazy("Se en enhed")}
    model, shape, columns = Unit, UnitEntryShape, Units.columns


class People(Entries):
    """List the people."""

    says = {"get": gettext_lazy("Se personerne")}
    model, shape, filterset = Person, PersonEntryShape, PersonFilter
    columns = ("id", "name", "initials", "title", "email", "unit", "is_active")


class PersonDetail(Entry):
    """One person."""

    says = {"get": gettext_lazy("Se en person")}
    model, shape, columns = Person, PersonEntryShape, People.columns


def entry_told(model: type[Model], row: Row) -> Row:
    kind = {Person: PERSON, Unit: UNIT}.get(model)
    return {**row, "key": f"{kind}:{row['id']}"} if kind else row


def _entries(resource: Resource, model: type[Model]) -> QuerySet[Any]:
    if not may_see_register(resource.user):
        raise PermissionDenied
    return model._default_manager.all()
