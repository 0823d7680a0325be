"""A follow-up has several owners, lies in a unit's inbox and is commented on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from actions.answer_links import Purpose, answer_link
from actions.models import ActionItem, Comment, CoOwner, Message, Reminder
from actions.services.reminders import reminders_plan
from meetings.models import AgendaItem, Event
from tests.actions.outbox import one_round
from tests.cast import NOW, TODAY
from tests.tracker.item_steps import (
    a_tuesday_morning,
    at,
    berit,
    lying,
)

__all__ = ["a_tuesday_morning", "berit", "lying"]


class TestSeveralOwners:
    def share(self, client, action_item: ActionItem, owner: str):
        return client.post(at("action_item_share", action_item), {"owner": owner}, follow=True)

    def test_all_of_them_get_the_mail(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        answer = self.share(client_of(cast.lene), action_item, "Kultur og Fritid")
        assert "er medansvarlig." in answer.text
        one_round(NOW)
        assert set(Message.objects.values_list("to_email", flat=True)) == {
            "anna.holm@noerrevang.example",
            "kf@noerrevang.example",
        }

    def test_who_was_told_before_hears_nothing_new(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        one_round(NOW)
        self.share(client_of(cast.lene), action_item, "Kultur og Fritid")
        one_round(NOW)
        sent = Message.objects.values_list("to_email", flat=True)
        assert sorted(sent) == ["anna.holm@noerrevang.example", "kf@noerrevang.example"]

    def test_any_of_them_answers(self, cast, action_item, berit, client_of):
        self.share(client_of(cast.lene), action_item, "Berit Lund")
        client = client_of(berit)
        assert action_item.task in client.get(reverse("my_items")).text
        form = {"deadline_version": 1, "note": "Det er gjort."}
        client.post(at("action_item_answer", action_item), form)
        action_item.refresh_from_db()
        assert action_item.is_answered
        assert action_item.answered_by == "Berit Lund"

    def test_any_of_them_answers_from_the_mail(self, cast, action_item, berit, client_of, client):
        self.share(client_of(cast.lene), action_item, "Berit Lund")
        token = answer_link(action_item, f"person:{berit.person_id}")
        client.post(reverse("answer", args=[token]), {"note": "Det er gjort."})
        action_item.refresh_from_db()
        assert action_item.answered_by == "Berit Lund (link i mail)"

    def test_who_says_not_mine_is_let_off_alone(self, cast, action_item, berit, client_of, client):
        self.share(client_of(cast.lene), action_item, "Berit Lund")
        token = answer_link(action_item, f"person:{berit.person_id}", Purpose.DECLINE)
        client.post(reverse("answer_decline", args=[token]), {"reason": "Jeg er ikke med."})
        action_item.refresh_from_db()
        assert action_item.owner == cast.anna_holm
        assert not CoOwner.objects.standing().exists()

    def test_the_accountable_one_is_counted(self, cast, action_item, client_of):
        self.share(client_of(cast.lene), action_item, "Teknik og Miljø")
        page = client_of(cast.lene).get(reverse("overview")).text
        assert "Anna Holm" in page
        assert "Teknik og Miljø" not in page

    def test_the_same_one_twice_is_refused(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        assert self.share(client, action_item, "Anna Holm").status_code == 422
        self.share(client, action_item, "Kultur og Fritid")
        assert self.share(client, action_item, "Kultur og Fritid").status_code == 422
        assert CoOwner.objects.count() == 1

    def test_let_off_one_gets_nothing_and_sees_nothing(self, cast, action_item, berit, client_of):
        client = client_of(cast.lene)
        self.share(client, action_item, "Berit Lund")
        co_owner = CoOwner.objects.get()
        address = reverse("action_item_unshare", args=[action_item.pk, co_owner.pk])
        client.post(address)
        assert client.post(address).status_code == 409
        one_round(NOW)
        assert not Message.objects.filter(to_email="bl@noerrevang.example").exists()
        assert client_of(berit).get(at("action_item", action_item)).status_code == 404

    def test_of_a_closed_item_a_unit_beside_sees_nothing(self, cast, action_item, berit, client_of):
        AgendaItem.objects.update(is_closed=True)
        self.share(client_of(cast.lene), action_item, "Kultur og Fritid")
        assert client_of(berit).get(at("action_item", action_item)).status_code == 404


class TestTheInbox:
    def test_all_in_the_unit_see_it(self, cast, lying, berit, client_of):
        for user in (cast.anna, berit):
            assert lying.task in client_of(user).get(reverse("unit_inbox")).text
        for user in (cast.lene, cast.ib, cast.ulla):
            assert lying.task not in client_of(user).get(reverse("unit_inbox")).text

    def test_who_takes_it_owns_it_and_the_second_is_told_who(self, cast, lying, berit, client_of):
        client_of(cast.anna).post(at("action_item_take", lying))
        answer = client_of(berit).post(at("action_item_take", lying))
        assert answer.status_code == 409
        assert "Ansvarlig: Anna Holm (AH). Intet er ændret." in answer.text
        lying.refresh_from_db()
        assert (lying.owner, lying.taken_from) == (cast.anna_holm, cast.unit)

    def test_the_colleagues_see_who_has_it_but_do_not_answer(self, cast, lying, berit, client_of):
        client_of(cast.anna).post(at("action_item_take", lying))
        client = client_of(berit)
        assert "Anna Holm" in client.get(at("action_item", lying)).text
        form = {"deadline_version": 2, "note": ""}
        assert client.post(at("action_item_answer", lying), form).status_code == 404

    def test_taking_it_sends_no_mail_but_reminds_on_time(self, cast, lying, client_of):
        client_of(cast.anna).post(at("action_item_take", lying))
        one_round(NOW)
        assert not Message.objects.exists()
        recipients = set(Reminder.objects.values_list("recipient", flat=True))
        assert recipients == {f"person:{cast.anna_holm.pk}"}

    def test_it_is_put_back(self, cast, lying, client_of):
        client = client_of(cast.anna)
        client.post(at("action_item_take", lying))
        answer = client.post(at("action_item_give_back", lying), follow=True)
        assert "Opgaven ligger i indbakken igen." in answer.text
        lying.refresh_from_db()
        assert (lying.owner, lying.taken_from) == (cast.unit, None)

    def test_what_was_not_taken_is_not_put_back(self, cast, action_item, client_of):
        answer = client_of(cast.anna).post(at("action_item_give_back", action_item))
        assert answer.status_code == 409

    def test_a_stranger_takes_nothing(self, cast, lying, client_of):
        assert client_of(cast.eva).post(at("action_item_take", lying)).status_code == 403
        lying.refresh_from_db()
        assert lying.owner == cast.unit

    def test_a_closed_item_lies_there_for_its_manager_alone(self, cast, lying, berit, client_of):
        AgendaItem.objects.update(is_closed=True)
        cast.unit.manager = cast.anna_holm
        cast.unit.save()
        assert lying.task in client_of(cast.anna).get(reverse("unit_inbox")).text
        assert lying.task not in client_of(berit).get(reverse("unit_inbox")).text
        assert client_of(berit).post(at("action_item_take", lying)).status_code == 404

    def test_an_empty_one_says_so(self, cast, client_of):
        assert "Indbakken er tom." in client_of(cast.anna).get(reverse("unit_inbox")).text


class TestComments:
    def say(self, client, action_item: ActionItem, **changes):
        form = {"key": str(uuid4()), "text": "Nøglen ligger hos pedellen.", **changes}
        return client.post(at("action_item_comment", action_item), form, follow=True)

    @pytest.mark.parametrize("seer", ["lene", "ib", "mads", "anna", "bo"])
    def test_who_sees_the_item_says_something(self, cast, action_item, client_of, seer):
        answer = self.say(client_of(getattr(cast, seer)), action_item)
        assert "Nøglen ligger hos pedellen." in answer.text
        assert "<strong>Kommenteret</strong>" in answer.text

    @pytest.mark.parametrize("stranger", ["eva", "ulla"])
    def test_others_do_not(self, cast, action_item, client_of, stranger):
        assert self.say(client_of(getattr(cast, stranger)), action_item).status_code == 404
        assert not Comment.objects.exists()

    def test_no_mail_goes_out_of_it(self, cast, action_item, client_of):
        self.say(client_of(cast.lene), action_item)
        one_round(NOW)
        assert not Message.objects.exists()

    def test_a_double_click_says_it_once(self, cast, action_item, client_of):
        client, key = client_of(cast.lene), str(uuid4())
        self.say(client, action_item, key=key)
        self.say(client, action_item, key=key)
        assert Comment.objects.count() == 1
        assert Event.objects.filter(kind=Event.Kind.COMMENTED).count() == 1

    @pytest.mark.parametrize("text", ["", "   ", "x" * 10_000])
    def test_nothing_and_too_much_are_refused(self, cast, action_item, client_of, text):
        assert self.say(client_of(cast.lene), action_item, text=text).status_code == 422

    def test_letters_from_the_right_and_pictures_stand_as_written(
        self, cast, action_item, client_of
    ):
        answer = self.say(client_of(cast.lene), action_item, text="שלום 🙂 <b>nej</b>")
        assert "שלום 🙂 &lt;b&gt;nej&lt;/b&gt;" in answer.text
