"""What waits for a person: later deadlines asked for, and items said to be somebody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem, Extension
from actions.services.declines import owner_decline
from meetings.models import AgendaItem, Role
from tests.cast import NOW

# The pages go by the clock on the wall.
SOON = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def asked(action_item: ActionItem) -> Extension:
    ActionItem.objects.update(extensions=2)
    return Extension.objects.create(
        action_item=action_item,
        deadline_version=1,
        was=action_item.deadline,
        deadline=SOON,
        reason="Vi venter på tal fra regionen.",
        state=Extension.State.WAITING,
        asked_at=NOW,
        asked_by="Anna Holm",
    )


def number_on_front_page(client: Client, label: str) -> int | None:
    figures = client.get(reverse("home")).context["figures"]
    (number,) = [one.number for one in figures if one.label == label] or [None]
    return number


def test_a_manager_gives_the_third_deadline_with_a_reason(cast, asked, client_of):
    client, address = client_of(cast.mads), reverse("extension_decide", args=[asked.pk])
    assert "Vi venter på tal fra regionen." in client.get(reverse("decisions")).text
    assert client.post(address, {"answer": "grant", "reason": " "}).status_code == 422
    page = client.post(address, {"answer": "grant", "reason": "Regionen er sen."}, follow=True)
    assert "Afgjort." in page.text
    asked.refresh_from_db()
    assert (asked.state, asked.decision) == ("granted", "Regionen er sen.")
    assert asked.action_item.deadline == SOON


def test_the_front_page_counts_who_asks_for_more_time_for_those_who_decide(
    cast, asked, client_of
) -> None:
    for user in (cast.lene, cast.mads):
        assert number_on_front_page(client_of(user), "ønske om ny frist") == 1
    for user in (cast.anna, cast.ulla):
        assert number_on_front_page(client_of(user), "ønske om ny frist") is None


def test_the_front_page_counts_what_an_owner_sent_back(cast, action_item, client_of) -> None:
    words = "opgave sendt tilbage"
    assert number_on_front_page(client_of(cast.lene), words) is None
    owner_decline(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        suggestion="",
        reason="Det hører til et andet sted.",
        by=cast.anna,
        by_name="",
        now=NOW,
    )
    assert number_on_front_page(client_of(cast.lene), words) == 1
    assert number_on_front_page(client_of(cast.mads), words) is None


def test_a_deadline_that_has_passed_is_not_given(cast, asked, client_of):
    Extension.objects.update(deadline=date(2026, 4, 15))
    address = reverse("extension_decide", args=[asked.pk])
    page = client_of(cast.mads).post(address, {"answer": "grant", "reason": "Regionen er sen."})
    assert page.status_code == 422
    assert "er passeret" in page.text
    asked.refresh_from_db()
    assert (asked.state, asked.action_item.deadline) == ("waiting", date(2026, 4, 1))


def test_a_no_keeps_the_deadline(cast, asked, client_of):
    address = reverse("extension_decide", args=[asked.pk])
    client_of(cast.lene).post(address, {"answer": "refuse", "reason": "Udvalget venter."})
    asked.refresh_from_db()
    assert (asked.state, asked.action_item.deadline) == ("refused", date(2026, 4, 1))
    assert client_of(cast.lene).post(address, {"answer": "grant"}).status_code == 404


def test_a_manager_does_not_give_the_own_work_more_time(cast, asked, client_of):
    Role.objects.create(user=cast.anna, kind=Role.Kind.MANAGER, unit=cast.unit)
    address = reverse("extension_decide", args=[asked.pk])
    answer = client_of(cast.anna).post(address, {"answer": "grant", "reason": "Jeg har travlt."})
    assert answer.status_code == 404
    asked.refresh_from_db()
    assert asked.state == Extension.State.WAITING


def test_a_manager_of_other_units_sees_nothing_and_decides_nothing(cast, asked, client_of):
    assert "regionen" not in client_of(cast.ulla).get(reverse("decisions")).text
    address = reverse("extension_decide", args=[asked.pk])
    assert client_of(cast.ulla).post(address, {"answer": "grant", "reason": "x"}).status_code == 404


def test_a_closed_item_waits_for_its_secretary_alone(cast, asked, client_of):
    AgendaItem.objects.update(is_closed=True)
    assert "regionen" not in client_of(cast.mads).get(reverse("decisions")).text
    assert "regionen" in client_of(cast.lene).get(reverse("decisions")).text


def test_answers_that_wait_are_counted_with_a_way_to_them(cast, action_item, client_of) -> None:
    words, address = "1 svar venter på godkendelse", reverse("decisions")
    assert words not in client_of(cast.lene).get(address).text
    ActionItem.objects.update(status=ActionItem.Status.ANSWERED, answered_at=NOW)
    shown = client_of(cast.lene).get(address).text
    assert words in shown
    assert f"{reverse('action_items')}?status=answered" in shown
    assert words not in client_of(cast.ulla).get(address).text
