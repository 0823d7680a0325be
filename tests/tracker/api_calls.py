"""How the API is called in tests, and what all its refusals have in common."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from actions.models import ActionItem
from meetings.models import AgendaItem

ITEMS = "/api/v1/action-items/"
SUGGESTIONS = "/api/v1/suggestions/"


def send(client: Client, method: str, address: str, body: object = None, **headers: str) -> Any:
    """Send JSON; `If_Match="…"` becomes the header If-Match."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(
        method, address, _json(body), content_type="application/json", headers=named
    )


def seen(client: Client, address: str) -> str:
    """Return the version that the program sees there."""
    return str(client.get(address)["ETag"])


def refused(answer: Any, status: int) -> dict[str, Any]:
    """Return the problem, told in the form that every problem has."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"].startswith("urn:folgop:problem:")
    assert told["title"]
    assert told["detail"]
    return dict(told)


def fields_refused(answer: Any) -> set[str]:
    return {one["field"] for one in refused(answer, 400)["errors"]}


def close(action_item: ActionItem) -> None:
    AgendaItem.objects.filter(pk=action_item.agenda_item_id).update(is_closed=True)


def _json(body: object) -> str:
    return "" if body is None else json.dumps(body)
