"""The log: who saw what is closed stands in it, and administrators read it and take it along."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.cache import cache
from django.urls import reverse

from actions.models import ActionItem, Extension
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Event, Meeting
from meetings.services.events import event_record
from tests.cast import NOW, Cast
from tests.meetings.test_audit import seal_now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_seen_yet() -> None:
    cache.clear()


def close() -> None:
    AgendaItem.objects.update(is_closed=True)


def views() -> list[tuple[str, int, str, str | None]]:
    rows = Event.objects.filter(kind__in=Event.LOOKS).order_by("pk")
    return [(row.subject, row.subject_id, row.kind, row.by and row.by.username) for row in rows]


def test_who_looks_at_a_closed_item_is_written_down_once_a_view(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    address = reverse("action_item", args=[action_item.pk])
    for user in (cast.lene, cast.anna, cast.lene):
        assert client_of(user).get(address).status_code == 200
    pk = action_item.pk
    assert views() == [("action_item", pk, "viewed", who) for who in ("lene", "anna", "lene")]


def test_who_is_refused_a_closed_item_has_seen_nothing(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    assert client_of(cast.ib).get(reverse("action_item", args=[action_item.pk])).status_code == 404
    assert views() == []


def test_looking_at_what_is_open_is_nobodys_business(
    cast: Cast, action_item: ActionItem, meeting: Meeting, client_of
) -> None:
    client = client_of(cast.lene)
    client.get(reverse("action_item", args=[action_item.pk]))
    client.get(reverse("review", args=[meeting.pk]))
    assert views() == []


def test_a_meeting_with_closed_items_is_noted_with_their_numbers(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    item = meeting.agenda_items.order_by("position").last()
    AgendaItem.objects.filter(pk=item.pk).update(is_closed=True)
    address = reverse("review", args=[meeting.pk])
    client_of(cast.lene).get(address)
    assert client_of(cast.ib).get(address).status_code == 200  # sees the open ones alone
    assert views() == [("meeting", meeting.pk, "viewed", "lene")]
    assert item.number in Event.objects.get(kind="viewed").note
    assert item.title not in Event.objects.get(kind="viewed").note


def test_the_log_itself_is_a_look_where_it_tells_of_something_closed(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    client = client_of(cast.bo)
    of_item = {"subject": "action_item", "subject_id": action_item.pk}
    Event.objects.create(at=NOW, kind="noted", note="Vi mangler tal.", **of_item)
    client.get(reverse("log"))
    assert views() == []
    close()
    client.get(reverse("log"))
    assert views() == [("log", 0, "viewed", "bo")]
    assert f"opgave {action_item.pk}" in Event.objects.get(kind="viewed").note
    client.get(reverse("log"), {"subject": "meeting"})
    assert len(views()) == 1


def test_a_closed_item_asked_for_by_a_program_is_noted_too(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    client_of(cast.lene).get(reverse("api_action_item", args=[action_item.pk]))
    assert views() == [("action_item", action_item.pk, "viewed", "lene")]


def test_what_a_page_of_many_shows_of_closed_items_is_noted_with_their_numbers(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    search_rebuild()
    client, asked = client_of(cast.lene), {"q": "svømmehal"}
    pages = [(reverse("search"), asked), (reverse("api_action_items"), {})]
    for address, words in pages:
        client.get(address, words)
    assert views() == []
    close()
    for address, words in pages:
        client.get(address, words)
        assert client_of(cast.ib).get(address, words).status_code == 200
    assert views() == [("log", 0, "viewed", "lene")] * 2
    meeting = action_item.agenda_item.meeting_id
    search, api = Event.objects.filter(kind="viewed").order_by("pk").values_list("note", flat=True)
    assert f"møde {meeting}, punkt 2" in search
    assert api == f"lukket punkt, API: opgave {action_item.pk}"
    assert "no-store" in client.get(reverse("search"), asked)["Cache-Control"]


@pytest.mark.parametrize(
    "place",
    [
        ("lene", "action_items", "opfølgning"),
        ("anna", "my_items", "mine opgaver"),
        ("anna", "home", "forside"),
        ("lene", "decisions", "afgørelser"),
    ],
)
def test_a_list_of_tasks_notes_those_that_are_closed_once_a_view(
    cast: Cast, action_item: ActionItem, client_of, place: tuple[str, str, str]
) -> None:
    who, name, page = place
    Extension.objects.create(
        action_item=action_item,
        deadline_version=1,
        deadline="2027-05-03",
        reason="Sygdom",
        state=Extension.State.WAITING,
        asked_at=NOW,
        asked_by="Anna Holm",
    )
    client = client_of(getattr(cast, who))
    client.get(reverse(name))
    assert views() == []
    close()
    assert action_item.task in client.get(reverse(name)).text
    assert views() == [("log", 0, "viewed", who)]
    note = Event.objects.get(kind="viewed").note
    assert note == f"lukket punkt, {page}: opgave {action_item.pk}"


@pytest.mark.parametrize("name", ["action_items", "my_items", "home", "decisions"])
def test_who_sees_no_closed_task_in_a_list_is_not_noted(
    cast: Cast, action_item: ActionItem, client_of, name: str
) -> None:
    close()
    answer = client_of(cast.mads).get(reverse(name))
    assert answer.status_code == 200
    assert action_item.task not in answer.text
    assert views() == []


@pytest.mark.parametrize(
    ("name", "noted"),
    [
        ("action_item_pace", "lukket punkt"),
        ("agenda_item_new", "lukket punkt: 2"),
        ("person_leave", "lukket punkt, fratrædelse: opgave {item}"),
    ],
)
def test_a_page_on_the_way_to_something_else_is_a_look_as_well(
    cast: Cast, action_item: ActionItem, client_of, name: str, noted: str
) -> None:
    keys = {"agenda_item_new": action_item.agenda_item_id, "person_leave": cast.anna_holm.pk}
    address = reverse(name, args=[keys.get(name, action_item.pk)])
    ActionItem.objects.update(owner_person=cast.anna_holm, owner_unit=None)
    client = client_of(cast.bo)
    assert client.get(address).status_code == 200
    assert views() == []
    close()
    assert client.get(address).status_code == 200
    assert Event.objects.get(kind="viewed").note == noted.format(item=action_item.pk)


def test_a_file_fetched_is_noted_and_says_whether_something_in_it_is_closed(
    cast: Cast, meeting: Meeting, client_of
) -> None:
    address = reverse("document_original", args=[meeting.document_id])
    client_of(cast.lene).get(address)
    close()
    client_of(cast.lene).get(address)
    assert views() == [("document", meeting.document_id, "exported", "lene")] * 2
    notes = Event.objects.filter(kind="exported").order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["", "lukket punkt"]


def test_a_list_taken_along_is_noted_with_how_much_of_it_is_closed(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    client_of(cast.lene).get(reverse("action_items"), {"format": "csv"})
    assert Event.objects.get(kind="exported").note == "csv: 1 opgaver, heraf 1 lukkede"


def test_views_stand_in_the_log_and_not_in_the_life_of_an_item(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    client = client_of(cast.lene)
    address = reverse("action_item", args=[action_item.pk])
    client.get(address)
    assert ">set<" not in client.get(address).text
    assert ">set<" in client_of(cast.bo).get(reverse("log")).text


def test_the_log_is_narrowed_by_who_what_and_when(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    for user in (cast.lene, cast.anna):
        client_of(user).get(reverse("action_item", args=[action_item.pk]))
    client = client_of(cast.bo)
    assert client.get(reverse("log"), {"who": "anna holm"}).text.count('id="event-') == 1
    assert client.get(reverse("log"), {"kind": "viewed"}).text.count('id="event-') == 2
    assert "Her er ingen hændelser." in client.get(reverse("log"), {"last": "2020-01-01"}).text


def test_a_question_that_cannot_be_read_shows_nothing(cast: Cast, client_of) -> None:
    response = client_of(cast.bo).get(reverse("log"), {"first": "i går"})
    assert response.status_code == 422
    assert 'id="event-' not in response.text


def test_the_file_for_revision_has_each_event_with_its_place_in_the_chain(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    close()
    client_of(cast.lene).get(reverse("action_item", args=[action_item.pk]))
    seal_now()
    response = client_of(cast.bo).get(reverse("log_export"), {"kind": "viewed"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    event = Event.objects.select_related("seal").get(kind="viewed")
    assert row["Brugernavn"] == "lene"
    assert row["Led"] == event.seal.link
    assert row["Indhold (SHA-256)"] == event.digest
    assert row["Adresse"] == "127.0.0.1"


def test_the_file_says_ja_and_nej_as_the_page_does(cast: Cast, client_of) -> None:
    changes = {"is_active": [True, False], "held_on": [None, "2026-03-02"]}
    event_record(
        subject=Event.Subject.REGISTER, subject_id=1, kind="changed", at=NOW, changes=changes
    )
    client = client_of(cast.bo)
    text = b"".join(client.get(reverse("log_export")).streaming_content).decode("utf-8-sig")
    assert "is_active: ja → nej" in text
    assert "held_on: ingen → 2026-03-02" in text
    assert "True" not in text
    assert "None" not in text
    page = client.get(reverse("log")).text
    assert "ja → nej" in page


def test_taking_the_log_along_stands_in_the_log(cast: Cast, client_of) -> None:
    client_of(cast.bo).get(reverse("log_export"))
    assert views() == [("log", 0, "exported", "bo")]


@pytest.mark.parametrize("name", ["log", "log_export"])
@pytest.mark.parametrize("asked", [{"last": "9999-12-31"}, {"first": "0001-01-01"}])
def test_the_first_and_the_last_of_all_days_may_be_asked_for(
    cast: Cast, client_of, name, asked
) -> None:
    client = client_of(cast.bo)
    client.get(reverse("log_export"))
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    text = b"".join(answer) if answer.streaming else answer.content
    assert " hændelser".encode() in text
