"""Lists: turned by key without losing or doubling a row, narrowed by what is allowed alone."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.models import ActionItem
from meetings.models import Person, Role, User
from tests.cast import NOW, Cast
from tests.tracker.api_calls import ITEMS, fields_refused
from tracker.keyset import Order

LISTS = (
    "documents",
    "meetings",
    "agenda-items",
    "suggestions",
    "action-items",
    "messages",
    "committees",
    "units",
    "people",
    "coming-meetings",
)


def make_items(cast: Cast, number: int) -> None:
    ActionItem.objects.bulk_create(
        ActionItem(
            committee=cast.committee,
            task=f"Opgave {place}",
            owner_person=cast.anna_holm if place % 2 else None,
            # Two and two have the same, and some none.
            deadline=None if place % 5 == 0 else date(2027, 1, 1) + timedelta(place // 2),
            assigned_at=NOW,
            created_at=NOW,
        )
        for place in range(number)
    )


def walked(client, address: str, way: str = "next") -> list[int]:
    """Follow the links to the end, and return the keys met on the way."""
    found: list[int] = []
    while address:
        told = client.get(address).json()
        keys = [row["id"] for row in told["results"]]
        found = found + keys if way == "next" else keys + found
        address = told[way]
    return found


@pytest.mark.parametrize("order", ["deadline", "-deadline", "newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_every_row_is_met_once_on_the_way_there_and_back(
    cast: Cast, client_of, order: str, limit: int
) -> None:
    make_items(cast, 12)
    client = client_of(cast.lene)
    address = f"{ITEMS}?order={order}&limit={limit}"
    there = walked(client, address)
    assert sorted(there) == sorted(ActionItem.objects.values_list("pk", flat=True))
    assert there == walked(client, f"{ITEMS}?order={order}")
    last = client.get(f"{ITEMS}?order={order}").json()["results"][-1]
    key = Order("deadline_key" if "deadline" in order else "").key_of(
        ActionItem.objects.get(pk=last["id"])
    )
    assert walked(client, f"{address}&before={key}", "previous") == there[:-1]


def test_the_links_keep_what_the_list_is_narrowed_to(cast: Cast, client_of) -> None:
    make_items(cast, 12)
    client = client_of(cast.lene)
    owner = f"person:{cast.anna_holm.pk}"
    told = client.get(ITEMS, {"owner": owner, "limit": 4}).json()
    assert urlsplit(told["next"]).netloc == "testserver"
    assert len(walked(client, told["next"])) == 2
    assert told["previous"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=-1", "limit"),
        ("limit=ti", "limit"),
        ("order=answer", "order"),
        ("order=owner_person__calendar_key", "order"),
        ("after=x", "after"),
        ("before=2027-01-01_", "before"),
        ("after=99999999999999999999", "after"),
        ("before=2027-01-01_1&after=2027-01-01_1", "before"),
        ("offset=10", "offset"),
        ("owner_person__email=x", "owner_person__email"),
        ("status=alt", "status"),
        ("committee=999999999999999999999", "committee"),
        ("committee=x", "committee"),
        ("deadline_from=snart", "deadline_from"),
        ("text=%00", "text"),
    ],
)
def test_what_no_list_is_sorted_or_narrowed_by_is_refused(
    cast: Cast, client_of, asked: str, field: str
) -> None:
    assert fields_refused(client_of(cast.lene).get(f"{ITEMS}?{asked}")) == {field}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_refuses_what_it_does_not_know(cast: Cast, client_of, name: str) -> None:
    client = client_of(cast.bo)
    assert client.get(f"/api/v1/{name}/").status_code == 200
    for asked in ("order=password", "password=x", "limit=x", "after=-"):
        assert fields_refused(client.get(f"/api/v1/{name}/?{asked}")) == {asked.split("=")[0]}


@pytest.mark.django_db
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=3))
@settings(max_examples=40)
def test_no_wild_address_is_an_error_of_ours(query: dict[str, str]) -> None:
    user, _new = User.objects.get_or_create(username="vild")
    Role.objects.get_or_create(user=user, kind=Role.Kind.ADMINISTRATOR)
    client = Client()
    client.force_login(user)
    assert client.get(ITEMS, query).status_code in {200, 400, 429}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(
    cast: Cast, meeting, action_item, client_of, name: str
) -> None:
    client = client_of(cast.bo)

    def asked() -> int:
        client.get(f"/api/v1/{name}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/{name}/").status_code == 200
        return len(queries)

    few = asked()
    make_items(cast, 30)
    Person.objects.bulk_create(Person(name=f"Person {place}") for place in range(30))
    assert asked() == few
    # Who asks, with roles, twice counted, and the list.
    assert few <= 8
