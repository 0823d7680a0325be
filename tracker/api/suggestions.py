"""Suggestions: what the reader proposes, accepted or rejected by a person's program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from actions.language import Grade, grade
from actions.models import ActionItem, Commitment
from actions.models.commitment import CommitmentQuerySet
from actions.policy import read_recurrence
from actions.selectors import owner_key
from actions.services.commitments import commitment_accept, commitment_reject
from tracker.api.action_item_shapes import ActionItemShape, told_of
from tracker.api.bodies import (
    OwnerField,
    ReasonBody,
    deadline_field,
    refuse_unlikely,
    task_field,
    worded,
)
from tracker.api.etags import version_seen, with_etag
from tracker.api.filters import KeyFilter
from tracker.api.listing import Listing
from tracker.api.resource import Resource
from tracker.api.scopes import Scope
from tracker.api.shapes import OWNER_COLUMNS, AgendaItemBrief, OwnerShape, Row, owner_of
from tracker.closed_views import agenda_item_number, note_meeting_view, note_page_view
from tracker.owners import NO_OWNER, Owner, owner_with_key
from tracker.permissions import access_commitment, decided_commitments, is_secretary

PLAIN = (
    "id",
    "version",
    "status",
    "task",
    "quote",
    "page",
    "owner_text",
    "due_text",
    "not_before",
    "recurrence",
    "condition",
    "confidence",
    "rule",
    "because",
    "rejected_because",
    "reviewed_at",
)
COLUMNS = (
    *PLAIN,
    *OWNER_COLUMNS,
    "due",
    "agenda_item_id",
    "agenda_item__number",
    "agenda_item__title",
    "agenda_item__is_closed",
    "agenda_item__position",
    "agenda_item__meeting_id",
)


class SuggestionShape(serializers.Serializer[Row]):
    """A sentence that promises, as it was read; a person decides what becomes of it."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    status = serializers.ChoiceField(choices=["proposed", "accepted", "rejected"])
    task = serializers.CharField(allow_blank=True)
    quote = serializers.CharField(allow_blank=True)
    page = serializers.IntegerField(allow_null=True)
    owner_text = serializers.CharField(allow_blank=True)
    due_text = serializers.CharField(allow_blank=True)
    not_before = serializers.DateField(allow_null=True)
    recurrence = serializers.CharField(allow_blank=True)
    condition = serializers.CharField(allow_blank=True)
    confidence = serializers.FloatField()
    rule = serializers.CharField(allow_blank=True)
    because = serializers.CharField(allow_blank=True)
    rejected_because = serializers.CharField(allow_blank=True)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    grade = serializers.ChoiceField(choices=[one.value for one in Grade])
    owner = OwnerShape(allow_null=True)
    deadline = serializers.DateField(allow_null=True)
    agenda_item = AgendaItemBrief()
    is_closed = serializers.BooleanField()
    meeting = serializers.IntegerField()


class AcceptBody(serializers.Serializer[Row]):
    """What the person settles on; what is left out is taken as it was read."""

    task = task_field(required=False)
    owner = OwnerField(required=False)
    deadline = deadline_field(required=False, allow_null=True)
    recurrence = serializers.ChoiceField(
        choices=["", *ActionItem.Recurrence.values], required=False
    )


class SuggestionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    meeting = KeyFilter(field_name="agenda_item__meeting")
    agenda_item = KeyFilter(field_name="agenda_item")
    committee = KeyFilter(field_name="agenda_item__meeting__committee")
    status = django_filters.ChoiceFilter(
        choices=[(one, one) for one in ("proposed", "accepted", "rejected")]
    )
    grade = django_filters.ChoiceFilter(
        method="as_sure", choices=[(one.value, one.value) for one in Grade]
    )

    def as_sure(self, queryset: CommitmentQuerySet, name: str, value: str) -> CommitmentQuerySet:
        """Leave those of the grade, and surer ones."""
        return queryset.sure(Grade(value))


class Suggestions(Listing):
    """List the suggestions of meetings that the user decides on."""

    says = {"get": gettext_lazy("Se forslagene")}
    shape = SuggestionShape
    filterset = SuggestionFilter
    columns = COLUMNS

    def rows(self) -> QuerySet[Commitment]:
        if not is_secretary(self.user):
            raise PermissionDenied
        return decided_commitments(self.user)

    def told(self, row: Row) -> Row:
        return _told(row)

    def note(self, rows: Iterable[Row]) -> None:
        closed = {_place(row) for row in rows if row["agenda_item__is_closed"]}
        note_page_view(self.user, "API", sorted(closed))


class SuggestionDetail(Resource):
    """One suggestion; its ETag is the version that a decision must name."""

    says = {"get": gettext_lazy("Se et forslag")}
    shape = SuggestionShape

    def get(self, request: Request, pk: int) -> Response:
        commitment = access_commitment(self.user, pk, to="decide")
        agenda_item = commitment.agenda_item
        note_meeting_view(self.user, agenda_item.meeting, [agenda_item])
        return _answer(commitment)


class Accept(Resource):
    """Make an action item of it, which is told in the answer."""

    says = {"post": gettext_lazy("Godkend et forslag som opgave")}
    writing = Scope.DECIDE
    shape = ActionItemShape
    body = AcceptBody
    is_versioned = True
    made = 201

    def post(self, request: Request, pk: int) -> Response:
        commitment = access_commitment(self.user, pk, to="decide")
        version = version_seen(request, commitment.version)
        settled = _settled(commitment, self.given(AcceptBody))
        action_item = commitment_accept(
            commitment=commitment, version=version, by=self.user, now=timezone.now(), **settled
        )
        answer = Response(told_of(action_item), status=201)
        answer["Location"] = reverse("api_action_item", args=[action_item.pk])
        return answer


class Reject(Resource):
    """Put it aside as no promise."""

    says = {"post": gettext_lazy("Afvis et forslag")}
    writing = Scope.DECIDE
    shape = SuggestionShape
    body = ReasonBody
    is_versioned = True

    def post(self, request: Request, pk: int) -> Response:
        commitment = access_commitment(self.user, pk, to="decide")
        version = version_seen(request, commitment.version)
        reason = self.given(ReasonBody)["reason"]
        commitment_reject(
            commitment=commitment, version=version, reason=reason, by=self.user, now=timezone.now()
        )
        return _answer(commitment)


def _place(row: Row) -> str:
    number = row["agenda_item__number"] or str(row["agenda_item__position"])
    return agenda_item_number(row["agenda_item__meeting_id"], number)


def _settled(commitment: Commitment, given: Row) -> dict[str, Any]:
    owner = given["owner"] if "owner" in given else _owner_read(commitment)
    deadline = given.get("deadline", commitment.due)
    refuse_unlikely(deadline, commitment.agenda_item.meeting.held_on)
    return {
        "task": worded(given.get("task", commitment.task)),
        "owner_person": owner.person,
        "owner_unit": owner.unit,
        "deadline": deadline,
        "recurrence": given.get("recurrence", read_recurrence(commitment.recurrence)),
    }


def _owner_read(commitment: Commitment) -> Owner:
    key = owner_key(person_id=commitment.owner_person_id, unit_id=commitment.owner_unit_id)
    if key == NO_OWNER:
        return Owner()
    found = owner_with_key(key)
    if found is None:
        words = _("Den, der står i referatet, kan ikke få opgaver mere. Skriv, hvem der skal.")
        raise serializers.ValidationError({"owner": [words]})
    return found


def _answer(commitment: Commitment) -> Response:
    told = _told(Commitment.objects.values(*COLUMNS).get(pk=commitment.pk))
    return with_etag(Response(told), told["version"])


def _told(row: Row) -> Row:
    told = {name: row[name] for name in PLAIN}
    told["grade"] = grade(row["confidence"]).value
    told["owner"] = owner_of(row)
    told["deadline"] = row["due"]
    told["agenda_item"] = {
        "id": row["agenda_item_id"],
        "number": row["agenda_item__number"],
        "title": row["agenda_item__title"],
    }
    told["is_closed"] = row["agenda_item__is_closed"]
    told["meeting"] = row["agenda_item__meeting_id"]
    return told
