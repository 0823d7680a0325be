"""Shared set-up: the cast, a meeting to review, an action item, a client that is logged in."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable
from itertools import compress
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as product
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import timezone

from actions.models import ActionItem
from meetings import guard
from meetings.models import Meeting, User
from meetings.models.masking import forget_known
from tests import cast as people
from tests import quick
from tests.log_watch import log_watched, watch  # noqa: F401 - fixtures
from tracker.web.fresh import SHOWN

# A busy machine is no finding: only what a property says may fail it.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    product.PASSWORD_HASHERS = ["tests.quick.QuickArgon2"]


def pytest_collection_finish(session: pytest.Session) -> None:
    quick.leave_what_stays()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make test-slow` has time for."""
    if os.environ.get("THOROUGH") == "1":
        return
    is_left_out = [item.get_closest_marker("thorough") is not None for item in items]
    config.hook.pytest_deselected(items=list(compress(items, is_left_out)))
    items[:] = compress(items, map(operator.not_, is_left_out))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Let SQLite stand in a file, as in the product: in memory its threads lock each other out."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> None:
    """Let the test runner, and nobody else, empty the tables that the database keeps as they are.

    Only tests of several transactions need it; all others are rolled back.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_all(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        # For a handful of rows TRUNCATE takes longer, with its new files.
        deletes = [f'DELETE FROM "{one}"' for one in tables if one not in quick.ALIKE_FOR_ALL]
        if connection.vendor == "postgresql":
            flush(self, ["SET LOCAL session_replication_role = replica", *deletes])
        else:
            off = [f"DROP TRIGGER IF EXISTS {name}" for name in guard.SQLITE]
            flush(self, [*off, *deletes, *guard.SQLITE.values()])

    operations.execute_sql_flush = flush_all


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    """Give each test its own folders for files and mails, so that none sees another's."""
    settings.MEDIA_ROOT = tmp_path / "files"
    # Otherwise each client lists every static file first, which takes a second.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.MAIL_FOLDER = tmp_path / "mail"


@pytest.fixture(autouse=True)
def words_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each reading of words the start of a child, but where the child is what is tested."""
    if not any(map(request.node.get_closest_marker, ("pure", "confined"))):
        for caller in quick.CALLERS:
            monkeypatch.setattr(caller, quick.run_here)


@pytest.fixture(autouse=True)
def no_name_taken_yet() -> None:
    """Let no test know the names that another one took away."""
    forget_known()


@pytest.fixture
def cast(db) -> people.Cast:
    return people.make_cast()


@pytest.fixture
def meeting(cast: people.Cast) -> Meeting:
    return people.make_meeting(cast.committee)


@pytest.fixture
def action_item(cast: people.Cast, meeting: Meeting) -> ActionItem:
    return people.make_action_item(meeting, owner_person=cast.anna_holm)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session[SHOWN] = timezone.now().isoformat()
        session.save()
        return client

    return log_in
