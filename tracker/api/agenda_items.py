"""Agenda items: their titles, and what was minuted where the user may read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.models import AgendaItem, User
from tracker.api.filters import KeyFilter, YesNoFilter
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.shapes import Row
from tracker.closed_views import agenda_item_number, note_meeting_view, note_page_view
from tracker.keyset import Order
from tracker.permissions import (
    access_agenda_item,
    may_see_meetings,
    reads_agenda_items,
    visible_agenda_items,
)

PLAIN = ("id", "position", "number", "title", "is_closed", "page")
COLUMNS = (*PLAIN, "meeting_id", "words")


class AgendaItemShape(serializers.Serializer[Row]):
    """An agenda item; `minuted` is null where the user may not read the file."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    number = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    is_closed = serializers.BooleanField()
    page = serializers.IntegerField(allow_null=True)
    meeting = serializers.IntegerField()
    minuted = serializers.CharField(allow_null=True, allow_blank=True)


class AgendaItemFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    meeting = KeyFilter(field_name="meeting")
    is_closed = YesNoFilter()


class AgendaItems(Listing):
    """List the agenda items of meetings that the user may see."""

    says = {"get": gettext_lazy("Se punkterne")}
    shape = AgendaItemShape
    filterset = AgendaItemFilter
    orders = {"oldest": Order(), "newest": Order(is_descending=True)}
    columns = COLUMNS

    def rows(self) -> QuerySet[AgendaItem]:
        if not may_see_meetings(self.user):
            raise PermissionDenied
        return _with_words(self.user, visible_agenda_items(self.user))

    def told(self, row: Row) -> Row:
        return _told(row)

    def note(self, rows: Iterable[Row]) -> None:
        closed = [
            agenda_item_number(row["meeting_id"], row["number"] or str(row["position"]))
            for row in rows
            if row["is_closed"]
        ]
        note_page_view(self.user, "API", closed)


class AgendaItemDetail(Resource):
    """One agenda item."""

    says = {"get": gettext_lazy("Se et punkt")}
    shape = AgendaItemShape

    def get(self, request: Request, pk: int) -> Response:
        agenda_item = access_agenda_item(self.user, pk)
        note_meeting_view(self.user, agenda_item.meeting, [agenda_item])
        rows = _with_words(self.user, AgendaItem.objects.filter(pk=pk))
        return Response(_told(rows.values(*COLUMNS).get()))


def _with_words(user: User, agenda_items: QuerySet[AgendaItem]) -> QuerySet[Any]:
    reads = When(reads_agenda_items(user), then=F("minuted"))
    return agenda_items.annotate(words=Case(reads, default=Value(None)))


def _told(row: Row) -> Row:
    told = {name: row[name] for name in PLAIN}
    return {**told, "meeting": row["meeting_id"], "minuted": row["words"]}
