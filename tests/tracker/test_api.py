"""What a user may see or give us in the browser, a program may too."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import ActionItem
from meetings.models import AgendaItem, Document, Meeting
from tests.cast import Cast


def upload(client, content: bytes = b"Referat", **more: object):
    file = SimpleUploadedFile("referat.txt", content)
    return client.post("/api/v1/documents/", {"file": file, **more})


def test_a_program_lists_the_action_items_its_user_sees(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    answer = client_of(cast.anna).get("/api/v1/action-items/").json()
    (row,) = answer["results"]
    assert row["owner"] == {"key": f"person:{cast.anna_holm.pk}", "name": "Anna Holm (AH)"}
    assert row["deadline"] == "2026-04-01"
    assert row["quote"] == action_item.commitment.quote
    assert client_of(cast.eva).get("/api/v1/action-items/").json()["results"] == []


def test_one_action_item_is_found_by_who_may_see_it_and_by_nobody_else(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    address = f"/api/v1/action-items/{action_item.pk}/"
    assert client_of(cast.anna).get(address).json()["id"] == action_item.pk
    assert client_of(cast.ulla).get(address).status_code == 404


def test_a_closed_item_is_not_told_to_a_reader(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    AgendaItem.objects.filter(pk=action_item.agenda_item_id).update(is_closed=True)
    assert client_of(cast.ib).get("/api/v1/action-items/").json()["results"] == []


def test_nobody_is_let_in_without_a_login(client, db) -> None:
    for address in ("/api/v1/action-items/", "/api/v1/documents/"):
        assert client.get(address).status_code == 401


def test_a_posted_file_is_kept_and_put_in_line(cast: Cast, client_of) -> None:
    answer = upload(client_of(cast.lene), committee=cast.committee.pk)
    document = Document.objects.get()
    assert answer.status_code == 201
    assert answer.json()["stage"] == "received"
    assert (document.committee, document.uploaded_by) == (cast.committee, cast.lene)


def test_a_file_for_another_committee_is_refused(cast: Cast, client_of) -> None:
    assert upload(client_of(cast.lene), committee=cast.other_committee.pk).status_code == 400
    assert not Document.objects.exists()


def test_a_secretary_of_some_committees_must_say_which(cast: Cast, client_of) -> None:
    assert upload(client_of(cast.lene)).status_code == 400
    assert upload(client_of(cast.bo)).status_code == 201


def test_a_reader_may_not_give_us_files(cast: Cast, client_of) -> None:
    assert upload(client_of(cast.ib)).status_code == 403
    assert not Document.objects.exists()


def test_the_same_file_twice_is_told_where_it_is_but_only_to_who_may_see_it(
    cast: Cast, client_of
) -> None:
    upload(client_of(cast.lene), committee=cast.committee.pk)
    again = upload(client_of(cast.lene), committee=cast.committee.pk)
    stranger = upload(client_of(cast.eva), committee=cast.other_committee.pk)
    assert (again.status_code, again.json()["document"]) == (409, Document.objects.get().pk)
    assert (stranger.status_code, stranger.json()["document"]) == (409, None)


def test_a_file_over_the_limit_is_refused(cast: Cast, client_of, settings) -> None:
    settings.UPLOAD_BYTES = 1000
    answer = upload(client_of(cast.lene), b"x" * 1001, committee=cast.committee.pk)
    assert answer.status_code == 413
    assert not Document.objects.exists()


def test_a_program_sees_what_became_of_its_file(cast: Cast, meeting: Meeting, client_of) -> None:
    address = f"/api/v1/documents/{meeting.document_id}/"
    assert client_of(cast.lene).get(address).json()["stage"] == "ready"
    assert client_of(cast.eva).get(address).status_code == 404
