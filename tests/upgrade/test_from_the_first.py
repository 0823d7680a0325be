"""A database of the first version comes to this one whole: rows, words, links, states, pages."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tracker.test_backup import machine, manage, run

__all__ = ["machine"]

MANY, MOST_SECONDS = 100_000, 60

pytestmark = pytest.mark.slow

Environment = dict[str, str]


def did(environment: Environment, *arguments: str) -> str:
    """Run a command, and return what it printed; one that failed fails the test."""
    done = run(environment, *arguments)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def look(environment: Environment, what: str) -> Any:
    return json.loads(did(environment, "-m", "tests.upgrade.looking", what))


def first_version(environment: Environment, *filled: str) -> Environment:
    """Make the database of the first version, and fill it."""
    did(environment, "-m", "tests.upgrade.filling", *filled)
    return environment


@pytest.fixture(scope="module")
def old(machine: Callable[[], Environment]) -> Environment:
    return first_version(machine(), "all")


@pytest.fixture(scope="module")
def before(old: Environment) -> dict[str, list[list[str]]]:
    return look(old, "rows")


@pytest.fixture(scope="module")
def after(old: Environment, before: object) -> dict[str, list[list[str]]]:
    """The same rows, upgraded as `manage.py up` does it, before anybody opens a page."""
    assert look(old, "states") == []
    did(old, "manage.py", "migrate", "--verbosity", "0")
    return look(old, "rows")


@pytest.fixture(scope="module")
def new(old: Environment, after: object) -> Environment:
    return old


def test_every_table_of_then_is_filled_and_every_row_arrives_as_it_was(
    before: dict[str, list[list[str]]], after: dict[str, list[list[str]]]
) -> None:
    permissions = {"meetings_user_groups", "meetings_user_user_permissions"}
    assert {table for table, found in before.items() if not found} <= permissions
    assert {table: len(found) for table, found in after.items()} == {
        table: len(found) for table, found in before.items()
    }
    assert after == before


def test_the_pages_show_what_came_over(new: Environment) -> None:
    told = look(new, "pages")
    assert told["refused"] == []
    assert len(told["items"]) == 9
    assert [one[1:] for one in told["items"]] == [[200, True, True, True]] * 9
    assert told["documents"] == [[200, True, True]] * 4


def test_what_is_new_is_filled_from_what_was_there(new: Environment) -> None:
    counted = did(
        new, "manage.py", "shell", "-v", "0", "-c",
        "from actions.models import ActionItem as A; from meetings.models import Seal, Event; "
        "items = A.objects; print(items.filter(committee=None).count(),"
        "items.filter(promised_on=None).count(), Event.objects.count() - Seal.objects.count())",
    )  # fmt: skip
    assert counted.split() == ["0", "0", "0"]


def test_the_chain_of_the_log_is_whole_and_still_grows(new: Environment) -> None:
    assert "Loggen er hel" in did(new, "manage.py", "audit", "verify")
    refused = run(
        new, "manage.py", "shell", "-c",
        "from meetings.models import Event; Event.objects.update(note='rettet')",
    )  # fmt: skip
    assert refused.returncode != 0
    assert "Loggen er hel" in did(new, "manage.py", "audit", "verify")


@pytest.mark.thorough
def test_a_hundred_thousand_follow_ups_are_upgraded_within_a_minute(
    machine: Callable[[], Environment],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By its processor time always, by the clock where the machine has nothing else to do."""
    environment = first_version(machine(), "many", str(MANY))
    began, spent_before = time.monotonic(), _processor_seconds()
    did(environment, "manage.py", "migrate", "--verbosity", "0")
    seconds, spent = time.monotonic() - began, _processor_seconds() - spent_before
    engine = "PostgreSQL" if "DATABASE_URL" in environment else "SQLite"
    load = os.getloadavg()[1]
    with capsys.disabled():
        figures = f"{seconds:.1f} s, {spent:.1f} s of CPU, load {load:.1f}"
        print(f"\n{MANY} follow-ups from the first schema on {engine}: {figures}")  # noqa: T201
    assert "Loggen er hel" in did(environment, "manage.py", "audit", "verify")
    assert spent <= MOST_SECONDS
    assert seconds <= MOST_SECONDS or load > (os.cpu_count() or 1)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_backup_of_the_first_version_is_put_back_and_upgraded(
    machine: Callable[[], Environment],
    tmp_path: Path,
) -> None:
    environment = first_version(machine(), "all")
    rows = look(environment, "rows")
    did(environment, "manage.py", "backup", str(tmp_path / "copy"))
    fresh = machine()
    did(fresh, "manage.py", "restore", str(tmp_path / "copy"))
    assert manage(fresh, "migrate", "--check").returncode == 0
    assert look(fresh, "rows") == rows
    assert "Loggen er hel" in did(fresh, "manage.py", "audit", "verify")
