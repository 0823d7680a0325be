"""Action items: listed with the filters of the page, made by hand, and changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from actions.models import ActionItem
from actions.services.action_items import action_item_change, action_item_create
from meetings.models import AgendaItem, Committee
from tracker.api.action_item_shapes import (
    COLUMNS,
    ActionItemShape,
    action_item_told,
    is_confidential,
    told_of,
)
from tracker.api.bodies import (
    NOTE_LENGTH,
    ChangeBody,
    OwnerField,
    TextField,
    YesNoField,
    choose_among,
    deadline_field,
    refuse_unlikely,
    task_field,
)
from tracker.api.etags import held, with_etag
from tracker.api.listing import NEWEST, Listing
from tracker.api.once import once
from tracker.api.problems import Refusal
from tracker.api.resource import Resource
from tracker.api.shapes import Row
from tracker.closed_views import item_number, note_item_view, note_page_view
from tracker.filters import ActionItemFilter
from tracker.keyset import Order
from tracker.owners import Owner
from tracker.permissions import (
    access_action_item,
    decided_agenda_items,
    decided_committees,
    visible_action_items,
)


class CreateBody(serializers.Serializer[Row]):
    """One for a committee, or on an agenda item, whose committee is then its own."""

    committee = serializers.PrimaryKeyRelatedField(
        queryset=Committee.objects.none(), required=False
    )
    agenda_item = serializers.PrimaryKeyRelatedField(
        queryset=AgendaItem.objects.none(), required=False
    )
    task = task_field()
    owner = OwnerField()
    deadline = deadline_field(required=False, allow_null=True, default=None)
    background = TextField(max_length=NOTE_LENGTH, allow_blank=True, default="")
    is_closed = YesNoField(default=False)

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        fields = super().get_fields()
        if user := self.context.get("user"):
            choose_among(fields["committee"], decided_committees(user))
            choose_among(fields["agenda_item"], decided_agenda_items(user))
        return fields

    def validate_owner(self, owner: Owner) -> Owner:
        if owner == Owner():
            raise serializers.ValidationError(_("Skriv, hvem der skal gøre det."))
        return owner

    def validate(self, attrs: Row) -> Row:
        agenda_item, committee = attrs.get("agenda_item"), attrs.get("committee")
        if (agenda_item is None) == (committee is None):
            words = _("Send enten udvalget eller punktet, og ikke begge.")
            raise serializers.ValidationError({"committee": [words]})
        if agenda_item:
            refuse_unlikely(attrs["deadline"], agenda_item.meeting.held_on)
        return attrs


class ActionItems(Listing):
    """List those that the user may see; a posted one is made by hand."""

    says = {"get": gettext_lazy("Se opgaverne"), "post": gettext_lazy("Opret en opgave i hånden")}
    orders = {
        "deadline": Order("deadline_key"),
        "-deadline": Order("deadline_key", is_descending=True),
        **NEWEST,
    }
    shape, body = ActionItemShape, CreateBody
    made, is_done_once = 201, True
    filterset = ActionItemFilter
    columns = COLUMNS

    def rows(self) -> QuerySet[ActionItem]:
        return visible_action_items(self.user)

    def told(self, row: Row) -> Row:
        return action_item_told(row)

    def note(self, rows: Iterable[Row]) -> None:
        closed = [item_number(row["id"]) for row in rows if is_confidential(row)]
        note_page_view(self.user, "API", closed)

    def post(self, request: Request) -> Response:
        if not decided_committees(self.user).exists():
            raise PermissionDenied
        return once(request, self.user, self._create, may_see=self._may_see)

    def _may_see(self, pk: int) -> object:
        return access_action_item(self.user, pk, to="decide")

    def _create(self) -> Response:
        given = self.given(CreateBody)
        agenda_item: AgendaItem | None = given.get("agenda_item")
        committee = agenda_item.meeting.committee if agenda_item else given["committee"]
        if committee is None:
            raise Refusal(409, _("Mødet mangler et udvalg. Angiv det først."))
        owner: Owner = given["owner"]
        made = action_item_create(
            committee=committee,
            agenda_item=agenda_item,
            task=given["task"],
            background=given["background"],
            owner_person=owner.person,
            owner_unit=owner.unit,
            deadline=given["deadline"],
            # What is said behind closed doors is closed by that.
            is_closed=given["is_closed"] and not (agenda_item and agenda_item.is_closed),
            by=self.user,
            now=timezone.now(),
        )
        answer = Response(told_of(made), status=201)
        answer["Location"] = reverse("api_action_item", args=[made.pk])
        return with_etag(answer, made.version)


class ActionItemDetail(Resource):
    """One action item; its ETag is the version that a change must name."""

    says = {
        "get": gettext_lazy("Se en opgave"),
        "patch": gettext_lazy("Ret opgave, ansvarlig eller frist"),
    }
    shape, body = ActionItemShape, ChangeBody
    is_versioned = True

    def get(self, request: Request, pk: int) -> Response:
        action_item = access_action_item(self.user, pk)
        note_item_view(self.user, action_item)
        return item_answer(action_item)

    def patch(self, request: Request, pk: int) -> Response:
        """Change what, who or when; what is left out stays."""
        action_item = access_action_item(self.user, pk, to="decide")
        with held(request, action_item) as version:
            given = self.given(ChangeBody, current_owner=Owner.of(action_item))
            owner: Owner = given.get("owner", Owner.of(action_item))
            deadline = given.get("deadline", action_item.deadline)
            self._refuse(action_item, owner, given)
            action_item_change(
                action_item=action_item,
                version=version,
                task=given.get("task", action_item.task),
                owner_person=owner.person,
                owner_unit=owner.unit,
                deadline=deadline,
                by=self.user,
                now=timezone.now(),
            )
        return item_answer(action_item)

    def _refuse(self, action_item: ActionItem, owner: Owner, given: Row) -> None:
        if owner == Owner() and action_item.assigned_at is not None:
            words = _("Opgaven er sendt og skal have en ansvarlig.")
            raise serializers.ValidationError({"owner": [words]})
        refuse_unlikely(given.get("deadline"), action_item.promised_on)


def item_answer(action_item: ActionItem) -> Response:
    """Return the item as it stands now, with its version as ETag."""
    told = told_of(action_item)
    return with_etag(Response(told), told["version"])
