"""Who is to do it is searched for while somebody types, and picked from a list without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem, Commitment
from meetings.models import Alias, Person, Unit, User
from tests.cast import make_commitment
from tracker.owner_search import MOST, OwnerChoice, owners_like

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


def search(client: Client, text: str, **more: str) -> list[str]:
    page = client.get(reverse("owner_search"), {"q": text, **more}).text
    return [part.split('"')[0] for part in page.split('data-value="')[1:]]


@pytest.mark.parametrize("text", ["Anna", "holm", "AH", "ah", "anna h", "fritid hol"])
def test_a_person_is_found_by_any_part_of_the_name(client_of: ClientOf, cast, text):
    assert "Anna Holm (AH), Kultur og Fritid" in search(client_of(cast.lene), text)


def test_a_unit_is_found_by_its_other_name_and_the_list_says_which(client_of, cast):
    Alias.objects.create(text="Fritidsforvaltningen", unit=cast.unit)
    page = client_of(cast.lene).get(reverse("owner_search"), {"q": "fritidsf"}).text
    assert 'data-value="Kultur og Fritid (KF)"' in page
    assert "Fritidsforvaltningen" in page


def test_a_name_that_is_not_used_any_more_finds_nobody(client_of, cast):
    Alias.objects.create(text="Fritidsforvaltningen", unit=cast.unit, valid_to=date(2020, 1, 1))
    Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
    Unit.objects.filter(pk=cast.other_unit.pk).update(valid_to=date(2020, 1, 1))
    client = client_of(cast.lene)
    assert search(client, "fritidsf") == []
    assert search(client, "Anna") == []
    assert search(client, "Teknik") == []
    assert (
        "Ingen i registret hedder sådan." in client.get(reverse("owner_search"), {"q": "Anna"}).text
    )
    # The register's own pages also name those that there once were.
    assert search(client, "Anna", ever="1") == ["Anna Holm (AH), Kultur og Fritid"]


def test_only_people_are_found_where_a_person_is_asked_for(client_of, cast):
    assert search(client_of(cast.lene), "kultur", kind="person") == [
        "Anna Holm (AH), Kultur og Fritid"
    ]


def test_whole_names_come_before_beginnings_and_the_list_is_short() -> None:
    choices = [OwnerChoice("unit", n, f"Skole {n}", f"S{n}", "") for n in range(40)]
    found = owners_like("s3", choices)
    assert found[0].short == "S3"
    assert {one.short[:2] for one in found[1:]} == {"S3"}
    assert len(owners_like("skole", choices)) == MOST
    assert owners_like("ØSTRE", [OwnerChoice("unit", 1, "Østre Skole", "", "")])


@pytest.mark.parametrize("who", ["anna", "ib", "mads"])
def test_who_gives_no_work_searches_nobody(client_of, cast, who):
    answer = client_of(getattr(cast, who)).get(reverse("owner_search"), {"q": "Anna"})
    assert answer.status_code == 403
    assert "data-value" not in answer.text


def test_what_is_typed_is_written_back_as_text(client_of, cast):
    Unit.objects.create(name='<b>"Skole"</b>')
    page = client_of(cast.lene).get(reverse("owner_search"), {"q": "skole"}).text
    assert "<b>" not in page
    assert "&lt;b&gt;&quot;Skole&quot;" in page


def accept(client: Client, commitment: Commitment, **changed: str):
    data = {"task": "Skriv et notat", "owner": "Anna Holm", "deadline": "", **changed}
    return client.post(reverse("commitment_accept", args=[commitment.pk]), data)


def test_another_name_is_enough_where_it_means_one(client_of, cast, meeting):
    Alias.objects.create(text="Fritidsforvaltningen", unit=cast.unit)
    accept(client_of(cast.lene), Commitment.objects.first(), owner="fritidsforvaltningen")
    assert ActionItem.objects.get().owner_unit == cast.unit


def test_another_name_that_means_two_is_refused(client_of, cast, meeting):
    Alias.objects.create(text="Forvaltningen", unit=cast.unit)
    Alias.objects.create(text="Forvaltningen", unit=cast.other_unit)
    answer = accept(client_of(cast.lene), Commitment.objects.first(), owner="forvaltningen")
    assert answer.status_code == 422
    assert "kan være flere" in answer.text
    assert not ActionItem.objects.exists()


def test_without_scripts_part_of_a_name_gives_a_list_to_pick_from(client_of, cast, meeting):
    Person.objects.create(name="Anna Lind", initials="AL", unit=cast.other_unit)
    client, commitment = client_of(cast.lene), Commitment.objects.first()
    answer = accept(client, commitment, owner="Anna")
    assert answer.status_code == 422
    assert 'name="owner-pick"' in answer.text
    assert '<option value="Anna Lind (AL), Teknik og Miljø">' in answer.text
    picked = {"owner": "Anna", "owner-pick": "Anna Lind (AL), Teknik og Miljø"}
    assert accept(client, commitment, **picked).status_code == 302
    assert ActionItem.objects.get().owner_person.name == "Anna Lind"


def test_of_two_of_one_name_in_one_unit_the_number_tells_which(client_of, cast, meeting):
    first, second = (Person.objects.create(name="Jens Krog", unit=cast.unit) for _n in range(2))
    client, commitment = client_of(cast.lene), Commitment.objects.first()
    labels = [f"Jens Krog, Kultur og Fritid #{one.pk}" for one in (first, second)]
    assert search(client, "jens") == labels
    answer = accept(client, commitment, owner="Jens Krog, Kultur og Fritid")
    assert answer.status_code == 422
    assert "kan være flere" in answer.text
    assert all(f'<option value="{label}">' in answer.text for label in labels)
    assert f"Kultur og Fritid · #{second.pk}</option>" in answer.text
    picked = {"owner": "Jens Krog, Kultur og Fritid", "owner-pick": labels[1]}
    assert accept(client, commitment, **picked).status_code == 302
    assert ActionItem.objects.get().owner_person == second


def test_no_page_holds_the_whole_register(client_of, cast, meeting, action_item):
    Person.objects.bulk_create(Person(name=f"Person {n:04}") for n in range(300))
    client = client_of(cast.lene)
    for url in (
        reverse("review", args=[meeting.pk]),
        reverse("action_item", args=[action_item.pk]),
        reverse("action_item_new"),
    ):
        page = client.get(url).text
        assert "data-owner-search" in page
        assert "Person 0200" not in page


def test_a_page_with_sixty_suggestions_asks_few_questions(
    client_of, cast, meeting, django_assert_max_num_queries
):
    second = meeting.agenda_items.get(number="2")
    quote = Commitment.objects.first().quote
    for number in range(57):
        row = make_commitment(second, quote[number + 1 :])
        row.owner_person = cast.anna_holm
        row.save()
    client = client_of(cast.lene)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("review", args=[meeting.pk])).text
    assert page.count("data-commitment=") == 60
