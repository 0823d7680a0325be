"""Every figure of the overview is what counting by hand gives, and so is the list behind it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, TODAY, Cast
from tests.tracker import recount

ROLES = ("bo", "lene", "eva", "mads", "ulla")


@pytest.fixture(autouse=True)
def a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(params=[1, *(pytest.param(n, marks=pytest.mark.thorough) for n in (2, 3))])
def scattered(request, cast: Cast) -> Cast:
    recount.scatter(cast, random.Random(request.param), count=90)
    return cast


def listed(client: Client, url: str) -> list[int]:
    """Return the keys of all that the list shows, page after page."""
    found: list[int] = []
    while url:
        context = client.get(url).context
        found += [row.pk for row in context["rows"]]
        page = context["page"]
        url = (
            f"{reverse('action_items')}?{context['query']}&efter={page.after}" if page.after else ""
        )
    return sorted(found)


def page_of(cast: Cast, client_of, who: str, **narrowing: object):
    client = client_of(getattr(cast, who))
    answer = client.get(reverse("overview"), narrowing)
    assert answer.status_code == 200
    return client, answer.context


@pytest.mark.parametrize("who", ROLES)
def test_each_number_of_what_is_open_is_right(scattered: Cast, client_of, who: str) -> None:
    client, context = page_of(scattered, client_of, who)
    rows = recount.rows_for(scattered, who)
    assert [figure.label for figure in context["figures"]] == list(recount.STANDS)
    for figure in context["figures"]:
        wanted = sorted(row.pk for row in rows if recount.STANDS[figure.label](row.item))
        assert figure.number == len(wanted), figure.label
        assert listed(client, figure.url) == wanted, figure.label


@pytest.mark.parametrize("who", ROLES)
def test_each_age_is_right(scattered: Cast, client_of, who: str) -> None:
    client, context = page_of(scattered, client_of, who)
    open_rows = [row for row in recount.rows_for(scattered, who) if row.item.status == "open"]
    assert sum(bar.value for bar in context["chart"].bars) == len(open_rows)
    for bar in context["chart"].bars:
        wanted = sorted(row.pk for row in open_rows if recount.age(row.item) == bar.label)
        assert bar.value == len(wanted), bar.label
        assert listed(client, bar.url) == wanted, bar.label


@pytest.mark.parametrize("who", ROLES)
def test_each_owner_is_right(scattered: Cast, client_of, who: str) -> None:
    _client, context = page_of(scattered, client_of, who)
    counted = {owner.row.key: owner.row.open for owner in context["owners"]}
    assert counted == dict(recount.owners_of(recount.rows_for(scattered, who)))


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2025, 4, 1), TODAY), (TODAY - timedelta(days=60), TODAY - timedelta(days=7))],
)
def test_each_month_and_unit_is_right(
    scattered: Cast, client_of, who: str, first: date, last: date
) -> None:
    client, context = page_of(scattered, client_of, who, closed_from=first, closed_to=last)
    done = [
        row
        for row in recount.rows_for(scattered, who)
        if row.item.status == "done" and first <= recount.closed_on(row.item) <= last
    ]
    report = context["kept"]
    assert numbers(report.total) == recount.kept_of([row.item for row in done])
    assert listed(client, report.total.url) == sorted(row.pk for row in done)
    by_month = {recount.closed_on(row.item).replace(day=1) for row in done}
    assert {row.kept.key for row in report.months} == by_month
    for row in report.months:
        month = [one for one in done if recount.closed_on(one.item).replace(day=1) == row.kept.key]
        check(client, row, month)
    assert {row.kept.key for row in report.units} == {row.unit for row in done}
    for row in report.units:
        check(client, row, [one for one in done if one.unit == row.kept.key])


def numbers(row) -> tuple[object, ...]:
    kept = row.kept
    counts = (kept.done, kept.on_time, kept.too_late, kept.no_deadline, kept.put_off)
    return (*counts, kept.median_days)


def check(client: Client, row, wanted: list[recount.Row]) -> None:
    assert numbers(row) == recount.kept_of([one.item for one in wanted]), row.label
    assert listed(client, row.url) == sorted(one.pk for one in wanted), row.label
    for url, number in (
        (row.on_time_url, row.kept.on_time),
        (row.too_late_url, row.kept.too_late),
        (row.no_deadline_url, row.kept.no_deadline),
        (row.put_off_url, row.kept.put_off),
    ):
        assert len(listed(client, url)) == number, url


@pytest.mark.parametrize("who", ["bo", "lene", "mads"])
def test_narrowed_to_a_unit_and_an_owner_it_is_right(scattered: Cast, client_of, who: str) -> None:
    anna, unit = scattered.anna_holm, scattered.unit
    rows = [row for row in recount.rows_for(scattered, who) if row.unit == unit.pk]
    hers = [row for row in rows if row.item.owner_person_id == anna.pk]
    for wanted, narrowing in ((rows, {}), (hers, {"owner": f"person:{anna.pk}"})):
        client, context = page_of(scattered, client_of, who, unit=unit.pk, **narrowing)
        for figure in context["figures"]:
            keys = sorted(row.pk for row in wanted if recount.STANDS[figure.label](row.item))
            assert figure.number == len(keys)
            assert listed(client, figure.url) == keys


def test_a_manager_cannot_be_narrowed_to_units_of_others(scattered: Cast, client_of) -> None:
    client = client_of(scattered.mads)
    answer = client.get(reverse("overview"), {"unit": scattered.other_unit.pk})
    assert answer.status_code == 422
    assert "figures" not in answer.context
