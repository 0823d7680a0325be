"""The other three links of a mail: a new deadline, not mine, a status; and files sent along."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actions.answer_links import Purpose, answer_link, read_answer_link
from actions.exceptions import AlreadyClosedError
from actions.models import ActionItem, Attachment, Decline, Extension, Reminder, UsedLink
from actions.services.attachments import SentFile
from actions.services.link_answers import link_answer
from meetings.models import AgendaItem, Event, Person, Unit, User
from tests.cast import NOW, Cast
from tracker.models import RateCount

ROUTES = {
    Purpose.DONE: "answer",
    Purpose.DEADLINE: "answer_deadline",
    Purpose.DECLINE: "answer_decline",
    Purpose.STATUS: "answer_status",
}
FILLED_IN = {
    Purpose.DONE: {"note": "Sendt."},
    Purpose.DEADLINE: {"deadline": "2026-05-04", "reason": "Rådgiveren er syg."},
    Purpose.DECLINE: {"suggestion": "Teknik", "reason": "Det er en vejsag."},
    Purpose.STATUS: {"text": "Venter på tilbud."},
}
CANARY = "Kanariefuglen"


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def address(action_item: ActionItem, purpose: Purpose) -> str:
    token = answer_link(action_item, f"person:{action_item.owner_person_id}", purpose)
    return reverse(ROUTES[purpose], args=[token])


def state() -> tuple[object, ...]:
    models = (ActionItem, Reminder, Extension, Decline, UsedLink, Attachment)
    return (*(list(model.objects.values()) for model in models), Event.objects.count())


def _lene_accepted(cast: Cast) -> None:
    lene = Person.objects.create(name="Lene Bach", email="lb@lavbro.example")
    User.objects.filter(pk=cast.lene.pk).update(person=lene)
    ActionItem.objects.update(created_by=cast.lene)


def test_so_does_the_inbox_that_stands_in_for_a_person(client, action_item, cast: Cast) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="")
    Unit.objects.filter(pk=cast.unit.pk).update(email="kf@noerrevang.example")
    assert "Skal en anden have opgaven?" in client.get(address(action_item, Purpose.DECLINE)).text


def test_a_unit_passes_on_what_a_person_calls_not_mine(client, action_item, cast: Cast) -> None:
    assert "Er opgaven ikke din?" in client.get(address(action_item, Purpose.DECLINE)).text
    ActionItem.objects.update(owner_person=None, owner_unit=cast.unit)
    action_item.refresh_from_db()
    token = answer_link(action_item, f"unit:{cast.unit.pk}", Purpose.DECLINE)
    link = reverse("answer_decline", args=[token])
    asked = client.get(link).text
    assert "Skal en anden have opgaven?" in asked
    assert "ikke længere jeres" in asked
    answered = client.post(link, FILLED_IN[Purpose.DECLINE]).text
    assert f"Sekretariatet giver opgave {action_item.pk} videre. I får" in answered
    assert Decline.objects.get().unit == cast.unit


@pytest.mark.parametrize("purpose", Purpose)
class TestEachLink:
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_ten_scanners_change_nothing(self, client, action_item, purpose, method):
        before = state()
        for _time in range(10):
            answer = getattr(client, method)(address(action_item, purpose))
            assert answer.status_code == 200
        assert state() == before

    def test_a_press_does_it_once(self, client, action_item, purpose):
        link = address(action_item, purpose)
        assert "Tak. Det er registreret." in client.post(link, FILLED_IN[purpose]).text
        before = state()
        for again in (client.post(link, FILLED_IN[purpose]), client.get(link)):
            assert "Allerede registreret" in again.text
        assert state() == before

    def test_the_thanks_name_who_can_put_a_mistake_right(self, client, action_item, purpose, cast):
        _lene_accepted(cast)
        thanks = client.post(address(action_item, purpose), FILLED_IN[purpose]).text
        assert 'skriv til Lene Bach, <a href="mailto:lb@lavbro.example">lb@' in thanks

    def test_the_thanks_for_a_closed_item_name_nobody(self, client, action_item, purpose, cast):
        _lene_accepted(cast)
        AgendaItem.objects.update(is_closed=True)
        thanks = client.post(address(action_item, purpose), FILLED_IN[purpose]).text
        assert "skriv til den sekretær, der står i mailen" in thanks
        assert "lb@lavbro.example" not in thanks

    def test_it_does_nothing_but_its_own(self, client, action_item, purpose):
        token = address(action_item, purpose).rstrip("/").rpartition("/")[2]
        before = state()
        for other, route in ROUTES.items():
            if other != purpose:
                answer = client.post(reverse(route, args=[token]), FILLED_IN[other])
                assert answer.status_code == 404
        assert state() == before

    def test_a_changed_letter_opens_nothing(self, client, action_item, purpose):
        link = address(action_item, purpose)
        assert client.post(f"{link[:-3]}xx/", FILLED_IN[purpose]).status_code == 404

    def test_it_ends_thirty_days_after_the_deadline(
        self, client, action_item, purpose, a_tuesday_morning
    ):
        link = address(action_item, purpose)
        a_tuesday_morning.move_to(NOW + timedelta(days=61))
        answer = client.post(link, FILLED_IN[purpose])
        assert (answer.status_code, "Linket er udløbet" in answer.text) == (410, True)

    def test_another_deadline_ends_it(self, client, action_item, purpose):
        link = address(action_item, purpose)
        ActionItem.objects.update(deadline_version=2)
        assert client.post(link, FILLED_IN[purpose]).status_code == 410

    def test_who_has_left_gets_no_further(self, client, action_item, purpose):
        link = address(action_item, purpose)
        User.objects.update(is_active=False)
        assert client.post(link, FILLED_IN[purpose]).status_code == 410

    def test_a_closed_item_shows_its_number_only(self, client, action_item, cast: Cast, purpose):
        AgendaItem.objects.update(is_closed=True, title=f"{CANARY} titel")
        ActionItem.objects.update(task=f"{CANARY} opgave")
        link = address(action_item, purpose)
        for answer in (client.get(link), client.post(link, FILLED_IN[purpose]), client.get(link)):
            assert CANARY not in answer.text
            assert cast.anna_holm.name not in answer.text

    def test_the_address_stays_with_who_has_it(self, client, action_item, purpose):
        answer = client.get(address(action_item, purpose))
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "no-store"
        assert "https://" not in answer.text
        assert 'lang="da"' in answer.text


class TestWhatHappens:
    def test_a_later_deadline_is_taken_with_its_reason(self, client, action_item):
        purpose = Purpose.DEADLINE
        answer = client.post(address(action_item, purpose), FILLED_IN[purpose])
        assert "har fået den nye frist. Du får en mail med nye links" in answer.text
        assert "<dt>Ny frist</dt>\n          <dd>mandag 4. maj 2026</dd>" in answer.text
        action_item.refresh_from_db()
        assert action_item.deadline == date(2026, 5, 4)
        assert Extension.objects.get().reason == "Rådgiveren er syg."
        assert Event.objects.latest("pk").by_name == "Anna Holm (link i mail)"

    def test_no_new_deadline_is_named_where_it_was_only_asked_for(self, client, action_item):
        ActionItem.objects.update(extensions=2)
        purpose = Purpose.DEADLINE
        answer = client.post(address(action_item, purpose), FILLED_IN[purpose])
        assert "Der er bedt om en ny frist" in answer.text
        assert "<dt>Ny frist</dt>" not in answer.text
        assert "<dt>Ønsket frist</dt>\n          <dd>mandag 4. maj 2026</dd>" in answer.text

    @pytest.mark.parametrize("extensions", [0, 2], ids=["granted", "asked for"])
    def test_a_new_deadline_on_a_day_off_is_said_so(self, client, action_item, extensions):
        ActionItem.objects.update(extensions=extensions)
        filled_in = FILLED_IN[Purpose.DEADLINE] | {"deadline": "2026-05-03"}
        answer = client.post(address(action_item, Purpose.DEADLINE), filled_in)
        hint = "03-05-2026 er en søndag. Den næste arbejdsdag er mandag 4. maj 2026."
        assert (answer.status_code, hint in answer.text) == (200, True)

    def test_nothing_is_said_of_a_working_day(self, client, action_item):
        answer = client.post(address(action_item, Purpose.DEADLINE), FILLED_IN[Purpose.DEADLINE])
        assert (answer.status_code, "arbejdsdag" in answer.text) == (200, False)

    def test_nor_of_a_day_off_for_a_closed_item(self, client, action_item):
        AgendaItem.objects.update(is_closed=True)
        filled_in = FILLED_IN[Purpose.DEADLINE] | {"deadline": "2026-05-03"}
        answer = client.post(address(action_item, Purpose.DEADLINE), filled_in)
        assert (answer.status_code, "arbejdsdag" in answer.text) == (200, False)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("2026-03-04", "Den nye frist skal ligge efter 01-04-2026"),
            ("2326-03-04", "for langt ude i fremtiden"),
            ("31. april", "Skriv fristen som en dato"),
            ("", "field-error"),
        ],
    )
    def test_a_day_that_makes_no_sense_is_said_so(self, client, action_item, day, words):
        before = state()
        filled_in = {"deadline": day, "reason": "Fordi."}
        answer = client.post(address(action_item, Purpose.DEADLINE), filled_in)
        assert (answer.status_code, words in answer.text) == (422, True)
        assert state() == before

    def test_what_is_not_mine_goes_to_the_unit(self, client, action_item, cast: Cast):
        purpose = Purpose.DECLINE
        client.post(address(action_item, purpose), FILLED_IN[purpose])
        action_item.refresh_from_db()
        assert action_item.owner == cast.unit
        assert Decline.objects.get().suggestion == "Teknik"

    def test_without_a_unit_it_waits_for_the_secretary(self, client, action_item):
        Unit.objects.update(email="")
        purpose = Purpose.DECLINE
        client.post(address(action_item, purpose), FILLED_IN[purpose])
        action_item.refresh_from_db()
        assert action_item.owner is None

    def test_a_status_is_kept_and_the_reminders_go_on(self, client, action_item):
        purpose = Purpose.STATUS
        client.post(address(action_item, purpose), FILLED_IN[purpose])
        action_item.refresh_from_db()
        assert action_item.is_open
        event = Event.objects.get(kind=Event.Kind.NOTED)
        assert (event.note, event.by_name) == ("Venter på tilbud.", "Anna Holm (link i mail)")


class TestFiles:
    def send(self, client: Client, action_item: ActionItem, name: str, content: bytes):
        file = SimpleUploadedFile(name, content)
        return client.post(address(action_item, Purpose.DONE), {"note": "", "file": file})

    def test_a_file_is_kept_and_given_as_a_download_only(
        self, client, action_item, cast: Cast, client_of
    ):
        thanks = self.send(client, action_item, "../../notat.pdf", b"%PDF-1.7 hej")
        assert "<dt>Fil</dt>\n          <dd>notat.pdf</dd>" in thanks.text
        kept = Attachment.objects.get()
        assert kept.name == "notat.pdf"
        assert "notat" not in kept.file.name
        url = reverse("action_item_attachment", args=[action_item.pk, kept.pk])
        page = client_of(cast.lene).get(reverse("action_item", args=[action_item.pk])).text
        assert url in page
        answer = client_of(cast.lene).get(url)
        assert b"".join(answer.streaming_content) == b"%PDF-1.7 hej"
        assert answer["Content-Disposition"] == 'attachment; filename="notat.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]

    def test_who_may_not_see_the_item_gets_no_file(
        self, client, action_item, cast: Cast, client_of
    ):
        self.send(client, action_item, "notat.pdf", b"%PDF-1.7")
        url = reverse("action_item_attachment", args=[action_item.pk, Attachment.objects.get().pk])
        assert client_of(cast.eva).get(url).status_code == 404
        assert client.get(url).status_code == 302

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("virus.exe", b"MZ"),
            ("side.html", b"<script>"),
            ("notat.pdf", b"<html>%PDF-"),
            ("billede.svg", b"<svg"),
            ("uden-endelse", b"%PDF-1.7"),
        ],
    )
    def test_other_kinds_of_files_are_refused_and_the_words_kept(
        self, client, action_item, name, content
    ):
        before = state()
        answer = self.send(client, action_item, name, content)
        assert (answer.status_code, "kan ikke sendes med" in answer.text) == (422, True)
        assert state() == before

    def test_a_file_too_large_is_refused(self, client, action_item, monkeypatch):
        monkeypatch.setattr("actions.services.attachments.MOST_BYTES", 20)
        answer = self.send(client, action_item, "notat.pdf", b"%PDF-1.7" + b" " * 20)
        assert "Filen fylder mere end 10 MB" in answer.text
        assert Attachment.objects.count() == 0


class TestTooFast:
    def test_the_thirty_first_in_a_minute_waits(self, client, action_item):
        link = address(action_item, Purpose.DONE)
        answers = [client.get(link).status_code for _time in range(31)]
        assert answers == [200] * 30 + [429]
        refused = client.post(link, FILLED_IN[Purpose.DONE])
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 60
        assert "Prøv igen om et minut" in refused.text

    def test_another_sender_need_not_wait(self, client, action_item):
        link = address(action_item, Purpose.DONE)
        for _time in range(31):
            client.get(link)
        assert client.get(link, REMOTE_ADDR="10.0.0.9").status_code == 200

    def test_the_addresses_of_one_ipv6_network_are_one(self, client, action_item):
        link = address(action_item, Purpose.DONE)
        for number in range(30):
            client.get(link, REMOTE_ADDR=f"2001:db8:0:7:{number:x}::1")
        assert client.get(link, REMOTE_ADDR="2001:db8:0:7:ffff::2").status_code == 429
        assert client.get(link, REMOTE_ADDR="2001:db8:0:8::1").status_code == 200

    def test_it_is_counted_where_all_processes_see_it(self, client, action_item):
        client.get(address(action_item, Purpose.DONE))
        assert RateCount.objects.get(name__startswith="keyed:127.0.0.1:").count == 1

    def test_colleagues_behind_one_address_do_not_wait_for_each_other(self, client, action_item):
        for purpose in (Purpose.DONE, Purpose.DEADLINE):
            link = address(action_item, purpose)
            assert {client.get(link).status_code for _time in range(30)} == {200}

    def test_who_tries_keys_waits_also_with_one_that_leads_somewhere(self, client, action_item):
        link = address(action_item, Purpose.DONE)
        nowhere = link.rstrip("/")[:-4]
        answers = [client.get(f"{nowhere}{number:04}/").status_code for number in range(31)]
        assert 200 not in answers
        assert answers[-1] == 429
        assert answers.count(429) == 1
        assert client.get(link).status_code == 429
        assert client.get(link, REMOTE_ADDR="10.0.0.9").status_code == 200

    def test_links_that_are_merely_outdated_lock_nobody_out(self, client, action_item, settings):
        settings.LINKS_A_MINUTE = 2
        old = [address(action_item, purpose) for purpose in Purpose]
        ActionItem.objects.update(deadline_version=2)
        action_item.refresh_from_db()
        assert [client.get(link).status_code for link in old] == [410] * len(old)
        assert client.get(address(action_item, Purpose.DONE)).status_code == 200

    def test_a_calendar_that_is_not_there_counts_as_a_key_that_leads_nowhere(
        self, client, action_item
    ):
        for number in range(30):
            page = reverse("calendar_feed", args=[f"gaet{number}"])
            assert client.get(page).status_code == 404
        assert client.get(address(action_item, Purpose.DONE)).status_code == 429

    def test_behind_our_own_server_its_word_counts_and_no_other(
        self, client, action_item, settings
    ):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        link = address(action_item, Purpose.DONE)
        client.get(link, HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.7")
        assert RateCount.objects.get(name__startswith="keyed:10.0.0.7:").count == 1


def test_a_file_with_a_refused_answer_leaves_nothing_behind(action_item, settings):
    token = answer_link(action_item, f"person:{action_item.owner_person_id}")
    ended = {"status": ActionItem.Status.CANCELLED, "closed_at": NOW}
    ActionItem.objects.filter(pk=action_item.pk).update(**ended)
    kept = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(AlreadyClosedError):
        link_answer(
            token=token,
            link=read_answer_link(token),
            action_item=action_item,
            note="Sendt.",
            file=SentFile("notat.pdf", b"%PDF-1.7 notat"),
            now=NOW,
        )
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == kept
    assert not UsedLink.objects.exists()
