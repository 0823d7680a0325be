"""What is stored about a person: each table that can hold one is told of, and no secret is."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.test.utils import isolate_apps
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions.models import ActionItem, Comment, Commitment, HouseRule, Message, Reminder
from meetings.models import AgendaItem, Event, Meeting, Person, Unit, User
from tests.cast import NOW, TODAY, Cast
from tracker.models import PersonReport
from tracker.persondata.making import report_make
from tracker.persondata.report import report_rows, rows_of, whose
from tracker.persondata.tables import TOLD, UNTOLD, Told, unplaced
from tracker.persondata.words import words_for
from tracker.web.fresh import SHOWN

pytestmark = pytest.mark.django_db

LINK = "http://127.0.0.1:8000/svar/hemmelig-noegle-her/"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def page_of(cast: Cast, client_of):
    def opened() -> HttpResponse:
        client = client_of(cast.bo)
        have_made(client, cast.anna_holm)
        return client.get(reverse("person_report", args=[cast.anna_holm.pk]))

    return opened


def have_made(client: Client, person: Person) -> None:
    """Ask for the report, and be the worker that gathers it."""
    client.post(reverse("person_report_ask", args=[person.pk]))
    report = PersonReport.objects.latest("pk")
    report_make(report_id=report.pk, now=timezone.now())


def file_of(client: Client, person: Person, kind: str) -> str:
    have_made(client, person)
    return read_file(client, person, kind)


def read_file(client: Client, person: Person, kind: str) -> str:
    response = client.get(reverse("person_report_file", args=[person.pk, kind]))
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")


def own_tables(person: Person) -> set[str]:
    return {row.told_in.model.__name__ for row in report_rows(whose(person)) if row.is_own}


def naming_tables(person: Person) -> set[str]:
    return {row.told_in.model.__name__ for row in report_rows(whose(person)) if not row.is_own}


def test_every_model_is_told_or_has_its_reason() -> None:
    assert unplaced(apps.get_models()) == []
    assert set(UNTOLD) <= {model._meta.label for model in apps.get_models()}


@isolate_apps("meetings")
def test_a_new_model_would_fail() -> None:
    class Stranger(models.Model):
        class Meta:
            app_label = "strangers"

        def __str__(self) -> str:
            return "stranger"

    assert unplaced([*apps.get_models(), Stranger]) == ["strangers.Stranger"]


def test_no_untold_model_leads_to_a_person_or_a_login() -> None:
    for label in UNTOLD:
        related = {field.related_model for field in apps.get_model(label)._meta.concrete_fields}
        assert not related & {Person, User}, label


def _columns(kinds: str) -> list[tuple[Told, str]]:
    return [(told, name) for told in TOLD for name in getattr(told, kinds)]


@pytest.mark.parametrize("kind", ["secrets", "derived", "long", "keys"])
def test_each_column_that_is_set_apart_exists(kind: str) -> None:
    for told, name in _columns(kind):
        assert name in {field.name for field in told.columns}, (told.name, name)


def test_what_a_person_owns_did_and_was_sent_is_told(
    cast: Cast, action_item: ActionItem, meeting: Meeting
) -> None:
    message = Message.objects.create(
        recipient=f"person:{cast.anna_holm.pk}",
        kind="digest",
        day=TODAY,
        message_id="<1@noerrevang.example>",
        to_email=cast.anna_holm.email,
        created_at=NOW,
        next_at=NOW,
    )
    Reminder.objects.create(
        action_item=action_item,
        step="new",
        deadline_version=1,
        recipient=f"person:{cast.anna_holm.pk}",
        due_on=TODAY,
        message=message,
    )
    Comment.objects.create(action_item=action_item, text="Jeg er i gang", by=cast.anna, at=NOW)
    Unit.objects.filter(pk=cast.unit.pk).update(manager=cast.anna_holm)
    assert own_tables(cast.anna_holm) >= {
        "Person",
        "User",
        "Role",
        "Unit",
        "ActionItem",
        "Comment",
        "Message",
        "Reminder",
    }
    assert own_tables(Person.objects.create(name="Bodil Munch")) == {"Person"}


def test_texts_that_name_the_person_are_found_by_name_initials_and_address(
    cast: Cast, meeting: Meeting
) -> None:
    pk = Commitment.objects.earliest("pk").pk
    for words in (
        "anna  \nholm ser på det",
        "AH følger op",
        "Skriv til ANNA.HOLM@noerrevang.example",
    ):
        Commitment.objects.filter(pk=pk).update(task=words)
        assert "Commitment" in naming_tables(cast.anna_holm), words
    for words in ("Susanna Holmgaard", "ah ja", "BAH", "Anna"):
        Commitment.objects.filter(pk=pk).update(task=words)
        assert "Commitment" not in naming_tables(cast.anna_holm), words


def test_danish_letters_are_found_in_any_case_and_in_json(cast: Cast, meeting: Meeting) -> None:
    aase = Person.objects.create(name="Åse Ærø", initials="ÅÆ")
    Meeting.objects.filter(pk=meeting.pk).update(participants=[{"name": "ÅSE ÆRØ"}])
    assert naming_tables(aase) == {"Meeting"}
    Meeting.objects.filter(pk=meeting.pk).update(participants=[{"name": "ÅÆ"}])
    assert naming_tables(aase) == {"Meeting"}


@pytest.mark.parametrize("kind", ["csv", "json", "page"])
def test_no_secret_is_told_only_that_it_exists(cast: Cast, client_of, page_of, kind: str) -> None:
    cast.anna.set_password("en-lang-adgangskode")
    cast.anna.save()
    Person.objects.filter(pk=cast.anna_holm.pk).update(calendar_key="kalender-hemmelig")
    TOTPDevice.objects.create(
        user=cast.anna, name="app", key="3132333435363738393031323334353637383930"
    )
    device = StaticDevice.objects.create(user=cast.anna, name="koder")
    StaticToken.objects.create(device=device, token="abcdefgh1234")
    Message.objects.create(
        recipient=f"person:{cast.anna_holm.pk}",
        kind="digest",
        day=TODAY,
        message_id="<1@noerrevang.example>",
        to_email=cast.anna_holm.email,
        text=f"Svar her: {LINK}",
        html=f"<a href='{LINK}'>Svar</a>",
        next_at=NOW,
        created_at=NOW,
    )
    told = page_of().text if kind == "page" else file_of(client_of(cast.bo), cast.anna_holm, kind)
    for secret in (
        cast.anna.password,
        "kalender-hemmelig",
        "31323334353637383930",
        "abcdefgh1234",
        "hemmelig-noegle-her",
    ):
        assert secret not in told
    assert told.count("(findes)") >= 5


def test_the_files_hold_the_same_rows(cast: Cast, action_item: ActionItem, client_of) -> None:
    client = client_of(cast.bo)
    told = json.loads(file_of(client, cast.anna_holm, "json"))
    as_csv = read_file(client, cast.anna_holm, "csv")
    lines = list(csv.DictReader(io.StringIO(as_csv), delimiter=";"))
    assert {(line["Tabel"], line["Nr."]) for line in lines} == {
        (str(apps.get_model(row["table"])._meta.verbose_name_plural), str(row["id"]))
        for row in told["rows"]
    }
    mine = next(row for row in told["rows"] if row["table"] == "actions.ActionItem")
    assert mine["own"]
    assert mine["columns"]["task"] == action_item.task
    assert "AH" in told["searched_for"]


def test_what_is_closed_is_told_and_marked(
    cast: Cast, action_item: ActionItem, client_of, page_of
) -> None:
    AgendaItem.objects.update(is_closed=True)
    told = json.loads(file_of(client_of(cast.bo), cast.anna_holm, "json"))
    closed = {row["table"] for row in told["rows"] if row["closed"]}
    assert "actions.ActionItem" in closed
    assert "lukket punkt" in page_of().text


def test_each_report_is_an_event_without_the_name(cast: Cast, client_of, page_of) -> None:
    page_of()
    read_file(client_of(cast.bo), cast.anna_holm, "csv")
    events = Event.objects.filter(kind=Event.Kind.EXPORTED, subject_id=cast.anna_holm.pk)
    assert [event.by for event in events] == [cast.bo, cast.bo, cast.bo]
    notes = [event.note.rpartition(" ")[2] for event in events.order_by("pk")]
    assert notes == ["(bestilt)", "(side)", "(csv)"]
    assert not any("Holm" in event.note for event in events)


@pytest.mark.parametrize("route", ["person_report", "person_report_ask", "person_report_file"])
def test_only_an_administrator_with_a_fresh_password_gets_one(
    cast: Cast, client_of, route: str
) -> None:
    kind = ["csv"] if route.endswith("file") else []
    address = reverse(route, args=[cast.anna_holm.pk, *kind])
    way = "post" if route.endswith("ask") else "get"
    for other in (cast.lene, cast.anna, cast.mads, cast.ib):
        assert getattr(client_of(other), way)(address).status_code == 403
    client = client_of(cast.bo)
    session = client.session
    session[SHOWN] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    answer = getattr(client, way)(address)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login_again"))
    assert not PersonReport.objects.exists()
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


def test_the_register_leads_administrators_there(cast: Cast, client_of) -> None:
    entry = reverse("register_entry", args=["personer", cast.anna_holm.pk])
    address = reverse("person_report", args=[cast.anna_holm.pk])
    assert address in client_of(cast.bo).get(entry).text
    assert address not in client_of(cast.lene).get(entry).text


def test_a_person_without_words_is_still_told_by_keys(cast: Cast, action_item: ActionItem) -> None:
    assert words_for(names=["", " "], initials=["A"]) is None
    Person.objects.filter(pk=cast.anna_holm.pk).update(name="A", initials="", email="")
    User.objects.filter(pk=cast.anna.pk).update(person=None)
    assert own_tables(Person.objects.get(pk=cast.anna_holm.pk)) == {"Person", "ActionItem"}


def test_many_rows_are_told_within_the_time_of_a_page(cast: Cast) -> None:
    text = "Udvalget drøftede sagen og tog orienteringen til efterretning. " * 40
    HouseRule.objects.bulk_create(
        HouseRule(kind="never", phrase=f"{number} AH siger {text}"[:200], created_at=NOW)
        for number in range(5000)
    )
    told = next(one for one in TOLD if one.model is HouseRule)
    start = time.monotonic()
    assert sum(1 for _ in rows_of(told, whose(cast.anna_holm))) == 5000
    assert time.monotonic() - start < 10
