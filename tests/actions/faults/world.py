"""A whole installation in a folder of its own: database, queue and a real worker with its beat."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[3]
# Tests run side by side, each process of them with a database and a queue of its own.
BESIDE = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
# Of the sixteen databases of a Redis, those from here on are used by nothing else of the tests.
FIRST_REDIS_DATABASE = 11
WORKER = (
    *("-m", "celery", "-A", "config", "worker", "-B", "-P", "threads", "-c", "4"),
    *("--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"),
)


# Longer than anything that is asked takes on a busy machine.
SECONDS_TO_ANSWER = 300


@dataclass
class World:
    folder: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    listeners: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def run(self, *arguments: str, **extra: str) -> str:
        """Run Python in this world and return what it printed."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**self.environment, **extra},
            check=True,
            capture_output=True,
            text=True,
            timeout=600,
        ).stdout

    def inside(self, *arguments: str, **extra: str) -> str:
        return self.run("-m", "tests.actions.faults.inside", *arguments, **extra)

    def ask(self, module: str, question: str) -> Any:
        """Return the answer of a module that stays and listens: to start it anew takes seconds."""
        if module not in self.listeners:
            self.listeners[module] = self._listen(module)
        listener = self.listeners[module]
        assert listener.stdin
        assert listener.stdout
        print(question, file=listener.stdin, flush=True)
        ready, _, _ = select.select([listener.stdout], [], [], SECONDS_TO_ANSWER)
        answer = listener.stdout.readline() if ready else ""
        assert answer, self._log_of(module).read_text()
        return json.loads(answer)

    def _listen(self, module: str) -> subprocess.Popen[str]:
        with self._log_of(module).open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, "listen"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def _log_of(self, module: str) -> Path:
        return self.folder / f"listener-{module}.log"

    def report(self) -> dict[str, Any]:
        return dict(self.ask("tests.actions.faults.inside", "report"))

    def states(self) -> dict[str, int]:
        return dict(self.report()["messages"])

    def start_worker(self, *, queues: str = "") -> None:
        """Start a worker for all queues, or for those that are named."""
        only = ("--queues", queues) if queues else ()
        log = (self.folder / f"worker-{len(self.workers)}.log").open("wb")
        worker = subprocess.Popen(
            [sys.executable, *WORKER, *only],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.workers.append(worker)

    def kill_worker(self, *, with_beat: bool = True) -> None:
        """Send SIGKILL to the worker, and to its beat and whatever else it started, or not."""
        worker = self.workers[-1]
        if with_beat:
            os.killpg(worker.pid, signal.SIGKILL)
        else:
            worker.kill()
        worker.wait(timeout=10)

    def log(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("worker-*.log")))

    def end(self) -> None:
        for worker in self.workers:
            # The group of one that was killed alone still holds its beat.
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(timeout=10)
        for listener in self.listeners.values():
            listener.kill()
            listener.communicate()


def make_world(folder: Path, *, mail_port: int, **extra: str) -> World:
    """Return a migrated installation on what this run of the tests stands on, or on `extra`."""
    own = {
        "FOLGOP_DATA": str(folder / "data"),
        "FOLGOP_SEND_ANY_TIME": "1",
        "FOLGOP_TICK_SECONDS": "1",
        "FOLGOP_MAIL_LEASE_SECONDS": "3",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        **_services(),
        **extra,
    }
    world = World(folder, {**_clean(), **own})
    world.run("manage.py", "migrate", "--verbosity", "0")
    return world


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(every)
    return condition()


def _clean() -> dict[str, str]:
    ours = ("FOLGOP_", "DATABASE_URL", "BROKER_URL", "EMAIL_URL", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _services() -> dict[str, str]:
    """Return a database and a queue of our own beside those of this run, where it has any."""
    services = {}
    if url := os.environ.get("DATABASE_URL", ""):
        services["DATABASE_URL"] = _empty_database(url)
    if url := os.environ.get("BROKER_URL", ""):
        services["BROKER_URL"] = urlunsplit(urlsplit(url)._replace(path=_redis_database()))
        redis.Redis.from_url(services["BROKER_URL"]).flushdb()
    return services


def _redis_database() -> str:
    return f"/{FIRST_REDIS_DATABASE + int(BESIDE.removeprefix('gw')) % 5}"


def _empty_database(url: str) -> str:
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return ""
    name = f"{parts.path.strip('/')}_faults_{BESIDE}"
    maintenance = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
