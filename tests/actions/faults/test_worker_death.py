"""A real worker with its beat, killed again and again among its mails: nothing lost.

Exactly once over SMTP cannot be had: between the server's answer and our note of it nobody knows.
So a mail cut just there comes again, with the same Message-ID, and is counted; or it is held, and
a person is asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions import sink as servers
from tests.actions.faults.world import World, make_world, wait_until

pytestmark = pytest.mark.slow

# `make test-slow` kills more of more.
MAILS, KILLS = (1000, 50) if os.environ.get("THOROUGH") == "1" else (200, 8)
HELD, HELD_KILLS = 40, 4
SECONDS_PER_MAIL = 0.1
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


def kill_again_and_again(world: World, sink: servers.Sink, *, mails: int, kills: int) -> int:
    """Kill the worker each time a further part of the mails is taken; return how often."""
    world.start_worker()
    for number in range(1, kills + 1):
        wanted = mails * number // (kills + 1)
        assert wait_until(lambda: len(sink.taken) >= wanted, seconds=300), world.log()  # noqa: B023
        # By turns with its beat and alone, so that an old beat goes on beside the new one.
        world.kill_worker(with_beat=bool(number % 2))
        world.start_worker()
    return len(world.workers) - 1


def drained(world: World, *, seconds: float) -> bool:
    """Wait until no mail is planned or claimed any more."""
    waiting = {"planned", "claimed"}
    return wait_until(lambda: not waiting & set(world.states()), seconds=seconds, every=0.2)


def test_a_worker_killed_again_and_again_loses_no_mail_and_doubles_only_by_the_same_id(
    world: World, sink: servers.Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    world.inside("seed", str(MAILS))
    kills = kill_again_and_again(world, sink, mails=MAILS, kills=KILLS)
    assert wait_until(lambda: len(sink.count_by_id) == MAILS, seconds=300), world.log()
    assert drained(world, seconds=180), world.log()
    report = world.report()
    doubled = sum(sink.count_by_id.values()) - len(sink.count_by_id)
    with capsys.disabled():
        print(  # noqa: T201 (the figures are what this run is for)
            f"\n{MAILS} mails, {kills} SIGKILLs: {len(sink.count_by_id)} delivered, "
            f"{MAILS - len(sink.count_by_id)} lost, {doubled} doubled; "
            f"rows {report['messages']}, most tries {report['most_attempts']}"
        )
    assert report["messages"] == {"sent": MAILS}, world.log()
    assert report["reminders"] == {"sent": MAILS}
    assert set(sink.count_by_id) == set(report["message_ids"])
    assert doubled <= kills * THREADS  # at most what was on the wire when it was cut


def test_where_uncertain_mails_are_held_none_is_doubled_and_each_is_listed(
    tmp_path: Path, sink: servers.Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    world = make_world(tmp_path, mail_port=sink.port, FOLGOP_ON_UNCERTAIN="hold")
    try:
        world.inside("seed", str(HELD))
        kill_again_and_again(world, sink, mails=HELD, kills=HELD_KILLS)
        assert drained(world, seconds=300), world.log()
        states = world.states()
    finally:
        world.end()
    with capsys.disabled():
        print(f"\n{HELD} mails, {HELD_KILLS} SIGKILLs, held: {states}, {len(sink.taken)} taken")  # noqa: T201
    assert set(sink.count_by_id.values()) == {1}
    assert sum(states.values()) == HELD
    assert set(states) <= {"sent", "uncertain"}
    assert states["sent"] <= len(sink.taken) <= HELD


def test_a_queue_that_is_away_costs_mails_nothing_but_the_next_tick(
    world: World, sink: servers.Sink
) -> None:
    world.inside("seed", "20")
    world.inside("tick", BROKER_URL="redis://127.0.0.1:1/0")
    assert world.states() == {"planned": 20}
    world.start_worker()
    all_sent = {"sent": 20}
    assert wait_until(lambda: world.states() == all_sent, seconds=180, every=0.2), world.log()
    assert set(sink.count_by_id.values()) == {1}
