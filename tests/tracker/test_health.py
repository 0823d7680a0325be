"""Whether the process lives (no database asked) and whether it can do its work."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from actions.models import Heartbeat
from actions.selectors import TICK
from tests.cast import NOW


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_living_process_says_so_without_the_database(client):
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_fresh_start_is_ready_before_the_first_tick(client, db):
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": True,
        "pending_migrations": 0,
        "last_tick": None,
    }


@pytest.mark.parametrize(("seconds", "status"), [(5, 200), (180, 200), (181, 503)])
def test_a_scheduler_that_stands_still_is_not_ready(client, db, seconds, status):
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(seconds=seconds))
    answer = client.get(reverse("readyz"))
    assert answer.status_code == status
    assert answer.json()["ready"] is (status == 200)
    assert answer.json()["last_tick"]
