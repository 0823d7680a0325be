"""Redis and PostgreSQL die under a real worker: it goes on by itself, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions import sink as servers
from tests.actions.faults.services import own_postgres, own_redis
from tests.actions.faults.world import World, make_world, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("BROKER_URL"), reason="runs once, beside PostgreSQL and Redis"
    ),
]

MAILS = 60
THREADS = 4


@pytest.fixture
def sink() -> Iterator[servers.Sink]:
    sink = servers.Sink(delay=0.1)
    controller = servers.start(sink)
    yield sink
    controller.stop()


def taken(sink: servers.Sink, number: int) -> bool:
    return wait_until(lambda: len(sink.taken) >= number, seconds=300)


def all_sent(world: World) -> bool:
    return wait_until(lambda: world.states() == {"sent": MAILS}, seconds=300, every=0.2)


def doubled(sink: servers.Sink) -> int:
    return sum(sink.count_by_id.values()) - len(sink.count_by_id)


def test_a_redis_that_is_emptied_killed_and_started_anew_costs_no_mail(
    tmp_path: Path, sink: servers.Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    with own_redis(tmp_path) as broker:
        world = make_world(tmp_path, mail_port=sink.port, BROKER_URL=broker.url)
        try:
            world.inside("seed", str(MAILS))
            world.start_worker()
            assert taken(sink, MAILS // 6), world.log()
            broker.flush()
            assert taken(sink, MAILS // 3), world.log()
            broker.kill()
            assert wait_until(lambda: "onnect" in world.log(), seconds=180)
            # The row is the queue: a tick without the bell plans and loses nothing.
            world.inside("tick")
            broker.start()
            assert all_sent(world), world.log()
        finally:
            world.end()
    with capsys.disabled():
        print(f"\n{MAILS} mails, Redis emptied and killed: {doubled(sink)} doubled")  # noqa: T201
    assert len(sink.count_by_id) == MAILS
    assert doubled(sink) == 0


def test_a_postgres_that_crashes_costs_no_mail_and_no_restart(
    tmp_path: Path, sink: servers.Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    with own_postgres() as database:
        world = make_world(tmp_path, mail_port=sink.port, DATABASE_URL=database.url)
        try:
            world.inside("seed", str(MAILS))
            world.start_worker()
            assert taken(sink, MAILS // 4), world.log()
            database.crash()
            assert wait_until(lambda: "OperationalError" in world.log(), seconds=180)
            database.start()
            assert all_sent(world), world.log()
            assert len(world.workers) == 1
        finally:
            world.end()
    with capsys.disabled():
        print(f"\n{MAILS} mails, PostgreSQL crashed: {doubled(sink)} doubled")  # noqa: T201
    assert len(sink.count_by_id) == MAILS
    assert doubled(sink) <= THREADS  # those that were on the wire when nobody could note it
