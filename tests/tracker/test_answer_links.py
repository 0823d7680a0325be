"""The link in the mail: it shows, it acts once on a press of the button, it lets nobody in."""

from __future__ import annotations

import io
import logging
from datetime import date, timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse

from actions.answer_links import answer_link
from actions.models import ActionItem, Commitment, Reminder
from actions.services.action_items import (
    action_item_cancel,
    action_item_change,
    action_item_reopen,
)
from actions.services.answers import answer_accept
from meetings.models import AgendaItem, Event, Person, User
from tests.cast import NOW, Cast

CANARY = "Kanariefuglen"


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def link(action_item: ActionItem) -> str:
    token = answer_link(action_item, f"person:{action_item.owner_person_id}")
    return reverse("answer", args=[token])


def state() -> tuple[object, ...]:
    return (
        list(ActionItem.objects.values()),
        list(Reminder.objects.values()),
        Event.objects.count(),
    )


def test_the_longest_name_leaves_room_for_what_is_said_after_it(
    client, link, action_item, cast: Cast
):
    Person.objects.filter(pk=action_item.owner_person_id).update(name="A" * 200)
    client.post(link, {"note": "Sendt."})
    action_item.refresh_from_db()
    action_item.full_clean()
    assert action_item.is_answered
    assert action_item.answered_by.endswith("A (link i mail)")
    Event.objects.get(kind="answered").full_clean()


class TestLooking:
    def test_it_tells_what_why_and_by_when(self, client, link, action_item):
        page = client.get(link).text
        assert action_item.task in page
        assert action_item.commitment.quote in page
        assert "onsdag 1. april 2026" in page
        assert "Meld udført" in page

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_ten_scanners_change_nothing(self, client, link, method):
        before = state()
        for _time in range(10):
            assert getattr(client, method)(link).status_code == 200
        assert state() == before

    def test_nobody_is_logged_in_by_it(self, client, link, action_item):
        client.get(link)
        client.post(link, {"note": ""})
        assert "_auth_user_id" not in client.session
        assert client.get(reverse("action_item", args=[action_item.pk])).status_code == 302

    def test_the_address_is_told_to_nobody(self, client, link):
        answer = client.get(link)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "http://" not in answer.text.replace("http://www.w3.org", "")
        assert "https://" not in answer.text

    def test_no_log_keeps_the_key(self, client, link, monkeypatch):
        console = next(h for h in logging.getLogger().handlers if h.name == "console")
        monkeypatch.setattr(console, "stream", io.StringIO())
        client.delete(link)
        logged = console.stream.getvalue()
        assert "/svar/…" in logged
        assert link not in logged

    def test_other_methods_are_refused(self, client, link):
        assert client.delete(link).status_code == 405

    def test_an_overdue_item_says_so(self, client, link, action_item):
        ActionItem.objects.update(deadline=date(2026, 3, 2))
        assert "overskredet" in client.get(link).text


class TestLeaving:
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("model", [User, Person])
    def test_who_has_left_gets_in_by_no_old_mail(self, client, link, model, method):
        model.objects.update(is_active=False)
        before = state()
        answer = getattr(client, method)(link)
        assert answer.status_code == 410
        assert "Den ansvarliges adgang er lukket" in answer.text
        assert state() == before

    def test_who_never_had_a_login_gets_in(self, client, link):
        User.objects.update(person=None)
        assert client.post(link, {"note": ""}).status_code == 200


class TestAnswering:
    def test_a_press_reports_it_done_with_the_owners_words(self, client, link, action_item):
        answer = client.post(link, {"note": "Notatet er sendt ud."})
        assert "Tak. Det er registreret." in answer.text
        assert action_item.task in answer.text
        assert "Notatet er sendt ud." in answer.text
        action_item.refresh_from_db()
        assert action_item.status == ActionItem.Status.ANSWERED
        assert action_item.answer == "Notatet er sendt ud."
        event = Event.objects.get(kind=Event.Kind.ANSWERED)
        assert (event.by, event.by_name) == (None, "Anna Holm (link i mail)")

    def test_a_second_press_says_that_it_is_registered(self, client, link):
        client.post(link, {"note": "Første"})
        before = state()
        assert "Allerede registreret" in client.post(link, {"note": "Anden"}).text
        assert "Allerede registreret" in client.get(link).text
        assert state() == before

    def test_a_press_needs_our_own_form(self, link):
        before = state()
        answer = Client(enforce_csrf_checks=True).post(link, {"note": ""})
        assert answer.status_code == 403
        assert state() == before

    def test_a_note_without_end_is_refused_and_kept_on_the_page(self, client, link):
        before = state()
        answer = client.post(link, {"note": "a" * 2001})
        assert answer.status_code == 422
        assert "a" * 2001 in answer.text
        assert state() == before

    def test_a_unit_answers_by_its_own_link(self, client, action_item, cast: Cast):
        ActionItem.objects.update(owner_person=None, owner_unit=cast.unit)
        token = answer_link(action_item, f"unit:{cast.unit.pk}")
        client.post(reverse("answer", args=[token]), {"note": ""})
        assert ActionItem.objects.get().answered_by == "Kultur og Fritid (link i mail)"


class TestSpentLinks:
    def refused(self, client, link: str, *, status: int, words: str) -> None:
        before = state()
        for answer in (client.get(link), client.post(link, {"note": ""})):
            assert answer.status_code == status
            assert words in answer.text
            assert answer["Cache-Control"] == "no-store"
        assert state() == before

    def test_a_cut_or_changed_token(self, client, link):
        for broken in (f"{link[:-2]}/", link.replace("/svar/", "/svar/x"), "/svar/abc/"):
            self.refused(client, broken, status=404, words="Linket virker ikke")

    def test_a_token_signed_for_something_else(self, client, action_item):
        token = signing.dumps([action_item.pk, "person:1", 1], salt="something.else")
        self.refused(
            client, reverse("answer", args=[token]), status=404, words="Linket virker ikke"
        )

    def test_an_item_that_is_not_there(self, client, action_item):
        token = answer_link(ActionItem(pk=action_item.pk + 1, deadline_version=1), "person:1")
        self.refused(
            client, reverse("answer", args=[token]), status=404, words="Linket virker ikke"
        )

    def test_a_new_deadline(self, client, link, action_item, cast: Cast):
        change(action_item, cast, deadline=date(2026, 5, 1))
        self.refused(client, link, status=410, words="Linket gælder ikke længere")

    def test_a_new_owner(self, client, link, action_item, cast: Cast):
        gerda = Person.objects.create(name="Gerda Lund")
        change(action_item, cast, owner_person=gerda)
        self.refused(client, link, status=410, words="Linket gælder ikke længere")

    def test_somebody_elses_link(self, client, action_item):
        gerda = Person.objects.create(name="Gerda Lund")
        token = answer_link(action_item, f"person:{gerda.pk}")
        self.refused(
            client, reverse("answer", args=[token]), status=410, words="Linket gælder ikke længere"
        )

    def test_an_owner_who_has_left(self, client, link):
        Person.objects.update(is_active=False)
        self.refused(client, link, status=410, words="Linket gælder ikke længere")

    def test_a_lapsed_item(self, client, link, action_item, cast: Cast):
        action_item_cancel(action_item=action_item, reason="Solgt", by=cast.lene, now=NOW)
        self.refused(client, link, status=410, words="Opgaven er bortfaldet")

    def test_an_item_that_was_opened_again(self, client, link, action_item, cast: Cast):
        client.post(link, {"note": ""})
        answer_accept(action_item=action_item, by=cast.lene, now=NOW)
        action_item_reopen(action_item=action_item, by=cast.lene, now=NOW)
        self.refused(client, link, status=410, words="Linket gælder ikke længere")

    def test_thirty_days_after_the_deadline_it_still_works(self, client, link, a_tuesday_morning):
        a_tuesday_morning.move_to(NOW.replace(month=5, day=1))
        assert client.get(link).status_code == 200

    def test_a_day_later_it_does_not(self, client, link, a_tuesday_morning):
        a_tuesday_morning.move_to(NOW.replace(month=5, day=2))
        self.refused(client, link, status=410, words="Linket er udløbet")

    def test_a_late_reminder_brings_a_link_that_works(self, client, action_item, a_tuesday_morning):
        a_tuesday_morning.move_to(NOW + timedelta(days=200))
        token = answer_link(action_item, f"person:{action_item.owner_person_id}")
        assert client.get(reverse("answer", args=[token])).status_code == 200


def change(action_item: ActionItem, cast: Cast, **changes: object) -> None:
    action_item_change(
        **{
            "action_item": action_item,
            "version": action_item.version,
            "task": action_item.task,
            "owner_person": action_item.owner_person,
            "owner_unit": None,
            "deadline": action_item.deadline,
            "by": cast.lene,
            "now": NOW,
            **changes,
        }
    )


class TestClosedAgendaItems:
    @pytest.fixture
    def closed_link(self, link: str, action_item: ActionItem) -> str:
        AgendaItem.objects.update(is_closed=True, title=f"{CANARY} titel")
        Commitment.objects.update(quote=f"{CANARY} ord")
        ActionItem.objects.update(task=f"{CANARY} opgave")
        return link

    def test_the_page_shows_a_number_and_nothing_else(
        self, client, closed_link, action_item, cast: Cast
    ):
        page = client.get(closed_link).text
        assert f"Opgave {action_item.pk}" in page
        for secret in (CANARY, cast.anna_holm.name, cast.committee.name, "april"):
            assert secret not in page

    def test_neither_does_any_answer_to_it(self, client, closed_link, cast: Cast):
        answers = [
            client.post(closed_link, {"note": "a" * 2001}),
            client.post(closed_link, {"note": ""}),
            client.post(closed_link, {"note": ""}),
        ]
        for answer in answers:
            assert CANARY not in answer.text
            assert cast.anna_holm.name not in answer.text
        assert ActionItem.objects.get().status == ActionItem.Status.ANSWERED
