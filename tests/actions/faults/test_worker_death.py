"""A real worker with its beat, killed in the middle of its mails: nothing lost, nothing doubled.

Exactly once over SMTP cannot be had: between the server's answer and our note of it nobody knows.
So a mail cut just there comes again, with the same Message-ID, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions import sink as servers
from tests.actions.faults.world import World, make_world, wait_until

pytestmark = pytest.mark.slow

MAILS = 20
SECONDS_PER_MAIL = 0.04
THREADS = 4


@pytest.fixture
def sink() -> Iterator[servers.Sink]:
    sink = servers.Sink(delay=SECONDS_PER_MAIL)
    controller = servers.start(sink)
    yield sink
    controller.stop()


@pytest.fixture
def world(tmp_path: Path, sink: servers.Sink) -> Iterator[World]:
    world = make_world(tmp_path, mail_port=sink.port)
    yield world
    world.end()


def report_when_drained(world: World, sink: servers.Sink) -> dict[str, Any]:
    """Wait for all the mails and for the notes of them, and return what the rows then say."""
    wait_until(lambda: len(sink.count_by_id) == MAILS, seconds=40)
    report = world.report()
    # A mail that was cut on the wire comes again when its lease is out.
    while report["messages"] != {"sent": MAILS} and world.is_younger_than(seconds=80):
        report = world.report()
    return report


def test_a_worker_killed_among_its_mails_loses_none_and_doubles_none_but_by_the_same_id(
    world: World, sink: servers.Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    world.inside("seed", str(MAILS))
    world.start_worker()
    assert wait_until(lambda: len(sink.taken) >= MAILS // 4, seconds=30), world.log()
    world.kill_worker()
    before = len(sink.taken)
    world.start_worker()
    report = report_when_drained(world, sink)
    doubled = sum(sink.count_by_id.values()) - len(sink.count_by_id)
    with capsys.disabled():
        print(  # noqa: T201 (the figures are what this run is for)
            f"\n{MAILS} mails, 1 SIGKILL after {before}: {len(sink.count_by_id)} delivered, "
            f"{MAILS - len(sink.count_by_id)} lost, {doubled} doubled; "
            f"rows {report['messages']}, most tries {report['most_attempts']}"
        )
    assert report["messages"] == {"sent": MAILS}, world.log()
    assert report["reminders"] == {"sent": MAILS}
    assert set(sink.count_by_id) == set(report["message_ids"])
    assert before < MAILS
    assert doubled <= THREADS  # one for each mail that was on the wire


def test_a_queue_that_is_away_costs_mails_nothing_but_the_next_tick(
    world: World, sink: servers.Sink
) -> None:
    world.inside("seed", str(MAILS))
    world.inside("tick", BROKER_URL="redis://127.0.0.1:1/0")
    assert world.report()["messages"] == {"planned": MAILS}
    world.start_worker()
    assert report_when_drained(world, sink)["messages"] == {"sent": MAILS}, world.log()
    assert set(sink.count_by_id.values()) == {1}
