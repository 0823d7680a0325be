"""A confined child keeps its limits, says how far it is, and ends when nobody wants it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from meetings.reading import confinement as under_test
from meetings.reading.confinement import Limits, Progress, run_child
from meetings.reading.unreadable import UnreadableError

pytestmark = pytest.mark.pure

HEAD = """
import json, os, sys, time
order = json.loads(sys.argv[1])
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "SECONDS_BETWEEN_BEATS", 0.1)


def run(folder: Path, script: str, beat=under_test.no_beat, **limits: int) -> bytes:
    path = folder / "script.py"
    path.write_text(HEAD + script, encoding="utf-8")
    with tempfile.TemporaryFile(buffering=0) as file:
        return run_child(path, {}, file, limits=Limits(**limits), beat=beat)


def test_it_is_asked_about_while_it_works(tmp_path: Path) -> None:
    told: list[Progress | None] = []
    script = """
os.pwrite(order["progress"], b"%6d %6d\\n" % (2, 7), 0)
time.sleep(1)
print("done")
"""
    assert run(tmp_path, script, told.append) == b"done\n"
    assert told.count(Progress(2, 7)) >= 2


@pytest.mark.parametrize("nonsense", ["b'9 7\\n'", "b'x' * 500", "b'1 99999999999\\n'", "b''"])
def test_what_makes_no_sense_as_progress_is_none(tmp_path: Path, nonsense: str) -> None:
    told: list[Progress | None] = []
    run(tmp_path, f"os.pwrite(order['progress'], {nonsense}, 0); time.sleep(0.5)", told.append)
    assert set(told) == {None}


def test_it_ends_when_whoever_waits_for_it_no_longer_does(tmp_path: Path) -> None:
    class GoneError(Exception):
        pass

    def gone(progress: Progress | None) -> None:
        raise GoneError

    began = time.monotonic()
    with pytest.raises(GoneError):
        run(
            tmp_path,
            f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)",
            gone,
        )
    assert time.monotonic() - began < 50
    if (tmp_path / "pid").exists():
        assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("time.sleep(60)", "too_heavy"),
        ("raise SystemExit(3)", "damaged"),
        ("os.kill(os.getpid(), 6)", "too_heavy"),
    ],
)
def test_how_it_ended_is_told_apart(tmp_path: Path, script: str, code: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        run(tmp_path, script, wall_seconds=1)
    assert refusal.value.code == code
