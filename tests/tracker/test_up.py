"""`manage.py up` as an operator meets it: real processes, real signals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tracker.supervision import AlreadyRunningError, only_one

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 240
SECONDS_TO_STOP = 120

pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An installation of its own: a new data folder, and a new database where there are servers."""
    own = {**os.environ, "FOLGOP_DATA": str(tmp_path)}
    if not os.environ.get("DATABASE_URL"):
        yield own
        return
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = f"folgop_up_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**own, "DATABASE_URL": f"{server}/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def up(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    process = _up(environment, port)
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_it_answers_and_a_signal_stops_all_of_it(up, port: int) -> None:
    _until(lambda: _answers(port), SECONDS_TO_START)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=120) as answer:
        assert answer.status == 200
    family = _family(up.pid)
    assert len(family) >= 2

    up.send_signal(signal.SIGTERM)

    output, _ = up.communicate(timeout=SECONDS_TO_STOP)
    assert up.returncode == 0
    assert f"http://127.0.0.1:{port}" in output
    assert not [pid for pid in family if _is_alive(pid)]
    assert not _answers(port)


def test_ctrl_c_stops_it_as_well_and_without_a_traceback(up, port: int) -> None:
    _until(lambda: _answers(port), SECONDS_TO_START)

    up.send_signal(signal.SIGINT)

    output, _ = up.communicate(timeout=SECONDS_TO_STOP)
    assert up.returncode == 0
    assert "Traceback" not in output


def test_a_child_that_dies_is_started_again(up, port: int) -> None:
    _until(lambda: _answers(port), SECONDS_TO_START)
    (web,) = _web(up)

    os.kill(web, signal.SIGKILL)

    # The port tells nothing here: the dead one's workers hold it open until they notice.
    _until(lambda: any(pid != web for pid in _web(up)), SECONDS_TO_START)
    _until(lambda: _answers(port), SECONDS_TO_START)
    up.send_signal(signal.SIGTERM)
    output, _ = up.communicate(timeout=SECONDS_TO_STOP)
    assert "startes igen" in output


def test_nobody_is_left_behind_when_it_is_killed_outright(up, port: int) -> None:
    _until(lambda: _answers(port), SECONDS_TO_START)
    family = _family(up.pid)

    up.kill()
    up.wait()

    _until(lambda: not [pid for pid in family if _is_alive(pid)], SECONDS_TO_STOP)


def test_a_second_one_on_the_same_folder_is_refused(environment, up, port: int) -> None:
    _until(lambda: _answers(port), SECONDS_TO_START)
    output, _ = _up(environment, port + 1).communicate(timeout=SECONDS_TO_START)
    assert "kører allerede" in output
    assert str(up.pid) in output


def test_a_busy_port_is_said_in_a_sentence(environment, port: int) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", port))
        busy.listen()
        refused = _up(environment, port)
        output, _ = refused.communicate(timeout=SECONDS_TO_START)
    assert refused.returncode != 0
    assert f"Port {port}" in output
    assert "Traceback" not in output


def test_the_lock_is_held_while_the_block_runs_and_free_after_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with only_one(path), pytest.raises(AlreadyRunningError, match=str(os.getpid())), only_one(path):
        pass
    with only_one(path):
        pass


def _up(environment: dict[str, str], port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _until(question: Callable[[], bool], seconds: float) -> None:
    last_moment = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < last_moment, "it took too long"
        time.sleep(0.2)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _web(up: subprocess.Popen[str]) -> list[int]:
    return [pid for pid in _children(up.pid) if "gunicorn" in _command(pid)]


def _family(pid: int) -> list[int]:
    """Return every process below this one."""
    children = _children(pid)
    return children + [below for child in children for below in _family(child)]


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _is_alive(pid: int) -> bool:
    """Tell whether the process runs; one that waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
