"""How an action item looks to a program, and what can be sent about one."""

from __future__ import annotations

from rest_framework import serializers

from actions.models import ActionItem
from tracker.api.shapes import (
    COMMITTEE_COLUMNS,
    OWNER_COLUMNS,
    AgendaItemBrief,
    CommitteeShape,
    OwnerShape,
    Row,
    committee_of,
    owner_of,
)

# Told as they stand.
PLAIN = (
    "id",
    "version",
    "task",
    "background",
    "status",
    "deadline",
    "priority",
    "recurrence",
    "extensions",
    "promised_on",
    "answer",
    "answered_by",
    "answered_at",
    "returned_because",
    "closed_at",
    "created_at",
)
COLUMNS = (
    *PLAIN,
    *OWNER_COLUMNS,
    *COMMITTEE_COLUMNS,
    "is_closed",
    "assigned_at",
    "agenda_item_id",
    "agenda_item__number",
    "agenda_item__title",
    "agenda_item__is_closed",
    "agenda_item__meeting_id",
    "agenda_item__meeting__document_id",
    "case_number",
    "agenda_item__meeting__case_number",
    "commitment__quote",
    "commitment__page",
)


class ActionItemShape(serializers.Serializer[Row]):
    """An action item with the words it came from."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    task = serializers.CharField()
    background = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=ActionItem.Status.values)
    deadline = serializers.DateField(allow_null=True)
    priority = serializers.ChoiceField(choices=ActionItem.Priority.values)
    recurrence = serializers.CharField(allow_blank=True)
    extensions = serializers.IntegerField()
    promised_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    answered_by = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    returned_because = serializers.CharField(allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    owner = OwnerShape(allow_null=True)
    committee = CommitteeShape(allow_null=True)
    is_closed = serializers.BooleanField(help_text="Punktet eller opgaven er lukket.")
    is_sent = serializers.BooleanField()
    agenda_item = AgendaItemBrief(allow_null=True)
    meeting = serializers.IntegerField(allow_null=True)
    document = serializers.IntegerField(allow_null=True)
    case_number = serializers.CharField(
        allow_blank=True, help_text="Sagsnummer i ESDH: opgavens eget, ellers mødets."
    )
    page = serializers.IntegerField(allow_null=True)
    quote = serializers.CharField(allow_blank=True)


def action_item_told(row: Row) -> Row:
    told = {name: row[name] for name in PLAIN}
    key = row["agenda_item_id"]
    told["owner"] = owner_of(row)
    told["committee"] = committee_of(row)
    told["is_closed"] = is_confidential(row)
    told["is_sent"] = row["assigned_at"] is not None
    told["agenda_item"] = key and {
        "id": key,
        "number": row["agenda_item__number"],
        "title": row["agenda_item__title"],
    }
    told["meeting"] = row["agenda_item__meeting_id"]
    told["document"] = row["agenda_item__meeting__document_id"]
    told["case_number"] = row["case_number"] or row["agenda_item__meeting__case_number"] or ""
    told["page"] = row["commitment__page"]
    told["quote"] = row["commitment__quote"] or ""
    return told


def is_confidential(row: Row) -> bool:
    return bool(row["is_closed"] or row["agenda_item__is_closed"])


def told_of(action_item: ActionItem) -> Row:
    """Return one at hand as lists tell it, as it stands in the database."""
    return action_item_told(ActionItem.objects.values(*COLUMNS).get(pk=action_item.pk))
