"""While files that are made to hurt are read, mails go on: a real worker, and the clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions import sink as servers
from tests.actions.faults import world as worlds

pytestmark = pytest.mark.slow

FILES, MAILS = 6, 6


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[worlds.World]:
    # As many threads as docker-compose.yml gives a worker.
    worker = tuple("8" if part == "4" else part for part in worlds.WORKER)
    monkeypatch.setattr(worlds, "WORKER", worker)
    sink = servers.Sink()
    controller = servers.start(sink)
    world = worlds.make_world(tmp_path, mail_port=sink.port, FOLGOP_TICK_SECONDS="3600")
    yield world
    world.end()
    controller.stop()


def test_mails_go_out_while_endless_files_are_read(
    world: worlds.World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.start_worker()
    inside = ("-m", "tests.tracker.beside_mails", str(FILES), str(MAILS))
    told = json.loads(world.run(*inside))
    with capsys.disabled():
        print(  # noqa: T201 (the figures are what this run is for)
            f"\n{told['reading']} of {FILES} endless files being read; a mail from its bell to the "
            f"wire: {told['median']:.2f} s, at most {told['most']:.2f} s; before the files came "
            f"{told['alone']:.2f} s"
        )
    assert told["sent"] == 2 * MAILS, world.log()
    assert told["reading"] >= 1, "the files were done before the mails"
