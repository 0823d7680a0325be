"""What somebody settles about the mails to oneself, with a login and without one."""

from __future__ import annotations

import io
import logging

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from actions.answer_links import unsubscribe_link
from actions.models import ActionItem
from meetings.models import AgendaItem, Event, Person, User
from tests.cast import Cast

CANARY = "Kanariefuglen"


@pytest.fixture
def anna(cast: Cast, client_of) -> Client:
    return client_of(cast.anna)


def me(cast: Cast) -> Person:
    return Person.objects.get(pk=cast.anna_holm.pk)


class TestPreferences:
    def test_language_and_reminders_are_kept_and_logged(self, anna, cast: Cast):
        page = anna.post(reverse("profile"), {"language": "en"}, follow=True).text
        assert "Saved." in page
        assert (me(cast).language, me(cast).wants_reminders) == ("en", False)
        event = Event.objects.get(subject=Event.Subject.REGISTER)
        assert event.changes == {"language": ["da", "en"], "wants_reminders": [True, False]}

    def test_a_language_that_there_is_not_is_refused(self, anna, cast: Cast):
        assert anna.post(reverse("profile"), {"language": "xx"}).status_code == 422
        assert me(cast).language == "da"

    def test_a_login_without_a_person_is_told_so(self, cast: Cast, client_of):
        page = client_of(cast.bo).get(reverse("profile")).text
        assert "hører ikke til en person" in page


class TestUnsubscribing:
    @pytest.fixture
    def link(self, cast: Cast) -> str:
        return reverse("unsubscribe", args=[unsubscribe_link(cast.anna_holm.pk)])

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_looking_changes_nothing(self, client, link, cast: Cast, method):
        for _time in range(10):
            assert getattr(client, method)(link).status_code == 200
        assert me(cast).wants_reminders
        assert Event.objects.count() == 0

    def test_a_mail_program_does_it_with_one_click(self, link, cast: Cast):
        client = Client(enforce_csrf_checks=True)
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not me(cast).wants_reminders
        assert Event.objects.get().by_name == "Anna Holm (link i mail)"

    def test_it_can_be_taken_back_on_the_same_page(self, client, link, cast: Cast):
        page = client.post(link, {"reminders": "off"}).text
        assert "Du får ikke flere påmindelser" in page
        client.post(link, {"reminders": "on"})
        assert me(cast).wants_reminders

    def test_a_changed_key_opens_nothing(self, client, link, cast: Cast):
        assert client.post(link.replace("/afmeld/", "/afmeld/9")).status_code == 404
        assert me(cast).wants_reminders

    def test_the_page_names_nobody(self, client, link, cast: Cast):
        assert cast.anna_holm.name not in client.get(link).text

    def test_the_secretary_sees_it(self, client, link, cast: Cast, client_of):
        client.post(link, {"reminders": "off"})
        page = client_of(cast.lene).get(reverse("register") + "?vis=people").text
        assert "vil ikke have påmindelser" in page


class TestCalendar:
    def address(self, anna: Client, cast: Cast) -> str:
        anna.post(reverse("calendar_renew"))
        return reverse("calendar_feed", args=[me(cast).calendar_key])

    def test_it_gives_the_open_deadlines_as_whole_days(self, anna, client, cast, action_item):
        answer = client.get(self.address(anna, cast))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "no-store"
        (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["SUMMARY"] == f"Frist: {action_item.task}"
        assert event["DTSTART"].dt == action_item.deadline

    def test_the_address_stands_on_the_page_of_its_owner_alone(self, anna, cast, client_of):
        address = self.address(anna, cast)
        assert address in anna.get(reverse("profile")).text
        assert address not in client_of(cast.lene).get(reverse("profile")).text
        assert me(cast).calendar_key not in str(list(Event.objects.values()))

    def test_a_closed_item_is_not_in_it(self, anna, client, cast, action_item):
        address = self.address(anna, cast)
        assert "VEVENT" in client.get(address).text
        AgendaItem.objects.update(is_closed=True, title=CANARY)
        ActionItem.objects.update(task=CANARY)
        text = client.get(address).text
        assert "VEVENT" not in text
        assert CANARY not in text

    def test_an_address_that_can_be_nobodys_leads_nowhere(self, client, cast):
        assert client.get("/kalender/%00.ics").status_code == 404

    def test_a_new_address_ends_the_old_one(self, anna, client, cast, action_item):
        old = self.address(anna, cast)
        new = self.address(anna, cast)
        assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    def test_a_closed_calendar_leads_nowhere(self, anna, client, cast, action_item):
        address = self.address(anna, cast)
        anna.post(reverse("calendar_revoke"))
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("model", [User, Person])
    def test_who_has_left_has_no_calendar(self, anna, client, cast, action_item, model):
        address = self.address(anna, cast)
        model.objects.update(is_active=False)
        assert client.get(address).status_code == 404

    def test_no_log_keeps_the_key(self, anna, client, cast, monkeypatch):
        address = self.address(anna, cast)
        console = next(h for h in logging.getLogger().handlers if h.name == "console")
        monkeypatch.setattr(console, "stream", io.StringIO())
        client.delete(address)
        logged = console.stream.getvalue()
        assert "/kalender/…" in logged
        assert me(cast).calendar_key not in logged
