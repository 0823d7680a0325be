"""What is under load: two web processes, a worker a queue and a scheduler, to be killed."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database first

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import psycopg
import redis

from tests.bench.lists import SERVER

ROOT = Path(__file__).resolve().parents[2]
REDIS = "redis://127.0.0.1:6379/10"
WORKERS = {"mail": "celery,mail", "reading": "reading", "ocr": "ocr"}
SECONDS_TO_ANSWER = 90


@dataclass
class Installation:
    folder: Path
    commands: dict[str, list[str]]
    ports: list[int]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)

    def start(self, name: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *self.commands[name]],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def start_all(self) -> None:
        for name in self.commands:
            self.start(name)
        for port in self.ports:
            wait_for(port)

    def kill(self, name: str) -> None:
        """Send SIGKILL to the process and to all it has started, and start it anew."""
        process = self.processes[name]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.kills[name] = self.kills.get(name, 0) + 1
        self.start(name)

    def end(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def memory(self) -> dict[str, float]:
        """Return the megabytes that each part holds for itself and its share of what is shared."""
        return {name: _megabytes(process.pid) for name, process in self.processes.items()}


def _megabytes(group: int) -> float:
    found = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ProcessLookupError):
                if os.getpgid(int(entry.name)) == group:
                    lines = (entry / "smaps_rollup").read_text(encoding="ascii").splitlines()
                    found += next(int(one.split()[1]) for one in lines if one.startswith("Pss:"))
    return found / 1024


def wait_for(port: int) -> None:
    """Wait until the web process answers: it listens before it has loaded what it runs."""
    last_moment = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < last_moment:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS_TO_ANSWER):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(port)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def installed(folder: Path, *, mail_port: int, lease: int, tick: int) -> Iterator[Installation]:
    """Give an installation on a database and a queue of its own, which go with it."""
    name = f"load_{uuid4().hex[:12]}"
    queue = redis.Redis.from_url(REDIS)
    queue.flushdb()
    with psycopg.connect(f"{SERVER}postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        ports = [free_port(), free_port()]
        ours = ("FOLGOP_", "DATABASE_URL", "BROKER_URL", "EMAIL_URL")
        for known in [one for one in os.environ if one.startswith(ours)]:
            del os.environ[known]
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": SERVER + name,
            "BROKER_URL": REDIS,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "FOLGOP_DATA": str(folder / "data"),
            "FOLGOP_SITE_URL": f"http://127.0.0.1:{ports[0]}",
            "FOLGOP_SEND_ANY_TIME": "1",
            "FOLGOP_TICK_SECONDS": str(tick),
            "FOLGOP_MAIL_LEASE_SECONDS": str(lease),
        }
        installation = Installation(folder, _commands(ports), ports)
        try:
            yield installation
        finally:
            installation.end()
            from django.db import connections

            connections.close_all()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            queue.flushdb()


def _commands(ports: list[int]) -> dict[str, list[str]]:
    """Return what `manage.py up` starts, with a second web process and a worker a queue."""
    import django

    django.setup()
    from tracker.management.commands.up import BEAT, WEB, WORKER

    web = {
        f"web {number}": [*WEB.split(), "--bind", f"127.0.0.1:{port}"]
        for number, port in enumerate(ports, start=1)
    }
    workers = {
        name: [*WORKER.split(), "--queues", queues, "--hostname", name]
        for name, queues in WORKERS.items()
    }
    return {**web, **workers, "beat": BEAT.split()}
