"""Shared set-up: the cast, a meeting to review, an action item, a client that is logged in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.test import Client

from actions.models import ActionItem
from meetings.models import Meeting, User
from tests import cast as people

# A busy machine is no finding: only what a property says may fail it.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Let SQLite stand in a file, as in the product: in memory its threads lock each other out."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    """Give each test its own folders for files and mails, so that none sees another's."""
    settings.MEDIA_ROOT = tmp_path / "files"
    # Otherwise each client lists every static file first, which takes a second.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.MAIL_FOLDER = tmp_path / "mail"


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
        return client

    return log_in
