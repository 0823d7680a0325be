"""What the API's list costs beside the same rows, taken straight from the database as JSON."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.bench.lists import make_small, scratch
from tests.bench.registry import Measure, bench, interleaved, ratio

PAGE = 500
ADDRESS = f"/api/v1/action-items/?limit={PAGE}&status=all"
ROUNDS = 15


@bench("api")
def api() -> list[Measure]:
    with scratch() as connection:
        make_small(connection)
        asked, straight = _listed(), _straight
        assert len(asked()["results"]) == len(straight()) == PAGE
        one, other = interleaved(asked, straight, rounds=ROUNDS)
        count = _questions(connection, asked)
    what = f"a page of {PAGE} of 100,000 beside the same rows through values(), in milliseconds"
    return [
        ratio(what, 1000 * one, 1000 * other, most=1.5),
        Measure("its questions to the database", str(count), "≤ 8", count <= 8),
    ]


def _listed() -> Callable[[], Any]:
    """Return the whole call, as a program makes it: token, rights, rates, filters, rows, JSON."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from meetings.models import User
    from tracker.tokens import token_make

    settings.API_CALLS_A_MINUTE = settings.API_CALLS_A_MINUTE_IN_ALL = 1_000_000
    owner = User.objects.get(username="bench")
    made = token_make(owner=owner, name="bench", scopes=["read"], days=1, now=timezone.now())
    client = Client(headers={"Authorization": f"Bearer {made[1]}"})
    return lambda: json.loads(client.get(ADDRESS).content)


def _straight() -> Any:
    from django.core.serializers.json import DjangoJSONEncoder

    from actions.models import ActionItem
    from tracker.api.action_item_shapes import COLUMNS

    rows = ActionItem.objects.order_by("deadline_key", "pk").values(*COLUMNS, "deadline_key")
    return json.loads(json.dumps(list(rows[:PAGE]), cls=DjangoJSONEncoder))


def _questions(connection: Any, ask: Callable[[], Any]) -> int:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)
