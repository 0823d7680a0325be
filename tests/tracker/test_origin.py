"""Every request has a number; what it writes and what the worker does for it says so."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue

import pytest
from celery import Celery, chain
from celery.contrib.testing.worker import start_worker
from django.test import Client
from django.urls import reverse

from config.celery import app
from meetings.models import Event
from meetings.origin import NOBODY, Origin, current_origin, working_for
from tests.cast import Cast

ASKED = Origin(request_id="7d1f", address="192.0.2.9")
SEEN: SimpleQueue[tuple[str, Origin]] = SimpleQueue()
# An app of its own, so that no other test's queue is touched; the product's has the same tasks.
own = Celery("own", task_cls=app.task_cls, broker="memory://", set_as_current=False)


@own.task(name="tests.look_who_asks")
def look_who_asks(seen: str) -> None:
    SEEN.put((seen, current_origin()))


@pytest.fixture
def worker() -> Iterator[None]:
    """Run a real worker in a thread, with a queue in memory."""
    with start_worker(own, pool="solo", perform_ping_check=False, shutdown_timeout=60):
        yield
    # A worker that starts makes its app everybody's; the shared tasks go back to the product's.
    app.set_current()
    app.set_default()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_knows_which_request_it_works_for_on_the_whole_road(worker: None) -> None:
    with working_for(ASKED):
        chain(look_who_asks.si("first"), look_who_asks.si("next"), app=own).apply_async()
    look_who_asks.delay("of its own")
    seen = dict(SEEN.get(timeout=60) for _ in range(3))
    assert seen == {"first": ASKED, "next": ASKED, "of its own": NOBODY}


@pytest.mark.django_db
def test_an_event_of_a_request_has_its_number_and_address(cast: Cast, client_of) -> None:
    client = client_of(cast.bo)
    response = client.post(
        reverse("closing_day_new"), {"day-day": "2026-05-15", "day-name": "Lukket"}
    )
    event = Event.objects.get()
    assert event.request_id == response["X-Request-ID"]
    assert len(event.request_id) == 36
    assert event.address == "127.0.0.1"


@pytest.mark.django_db
def test_what_somebody_else_says_of_the_address_is_believed_behind_our_own_server_alone(
    cast: Cast, client_of, settings
) -> None:
    client, said = client_of(cast.bo), {"x-forwarded-for": "203.0.113.5, 192.0.2.44"}
    day = {"day-name": "Lukket"}
    client.post(reverse("closing_day_new"), {**day, "day-day": "2026-05-15"}, headers=said)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.post(reverse("closing_day_new"), {**day, "day-day": "2026-05-16"}, headers=said)
    addresses = Event.objects.order_by("pk").values_list("address", flat=True)
    assert list(addresses) == ["127.0.0.1", "192.0.2.44"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/findes-ikke/", "/log-ind/", "/healthz"])
def test_every_answer_tells_its_number_and_no_two_have_the_same(
    client: Client, address: str
) -> None:
    numbers = {client.get(address)["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3


def test_after_a_request_nobody_is_worked_for() -> None:
    with working_for(ASKED):
        assert current_origin() == ASKED
    assert current_origin() == NOBODY
