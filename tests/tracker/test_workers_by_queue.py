"""Workers that take some of the queues, and one that takes all: real workers, a slow Tesseract."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions import sink as servers
from tests.actions.faults import world as worlds

pytestmark = pytest.mark.slow

SCANS, FILES, MAILS = 4, 4, 4
SECONDS = 180
# Knows Danish, and reads no page to its end.
ENDLESS = '#!/bin/sh\ncase "$1" in --list-langs) echo dan;; *) sleep 600;; esac\n'


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[worlds.World]:
    # As many threads as `manage.py up` gives a worker.
    worker = tuple("8" if part == "4" else part for part in worlds.WORKER)
    monkeypatch.setattr(worlds, "WORKER", worker)
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(ENDLESS, encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    sink = servers.Sink()
    controller = servers.start(sink)
    path = f"{program.parent}:{os.environ['PATH']}"
    world = worlds.make_world(tmp_path, mail_port=sink.port, PATH=path)
    yield world
    world.end()
    controller.stop()


def put_in(world: worlds.World) -> None:
    counts = [str(SCANS), str(FILES), str(MAILS)]
    world.run("-m", "tests.tracker.by_queue", "put_in", *counts)


def told(world: worlds.World) -> dict[str, Any]:
    return dict(world.ask("tests.tracker.by_queue", "told"))


def is_told(world: worlds.World, **expected: int) -> bool:
    def as_expected() -> bool:
        now = told(world)
        return all(now[name] == count for name, count in expected.items())

    return worlds.wait_until(as_expected, seconds=SECONDS, every=0.2)


def test_scans_hold_neither_mails_nor_quick_files_of_the_one_worker_that_takes_all(
    world: worlds.World,
) -> None:
    put_in(world)
    world.start_worker()
    assert is_told(world, in_ocr=1, ready=FILES, sent=MAILS), (told(world), world.log())


def test_each_queue_waits_for_its_own_worker_and_holds_up_no_other(world: worlds.World) -> None:
    put_in(world)
    world.start_worker(queues="celery,mail")
    assert is_told(world, sent=MAILS), (told(world), world.log())
    assert told(world)["ready"] == 0
    world.start_worker(queues="reading")
    assert is_told(world, ready=FILES, for_ocr=SCANS), (told(world), world.log())
    assert told(world)["in_ocr"] == 0
    world.start_worker(queues="ocr")
    assert is_told(world, in_ocr=1), (told(world), world.log())


def test_who_takes_queues_runs_a_worker_alone_and_an_unknown_queue_is_refused(
    world: worlds.World,
) -> None:
    put_in(world)
    process = subprocess.run(
        [sys.executable, "manage.py", "up", "--queues", "mail,post"],
        cwd=worlds.ROOT,
        env=world.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode != 0
    assert "Der er ingen kø 'post'. Køerne er: celery, mail, reading, ocr." in process.stderr
    assert told(world)["sent"] == 0
    with (world.folder / "worker-up.log").open("wb") as log:
        up = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--queues", "celery,mail"],
            cwd=worlds.ROOT,
            env=world.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        # Nothing ticks here: the scheduler runs where the web does.
        world.inside("tick")
        assert is_told(world, sent=MAILS, ready=0), (told(world), world.log())
    finally:
        up.terminate()
        assert up.wait(timeout=120) == 0
    assert "Arbejderen tager køerne celery,mail." in world.log()


def test_a_worker_on_a_database_older_than_its_code_is_refused(world: worlds.World) -> None:
    world.run("manage.py", "migrate", "meetings", "0026", "--verbosity", "0")
    refused = subprocess.run(
        [sys.executable, "manage.py", "up", "--queues", "mail"],
        cwd=worlds.ROOT,
        env=world.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode != 0
    assert "Databasen er ældre end koden." in refused.stderr
