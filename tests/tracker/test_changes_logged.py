"""Whatever changes something is written down, once a change, and with it or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from meetings.models import Event
from meetings.models.event import DigestField
from tests.cast import NOW
from tests.tracker.changes import CHANGES, NOT_LOGGED, TRIED_ELSEWHERE, Change
from tests.tracker.page_forms import forms_on
from tests.tracker.test_access_matrix import TABLE, addresses, clients
from tests.tracker.test_get_changes_nothing import changed, rows

__all__ = ["addresses", "clients"]

MUTATING = {
    route
    for route, (_get, post) in TABLE.items()
    if "405" not in post and set(post.split()) != {"404"}
}


@pytest.fixture(autouse=True)
def a_tuesday_morning(settings) -> Iterator[None]:
    settings.WEBHOOK_HOSTS = frozenset({"esdh.noerrevang.example"})
    with time_machine.travel(NOW, tick=False):
        yield


class Asking:
    """Sends a change as its page would, or as a program."""

    def __init__(self, route: str, change: Change, address: Callable[[str], str]) -> None:
        self.route, self.change = route, change
        self.address = address(route)
        self.page = address(change.page) if change.page else ""

    def send(self, client: Client) -> HttpResponse:
        said: dict[str, Any] = {**self.change.said, **self.change.also()}
        is_file = any(hasattr(value, "read") for value in said.values())
        if self.route.startswith("api_") and not is_file:
            more = {"content_type": "application/json", "headers": self.change.headers()}
            return client.post(self.address, said, **more)  # type: ignore[return-value]
        if self.page:
            forms = forms_on(client, self.page)
            here = [form for form in forms if form.action.partition("?")[0] == self.address]
            assert here, f"no form for {self.route} on {self.page}"
            return client.post(here[0].action, here[0].filled(**said))  # type: ignore[return-value]
        return client.post(self.address, said)  # type: ignore[return-value]


def test_every_address_that_changes_something_has_its_row() -> None:
    tables = (CHANGES, NOT_LOGGED, TRIED_ELSEWHERE)
    assert set().union(*tables) == MUTATING
    assert sum(map(len, tables)) == len(MUTATING)
    folder = Path(__file__).parent
    assert [name for name in TRIED_ELSEWHERE.values() if not (folder / name).exists()] == []


@pytest.mark.parametrize("route", sorted(CHANGES))
def test_a_change_is_written_down_once_and_with_it_or_not_at_all(
    route: str, addresses, clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = CHANGES[route]
    asking, client = Asking(route, change, addresses), clients[change.role]
    before, cookies = transaction.savepoint(), deepcopy(client.cookies)
    change.before()
    noted = set(Event.objects.values_list("pk", flat=True))
    answer = asking.send(client)
    events = Event.objects.exclude(pk__in=noted).exclude(kind__in=Event.LOOKS).order_by("pk")
    assert [f"{event.subject} {event.kind}" for event in events] == list(change.kinds), answer
    assert answer.status_code < 400
    transaction.savepoint_rollback(before)
    client.cookies = cookies
    tries: list[int] = []

    def fails(*_args: object, **_named: object) -> None:
        tries.append(1)
        raise RuntimeError("the log cannot be written")

    change.before()
    kept = rows()
    with monkeypatch.context() as patch:
        patch.setattr(DigestField, "pre_save", fails)
        client.raise_request_exception = False
        assert asking.send(client).status_code >= 300
    assert tries, "it never came to the log"
    assert changed(kept, rows()) == set()
