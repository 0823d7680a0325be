"""A corrected owner teaches the register a name; others' suggestions follow, and turn back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Commitment
from actions.services.commitments import commitment_reject, commitment_undo
from meetings.models import AgendaItem, Alias, Event, Meeting, Unit
from tests.cast import NOW, Cast, read_meeting

pytestmark = pytest.mark.django_db

MINUTES = """Kultur- og Fritidsudvalget

Mødedato: {day}

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne i ferierne. TSK følger op.

Punkt 2: Hallen

Udvalget ønskede et notat om taget på hallen. {second} følger op.
"""


def read(cast: Cast, *, day: str = "2. marts 2026", second: str = "TSK") -> Meeting:
    return read_meeting(cast, MINUTES.format(day=day, second=second))


def rows(meeting: Meeting) -> list[Commitment]:
    found = list(Commitment.objects.filter(agenda_item__meeting=meeting).order_by("start"))
    assert len(found) == 2
    return found


@pytest.fixture
def secretariat(cast: Cast) -> Unit:
    return Unit.objects.create(name="Teknisk Sekretariat")


def accept(client: Client, row: Commitment, owner: str = "Teknisk Sekretariat"):
    data = {"task": row.task, "owner": owner, "deadline": ""}
    return client.post(reverse("commitment_accept", args=[row.pk]), data, follow=True)


def learn(client: Client, row: Commitment, **data: str):
    return client.post(reverse("alias_learn", args=[row.pk]), data, follow=True)


def owners(meeting: Meeting) -> list[Unit | None]:
    return [row.owner_unit for row in rows(meeting)]


def test_accepting_with_another_owner_offers_the_words_as_a_name(
    cast: Cast, client_of, secretariat: Unit
) -> None:
    first, _second = rows(read(cast))
    page = accept(client_of(cast.lene), first).text
    assert "Skal »TSK« fremover betyde Teknisk Sekretariat?" in page
    assert "Ja, fra mødets dag (02-03-2026)" in page


def test_the_words_of_a_closed_item_are_not_offered_to_the_register(
    cast: Cast, client_of, secretariat: Unit
) -> None:
    first, _second = rows(read(cast))
    AgendaItem.objects.update(is_closed=True)
    lene = client_of(cast.lene)
    assert "Skal »TSK«" not in accept(lene, first).text
    learn(lene, first)
    assert not Alias.objects.filter(text="TSK").exists()


def test_yes_changes_the_owners_that_wait_and_fortryd_changes_them_back(
    cast: Cast, client_of, secretariat: Unit
) -> None:
    meeting, older = read(cast), read(cast, day="2. februar 2026")
    client = client_of(cast.lene)
    first = rows(meeting)[0]
    accept(client, first)
    page = learn(client, first, **{"from": "meeting"}).text
    assert "1 ventende forslag fik en anden ansvarlig." in page
    assert "»TSK« betyder Teknisk Sekretariat fra 02-03-2026." in page
    assert owners(meeting) == [None, secretariat]
    assert owners(older) == [None, None]
    alias = Alias.objects.get()
    assert (alias.text, alias.valid_from) == ("TSK", date(2026, 3, 2))
    assert Event.objects.get(kind="learned").by == cast.lene
    page = client.post(reverse("alias_unlearn", args=[first.pk]), follow=True).text
    assert "»TSK« er trukket tilbage. 1 ventende forslag fik en anden ansvarlig." in page
    assert owners(meeting) == [None, None]
    assert not Alias.objects.standing().exists()


def test_the_name_can_hold_for_older_meetings_too(cast: Cast, client_of, secretariat) -> None:
    meeting, older = read(cast), read(cast, day="2. februar 2026")
    first = rows(meeting)[0]
    accept(client_of(cast.lene), first)
    page = learn(client_of(cast.lene), first, **{"from": "always"}).text
    assert "3 ventende forslag fik en anden ansvarlig." in page
    assert owners(older) == [secretariat, secretariat]


def test_what_a_person_has_touched_stays(cast: Cast, client_of, secretariat) -> None:
    first, second = rows(read(cast))
    commitment_reject(commitment=second, reason="Er allerede gjort", by=cast.lene, now=NOW)
    commitment_undo(commitment=second, by=cast.lene, now=NOW)
    accept(client_of(cast.lene), first)
    assert "Ingen ventende forslag" in learn(client_of(cast.lene), first).text
    second.refresh_from_db()
    assert second.owner_unit is None


def test_words_that_mean_somebody_already_are_not_learned(cast: Cast, client_of) -> None:
    _first, second = rows(read(cast, second="KF"))
    client = client_of(cast.lene)
    page = accept(client, second, "Teknik og Miljø").text
    assert "»KF« kan ikke læres: registret kender det som Kultur og Fritid." in page
    assert "Der er ikke lært noget" in learn(client, second).text
    assert not Alias.objects.exists()


def test_what_is_learned_twice_is_learned_once(cast: Cast, client_of, secretariat) -> None:
    first, _second = rows(read(cast))
    client = client_of(cast.lene)
    accept(client, first)
    learn(client, first)
    assert "Der er ikke lært noget" in learn(client, first).text
    assert Alias.objects.count() == 1


def test_only_who_decides_on_the_meeting_teaches(cast: Cast, client_of, secretariat) -> None:
    first, _second = rows(read(cast))
    accept(client_of(cast.lene), first)
    assert learn(client_of(cast.eva), first).status_code == 404
    assert learn(client_of(cast.ib), first).status_code in {403, 404}
    assert not Alias.objects.exists()


def test_the_register_says_who_taught_it_and_an_administrator_takes_it_back(
    cast: Cast, client_of, secretariat
) -> None:
    meeting = read(cast)
    first = rows(meeting)[0]
    accept(client_of(cast.lene), first)
    learn(client_of(cast.lene), first)
    url = f"{reverse('register')}?vis=aliases"
    assert "lene, " in client_of(cast.lene).get(url).text
    withdraw = reverse("alias_withdraw", args=[Alias.objects.get().pk])
    assert client_of(cast.lene).post(withdraw).status_code == 403
    page = client_of(cast.bo).post(withdraw, follow=True).text
    assert "»TSK« er trukket tilbage." in page
    assert "TSK</a>" not in page
    assert owners(meeting) == [None, None]
    assert "allerede trukket tilbage" in client_of(cast.bo).post(withdraw, follow=True).text
