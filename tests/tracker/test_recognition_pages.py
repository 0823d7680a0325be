"""Later minutes that may answer an item: shown where it helps, to who may read them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actions.models import Commitment, Recognition
from meetings.models import AgendaItem, Event, Meeting
from tests.actions.recognised import TITLE, later_minutes, look_through, open_item, suggest
from tests.cast import Cast

YES, NO = "Ja, luk opgaven med det svar", "Nej, det er noget andet"


@pytest.fixture
def later(cast: Cast) -> Meeting:
    open_item(cast)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    look_through(meeting)
    return meeting


def address() -> str:
    return reverse("recognition_decide", args=[Recognition.objects.get().pk])


def test_the_review_shows_what_was_asked_beside_what_came(cast: Cast, later, client_of) -> None:
    page = client_of(cast.lene).get(reverse("review", args=[later.pk])).text
    assert "Måske svar på 1 åben opgave" in page
    for words in ("Udarbejd et notat om status", f"»{TITLE}«", "tandsundhedsplanen", YES, NO):
        assert words in page


def test_yes_on_the_review_closes_the_item_in_place(cast: Cast, later, client_of) -> None:
    answer = client_of(cast.lene).post(
        address(), {"answer": "take", "from": "review"}, headers={"HX-Request": "true"}
    )
    item = Recognition.objects.get().action_item
    assert f"Opgave {item.pk} er udført." in answer.text
    assert (item.status, "<html" in answer.text) == ("done", False)


def test_without_scripts_a_decision_leads_back_to_where_it_was_made(
    cast: Cast, later, client_of
) -> None:
    pk = Recognition.objects.get().action_item_id
    ways = {
        "review": reverse("review", args=[later.pk]),
        "decisions": reverse("decisions"),
        "item": reverse("action_item", args=[pk]),
    }
    client = client_of(cast.lene)
    for name, way in ways.items():
        Recognition.objects.update(decision="")
        answer = client.post(address(), {"answer": "refuse", "from": name})
        assert answer.headers["Location"] == way
    page = client.get(ways["item"]).text
    assert "Husket: ordene besvarer ikke opgave" in page
    assert "Ikke besvaret på mødet 02-03-2026." in page


def test_the_item_and_the_list_tell_of_it(cast: Cast, later, client_of) -> None:
    pk = Recognition.objects.get().action_item_id
    item = client_of(cast.lene).get(reverse("action_item", args=[pk])).text
    assert "Mulig besvarelse" in item
    assert YES in item
    assert "mulig besvarelse" in client_of(cast.lene).get(reverse("action_items")).text
    assert "Mulige besvarelser" in client_of(cast.lene).get(reverse("decisions")).text


def test_a_reader_sees_the_words_and_decides_nothing(cast: Cast, later, client_of) -> None:
    pk = Recognition.objects.get().action_item_id
    page = client_of(cast.ib).get(reverse("action_item", args=[pk])).text
    assert f"»{TITLE}«" in page
    assert YES not in page
    assert client_of(cast.ib).post(address(), {"answer": "take"}).status_code == 403
    assert Recognition.objects.waiting().count() == 1


@pytest.mark.parametrize("who", ["anna", "mads"])
def test_who_may_not_read_the_minutes_is_not_shown_their_words(
    cast: Cast, later, client_of, who: str
) -> None:
    pk = Recognition.objects.get().action_item_id
    client = client_of(getattr(cast, who))
    page = client.get(reverse("action_item", args=[pk])).text
    assert "Mulig besvarelse" not in page
    assert TITLE not in page
    assert "mulig besvarelse" not in client.get(reverse("action_items")).text
    assert client.post(address(), {"answer": "take"}).status_code == 404


def test_what_is_closed_is_told_to_its_secretary_alone(cast: Cast, client_of) -> None:
    item = open_item(cast, is_closed=True)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."), is_closed=True)
    look_through(meeting)
    assert YES in client_of(cast.lene).get(reverse("action_item", args=[item.pk])).text
    for who in (cast.ib, cast.eva, cast.ulla):
        client = client_of(who)
        assert client.post(address(), {"answer": "take"}).status_code == 404
        for page in ("action_items", "home"):
            assert "tandsundhedsplan" not in client.get(reverse(page)).text
    AgendaItem.objects.update(is_closed=False)
    assert client_of(cast.ib).post(address(), {"answer": "take"}).status_code == 404


def test_a_decision_that_somebody_has_made_is_gone(cast: Cast, later, client_of) -> None:
    client = client_of(cast.lene)
    first = address()
    client.post(first, {"answer": "take"})
    assert client.post(first, {"answer": "refuse"}).status_code == 404


@pytest.fixture
def repeated(cast: Cast) -> Commitment:
    open_item(cast)
    meeting = later_minutes(cast.committee, ("Tandpleje", "Udvalget ønskede en status."))
    suggestion = suggest(meeting, "Fremlæg en status på tandsundhedsplanen")
    look_through(meeting)
    return suggestion


def test_a_suggestion_says_that_the_item_is_there_perhaps(cast: Cast, repeated, client_of) -> None:
    meeting = repeated.agenda_item.meeting
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert "Findes måske allerede:" in page
    assert "Ja, det er den samme" in page


def test_yes_to_a_repeat_swaps_the_card_for_a_rejected_one(cast: Cast, repeated, client_of) -> None:
    pk = Recognition.objects.get().action_item_id
    answer = client_of(cast.lene).post(
        address(), {"answer": "take", "from": "review"}, headers={"HX-Request": "true"}
    )
    assert f"Findes allerede som opgave {pk}." in answer.text
    assert "Findes måske allerede" not in answer.text


def test_no_to_a_repeat_leaves_the_suggestion_to_be_decided(
    cast: Cast, repeated, client_of
) -> None:
    client = client_of(cast.lene)
    answer = client.post(
        address(), {"answer": "refuse", "from": "review"}, headers={"HX-Request": "true"}
    )
    assert "Godkend" in answer.text
    assert "Findes måske allerede" not in answer.text
    repeated.refresh_from_db()
    assert repeated.status == "proposed"


def test_a_reader_is_not_told_of_suggestions(cast: Cast, repeated, client_of) -> None:
    meeting = repeated.agenda_item.meeting
    assert "Findes måske" not in client_of(cast.ib).get(reverse("review", args=[meeting.pk])).text
    assert client_of(cast.ib).post(address(), {"answer": "take"}).status_code == 404


def test_who_is_shown_a_closed_item_beside_minutes_is_written_down(cast: Cast, client_of) -> None:
    item = open_item(cast, is_closed=True)
    meeting = later_minutes(cast.committee, (TITLE, "Drøftet."))
    look_through(meeting)
    page = client_of(cast.lene).get(reverse("review", args=[meeting.pk])).text
    assert "tandsundhedsplanen" in page
    seen = Event.objects.get(kind="viewed", by=cast.lene)
    assert str(item.pk) in seen.note
