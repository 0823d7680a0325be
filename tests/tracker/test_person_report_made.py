"""A worker gathers the report on a person: followed, fetched by who asked, and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from actions.services.leaving import person_leave
from meetings.models import Person, User
from tests.cast import NOW, Cast
from tests.tracker.retaining import KilledError, another_administrator, die
from tracker.backups.making import files_found
from tracker.models import PersonReport
from tracker.persondata import making
from tracker.persondata.asking import FOLDER, KEPT_FOR, SILENT, reports_follow
from tracker.persondata.making import report_make
from tracker.persondata.pseudonymising import person_pseudonymise
from tracker.persondata.tables import TOLD

AFTER_A_DEATH = SILENT + timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bo(cast: Cast, client_of) -> Client:
    return client_of(cast.bo)


@pytest.fixture
def anna(cast: Cast) -> Person:
    return cast.anna_holm


def asked(client: Client, person: Person) -> PersonReport:
    client.post(reverse("person_report_ask", args=[person.pk]))
    return PersonReport.objects.latest("pk")


def made(client: Client, person: Person) -> PersonReport:
    report = asked(client, person)
    report_make(report_id=report.pk, now=NOW)
    report.refresh_from_db()
    return report


def page(client: Client, person: Person) -> str:
    return client.get(reverse("person_report", args=[person.pk])).text


def fetched(client: Client, person: Person, kind: str = "csv") -> int:
    return client.get(reverse("person_report_file", args=[person.pk, kind])).status_code


def folders() -> list[str]:
    return sorted(path.name for path in Path(default_storage.path(FOLDER)).glob("*"))


def test_it_is_asked_for_followed_and_fetched(bo: Client, anna: Person) -> None:
    assert "Lav rapporten" in page(bo, anna)
    assert fetched(bo, anna) == 404
    report = asked(bo, anna)
    waits = page(bo, anna)
    assert f"0 af {len(TOLD)} tabeller" in waits
    assert 'hx-trigger="every 3s"' in waits
    assert fetched(bo, anna) == 404
    PersonReport.objects.update(state="making", tables_done=12, rows=3401)
    half_way = page(bo, anna)
    assert f"12 af {len(TOLD)} tabeller er gennemgået, 3.401 rækker fundet" in half_way
    PersonReport.objects.update(state="waiting")
    report_make(report_id=report.pk, now=NOW)
    ready = page(bo, anna)
    assert "Kun du kan hente den." in ready
    assert "hx-trigger" not in ready.partition("<main")[2]
    assert anna.email in ready
    assert (fetched(bo, anna), fetched(bo, anna, "json")) == (200, 200)


def test_while_one_is_under_way_no_other_is_begun_and_a_new_one_takes_its_place(
    bo: Client, anna: Person
) -> None:
    first = asked(bo, anna)
    assert asked(bo, anna) == first
    report_make(report_id=first.pk, now=NOW)
    assert made(bo, anna) != first
    assert fetched(bo, anna) == 200


def test_nobody_but_who_asked_sees_or_fetches_it(
    cast: Cast, bo: Client, anna: Person, client_of
) -> None:
    made(bo, anna)
    kim = client_of(another_administrator())
    assert "Lav rapporten" in page(kim, anna)
    assert anna.email not in page(kim, anna).partition("Lav rapporten")[2]
    assert fetched(kim, anna) == 404
    assert fetched(client_of(cast.lene), anna) == 403
    assert fetched(bo, anna) == 200


def test_who_is_no_administrator_any_more_fetches_nothing(
    cast: Cast, bo: Client, anna: Person, client_of
) -> None:
    made(bo, anna)
    cast.bo.roles.all().delete()
    User.objects.filter(pk=cast.bo.pk).update(is_superuser=False)
    assert fetched(client_of(cast.bo), anna) == 403


def test_after_a_day_it_is_gone_from_the_page_and_then_from_the_folder(
    bo: Client, anna: Person
) -> None:
    made(bo, anna)
    reports_follow(now=NOW + KEPT_FOR - timedelta(minutes=1))
    assert folders()
    reports_follow(now=NOW + KEPT_FOR)
    assert folders() == []
    assert PersonReport.objects.get().state == "removed"


def test_a_file_that_is_due_to_go_is_not_fetched_though_the_worker_is_late(
    bo: Client, anna: Person
) -> None:
    made(bo, anna)
    PersonReport.objects.update(finished_at=NOW - KEPT_FOR)
    assert folders()
    assert fetched(bo, anna) == 404
    assert "Lav rapporten" in page(bo, anna)


def test_a_worker_that_was_killed_is_followed_by_another(
    bo: Client, anna: Person, monkeypatch
) -> None:
    report = asked(bo, anna)
    with monkeypatch.context() as patch:
        patch.setattr(making.Holding, "finish", die)
        with pytest.raises(KilledError):
            report_make(report_id=report.pk, now=NOW)
    report_make(report_id=report.pk, now=NOW)
    assert f"{len(TOLD)} af {len(TOLD)} tabeller" in page(bo, anna)
    assert fetched(bo, anna) == 404
    report_make(report_id=report.pk, now=NOW + AFTER_A_DEATH)
    assert fetched(bo, anna) == 200
    assert folders() == [f"{report.pk}-2"]


def test_after_three_deaths_it_stands_as_failed_and_may_be_asked_for_anew(
    bo: Client, anna: Person, monkeypatch
) -> None:
    report = asked(bo, anna)
    with monkeypatch.context() as patch:
        patch.setattr(making, "_write", die)
        for number in range(3):
            with pytest.raises(KilledError):
                report_make(report_id=report.pk, now=NOW + number * AFTER_A_DEATH)
    report_make(report_id=report.pk, now=NOW + 3 * AFTER_A_DEATH)
    assert "Rapporten kunne ikke laves." in page(bo, anna)
    assert folders() == []
    assert made(bo, anna) != report
    assert "kunne ikke laves" not in page(bo, anna)


def test_a_worker_that_was_thought_dead_leaves_the_others_files_alone(
    bo: Client, anna: Person, monkeypatch
) -> None:
    report, write = asked(bo, anna), making._write

    def overtaken(*args: object, **named: object) -> None:
        monkeypatch.setattr(making, "_write", write)
        report_make(report_id=report.pk, now=NOW + AFTER_A_DEATH)
        write(*args, **named)

    monkeypatch.setattr(making, "_write", overtaken)
    report_make(report_id=report.pk, now=NOW)
    assert folders() == [f"{report.pk}-2"]
    assert fetched(bo, anna) == 200


@pytest.mark.parametrize("state", ["waiting", "making"])
def test_a_lost_bell_is_rung_again_for_what_nobody_has(
    bo: Client, anna: Person, monkeypatch, state: str
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("tracker.persondata.asking._ring", rung.append)
    report = asked(bo, anna)
    PersonReport.objects.update(state=state, taken_at=NOW if state == "making" else None)
    reports_follow(now=NOW + timedelta(seconds=30))
    assert rung == []
    reports_follow(now=NOW + AFTER_A_DEATH)
    assert rung == [report.pk]


def test_so_many_are_asked_for_an_hour(bo: Client, anna: Person, cast: Cast, settings) -> None:
    settings.EXPORTS_AN_HOUR = 1
    address = reverse("person_report_ask", args=[anna.pk])
    assert bo.post(address).status_code == 302
    other = Person.objects.create(name="Bodil Munch")
    assert bo.post(reverse("person_report_ask", args=[other.pk])).status_code == 429
    assert PersonReport.objects.count() == 1


def test_a_page_that_follows_along_is_led_to_the_password_when_it_grew_old(
    bo: Client, anna: Person, clock
) -> None:
    asked(bo, anna)
    clock.shift(timedelta(minutes=16))
    address = reverse("person_report", args=[anna.pk])
    assert bo.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert bo.get(address).url.startswith(reverse("login_again"))


def test_a_backup_leaves_it_out(bo: Client, anna: Person) -> None:
    made(bo, anna)
    default_storage.save("andet.txt", ContentFile(b"indhold"))
    found = list(files_found(Path(default_storage.path(""))))
    assert "andet.txt" in found
    assert not [name for name in found if name.startswith(FOLDER)]


def test_it_goes_with_the_name_of_whom_it_tells(
    bo: Client, cast: Cast, anna: Person, django_capture_on_commit_callbacks
) -> None:
    report = made(bo, anna)
    assert folders()
    person_leave(person=anna, heir=cast.unit, by=cast.bo, now=NOW)
    assert folders()
    with django_capture_on_commit_callbacks(execute=True):
        person_pseudonymise(person=anna, by=cast.bo, now=NOW)
    assert folders() == []
    assert fetched(bo, anna) == 404
    report.refresh_from_db()
    assert report.state == PersonReport.State.REMOVED
