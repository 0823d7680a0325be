"""What a call says: the item as it stands now, and of a closed one its number and link alone."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from actions.models import ActionItem, WebhookCall
from meetings.reading.cpr import hide_cpr

VERSION = 1


def call_body(call: WebhookCall) -> bytes:
    """Return the JSON of a call; docs/webhooks.md says what each name means."""
    action_item = (
        ActionItem.objects.select_related(
            "agenda_item", "committee", "owner_person", "owner_unit"
        ).get(pk=call.action_item_id)
        if call.action_item_id
        else None
    )
    body = {
        "version": VERSION,
        "id": str(call.uid),
        "kind": call.kind,
        "at": _moment(call.at),
        "action_item": _item(action_item) if action_item else None,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _item(action_item: ActionItem) -> dict[str, object]:
    reference: dict[str, object] = {
        "id": action_item.pk,
        "url": f"{settings.SITE_URL}/opfoelgning/{action_item.pk}/",
        "confidential": action_item.is_confidential,
    }
    if action_item.is_confidential:
        return reference
    return reference | {
        "task": hide_cpr(action_item.task),
        "status": action_item.status,
        "owner": action_item.owner.name if action_item.owner else None,
        "committee": action_item.committee.name if action_item.committee else None,
        "promised_on": _day(action_item.promised_on),
        "deadline": _day(action_item.deadline),
        "answered_at": _moment(action_item.answered_at),
        "closed_at": _moment(action_item.closed_at),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
