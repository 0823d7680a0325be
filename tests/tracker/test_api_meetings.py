"""Meetings, agenda items and suggestions by a program: what the person sees, and decides on."""

from __future__ import annotations

from datetime import date

import pytest

from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Document, Event, Meeting
from tests.cast import Cast
from tests.tracker.api_calls import SUGGESTIONS, fields_refused, refused, seen, send

CANARY = "Kanariefuglen"


@pytest.fixture
def lene(cast: Cast, client_of):
    return client_of(cast.lene)


@pytest.fixture
def proposed(meeting: Meeting) -> Commitment:
    return Commitment.objects.filter(agenda_item__meeting=meeting).latest("start")


@pytest.fixture
def suggestion(proposed: Commitment) -> str:
    return f"{SUGGESTIONS}{proposed.pk}/"


def rows(client, name: str, **asked: object) -> list[dict[str, object]]:
    return client.get(f"/api/v1/{name}/", asked).json()["results"]


class TestLooking:
    def test_a_meeting_leads_to_its_agenda_items_and_suggestions(
        self, lene, meeting: Meeting
    ) -> None:
        (found,) = rows(lene, "meetings", held_from="2026-03-01", committee=meeting.committee_id)
        assert (found["id"], found["held_on"]) == (meeting.pk, "2026-03-02")
        assert rows(lene, "meetings", held_from="2026-03-03") == []
        items = rows(lene, "agenda-items", meeting=meeting.pk)
        assert [one["number"] for one in items] == ["1", "2"]
        found = rows(lene, "suggestions", meeting=meeting.pk, order="oldest")
        assert [one["quote"] for one in found] == list(
            Commitment.objects.order_by("pk").values_list("quote", flat=True)
        )
        assert found[2]["deadline"] == "2026-04-01"

    def test_suggestions_are_narrowed_by_what_became_of_them_and_how_sure_they_are(
        self, lene, proposed: Commitment
    ) -> None:
        Commitment.objects.filter(pk=proposed.pk).update(confidence=0.1, status="rejected")
        assert len(rows(lene, "suggestions", status="rejected")) == 1
        assert len(rows(lene, "suggestions", status="proposed")) == 2
        assert len(rows(lene, "suggestions", grade="certain")) == 2
        assert len(rows(lene, "suggestions", grade="maybe")) == 3

    def test_of_another_committee_nothing_is_told(
        self, cast: Cast, client_of, meeting: Meeting
    ) -> None:
        eva = client_of(cast.eva)
        for name in ("meetings", "agenda-items", "suggestions", "documents"):
            assert rows(eva, name) == []

    def test_minuted_words_are_for_who_may_open_the_file(
        self, cast: Cast, client_of, meeting: Meeting
    ) -> None:
        AgendaItem.objects.update(minuted="Ordene.")
        ib = client_of(cast.ib)
        assert {one["minuted"] for one in rows(ib, "agenda-items")} == {"Ordene."}
        Document.objects.update(mentions_closed=True)
        assert {one["minuted"] for one in rows(ib, "agenda-items")} == {None}

    def test_closed_words_stand_in_no_answer_to_who_may_not_know_them(
        self, cast: Cast, client_of, action_item: ActionItem, meeting: Meeting
    ) -> None:
        AgendaItem.objects.update(is_closed=True, title=CANARY, minuted=CANARY)
        Commitment.objects.update(quote=CANARY, task=CANARY)
        ActionItem.objects.update(task=CANARY, answer=CANARY, background=CANARY)
        names = (
            *("documents", "meetings", "agenda-items", "suggestions", "action-items", "messages"),
            *("committees", "units", "people", "coming-meetings", "overview"),
        )
        for user in (cast.ib, cast.mads, cast.ulla, cast.eva):
            for name in names:
                asked = {"status": "all"} if name == "action-items" else {}
                answer = client_of(user).get(f"/api/v1/{name}/", asked)
                assert CANARY not in answer.text, (user, name)
        assert CANARY in client_of(cast.lene).get("/api/v1/agenda-items/").text


class TestDeciding:
    def test_one_is_accepted_as_it_was_read(
        self, cast: Cast, lene, suggestion: str, proposed: Commitment
    ) -> None:
        answer = send(lene, "POST", f"{suggestion}accept/", {}, If_Match=seen(lene, suggestion))
        item = ActionItem.objects.get()
        assert (answer.status_code, answer.json()["id"]) == (201, item.pk)
        assert answer["Location"] == f"/api/v1/action-items/{item.pk}/"
        assert (item.task, item.deadline, item.created_by) == (
            proposed.task,
            proposed.due,
            cast.lene,
        )
        assert lene.get(suggestion).json()["status"] == "accepted"

    def test_one_is_accepted_as_the_person_settles_it(self, cast: Cast, lene, suggestion) -> None:
        body = {
            "task": "Undersøg taget",
            "owner": f"person:{cast.anna_holm.pk}",
            "deadline": None,
            "recurrence": "yearly",
        }
        send(lene, "POST", f"{suggestion}accept/", body, If_Match='"1"')
        item = ActionItem.objects.get()
        assert (item.task, item.owner, item.deadline) == (body["task"], cast.anna_holm, None)
        assert item.recurrence == "yearly"

    def test_one_is_rejected_with_a_reason(self, cast: Cast, lene, suggestion: str) -> None:
        tag = seen(lene, suggestion)
        answer = send(lene, "POST", f"{suggestion}reject/", {}, If_Match=tag)
        assert fields_refused(answer) == {"reason"}
        answer = send(lene, "POST", f"{suggestion}reject/", {"reason": "Er gjort."}, If_Match=tag)
        told = answer.json()
        assert (told["status"], told["rejected_because"]) == ("rejected", "Er gjort.")
        assert answer["ETag"] == seen(lene, suggestion) != tag
        assert Event.objects.filter(kind="rejected", by=cast.lene).count() == 1

    def test_what_is_decided_or_was_changed_is_not_decided_again(self, lene, suggestion) -> None:
        send(lene, "POST", f"{suggestion}reject/", {"reason": "Er gjort."}, If_Match='"1"')
        refused(send(lene, "POST", f"{suggestion}accept/", {}, If_Match='"1"'), 412)
        refused(send(lene, "POST", f"{suggestion}accept/", {}, If_Match="*"), 409)
        refused(send(lene, "POST", f"{suggestion}accept/", {}), 428)
        assert not ActionItem.objects.exists()

    def test_a_reader_and_another_secretary_decide_on_nothing(
        self, cast: Cast, client_of, suggestion: str
    ) -> None:
        for user, status in ((cast.ib, 403), (cast.eva, 404), (cast.anna, 404)):
            answer = send(client_of(user), "POST", f"{suggestion}accept/", {}, If_Match="*")
            refused(answer, status)
        assert not ActionItem.objects.exists()

    def test_a_meeting_without_a_date_has_nothing_to_accept(
        self, lene, suggestion: str, meeting: Meeting
    ) -> None:
        Meeting.objects.update(held_on=None)
        refused(send(lene, "POST", f"{suggestion}accept/", {}, If_Match="*"), 409)

    def test_a_deadline_before_the_meeting_is_refused(self, lene, suggestion: str) -> None:
        body = {"deadline": "2026-03-01"}
        answer = send(lene, "POST", f"{suggestion}accept/", body, If_Match="*")
        assert fields_refused(answer) == {"deadline"}

    def test_what_was_read_is_refused_where_a_person_may_not_write_it(
        self, lene, suggestion: str, proposed: Commitment
    ) -> None:
        for read in ({"due": date(2090, 1, 1)}, {"task": "", "due": None}):
            Commitment.objects.filter(pk=proposed.pk).update(**read)
            answer = send(lene, "POST", f"{suggestion}accept/", {}, If_Match="*")
            assert fields_refused(answer) == {"deadline" if read["due"] else "task"}
        assert not ActionItem.objects.exists()
        body = {"task": "Undersøg taget"}
        assert send(lene, "POST", f"{suggestion}accept/", body, If_Match="*").status_code == 201

    def test_one_read_for_somebody_who_has_left_needs_another_owner(
        self, cast: Cast, lene, suggestion: str, proposed: Commitment
    ) -> None:
        cast.anna_holm.is_active = False
        cast.anna_holm.save()
        Commitment.objects.filter(pk=proposed.pk).update(owner_person=cast.anna_holm)
        answer = send(lene, "POST", f"{suggestion}accept/", {}, If_Match="*")
        assert fields_refused(answer) == {"owner"}
        body = {"owner": None}
        answer = send(lene, "POST", f"{suggestion}accept/", body, If_Match="*")
        assert answer.status_code == 201
