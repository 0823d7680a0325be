"""The API does what its description says: called as that allows, and as it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as wildness
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from actions.models import ActionItem, Commitment
from meetings.models import PlannedMeeting
from tests.cast import TODAY, Cast
from tracker.models import ApiToken
from tracker.tokens import token_make

ADDRESS = "/api/v1/openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
]
SEED = 20260303
# Calls of each address and method; the slow run makes two thousand in all.
FEW, MANY = 6, 66


@pytest.fixture
def connected() -> Iterator[None]:
    """Keep the connection between calls, as Django's own client does in tests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def program(cast: Cast, action_item: ActionItem, settings, connected) -> dict[str, str]:
    """Let a program in that may do everything, as often as it likes, with rows to do it to."""
    settings.API_CALLS_A_MINUTE = settings.API_CALLS_A_MINUTE_IN_ALL = 1_000_000
    settings.UPLOADS_AN_HOUR = 1_000_000
    PlannedMeeting.objects.create(committee=cast.committee, held_on=TODAY)
    scopes = ApiToken.Scope.values
    made = token_make(owner=cast.bo, name="Prøve", scopes=scopes, days=3, now=timezone.now())
    return {"Authorization": f"Bearer {made[1]}"}


def keys(operation: Any) -> dict[str, int]:
    """Return the key of a row that there is, so that not every call ends at 404."""
    rows = {
        "action-items": ActionItem.objects,
        "suggestions": Commitment.objects.filter(status="proposed"),
        "coming-meetings": PlannedMeeting.objects,
    }
    kind = operation.path.removeprefix("/api/v1/").split("/")[0]
    return {"id": rows[kind].latest("pk").pk if kind in rows else 1}


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Draw calls as described, calls that break it, and calls that get as far as the row."""
    drawn = [operation.as_strategy(GenerationMode.POSITIVE)]
    if operation.path != ADDRESS:
        drawn.append(operation.as_strategy(GenerationMode.NEGATIVE))
    if "{id}" in operation.path:
        headers = {"If-Match": "*"}
        drawn.append(operation.as_strategy(path_parameters=keys(operation), headers=headers))
    return st.one_of(drawn)


def call_everything(headers: dict[str, str], *, each: int) -> int:
    """Call every method of every address, and take back what each call changed."""
    described = schemathesis.openapi.from_wsgi(ADDRESS, get_wsgi_application(), headers=headers)
    called = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @seed(SEED)
        @given(case=cases(operation))
        @wildness(
            max_examples=each,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def call(case: Any) -> None:
            nonlocal called
            called += 1
            before = transaction.savepoint()
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.savepoint_rollback(before)

        call()
    return called


@pytest.mark.django_db
def test_no_call_meets_an_error_or_an_answer_that_is_not_described(program) -> None:
    assert call_everything(program, each=FEW) > 150


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.django_db
def test_two_thousand_calls_meet_neither(program) -> None:
    assert call_everything(program, each=MANY) >= 2000


def test_the_description_is_openapi_3_1_in_danish_with_every_address(program, client) -> None:
    told = client.get(ADDRESS, headers=program).json()
    assert told["openapi"].startswith("3.1")
    assert "/api/v1/action-items/{id}/accept-answer/" in told["paths"]
    assert told["paths"]["/api/v1/action-items/"]["get"]["summary"] == "Se opgaverne"
    assert set(told["components"]["securitySchemes"]) == {"token", "session"}
