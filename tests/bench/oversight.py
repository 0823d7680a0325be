"""What the overview and the search cost over many action items, on PostgreSQL.

The two sets of `lists` are used: what is open and done of one unit is the same in both, and so is
what a search finds; the larger has 900,000 lapsed items of others beside it.
"""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.bench.lists import LARGE, ROUNDS, SMALL, make_large, make_small, scratch
from tests.bench.registry import Measure, bench, interleaved, ratio

UNIT = 6
# Every thousandth item of the small set has the word; of the others none.
WORD = "støjnotat"
ENTRIES = """
INSERT INTO actions_searchentry (action_item_id, head, words)
  SELECT id, 'opgave ' || id, CASE WHEN id % 1000 = 0 AND id <= {small}
    THEN 'opgave ' || id || ' om et stojnotat' ELSE 'opgave ' || id || ' om svommehallens tider' END
  FROM actions_actionitem;
"""


def _enter(connection: Any, schema: str) -> Any:
    from django.test import RequestFactory

    from meetings.models import User

    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {schema}")
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="bench")
    return request


def overviewed(connection: Any, schema: str) -> Callable[[], Any]:
    """Return all that the overview of one unit asks of the database."""
    from django.http import QueryDict

    from actions.selectors import (
        done_between,
        kept_by_month,
        kept_by_unit,
        kept_in_all,
        open_by_age,
        overview_figures,
        owner_rows,
    )

    def ask() -> Any:
        from django.utils import timezone

        from tracker.overview_filter import OverviewFilter
        from tracker.permissions import visible_action_items

        request = _enter(connection, schema)
        visible = visible_action_items(request.user)
        narrowed = OverviewFilter(QueryDict(f"unit={UNIT}"), visible, request=request, within=None)
        assert narrowed.form.is_valid(), narrowed.form.errors
        items, now = narrowed.qs, timezone.now()
        first, last = narrowed.period
        done = done_between(items, first=first, last=last)
        figures = overview_figures(items, now=now)
        owner_rows(items, today=last)
        open_by_age(items, today=last)
        return figures, kept_in_all(done), len(kept_by_month(done)), len(kept_by_unit(done))

    return ask


def searched(connection: Any, schema: str) -> Callable[[], Any]:
    def ask() -> Any:
        from tracker.searching import COUNTED, found_action_items, search_terms

        request = _enter(connection, schema)
        found = found_action_items(request.user, search_terms(WORD))
        return len(list(found[:25])), found[: COUNTED + 1].count()

    return ask


def _sets(connection: Any, *, words: bool) -> None:
    for make in (make_small, make_large):
        make(connection)
        if words:
            with connection.cursor() as cursor:
                cursor.execute(ENTRIES.format(small=SMALL))
                cursor.execute("ANALYZE actions_searchentry")


def _compared(connection: Any, way: Any, what: str) -> Iterator[Measure]:
    large, small = way(connection, "large"), way(connection, "small")
    found, same = large(), small()
    assert found == same, (what, found, same)
    one, other = interleaved(large, small, rounds=ROUNDS)
    told = f"{LARGE:,} rows beside {SMALL:,}, {what}, in milliseconds"
    yield ratio(told, 1000 * one, 1000 * other, most=2)


@bench("overview")
def overview() -> list[Measure]:
    with scratch() as connection:
        _sets(connection, words=False)
        return list(_compared(connection, overviewed, "the overview of one unit"))


@bench("search")
def search() -> list[Measure]:
    with scratch() as connection:
        _sets(connection, words=True)
        return list(_compared(connection, searched, f"search for {WORD}"))


OPENED = """
UPDATE actions_actionitem SET status = 'open', closed_at = NULL, committee_id = 2,
  promised_on = '2025-01-01';
ANALYZE actions_actionitem;
"""


def recognised(title: str) -> Callable[[Any, str], Callable[[], Any]]:
    """Return the way to look for the open items that a title may answer."""

    def way(connection: Any, schema: str) -> Callable[[], Any]:
        def ask() -> Any:
            from actions.language.homecoming import Told, answers
            from actions.language.topics import topic_of
            from actions.selectors.open_items import OpenItems, asked_of

            _enter(connection, schema)
            day = date(2026, 3, 2)
            among, topic = OpenItems(committee_id=2, before=day), topic_of(title)
            told = Told(title, "title", 2, day)
            meant = among.may_be_meant(topic)
            counts = among.counts_of(topic)
            return len([item for item in meant if answers(asked_of(item), told, counts)])

        return ask

    return way


@bench("recognising")
def recognising() -> list[Measure]:
    """One title among 100,000 open items of one committee, beside a search for its word."""
    with scratch() as connection:
        make_small(connection)
        with connection.cursor() as cursor:
            cursor.execute(OPENED)
            cursor.execute(ENTRIES.format(small=SMALL))
            cursor.execute("ANALYZE actions_searchentry")
        search_ = searched(connection, "small")
        measures = []
        for what, title in (
            ("a rare word", "Notat om støj ved Nordhavnen"),
            ("a word they all have", "Notat om svømmehallen"),
        ):
            way = recognised(title)(connection, "small")
            way()
            one, other = interleaved(way, search_, rounds=ROUNDS)
            told = f"one title with {what} among {SMALL:,} open items, beside a search, ms"
            measures.append(ratio(told, 1000 * one, 1000 * other, most=4))
        return measures
