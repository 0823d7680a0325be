"""Figures for a monitor: for who shows the token, from the database, in Prometheus' own format."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from actions.models import Heartbeat, Message, Webhook
from actions.selectors import BACKUP, NO_OCR, OCR, TICK
from actions.trouble_words import WORDS
from meetings.models import Document
from tests.cast import NOW, make_document

TOKEN = "et-langt-ord-som-kun-maskinerne-kender"
LINE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<label>[a-z]+)="(?P<value>[a-z_]+)"\})? (?P<n>\S+)')


@pytest.fixture(autouse=True)
def watched(settings):
    settings.METRICS_TOKEN = TOKEN
    with time_machine.travel(NOW, tick=False):
        yield


def ask(shown: str = f"Bearer {TOKEN}"):
    return Client(headers={"authorization": shown}).get(reverse("metrics"))


def figures() -> dict[str, float]:
    found = {}
    for line in ask().text.splitlines():
        if not line.startswith("#"):
            hit = LINE.fullmatch(line)
            name = hit["name"] + (f":{hit['value']}" if hit["value"] else "")
            found[name.removeprefix("folgop_")] = float(hit["n"])
    return found


def make_mail(number: int, **columns) -> None:
    times = {"next_at": NOW, "created_at": NOW, "day": NOW.date()}
    Message.objects.create(
        recipient=f"person:{number}", message_id=f"<{number}@x>", **{**times, **columns}
    )


@pytest.mark.parametrize("shown", ["", "Bearer", f"bearer {TOKEN}", f"Bearer {TOKEN}x", TOKEN])
def test_without_the_token_nothing_is_told(db, shown: str) -> None:
    answer = ask(shown)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_without_a_token_in_the_settings_there_is_no_such_page(db, settings) -> None:
    settings.METRICS_TOKEN = ""
    assert ask("Bearer ").status_code == 404


def test_each_figure_has_its_meaning_and_its_kind(db) -> None:
    answer = ask()
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.endswith("\n")
    lines = answer.text.splitlines()
    meant = {line.split()[2] for line in lines if line.startswith("# HELP ")}
    kinds = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    told = {LINE.fullmatch(line)["name"] for line in lines if not line.startswith("#")}
    assert told <= meant == kinds


def test_mails_and_their_delay_are_told(db) -> None:
    make_mail(1, next_at=NOW - timedelta(seconds=90))
    make_mail(2, next_at=NOW + timedelta(hours=1))
    make_mail(3, state="claimed", lease_until=NOW + timedelta(minutes=1))
    make_mail(4, state="sent", sent_at=NOW - timedelta(hours=2))
    told = figures()
    assert (told["messages:planned"], told["messages:claimed"]) == (2, 1)
    assert told["outbox_lag_seconds"] == 90
    assert told["last_mail_timestamp_seconds"] == (NOW - timedelta(hours=2)).timestamp()


def test_files_that_wait_and_that_failed_are_told(cast) -> None:
    make_document(cast.committee, sha256="b" * 64)
    make_document(cast.committee)
    first, second = Document.objects.order_by("pk")
    waits = {"stage": "received", "uploaded_at": NOW - timedelta(minutes=5)}
    Document.objects.filter(pk=first.pk).update(**waits)
    Document.objects.filter(pk=second.pk).update(stage="rejected")
    told = figures()
    assert (told["documents:waiting"], told["documents:rejected"]) == (1, 1)
    assert told["document_wait_seconds"] == 300
    assert (told["documents_waiting:reading"], told["documents_waiting:ocr"]) == (1, 0)
    Document.objects.filter(pk=first.pk).update(is_scanned=True)
    told = figures()
    assert (told["documents_waiting:reading"], told["documents_waiting:ocr"]) == (0, 1)


def test_signs_of_life_are_told_where_there_are_any(db) -> None:
    assert "last_tick_timestamp_seconds" not in figures()
    for name in (TICK, BACKUP):
        Heartbeat.objects.create(name=name, at=NOW)
    told = figures()
    assert told["last_tick_timestamp_seconds"] == NOW.timestamp()
    assert told["last_backup_timestamp_seconds"] == NOW.timestamp()


def test_ocr_is_there_when_workers_say_so_and_none_says_otherwise(db) -> None:
    assert figures()["ocr_available"] == 0
    Heartbeat.objects.create(name=OCR, at=NOW)
    assert figures()["ocr_available"] == 1
    Heartbeat.objects.create(name=NO_OCR, at=NOW)
    assert figures()["ocr_available"] == 0


def test_systems_that_fail_are_told(db) -> None:
    columns = {"kinds": [], "late_from": NOW, "salt": "x", "created_at": NOW}
    Webhook.objects.create(name="A", failing_since=NOW, **columns)
    Webhook.objects.create(name="B", paused_at=NOW, paused_because="x", **columns)
    Webhook.objects.create(name="C", removed_at=NOW, **columns)
    told = figures()
    assert [told[f"webhooks:{one}"] for one in ("standing", "failing", "stopped")] == [2, 1, 1]


def test_every_trouble_is_a_figure_to_be_alarmed_by(db) -> None:
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(hours=1))
    told = {name: value for name, value in figures().items() if name.startswith("trouble:")}
    assert set(told) == {f"trouble:{name}" for name in WORDS}
    assert [name for name, value in told.items() if value] == ["trouble:scheduler_stands_still"]


def test_no_name_and_no_words_of_anybody_are_among_the_figures(action_item, cast) -> None:
    make_mail(1, to_email="anna@x.example", subject="Hemmeligt")
    text = ask().text.lower()
    for word in ("anna", "svømmehal", "kultur", "hemmeligt", "example"):
        assert word not in text


def test_the_figures_cost_a_fixed_number_of_questions(db, django_assert_max_num_queries) -> None:
    for number in range(20):
        make_mail(number)
    with django_assert_max_num_queries(32):
        ask()
