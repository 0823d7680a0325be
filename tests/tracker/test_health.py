"""Whether the process lives (no database asked) and whether it can do its work."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from actions.models import Heartbeat, Message
from actions.selectors import TICK
from meetings.models import Document
from tests.cast import NOW, make_document


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
        "scheduler_stands_still": False,
        "late_mail": False,
        "undecided_mail": False,
        "last_tick": None,
    }


@pytest.mark.parametrize(("seconds", "status"), [(5, 200), (180, 200), (181, 503)])
def test_a_scheduler_that_stands_still_is_not_ready(client, db, seconds, status):
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(seconds=seconds))
    answer = client.get(reverse("readyz"))
    assert answer.status_code == status
    assert answer.json()["ready"] is (status == 200)
    assert answer.json()["last_tick"]


@pytest.mark.parametrize(("seconds", "status"), [(180, 200), (181, 503)])
def test_a_scheduler_that_never_came_is_missed_once_there_is_a_document(
    client, cast, seconds, status
):
    make_document(cast.committee)
    Document.objects.update(uploaded_at=NOW - timedelta(seconds=seconds))
    assert client.get(reverse("readyz")).status_code == status


def make_mail(**columns):
    times = {"next_at": NOW, "created_at": NOW, "day": NOW.date()}
    Message.objects.create(recipient="person:1", message_id="<1@x>", **{**times, **columns})


@pytest.mark.parametrize(("minutes", "status"), [(4, 200), (5, 503)])
def test_a_mail_that_should_have_gone_out_makes_it_unready(client, db, minutes, status):
    make_mail(next_at=NOW - timedelta(minutes=minutes))
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["late_mail"]) == (status, status == 503)


@pytest.mark.parametrize(
    ("hour", "minute", "status"), [(6, 59, 200), (7, 4, 200), (7, 5, 503), (15, 30, 200)]
)
def test_a_mail_that_waits_for_the_hours_of_sending_is_not_late(client, db, hour, minute, status):
    make_mail(next_at=NOW - timedelta(days=1))
    with time_machine.travel(NOW.replace(hour=hour, minute=minute), tick=False):
        assert client.get(reverse("readyz")).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 503)])
def test_a_mail_that_nobody_decides_on_makes_it_unready(client, db, minutes, status):
    make_mail(state="uncertain", transmitting_at=NOW - timedelta(minutes=minutes))
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["undecided_mail"]) == (status, status == 503)


def test_a_database_that_was_complete_is_not_measured_again(client, db, django_assert_num_queries):
    client.get(reverse("readyz"))
    with django_assert_num_queries(7):
        client.get(reverse("readyz"))
