"""Who uses what: shown before a row is ended, and what keeps a used one from being removed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from actions.models import ActionItem
from meetings.models import AgendaItem, Alias, Committee, Event, Meeting, Unit
from tests.cast import Cast, make_action_item

pytestmark = pytest.mark.django_db


def address(name: str, kind: str, row: object) -> str:
    return reverse(name, args=[kind, row.pk])


def test_a_secretary_sees_who_uses_a_unit_and_may_not_end_it(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    make_action_item(meeting, owner_unit=cast.unit)
    Alias.objects.create(text="Kulturen", unit=cast.unit)
    page = client_of(cast.lene).get(address("register_entry", "enheder", cast.unit)).text
    assert "<dt>Opgaver</dt>" in page
    assert "1 (1 åben)" in page
    assert "<dt>Aliaser</dt>" in page
    assert reverse("register_entry_end", args=["enheder", cast.unit.pk]) not in page


def test_a_unit_with_open_tasks_is_ended_only_when_that_is_confirmed(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    make_action_item(meeting, owner_unit=cast.unit)
    client = client_of(cast.bo)
    end = address("register_entry_end", "enheder", cast.unit)
    answer = client.post(end, {"valid_to": "2026-06-30"})
    assert answer.status_code == 422
    assert "selv om der er åbne opgaver" in answer.text
    assert Unit.objects.get(pk=cast.unit.pk).valid_to is None
    client.post(end, {"valid_to": "2026-06-30", "confirm": "on"})
    assert Unit.objects.get(pk=cast.unit.pk).valid_to == date(2026, 6, 30)
    assert Event.objects.get().changes == {"valid_to": [None, "2026-06-30"]}
    assert ActionItem.objects.get().owner_unit == cast.unit
    client.post(end, {"valid_to": ""})
    assert Unit.objects.get(pk=cast.unit.pk).valid_to is None


def test_a_committee_is_closed_and_taken_up_again(cast: Cast, client_of) -> None:
    client = client_of(cast.bo)
    end = address("register_entry_end", "udvalg", cast.committee)
    assert "Gemt." in client.post(end, follow=True).text
    assert not Committee.objects.get(pk=cast.committee.pk).is_active
    client.post(end)
    assert Committee.objects.get(pk=cast.committee.pk).is_active


def test_what_is_used_is_not_removed_and_what_is_not_is(cast: Cast, client_of) -> None:
    client = client_of(cast.bo)
    answer = client.post(address("register_entry_remove", "personer", cast.anna_holm))
    assert answer.status_code == 409
    assert "Det er i brug og kan ikke fjernes." in answer.text
    unused = Committee.objects.create(name="Skrivefejlsudvalget")
    page = client.post(address("register_entry_remove", "udvalg", unused), follow=True).text
    assert "»Skrivefejlsudvalget« er fjernet." in page
    assert not Committee.objects.filter(pk=unused.pk).exists()


def test_an_alias_keeps_its_unit(cast: Cast, client_of) -> None:
    unit = Unit.objects.create(name="Havnen")
    Alias.objects.create(text="Havnekontoret", unit=unit)
    answer = client_of(cast.bo).post(address("register_entry_remove", "enheder", unit))
    assert answer.status_code == 409
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_kind_that_there_is_not_is_not_found(cast: Cast, client_of) -> None:
    assert client_of(cast.bo).get("/register/huse/1/").status_code == 404


def test_how_many_closed_items_a_unit_has_is_not_told_to_another_committee(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    make_action_item(meeting, owner_unit=cast.unit)
    AgendaItem.objects.update(is_closed=True)
    page = address("register_entry", "enheder", cast.unit)
    assert "<dt>Opgaver</dt>" not in client_of(cast.eva).get(page).text
    assert "<dt>Forslag</dt>" not in client_of(cast.eva).get(page).text
    assert "1 (1 åben)" in client_of(cast.lene).get(page).text


def test_who_still_has_tasks_leaves_and_is_not_just_closed(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    client = client_of(cast.bo)
    page = client.get(address("register_entry", "personer", cast.anna_holm)).text
    leave = reverse("person_leave", args=[cast.anna_holm.pk])
    assert "Anna Holm har stadig opgaver." in page
    assert leave in page
    answer = client.post(address("register_entry_end", "personer", cast.anna_holm))
    assert answer.url == leave
    cast.anna_holm.refresh_from_db()
    assert cast.anna_holm.is_active


def test_who_has_no_tasks_is_closed(cast: Cast, client_of) -> None:
    client_of(cast.bo).post(address("register_entry_end", "personer", cast.anna_holm))
    cast.anna_holm.refresh_from_db()
    assert not cast.anna_holm.is_active


def test_a_unit_does_not_end_before_it_begins(cast: Cast, client_of) -> None:
    Unit.objects.filter(pk=cast.unit.pk).update(valid_from=date(2026, 1, 1))
    end = address("register_entry_end", "enheder", cast.unit)
    answer = client_of(cast.bo).post(end, {"valid_to": "2025-12-31", "confirm": "on"})
    assert answer.status_code == 422
    assert "Den sidste dag ligger før den første." in answer.text
