"""The page of one's own absences, and the page on which somebody leaves."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from meetings.models import Absence, Person, Role, User
from tests.cast import Cast


def days(**further: object) -> dict[str, object]:
    today = timezone.localdate()
    return {"first_day": today, "last_day": today + timedelta(days=7), "stand_in": "", **further}


def test_an_owner_names_a_colleague_and_takes_it_back(cast: Cast, client_of) -> None:
    carl = Person.objects.create(name="Carl Bro", email="c@noerrevang.example", unit=cast.unit)
    client, address = client_of(cast.anna), reverse("absences")
    assert "Carl Bro" in client.post(address, days(stand_in=carl.pk), follow=True).text
    absence = Absence.objects.get()
    client.post(reverse("absence_withdraw", args=[absence.pk]))
    assert not Absence.objects.standing().exists()


def test_days_that_make_no_sense_and_strangers_are_refused(cast: Cast, client_of) -> None:
    stranger = Person.objects.create(name="Eva", email="e@x.example", unit=cast.other_unit)
    yesterday = timezone.localdate() - timedelta(days=1)
    client, address = client_of(cast.anna), reverse("absences")
    for wrong in ({"last_day": yesterday}, {"stand_in": stranger.pk}, {"first_day": ""}):
        assert client.post(address, days(**wrong)).status_code == 422
    assert not Absence.objects.exists()


def test_the_administrator_sees_what_would_move_and_moves_it(cast, action_item, client_of) -> None:
    client = client_of(cast.bo)
    address = reverse("person_leave", args=[cast.anna_holm.pk])
    page = client.get(address).text
    assert "1 opgave flytter" in page
    assert action_item.task in page
    assert client.post(address, {"unit": ""}).status_code == 422
    page = client.post(address, {"unit": cast.unit.pk}, follow=True).text
    assert "Anna Holm er fratrådt. 1 opgave er givet videre." in page
    assert (
        "allerede meldt fratrådt" in client.post(address, {"unit": cast.unit.pk}, follow=True).text
    )


def test_who_is_closed_in_the_register_is_still_offered_to_leave(
    cast, action_item, client_of
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
    client, address = client_of(cast.bo), reverse("person_leave", args=[cast.anna_holm.pk])
    assert address in client.get(reverse("register"), {"vis": "people"}).text
    assert action_item.task in client.get(address).text
    client.post(address, {"unit": cast.unit.pk})
    assert "allerede meldt fratrådt" in client.get(address).text
    assert address not in client.get(reverse("register"), {"vis": "people"}).text


def test_an_administrator_is_let_go_by_another_one_alone(cast, client_of) -> None:
    chief = Person.objects.create(name="Bo Krag", email="bo@noerrevang.example", unit=cast.unit)
    User.objects.filter(pk=cast.bo.pk).update(person=chief)
    Role.objects.create(user=cast.lene, kind=Role.Kind.SECRETARY)
    address, register = reverse("person_leave", args=[chief.pk]), reverse("register")
    secretary = client_of(cast.lene)
    assert secretary.post(address, {"unit": cast.unit.pk}).status_code == 403
    page = secretary.get(register, {"vis": "people"}).text
    assert address not in page
    assert reverse("person_leave", args=[cast.anna_holm.pk]) in page
    assert User.objects.get(pk=cast.bo.pk).is_active
    Role.objects.create(user=cast.mads, kind=Role.Kind.ADMINISTRATOR)
    assert client_of(cast.mads).post(address, {"unit": cast.unit.pk}).status_code == 302
    assert not User.objects.get(pk=cast.bo.pk).is_active


def test_an_administrator_cannot_report_oneself(cast, client_of) -> None:
    User.objects.filter(pk=cast.anna.pk).update(person=None)
    User.objects.filter(pk=cast.bo.pk).update(person=cast.anna_holm)
    address = reverse("person_leave", args=[cast.anna_holm.pk])
    answer = client_of(cast.bo).post(address, {"unit": cast.unit.pk})
    assert answer.status_code == 422
    assert "Du kan ikke melde dig selv fratrådt." in answer.text
    assert User.objects.get(pk=cast.bo.pk).is_active


def test_a_secretary_of_one_committee_hands_nothing_over(cast, action_item, client_of) -> None:
    address = reverse("person_leave", args=[cast.anna_holm.pk])
    assert client_of(cast.lene).post(address, {"unit": cast.unit.pk}).status_code == 403
    cast.anna_holm.refresh_from_db()
    assert cast.anna_holm.is_active
