"""A program makes, changes, answers and ends action items as its person does on the pages."""

from __future__ import annotations

import pytest

from actions.models import ActionItem, Reminder
from meetings.models import Event, Person
from tests.cast import Cast, make_meeting
from tests.tracker.api_calls import ITEMS, close, fields_refused, refused, seen, send


@pytest.fixture
def item(action_item: ActionItem) -> str:
    return f"{ITEMS}{action_item.pk}/"


@pytest.fixture
def lene(cast: Cast, client_of):
    return client_of(cast.lene)


def step(client, item: str, name: str, body: object = None):
    return send(client, "POST", f"{item}{name}/", body, If_Match=seen(client, item))


class TestMaking:
    def body(self, cast: Cast, **more: object) -> dict[str, object]:
        owner = f"person:{cast.anna_holm.pk}"
        return {"committee": cast.committee.pk, "task": "Ring", "owner": owner, **more}

    def test_one_is_made_and_its_owner_is_told(self, cast: Cast, lene) -> None:
        answer = send(lene, "POST", ITEMS, self.body(cast, deadline="2027-03-01"))
        made = ActionItem.objects.get()
        assert (answer.status_code, answer["Location"]) == (201, f"{ITEMS}{made.pk}/")
        assert answer["ETag"] == f'"{made.version}"'
        assert answer.json()["deadline"] == "2027-03-01"
        assert Reminder.objects.filter(action_item=made).exists()
        assert Event.objects.get(subject_id=made.pk, subject="action_item").by == cast.lene

    def test_one_on_an_agenda_item_belongs_to_its_committee(
        self, cast: Cast, lene, meeting
    ) -> None:
        place = meeting.agenda_items.first().pk
        body = self.body(cast, agenda_item=place)
        assert fields_refused(send(lene, "POST", ITEMS, body)) == {"committee"}
        del body["committee"]
        told = send(lene, "POST", ITEMS, body).json()
        assert told["committee"]["id"] == cast.committee.pk
        assert told["agenda_item"]["id"] == place

    def test_what_is_not_the_persons_to_decide_cannot_be_named(self, cast: Cast, lene) -> None:
        other = make_meeting(cast.other_committee, sha256="c" * 64).agenda_items.first()
        for more in ({"committee": cast.other_committee.pk}, {"agenda_item": other.pk}):
            assert fields_refused(send(lene, "POST", ITEMS, self.body(cast, **more))) == set(more)
        assert not ActionItem.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"owner": "person:999"}, "owner"),
            ({"owner": "Anna"}, "owner"),
            ({"owner": None}, "owner"),
            ({"task": " "}, "task"),
            ({"task": "x" * 1001}, "task"),
            ({"deadline": "i morgen"}, "deadline"),
            ({"deadline": "0026-03-01"}, "deadline"),
            ({"deadline": "2999-01-01"}, "deadline"),
            ({"deadlin": "2027-01-01"}, "deadlin"),
        ],
    )
    def test_what_cannot_be_used_is_told_at_its_field(
        self, cast: Cast, lene, wrong: dict[str, object], field: str
    ) -> None:
        assert fields_refused(send(lene, "POST", ITEMS, self.body(cast, **wrong))) == {field}
        assert not ActionItem.objects.exists()

    def test_nobody_who_has_left_is_given_work(self, cast: Cast, lene) -> None:
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        assert fields_refused(send(lene, "POST", ITEMS, self.body(cast))) == {"owner"}


class TestChanging:
    def test_what_is_left_out_stays(self, lene, item: str, action_item: ActionItem) -> None:
        answer = send(lene, "PATCH", item, {"deadline": None}, If_Match=seen(lene, item))
        assert answer.json()["deadline"] is None
        assert answer.json()["task"] == action_item.task
        assert answer["ETag"] == seen(lene, item) == '"2"'

    def test_a_change_without_the_version_is_refused(self, lene, item: str) -> None:
        refused(send(lene, "PATCH", item, {"task": "Andet"}), 428)
        assert ActionItem.objects.get().version == 1

    @pytest.mark.parametrize("tag", ['"7"', 'W/"1"', "1", "noget"])
    def test_a_change_of_what_was_seen_earlier_is_refused(self, lene, item: str, tag: str) -> None:
        told = refused(send(lene, "PATCH", item, {"task": "Andet"}, If_Match=tag), 412)
        assert told["version"] == 1
        assert ActionItem.objects.get().version == 1

    def test_any_version_is_one_of_many_or_a_star(self, lene, item: str) -> None:
        for tag in ('"1", "9"', "*"):
            assert send(lene, "PATCH", item, {"task": tag}, If_Match=tag).status_code == 200

    def test_what_is_sent_keeps_an_owner(self, lene, item: str) -> None:
        answer = send(lene, "PATCH", item, {"owner": None}, If_Match=seen(lene, item))
        assert fields_refused(answer) == {"owner"}

    def test_an_owner_gone_from_the_register_may_keep_it(self, cast, lene, item: str) -> None:
        Person.objects.filter(pk=cast.anna_holm.pk).update(is_active=False)
        body = {"owner": f"person:{cast.anna_holm.pk}", "task": "Andet"}
        answer = send(lene, "PATCH", item, body, If_Match=seen(lene, item))
        assert answer.status_code == 200

    def test_a_deadline_before_the_meeting_is_refused(self, lene, item: str) -> None:
        body = {"deadline": "2026-03-01"}
        assert fields_refused(send(lene, "PATCH", item, body, If_Match="*")) == {"deadline"}


class TestSteps:
    def test_the_owner_answers_and_the_secretary_accepts(
        self, cast: Cast, client_of, lene, item: str
    ) -> None:
        answer = step(client_of(cast.anna), item, "answer", {"note": "Notatet er sendt."})
        assert (answer.status_code, answer.json()["status"]) == (200, "answered")
        assert answer.json()["answered_by"] == "Anna Holm"
        refused(step(client_of(cast.anna), item, "accept-answer"), 403)
        assert step(lene, item, "accept-answer").json()["status"] == "done"

    def test_an_answer_goes_back_with_what_it_lacks(
        self, cast: Cast, client_of, lene, item: str
    ) -> None:
        step(client_of(cast.anna), item, "answer")
        assert fields_refused(step(lene, item, "return-answer")) == {"reason"}
        told = step(lene, item, "return-answer", {"reason": "Tallene mangler."}).json()
        assert (told["status"], told["returned_because"]) == ("open", "Tallene mangler.")

    def test_a_reader_does_not_answer(self, cast: Cast, client_of, item: str) -> None:
        refused(step(client_of(cast.ib), item, "answer"), 404)

    def test_a_deadline_is_put_off_and_not_drawn_forward(self, lene, item: str) -> None:
        body = {"deadline": "2027-06-01", "reason": "Mangler tal."}
        told = step(lene, item, "postpone", body).json()
        assert (told["deadline"], told["extensions"]) == ("2027-06-01", 1)
        refused(step(lene, item, "postpone", {**body, "deadline": "2027-05-01"}), 409)

    def test_it_is_handed_over_but_not_to_who_has_it(self, cast: Cast, lene, item: str) -> None:
        body = {"owner": f"unit:{cast.unit.pk}", "reason": "Ferie."}
        assert step(lene, item, "reassign", body).json()["owner"]["key"] == body["owner"]
        refused(step(lene, item, "reassign", body), 409)
        refused(step(lene, item, "reassign", {**body, "owner": None}), 409)

    def test_it_lapses_and_is_taken_up_again(self, lene, item: str) -> None:
        assert step(lene, item, "cancel", {"reason": "Dobbelt."}).json()["status"] == "cancelled"
        refused(step(lene, item, "cancel", {"reason": "Dobbelt."}), 409)
        refused(send(lene, "PATCH", item, {"task": "x"}, If_Match="*"), 409)
        assert step(lene, item, "reopen").json()["status"] == "open"
        refused(step(lene, item, "reopen"), 409)

    @pytest.mark.parametrize(
        "name",
        ["answer", "accept-answer", "return-answer", "postpone", "reassign", "cancel", "reopen"],
    )
    def test_no_step_is_taken_on_what_was_seen_earlier(self, lene, item: str, name: str) -> None:
        refused(send(lene, "POST", f"{item}{name}/", {}, If_Match='"9"'), 412)
        refused(send(lene, "POST", f"{item}{name}/", {}), 428)
        assert ActionItem.objects.get().version == 1

    def test_each_step_is_one_event(self, cast: Cast, lene, item: str) -> None:
        before = Event.objects.count()
        step(lene, item, "answer", {"note": "Gjort."})
        assert Event.objects.count() == before + 1
        assert Event.objects.latest("pk").by == cast.lene


class TestClosed:
    def test_a_closed_item_is_found_by_the_few_alone(
        self, cast: Cast, client_of, item: str, action_item: ActionItem
    ) -> None:
        close(action_item)
        for user, status in ((cast.anna, 200), (cast.lene, 200), (cast.ib, 404), (cast.mads, 404)):
            assert client_of(user).get(item).status_code == status
            rows = client_of(user).get(ITEMS).json()["results"]
            assert [row["is_closed"] for row in rows] == ([True] if status == 200 else [])
