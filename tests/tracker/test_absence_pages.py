"""Absences of others: entered by a secretary for anybody, by a manager for the units below."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Absence, Event, Person, Unit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def days(**further: object) -> dict[str, object]:
    today = timezone.localdate()
    return {"first_day": today, "last_day": today + timedelta(days=7), "stand_in": "", **further}


@pytest.mark.parametrize("who", ["lene", "mads"])
def test_somebody_else_is_put_down_as_away_and_taken_back(cast: Cast, client_of, who) -> None:
    client = client_of(getattr(cast, who))
    page = client.post(
        reverse("person_absences", args=[cast.anna_holm.pk]), days(), follow=True
    ).text
    inbox = cast.anna_holm.unit
    assert f"Imens går mails til Anna Holm til {inbox.name}." in page
    absence = Absence.objects.get(person=cast.anna_holm)
    assert Event.objects.get().by == getattr(cast, who)
    assert f"{absence.first_day:%d-%m-%Y}" in client.get(reverse("people_absences")).text
    client.post(reverse("person_absence_withdraw", args=[absence.pk]))
    assert not Absence.objects.standing().exists()


def test_who_is_away_is_told_who_gets_the_mails(cast: Cast, client_of) -> None:
    client, own = client_of(cast.anna), reverse("absences")
    colleague = Person.objects.create(name="Per Dam", email="p@x.example", unit=cast.unit)
    page = client.post(own, days(stand_in=colleague.pk), follow=True).text
    assert "Imens går dine mails til Per Dam." in page
    Absence.objects.update(withdrawn_at=timezone.now())
    Unit.objects.update(email="")
    page = client.post(own, days(), follow=True).text
    assert "Ingen står i dit sted: mails kommer stadig til dig." in page
    Absence.objects.update(withdrawn_at=timezone.now())
    other = reverse("person_absences", args=[cast.anna_holm.pk])
    page = client_of(cast.lene).post(other, days(), follow=True).text
    assert "Ingen står i stedet: mails går stadig til Anna Holm." in page


def test_a_manager_reaches_nobody_of_another_unit(cast: Cast, client_of) -> None:
    client = client_of(cast.ulla)
    address = reverse("person_absences", args=[cast.anna_holm.pk])
    assert client.post(address, days()).status_code == 404
    assert "Anna Holm" not in client.get(reverse("people_absences")).text
    assert not Absence.objects.exists()


def test_the_stand_in_is_a_colleague_of_the_person(cast: Cast, client_of) -> None:
    stranger = Person.objects.create(name="Eva", email="e@x.example", unit=cast.other_unit)
    address = reverse("person_absences", args=[cast.anna_holm.pk])
    answer = client_of(cast.lene).post(address, days(stand_in=stranger.pk))
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_people_are_found_by_name_and_unit(cast: Cast, client_of) -> None:
    Person.objects.create(name="Per Dam", unit=cast.other_unit)
    page = client_of(cast.lene).get(reverse("people_absences"), {"soeg": "miljø"}).text
    assert "Per Dam" in page
    assert "Anna Holm" not in page
    nobody = client_of(cast.lene).get(reverse("people_absences"), {"soeg": "zebra"}).text
    assert "Ingen personer passer på det." in nobody


def test_the_list_costs_few_questions(cast: Cast, client_of, django_assert_max_num_queries) -> None:
    client = client_of(cast.mads)
    with django_assert_max_num_queries(12):
        client.get(reverse("people_absences"))
