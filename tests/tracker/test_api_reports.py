"""Reports, register and mails by a program: the same as on their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem, Message, Reminder
from meetings.models import Event, PlannedMeeting
from tests.cast import NOW, TODAY, Cast
from tests.tracker.api_calls import close, fields_refused, refused

API = "/api/v1/"


@pytest.fixture
def lene(cast: Cast, client_of):
    return client_of(cast.lene)


@pytest.fixture
def planned(cast: Cast) -> PlannedMeeting:
    day = timezone.localdate() + timedelta(days=7)
    return PlannedMeeting.objects.create(committee=cast.committee, held_on=day)


class TestFollowUp:
    def test_it_tells_every_item_once(self, lene, planned, action_item: ActionItem) -> None:
        (coming,) = lene.get(f"{API}coming-meetings/").json()["results"]
        told = lene.get(f"{API}coming-meetings/{coming['id']}/follow-up/").json()
        rows = [row for section in told["sections"] for row in section["rows"]]
        assert [(row["id"], row["quote"]) for row in rows] == [
            (action_item.pk, action_item.commitment.quote)
        ]
        assert [row for section in told["annex"] for row in section["rows"]] == []

    def test_what_is_closed_stands_in_the_annex_and_the_look_in_the_log(
        self, cast: Cast, lene, planned, action_item: ActionItem
    ) -> None:
        close(action_item)
        told = lene.get(f"{API}coming-meetings/{planned.pk}/follow-up/").json()
        assert [row for section in told["sections"] for row in section["rows"]] == []
        assert [r["id"] for part in told["annex"] for r in part["rows"]] == [action_item.pk]
        look = Event.objects.get(kind=Event.Kind.VIEWED)
        assert f"opgave {action_item.pk}" in look.note

    def test_the_paper_of_another_committee_is_not_there(
        self, cast: Cast, client_of, planned
    ) -> None:
        address = f"{API}coming-meetings/{planned.pk}/follow-up/"
        refused(client_of(cast.eva).get(address), 404)
        assert client_of(cast.eva).get(f"{API}coming-meetings/").json()["results"] == []


class TestOverview:
    @pytest.mark.parametrize("role", ["lene", "mads", "ulla", "eva", "bo"])
    def test_the_figures_are_those_of_the_page(
        self, cast: Cast, client_of, action_item: ActionItem, role: str
    ) -> None:
        client = client_of(getattr(cast, role))
        with time_machine.travel(NOW + timedelta(days=60)):
            client = client_of(getattr(cast, role))
            told = client.get(f"{API}overview/").json()
            page = client.get(reverse("overview")).context["figures"]
        names = ("open", "late", "soon", "undated", "silent", "extended", "answered", "done_lately")
        assert [told[name] for name in names] == [figure.number for figure in page]
        assert sum(told["open_by_age"].values()) == told["open"]
        assert told["open"] == (1 if role in {"lene", "mads", "bo"} else 0)

    def test_it_is_narrowed_as_the_page_is(self, cast: Cast, lene, action_item) -> None:
        for owner, number in ((f"person:{cast.anna_holm.pk}", 1), ("none", 0)):
            assert lene.get(f"{API}overview/", {"owner": owner}).json()["open"] == number
        assert fields_refused(lene.get(f"{API}overview/?status=open")) == {"status"}
        assert fields_refused(lene.get(f"{API}overview/?committee=99")) == {"committee"}

    def test_an_owner_has_none(self, cast: Cast, client_of) -> None:
        refused(client_of(cast.anna).get(f"{API}overview/"), 403)


class TestRegister:
    def test_a_key_of_the_register_is_one_that_work_is_given_to(
        self, cast: Cast, lene, action_item: ActionItem
    ) -> None:
        people = lene.get(f"{API}people/", {"unit": cast.unit.pk}).json()["results"]
        assert [one["key"] for one in people] == [f"person:{cast.anna_holm.pk}"]
        found = lene.get(f"{API}action-items/", {"owner": people[0]["key"]}).json()["results"]
        assert [one["id"] for one in found] == [action_item.pk]
        units = lene.get(f"{API}units/", {"parent": cast.directorate.pk}).json()["results"]
        assert [one["key"] for one in units] == [f"unit:{cast.unit.pk}"]
        assert lene.get(f"{API}units/{cast.unit.pk}/").json() == units[0]

    def test_it_is_narrowed_by_yes_and_no(self, cast: Cast, lene) -> None:
        cast.other_committee.is_active = False
        cast.other_committee.save()

        def names(asked: str) -> list[str]:
            found = lene.get(f"{API}committees/?is_active={asked}").json()["results"]
            return [one["name"] for one in found]

        assert names("true") == [cast.committee.name]
        assert names("false") == [cast.other_committee.name]
        assert fields_refused(lene.get(f"{API}committees/?is_active=ja")) == {"is_active"}

    def test_a_calendars_secret_address_is_not_told(self, cast: Cast, lene) -> None:
        cast.anna_holm.calendar_key = "hemmelig"
        cast.anna_holm.save()
        assert "hemmelig" not in lene.get(f"{API}people/").text


class TestMails:
    def test_a_mail_tells_how_it_fares_and_what_of_but_not_its_words(
        self, cast: Cast, client_of, lene, action_item: ActionItem
    ) -> None:
        mail = Message.objects.create(
            recipient=f"person:{cast.anna_holm.pk}",
            kind=Message.Kind.DIGEST,
            day=TODAY,
            message_id="<1@noerrevang.example>",
            text="Ordene i mailen",
            state=Message.State.SENT,
            next_at=NOW,
            created_at=NOW,
        )
        Reminder.objects.create(
            action_item=action_item,
            step="assigned",
            deadline_version=1,
            recipient=mail.recipient,
            due_on=TODAY,
            message=mail,
        )
        bo = client_of(cast.bo)
        (listed,) = bo.get(f"{API}messages/", {"state": "sent"}).json()["results"]
        told = bo.get(f"{API}messages/{mail.pk}/")
        assert told.json() == {**listed, "action_items": [action_item.pk]}
        assert "Ordene i mailen" not in told.text
        refused(lene.get(f"{API}messages/"), 403)
        refused(lene.get(f"{API}messages/{mail.pk}/"), 403)
