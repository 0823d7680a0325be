"""What a list page costs over many action items, on PostgreSQL: rows drawn by SQL, gone after.

Two schemas of a scratch database hold the same 100,000 items; the large one holds 900,000 more, all
lapsed, of other committees and owners. A filter thus finds equally many in both.
"""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.bench.registry import Measure, bench, interleaved, ratio

SMALL, LARGE, DEPTH = 100_000, 1_000_000, 60_000
COMMITTEES, UNITS, PEOPLE, MEETINGS = 20, 40, 400, 1000
ROUNDS = 7
SERVER = "postgres://postgres@127.0.0.1:5432/"

# The register stands in both schemas; what ends in an odd key is of the 900,000 alone.
REGISTER = f"""
INSERT INTO meetings_committee (id, name, short_name, is_active, is_closed_by_default,
    closes_on_answer)
  SELECT n, 'Udvalg ' || n, '', true, false, false FROM generate_series(1, {2 * COMMITTEES}) n;
INSERT INTO meetings_unit (id, name, abbreviation, email)
  SELECT n, 'Enhed ' || n, '', '' FROM generate_series(1, {2 * UNITS}) n;
INSERT INTO meetings_person (id, name, initials, title, email, unit_id, is_active, language,
    wants_reminders, calendar_key)
  SELECT n, 'Person ' || n, '', '', '', 1 + (n - 1) % {2 * UNITS}, true, 'da', true, ''
  FROM generate_series(1, {2 * PEOPLE}) n;
"""

# n even: of the 100,000, in every committee with an even key, and so on.
ITEMS = """
INSERT INTO actions_actionitem (committee_id, promised_on, is_closed, task, background,
    owner_person_id, owner_unit_id, deadline, deadline_version, extensions, priority, status,
    assigned_at, moved_at, answer, answered_by, returned_because, closed_at, created_at,
    version{more})
  SELECT 2 * (1 + n % {committees}) - {odd}, current_date - n % 300, false,
    'Opgave ' || n || ' om svømmehallens åbningstider', '',
    CASE WHEN n % 5 > 0 AND (n % 97 > 0 OR {odd} = 1) THEN 2 * (1 + n % {people}) - {odd} END,
    CASE WHEN n % 5 = 0 THEN 2 * (1 + n % {units}) - {odd} END,
    CASE WHEN n % 7 > 0 THEN date '2026-01-01' + n % 700 END,
    1, (n / 11 % 20 = 0)::int, 'normal', status, now() - interval '60 days',
    now() - n % 40 * interval '1 day', '', '', '',
    CASE WHEN status IN ('done', 'cancelled') THEN now() - n % 900 * interval '1 day' END,
    now() - interval '60 days', 1{values}
  FROM (SELECT n, {status} AS status FROM generate_series({first}, {last}) n) AS drawn;
"""
LIVING = (
    "(ARRAY['open', 'open', 'answered', 'done', 'done', 'done', 'done', 'done'])[1 + n / 9 % 8]"
)

LATELY = (date.today() - timedelta(days=7)).isoformat()  # noqa: DTZ011  (closed from today on)
FILTERS = {
    "open": "status=open",
    "overdue": "status=late",
    "without deadline": "status=undated",
    "silent": "status=silent",
    "answered": "status=answered",
    "done": "status=done",
    "open, newest first": "status=open&sort=nyeste",
    "open, furthest deadline first": "status=open&sort=frist-sidst",
    "open, oldest first": "status=open&sort=aeldste",
    "committee": "status=all&committee=4",
    "committee, open": "status=open&committee=4",
    "committee, newest first": "status=all&committee=4&sort=nyeste",
    "owner": "status=all&owner=person:8",
    "owner, newest first": "status=all&owner=person:8&sort=nyeste",
    "unit": "status=all&unit=12",
    "deadline": "status=open&deadline_from=2026-09-01&deadline_to=2026-09-07",
    "closed": f"status=done&closed_from={LATELY}",
    "closed before": "status=done&closed_to=2025-06-30",
    "due soon": "status=soon",
    "put off": "status=extended",
    "put off, newest first": "status=extended&sort=nyeste",
    "silent, newest first": "status=silent&sort=nyeste",
    "age": "status=open&age=91-",
    "young": "status=open&age=8-30",
    "done in time": "status=done&kept=on_time",
    "done too late": "status=done&kept=too_late",
    "done without a deadline": "status=done&kept=no_deadline",
    "put off and done": "status=done&kept=put_off",
    "unit itself": "status=all&unit_itself=12",
    "unit, newest first": "status=all&unit=12&sort=nyeste",
    "no owner": "status=all&owner=none",
}
FREE_TEXT = "status=open&text=åbningstider"


@contextmanager
def scratch() -> Iterator[Any]:
    """Give a connection to a database of our own, with a schema for each size."""
    import psycopg

    name = f"bench_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER + "postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield _django(SERVER + name)
    finally:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(SERVER + "postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _django(address: str) -> Any:
    os.environ["DATABASE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    # No test environment: its signals at every template would be measured along.
    settings.ALLOWED_HOSTS = ["testserver"]
    return connection


def make_small(connection: Any) -> None:
    from django.core.management import call_command

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA small")
        cursor.execute("SET search_path TO small")
        call_command("migrate", verbosity=0)
        cursor.execute(REGISTER)
        _administrator()
        _draw(cursor, size=SMALL)


def make_large(connection: Any) -> None:
    """Copy tables and register from the small schema: to migrate again would take minutes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA large")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'small'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute(f"CREATE TABLE large.{name} (LIKE small.{name} INCLUDING ALL)")
            if not name.startswith("actions_"):
                cursor.execute(f"INSERT INTO large.{name} SELECT * FROM small.{name}")
        cursor.execute("SET search_path TO large")
        _draw(cursor, size=LARGE)


def _draw(cursor: Any, *, size: int) -> None:
    """Draw the items without their indexes, which are then built in one go each."""
    cursor.execute("SET synchronous_commit TO off")
    cursor.execute("SET maintenance_work_mem TO '256MB'")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema"
        " AND tablename = 'actions_actionitem' AND indexdef NOT LIKE '%UNIQUE%'"
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    shape = {"committees": COMMITTEES, "people": PEOPLE, "units": UNITS, **_new_columns()}
    cursor.execute(ITEMS.format(odd=0, status=LIVING, first=1, last=SMALL, **shape))
    if size > SMALL:
        lapsed = ITEMS.format(odd=1, status="'cancelled'", first=SMALL + 1, last=size, **shape)
        cursor.execute(lapsed)
    for _name, definition in indexes:
        cursor.execute(definition)
    cursor.execute("VACUUM ANALYZE")


def _new_columns() -> dict[str, str]:
    """Return the columns of which ITEMS does not know yet, and what stands in them by default."""
    from actions.models import ActionItem

    new = {
        field.column: field.get_default()
        for field in ActionItem._meta.concrete_fields
        if not (field.null or field.primary_key or field.generated or field.column in ITEMS)
    }
    values = (f"'{one}'" if isinstance(one, str) else str(one) for one in new.values())
    return {
        "more": "".join(f", {name}" for name in new),
        "values": "".join(f", {value}" for value in values),
    }


def _administrator() -> None:
    from meetings.models import Role, User

    user = User.objects.create(username="bench")
    Role.objects.create(user=user, kind=Role.Kind.ADMINISTRATOR)


def asked(connection: Any, schema: str, query: str) -> Callable[[], Any]:
    """Return the rows, the count and the choices of the list: all that the database is asked."""
    from django.http import QueryDict
    from django.test import RequestFactory

    from actions.selectors import with_row
    from meetings.models import User
    from tracker.keyset import keyset_page
    from tracker.permissions import visible_action_items
    from tracker.web.action_item_list import COUNTED, PAGE_SIZE, ActionItemListFilter

    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {schema}")
        request = RequestFactory().get("/")
        request.user = User.objects.get(username="bench")
        data = QueryDict(query)
        narrowed = ActionItemListFilter(data, visible_action_items(request.user), request=request)
        assert narrowed.form.is_valid(), narrowed.form.errors
        found = narrowed.qs
        page = keyset_page(with_row(found), narrowed.order, asked=data, size=PAGE_SIZE)
        return page, found.order_by()[: COUNTED + 1].count()

    return ask


def blocks(connection: Any, ask: Callable[[], Any]) -> int:
    """Return how many blocks the database touches: the same however busy the machine is."""
    import json

    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
    touched = 0
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query['sql']}")
                (found,) = cursor.fetchone()
                plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
                touched += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return touched


@dataclass(frozen=True, slots=True)
class Compared:
    """What a filter costs in the large and in the small set, and how many it finds in both."""

    found: int
    seconds: tuple[float, float]
    blocks: tuple[int, int]


def compared(connection: Any, query: str, *, rounds: int = ROUNDS) -> Compared:
    large, small = (asked(connection, name, query) for name in ("large", "small"))
    found, same = large()[1], small()[1]
    assert found == same, (query, found, same)
    touched = blocks(connection, large), blocks(connection, small)
    one, other = interleaved(large, small, rounds=rounds)
    return Compared(found, (one, other), touched)


@bench("lists")
def lists() -> list[Measure]:
    return list(_measured())


def _measured() -> Iterator[Measure]:
    with scratch() as connection:
        make_small(connection)
        yield from _page(connection)
        yield from _depth(connection)
        make_large(connection)
        for name, query in FILTERS.items():
            one = compared(connection, query)
            what = f"{LARGE:,} rows beside {SMALL:,}, {name}, {one.found} found"
            large, small = (1000 * seconds for seconds in one.seconds)
            yield ratio(f"{what}, in milliseconds", large, small, most=2)
            yield ratio(f"{what}, in blocks", *one.blocks, most=2)
        text = compared(connection, FREE_TEXT, rounds=1)
        large, small = text.seconds
        what = f"{LARGE:,} rows beside {SMALL:,}, free text ({large:.2f} / {small:.2f} s)"
        yield Measure(what, f"{large / small:.2f}")


def _page(connection: Any) -> Iterator[Measure]:
    """The whole page as it is asked for in a browser: time and questions."""
    import statistics

    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from meetings.models import User
    from tests.bench.registry import seconds

    client = Client()
    client.force_login(User.objects.get(username="bench"))
    client.get("/opfoelgning/?status=open")
    taken = [seconds(lambda: client.get("/opfoelgning/?status=open")) for _ in range(ROUNDS)]
    with CaptureQueriesContext(connection) as queries:
        client.get("/opfoelgning/?status=open")
    yield Measure(
        f"the list page over {SMALL:,}, median of {ROUNDS}, in milliseconds",
        f"{1000 * statistics.median(taken):.0f}",
        "≤ 300",
        statistics.median(taken) <= 0.3,
    )
    count = len(queries)
    yield Measure("its questions to the database", str(count), "≤ 12", count <= 12)


def _depth(connection: Any) -> Iterator[Measure]:
    from actions.models import ActionItem

    rows = ActionItem.objects.filter(status__in=["open", "answered", "done"])
    deep = rows.order_by("deadline_key", "pk")[DEPTH]
    key = f"{deep.deadline_key.isoformat()}_{deep.pk}"
    far, first = interleaved(
        asked(connection, "small", f"status=all&efter={key}"),
        asked(connection, "small", "status=all"),
        rounds=ROUNDS,
    )
    what = f"the page after row {DEPTH:,} beside the first, in milliseconds"
    yield ratio(what, 1000 * far, 1000 * first, most=2)
