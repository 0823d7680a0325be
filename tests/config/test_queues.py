"""Each task waits in one queue, on Redis as in a folder, and a worker told of none takes all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection

from config import queues
from config.celery import app
from config.queue_folder import Transport

pytestmark = pytest.mark.pure

OURS = ("actions.", "meetings.", "tracker.")


@pytest.fixture(scope="module", autouse=True)
def ours() -> set[str]:
    """Return every task of ours, as a worker finds them when it starts."""
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.startswith(OURS)}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[tuple[Connection, Path]]:
    (tmp_path / "queue").mkdir()
    (tmp_path / "control").mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection("filesystem://", transport=Transport, transport_options=options) as opened:
        yield opened, tmp_path / "queue"


def test_every_task_has_a_queue_and_no_queue_waits_for_a_task_that_is_none(ours: set[str]) -> None:
    assert sorted(queues.ROUTES) == sorted(ours)


def test_no_task_stands_in_two_queues() -> None:
    assert sum(len(names) for names in queues.TASKS.values()) == len(queues.ROUTES)


def test_a_worker_that_is_told_of_none_takes_every_queue() -> None:
    assert set(app.amqp.queues.consume_from) == set(queues.QUEUES) == set(queues.TASKS)


@pytest.mark.parametrize("name", sorted(queues.ROUTES))
def test_in_a_folder_a_bell_lies_in_the_queue_of_its_task_alone(
    name: str, folder: tuple[Connection, Path]
) -> None:
    connection, messages = folder
    app.send_task(name, connection=connection, retry=False)
    (bell,) = messages.iterdir()
    assert bell.name.endswith(f".{queues.ROUTES[name]['queue']}.msg")


def test_a_bell_that_nobody_hears_does_not_lie_there_for_ever(
    folder: tuple[Connection, Path],
) -> None:
    connection, _messages = folder
    app.tasks["actions.tasks.send_messages"].apply_async(connection=connection, retry=False)
    with connection.SimpleQueue(app.amqp.queues["mail"]) as waiting:
        assert waiting.get(timeout=5).headers["expires"] is not None
