"""Whatever goes wrong is told in one form, in Danish, without a word of what is inside."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from actions.models import ActionItem
from meetings.models import Document
from tests.cast import Cast
from tests.tracker.api_calls import ITEMS, fields_refused, refused, send
from tracker.api import action_items


@pytest.fixture
def lene(cast: Cast, client_of):
    return client_of(cast.lene)


def test_what_is_not_there_is_told_for_every_method(client, lene) -> None:
    for who in (client, lene):
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            for address in ("/api/v1/findes-ikke/", "/api/v1/", f"{ITEMS}{'9' * 19}/"):
                refused(send(who, method, address, {}), 404)


def test_a_row_that_is_not_there_is_as_one_out_of_reach(cast: Cast, lene, meeting) -> None:
    Document.objects.update(committee=cast.other_committee)
    meeting.committee = cast.other_committee
    meeting.save()
    there = lene.get(f"/api/v1/documents/{meeting.document_id}/")
    nowhere = lene.get("/api/v1/documents/999999/")
    assert refused(there, 404) == refused(nowhere, 404)


def test_a_method_that_there_is_not_says_which_there_are(lene) -> None:
    answer = send(lene, "DELETE", ITEMS)
    refused(answer, 405)
    assert set(answer["Allow"].split(", ")) == {"GET", "POST", "HEAD"}


def test_another_format_is_refused(lene) -> None:
    refused(lene.post(ITEMS, "<a/>", content_type="application/xml"), 415)
    refused(lene.post("/api/v1/documents/", "{}", content_type="application/json"), 415)


@pytest.mark.parametrize("body", ["{", "[1", '{"task": }', "\ufeff", "NaN"])
def test_what_is_no_json_is_refused(lene, body: str) -> None:
    refused(lene.post(ITEMS, body, content_type="application/json"), 400)


@pytest.mark.parametrize("body", [[], [1], "x", 1, True])
def test_json_that_is_no_object_is_refused(lene, body: object) -> None:
    assert send(lene, "POST", ITEMS, body).status_code == 400


def test_whatever_form_is_asked_for_it_is_json(lene) -> None:
    for wanted in ("text/html", "application/xml", "x"):
        answer = lene.get(ITEMS, headers={"Accept": wanted})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        refused(lene.get(f"{ITEMS}1/", headers={"Accept": wanted}), 404)


def test_too_many_calls_say_when_to_come_again(lene, settings) -> None:
    settings.API_CALLS_A_MINUTE = 1
    assert lene.get(ITEMS).status_code == 200
    answer = lene.get(ITEMS)
    refused(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60


def test_our_own_mistake_is_logged_and_told_without_a_word_of_it(lene, monkeypatch, caplog) -> None:
    def fail(_user: object) -> None:
        raise RuntimeError("kanariefugl")

    monkeypatch.setattr(action_items, "visible_action_items", fail)
    answer = lene.get(ITEMS)
    refused(answer, 500)
    assert "kanariefugl" not in answer.text
    assert "kanariefugl" in caplog.text


def test_a_database_that_is_away_is_no_mistake_of_the_program(lene, monkeypatch) -> None:
    def fail(_user: object) -> None:
        raise OperationalError

    monkeypatch.setattr(action_items, "visible_action_items", fail)
    answer = lene.get(ITEMS)
    refused(answer, 503)
    assert answer["Retry-After"] == "30"


def test_a_program_of_somebody_with_english_is_told_in_english(
    cast: Cast, client_of, action_item: ActionItem
) -> None:
    cast.anna_holm.language = "en"
    cast.anna_holm.save()
    told = refused(client_of(cast.anna).get("/api/v1/documents/"), 403)
    assert told["title"] == "You may not do that"


def test_each_field_is_told_in_danish(lene, cast: Cast) -> None:
    body = {"committee": "x", "task": "", "owner": 3, "deadline": "x", "is_closed": "måske"}
    answer = send(lene, "POST", ITEMS, {**body, "background": ["x"]})
    assert fields_refused(answer) == {*body, "background"}
    said = " ".join(one["detail"] for one in answer.json()["errors"])
    assert not {"This", "field", "valid", "must", "not", "Incorrect"} & set(said.split())
