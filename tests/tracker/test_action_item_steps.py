"""A follow-up is given to another, put off and merged; each step is taken back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from actions.models import ActionItem, CoOwner, Extension, Reminder
from actions.services.reminders import reminders_plan
from meetings.models import Event
from tests.actions.outbox import another_item
from tests.cast import NOW, TODAY
from tests.tracker.item_steps import (
    REASON,
    a_tuesday_morning,
    at,
    berit,
    lying,
    undo,
)

__all__ = ["a_tuesday_morning", "berit", "lying"]


class TestGivingToAnother:
    def give(self, client, action_item: ActionItem, owner: str = "Teknik og Miljø", **changes):
        form = {"version": action_item.version, "owner": owner, "reason": REASON, **changes}
        return client.post(at("action_item_reassign", action_item), form, follow=True)

    def test_the_new_owner_is_accountable_and_the_reason_stands(self, cast, action_item, client_of):
        answer = self.give(client_of(cast.lene), action_item)
        action_item.refresh_from_db()
        assert action_item.owner == cast.other_unit
        assert "<strong>Overdraget</strong> – lene" in answer.text
        assert "Ansvarlig: Anna Holm (AH) → Teknik og Miljø (TM)" in answer.text
        assert REASON in answer.text
        assert "person:" not in answer.text

    def test_the_one_before_hears_no_more(self, cast, action_item, client_of):
        reminders_plan(action_item=action_item, today=TODAY, assigned=True)
        self.give(client_of(cast.lene), action_item)
        planned = Reminder.objects.filter(state=Reminder.State.PLANNED)
        assert set(planned.values_list("recipient", flat=True)) == {f"unit:{cast.other_unit.pk}"}

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reason": ""}, "Skriv hvorfor."),
            ({"owner": ""}, "Skriv, hvem der skal have opgaven."),
            ({"owner": "Anna Holm"}, "Opgaven ligger allerede dér."),
        ],
    )
    def test_what_is_missing_is_said(self, cast, action_item, client_of, changes, said):
        answer = self.give(client_of(cast.lene), action_item, **changes)
        assert answer.status_code == 422
        assert said in answer.text
        action_item.refresh_from_db()
        assert action_item.owner == cast.anna_holm

    def test_the_second_of_two_is_told_and_keeps_the_words(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        self.give(client, action_item)
        answer = self.give(client, action_item, owner="Kultur og Fritid")
        assert answer.status_code == 409
        assert REASON in answer.text
        assert ActionItem.objects.get().owner == cast.other_unit

    def test_it_is_undone_while_nobody_has_done_more(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        self.give(client, action_item)
        with time_machine.travel(NOW.replace(minute=5), tick=False):
            answer = undo(client, action_item)
        assert "Fortrudt. Opgaven er, som den var før." in answer.text
        assert ActionItem.objects.get().owner == cast.anna_holm

    def test_nobody_else_undoes_it(self, cast, action_item, client_of):
        self.give(client_of(cast.lene), action_item)
        assert undo(client_of(cast.bo), action_item).status_code == 409
        assert ActionItem.objects.get().owner == cast.other_unit

    def test_after_more_was_done_it_stands(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        self.give(client, action_item)
        step = Event.objects.latest("pk").pk
        with time_machine.travel(NOW.replace(minute=5), tick=False):
            form = {"key": str(uuid4()), "text": "Husk nøglen."}
            client.post(at("action_item_comment", action_item), form)
            answer = client.post(at("action_item_undo", action_item), {"step": step})
        assert answer.status_code == 409
        assert ActionItem.objects.get().owner == cast.other_unit


class TestPostponing:
    def postpone(self, client, action_item: ActionItem, **changes):
        form = {"version": action_item.version, "deadline": "2026-05-01", "reason": REASON}
        return client.post(
            at("action_item_postpone", action_item), {**form, **changes}, follow=True
        )

    def test_it_is_counted_and_the_history_says_why(self, cast, action_item, client_of):
        answer = self.postpone(client_of(cast.lene), action_item)
        action_item.refresh_from_db()
        assert (action_item.deadline, action_item.extensions) == (date(2026, 5, 1), 1)
        history = answer.text[answer.text.index('id="deadlines"') :]
        assert "01-04-2026 → 01-05-2026</strong> – lene" in history
        assert REASON in history
        assert "1 gang" in answer.text

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reason": ""}, "Skriv hvorfor."),
            ({"deadline": ""}, "Skriv den nye frist."),
            ({"deadline": "2026-04-01"}, "Den nye frist skal ligge efter 01-04-2026."),
            ({"deadline": "2099-01-01"}, "for langt ude"),
        ],
    )
    def test_what_is_wrong_is_said(self, cast, action_item, client_of, changes, said):
        answer = self.postpone(client_of(cast.lene), action_item, **changes)
        assert answer.status_code == 422
        assert said in answer.text
        assert ActionItem.objects.get().deadline == date(2026, 4, 1)

    def test_a_double_click_counts_once(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        self.postpone(client, action_item)
        answer = self.postpone(client, action_item)
        assert answer.status_code == 409
        assert ActionItem.objects.get().extensions == 1

    def test_undone_it_counts_no_more(self, cast, action_item, client_of):
        client = client_of(cast.lene)
        self.postpone(client, action_item)
        with time_machine.travel(NOW.replace(minute=5), tick=False):
            undo(client, action_item)
        action_item.refresh_from_db()
        assert (action_item.deadline, action_item.extensions) == (date(2026, 4, 1), 0)
        assert Extension.objects.get().state == Extension.State.UNDONE


class TestMerging:
    @pytest.fixture
    def other(self, cast, action_item) -> ActionItem:
        return another_item(action_item, owner=cast.unit)

    def merge(self, client, action_item: ActionItem, into: object):
        return client.post(at("action_item_merge", action_item), {"into": into}, follow=True)

    def test_one_lapses_and_its_owner_comes_along(self, cast, action_item, other, client_of):
        client = client_of(cast.lene)
        answer = self.merge(client, action_item, other.pk)
        action_item.refresh_from_db()
        assert action_item.status == ActionItem.Status.CANCELLED
        assert action_item.merged_into == other
        assert f"opgave {other.pk}" in answer.text
        page = client.get(at("action_item", other)).text
        assert "Anna Holm" in page[page.index("Medansvarlige") :]
        assert at("action_item", action_item) in page

    @pytest.mark.parametrize("into", ["", "x", "999999", "self"])
    def test_what_is_no_other_item_is_refused(self, cast, action_item, client_of, into):
        into = action_item.pk if into == "self" else into
        answer = self.merge(client_of(cast.lene), action_item, into)
        assert answer.status_code == 422
        assert ActionItem.objects.get().is_open

    def test_another_committees_item_is_not_there(self, cast, action_item, other, client_of):
        ActionItem.objects.filter(pk=other.pk).update(committee=cast.other_committee)
        answer = self.merge(client_of(cast.lene), action_item, other.pk)
        assert "Vi finder ingen opgave med det nummer." in answer.text

    def test_closed_and_open_stay_apart(self, cast, action_item, other, client_of):
        ActionItem.objects.filter(pk=other.pk).update(is_closed=True)
        answer = self.merge(client_of(cast.lene), action_item, other.pk)
        assert answer.status_code == 422
        assert "De kan ikke samles." in answer.text

    def test_into_a_finished_one_nothing_goes(self, cast, action_item, other, client_of):
        ActionItem.objects.filter(pk=other.pk).update(status="done", closed_at=NOW)
        answer = self.merge(client_of(cast.lene), action_item, other.pk)
        assert f"Opgave {other.pk} er afsluttet." in answer.text

    def test_into_one_without_an_owner_none_gets_lost(self, cast, action_item, other, client_of):
        ActionItem.objects.filter(pk=other.pk).update(owner_person=None, owner_unit=None)
        answer = self.merge(client_of(cast.lene), action_item, other.pk)
        assert answer.status_code == 422
        assert "har ingen ansvarlig" in answer.text
        action_item.refresh_from_db()
        assert action_item.is_open

    def test_a_double_click_merges_once(self, cast, action_item, other, client_of):
        client = client_of(cast.lene)
        self.merge(client, action_item, other.pk)
        assert self.merge(client, action_item, other.pk).status_code == 409
        assert CoOwner.objects.count() == 1

    def test_undone_both_stand_as_before(self, cast, action_item, other, client_of):
        client = client_of(cast.lene)
        self.merge(client, action_item, other.pk)
        with time_machine.travel(NOW.replace(minute=5), tick=False):
            undo(client, action_item)
        action_item.refresh_from_db()
        assert action_item.is_open
        assert action_item.merged_into is None
        assert not CoOwner.objects.standing().exists()
