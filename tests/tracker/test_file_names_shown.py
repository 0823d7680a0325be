"""The name of a meeting's file may tell what is closed in it: who may not open it reads it nowhere.

Beside each page that keeps it back stands the same page where nothing is closed.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem, Document, Meeting, User
from tests.cast import Cast, make_meeting
from tests.tracker.test_access_matrix import close_everything

NAME = "opsigelse-af-lejer.pdf"
FOR_READERS = "Kun for sekretariatet"
SHARED = "Fælles fil med et andet udvalg"

ClientOf = Callable[[User], Client]


@pytest.fixture
def meeting(meeting: Meeting) -> Meeting:
    Document.objects.update(name=NAME)
    return meeting


def opened(client: Client, route: str, meeting: Meeting) -> str:
    address = reverse(route) if route == "meetings" else reverse(route, args=[meeting.pk])
    return client.get(address).content.decode()


@pytest.mark.parametrize("route", ["meetings", "review"])
def test_a_reader_reads_the_name_only_where_nothing_is_closed(
    cast: Cast, meeting: Meeting, client_of: ClientOf, route: str
) -> None:
    page = opened(client_of(cast.ib), route, meeting)
    assert NAME in page
    assert FOR_READERS not in page
    close_everything()
    page = opened(client_of(cast.ib), route, meeting)
    assert NAME not in page
    assert FOR_READERS in page
    assert NAME in opened(client_of(cast.lene), route, meeting)


def test_one_closed_item_among_open_ones_is_enough(
    cast: Cast, meeting: Meeting, client_of: ClientOf
) -> None:
    AgendaItem.objects.filter(number="1").update(is_closed=True)
    page = opened(client_of(cast.ib), "review", meeting)
    assert NAME not in page
    assert "Svømmehallens åbningstider" in page


@pytest.mark.parametrize("route", ["meetings", "review"])
def test_a_secretary_does_not_read_the_name_of_a_file_that_is_another_committees_too(
    cast: Cast, meeting: Meeting, client_of: ClientOf, route: str
) -> None:
    Meeting.objects.create(
        document=meeting.document, position=1, committee=cast.other_committee, title="Andet møde"
    )
    page = opened(client_of(cast.lene), route, meeting)
    assert NAME not in page
    assert SHARED in page
    assert NAME in opened(client_of(cast.bo), route, meeting)


def test_what_is_said_of_minutes_much_alike_names_only_a_file_that_may_be_opened(
    cast: Cast, meeting: Meeting, client_of: ClientOf
) -> None:
    other = make_meeting(cast.committee, sha256="c" * 64)
    meeting.resembles = other
    meeting.save(update_fields=["resembles"])
    Document.objects.filter(pk=other.document_id).update(name="andet.pdf")
    client = client_of(cast.lene)
    assert "andet.pdf" in opened(client, "review", meeting)
    Meeting.objects.create(
        document=other.document, position=1, committee=cast.other_committee, title="Andet møde"
    )
    page = opened(client, "review", meeting)
    assert "andet.pdf" not in page
    assert "Er det samme møde?" in page


def test_a_corrected_version_names_only_files_that_may_be_opened(
    cast: Cast, meeting: Meeting, client_of: ClientOf
) -> None:
    version = make_meeting(cast.committee, sha256="c" * 64)
    version.version_of = meeting
    version.save(update_fields=["version_of"])
    Document.objects.filter(pk=version.document_id).update(name="rettet.pdf")
    client = client_of(cast.lene)
    assert "rettet.pdf" in opened(client, "review", meeting)
    assert "rettet.pdf" in opened(client, "version", version)
    Meeting.objects.create(
        document=version.document, position=1, committee=cast.other_committee, title="Andet møde"
    )
    assert "rettet.pdf" not in opened(client, "review", meeting)
    page = opened(client, "version", version)
    assert "rettet.pdf" not in page
    assert NAME in page
    assert SHARED in page
