"""Mails: how each fares. What stands in them is not told; it is the recipient's."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import Message, Reminder
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.shapes import Row
from tracker.permissions import visible_messages

COLUMNS = (
    "id",
    "recipient",
    "kind",
    "day",
    "state",
    "to_email",
    "subject",
    "attempts",
    "error",
    "next_at",
    "sent_at",
    "refused_at",
    "bounced_at",
    "created_at",
)


class MessageShape(serializers.Serializer[Row]):
    """One mail to one recipient on one day."""

    id = serializers.IntegerField()
    recipient = serializers.CharField(help_text="person:12 / unit:3")
    kind = serializers.ChoiceField(choices=Message.Kind.values)
    day = serializers.DateField()
    state = serializers.ChoiceField(choices=Message.State.values)
    to_email = serializers.CharField(allow_blank=True)
    subject = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()
    error = serializers.CharField(allow_blank=True)
    next_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    refused_at = serializers.DateTimeField(allow_null=True)
    bounced_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class OneMessageShape(MessageShape):
    """The same, and the action items that it tells of."""

    action_items = serializers.ListField(child=serializers.IntegerField())


class MessageFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    state = django_filters.ChoiceFilter(choices=Message.State.choices)
    kind = django_filters.ChoiceFilter(choices=Message.Kind.choices)
    day_from = django_filters.DateFilter(field_name="day", lookup_expr="gte")
    day_to = django_filters.DateFilter(field_name="day", lookup_expr="lte")


class Messages(Listing):
    """List all mails."""

    says = {"get": gettext_lazy("Se mailene")}
    shape = MessageShape
    filterset = MessageFilter
    columns = COLUMNS

    def rows(self) -> QuerySet[Message]:
        return visible_messages(self.user)


class MessageDetail(Resource):
    """One mail."""

    says = {"get": gettext_lazy("Se, hvordan det går en mail")}
    shape = OneMessageShape

    def get(self, request: Request, pk: int) -> Response:
        row = get_object_or_404(visible_messages(self.user).values(*COLUMNS), pk=pk)
        told = Reminder.objects.filter(message=pk).order_by("action_item")
        keys = told.values_list("action_item", flat=True).distinct()
        return Response({**row, "action_items": list(keys)})
