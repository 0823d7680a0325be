"""Meetings as their minutes tell them."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.models import Document, Meeting
from tracker.api.filters import KeyFilter
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.shapes import COMMITTEE_COLUMNS, CommitteeShape, Row, committee_of
from tracker.permissions import access_meeting, may_see_meetings, visible_meetings

PLAIN = ("id", "title", "held_on", "starts_at", "ends_at", "place", "case_number", "review", "page")
COLUMNS = (*PLAIN, *COMMITTEE_COLUMNS, "document_id", "version_of_id")


class MeetingShape(serializers.Serializer[Row]):
    """A meeting that was held; `version_of` is the one whose minutes these correct."""

    id = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True)
    held_on = serializers.DateField(allow_null=True)
    starts_at = serializers.TimeField(allow_null=True)
    ends_at = serializers.TimeField(allow_null=True)
    place = serializers.CharField(allow_blank=True)
    case_number = serializers.CharField(allow_blank=True, help_text="Sagsnummer i ESDH.")
    review = serializers.ChoiceField(choices=Meeting.Review.values)
    page = serializers.IntegerField(allow_null=True)
    committee = CommitteeShape(allow_null=True)
    document = serializers.IntegerField()
    version_of = serializers.IntegerField(allow_null=True)


class MeetingFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    committee = KeyFilter(field_name="committee")
    document = KeyFilter(field_name="document")
    review = django_filters.ChoiceFilter(choices=Meeting.Review.choices)
    case_number = django_filters.CharFilter(field_name="case_number", lookup_expr="iexact")
    held_from = django_filters.DateFilter(field_name="held_on", lookup_expr="gte")
    held_to = django_filters.DateFilter(field_name="held_on", lookup_expr="lte")


class Meetings(Listing):
    """List the meetings whose minutes are read."""

    says = {"get": gettext_lazy("Se møderne")}
    shape = MeetingShape
    filterset = MeetingFilter
    columns = COLUMNS

    def rows(self) -> QuerySet[Meeting]:
        if not may_see_meetings(self.user):
            raise PermissionDenied
        return visible_meetings(self.user).filter(document__stage=Document.Stage.READY)

    def told(self, row: Row) -> Row:
        return _told(row)


class MeetingDetail(Resource):
    """One meeting; its agenda items are listed by their own address."""

    says = {"get": gettext_lazy("Se et møde")}
    shape = MeetingShape

    def get(self, request: Request, pk: int) -> Response:
        meeting = access_meeting(self.user, pk)
        return Response(_told(Meeting.objects.values(*COLUMNS).get(pk=meeting.pk)))


def _told(row: Row) -> Row:
    told = {name: row[name] for name in PLAIN}
    told["committee"] = committee_of(row)
    told["document"] = row["document_id"]
    told["version_of"] = row["version_of_id"]
    return told
