"""Words planted in what is closed, looked for in every refusal and in the log of all of them.

Each view is let do its work and then fail with all that it had in hand as the error's words: a
page that repeated an error would show it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as product
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.handlers.base import BaseHandler
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import reverse

from actions.exceptions import ChangedMeanwhileError
from tests.tracker.closed_world import (  # noqa: F401 - fixtures
    WITHOUT_RIGHT,
    World,
    addresses,
    body,
    clients,
    fetch,
    world,
)
from tests.tracker.test_access_matrix import CLOSED, CLOSED_POST, TABLE
from tracker.log_filter import SafeFormatter

BREAK = "X-Break"
ERRORS: dict[int, Callable[[str], Exception]] = {
    400: SuspiciousOperation,
    403: PermissionDenied,
    404: Http404,
    409: ChangedMeanwhileError,
    500: RuntimeError,
    503: OperationalError,
}
PAGE = {"Accept": "text/html"}


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a view do its work, then fail as the request asks, with what it answered as words."""

    def breaks(_handler: BaseHandler, view: Callable[..., Any]) -> Callable[..., Any]:
        def broken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answered = view(request, *args, **kwargs)
            if BREAK not in request.headers:
                return answered  # type: ignore[no-any-return]
            if hasattr(answered, "render"):
                answered.render()
            raise ERRORS[int(request.headers[BREAK])](body(answered).decode(errors="replace"))

        return broken

    monkeypatch.setattr(BaseHandler, "make_view_atomic", breaks)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Give all that is written to the log, as the product writes it."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(SafeFormatter(product.LOGGING["formatters"]["line"]["format"]))
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("status", sorted(ERRORS))
def test_no_page_of_an_error_repeats_what_the_view_had_in_hand(
    world: World,  # noqa: F811
    breaking: None,
    status: int,
) -> None:
    client = world.clients["lene"]
    client.raise_request_exception = False
    known = [world.known[route] for route in CLOSED if not route.startswith("answer")]
    assert any(world.met(body(client.get(one))) for one in known)
    answers = [client.get(one, headers={**PAGE, BREAK: str(status)}) for one in known]
    assert {answer.status_code for answer in answers} == {status}
    assert world.met(b"".join(map(body, answers))) == set()


def test_who_asks_too_often_is_told_of_nothing_closed(world: World, settings) -> None:  # noqa: F811
    settings.EXPORTS_AN_HOUR = settings.API_CALLS_A_MINUTE = settings.LINKS_A_MINUTE = 1
    lene, nobody = world.clients["lene"], Client()
    asked = [
        (lene, world.known["action_items"], {"format": "csv"}),
        *((lene, world.known[one], {}) for one in CLOSED if one.startswith("api_")),
        *((nobody, world.known[one], {}) for one in CLOSED if one.startswith("answer")),
    ]
    for client, address, more in asked:
        client.get(address, more)
    answers = [client.get(address, more) for client, address, more in asked]
    assert {answer.status_code for answer in answers} == {429}
    assert world.met(b"".join(map(body, answers))) == set()


def test_no_refusal_of_a_change_tells_of_it(world: World) -> None:  # noqa: F811
    """Each change of something closed, tried by each who has no right, also from another host."""
    answers = [
        client.post(world.known[route], {"q": "x"}, headers={**PAGE, **more})
        for route in (*CLOSED, *CLOSED_POST)
        for client in (world.clients[role] for role in WITHOUT_RIGHT)
        for more in ({}, {"HX-Request": "true"}, {"Host": "ond.example"})
    ]
    statuses = {answer.status_code for answer in answers}
    sys.stdout.write(f"\n{len(answers)} changes refused: {sorted(statuses)}\n")
    assert {400, 403, 404, 405} <= statuses
    assert world.met(b"".join(map(body, answers))) == set()


def test_the_log_of_all_requests_tells_of_nothing_closed(
    world: World,  # noqa: F811
    log: StringIO,
) -> None:
    """Those who may see it look at all of it, those who may not are refused; both leave lines."""
    for role in ("lene", "ib", "eva"):
        for route, address in world.known.items():
            fetch(world.clients[role], address, {})
            if "405" not in TABLE[route][1]:
                fetch_post(world.clients[role], address)
    lines = log.getvalue().encode()
    sys.stdout.write(
        f"\n{lines.count(b'django.request'):,} lines, {len(lines):,} bytes of the log\n"
    )
    assert lines.count(b"django.request") > 200
    assert world.met(lines) == set()


def fetch_post(client: Client, address: str) -> None:
    before = transaction.savepoint()
    client.post(address)
    transaction.savepoint_rollback(before)


def test_the_log_is_read_as_it_is_written(log: StringIO) -> None:
    client = Client()
    client.get(f"{reverse('home')}zq00vinkemand/")
    assert "zq00vinkemand" in log.getvalue()
