"""A Redis and a PostgreSQL of a test's own, to be killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import redis

from tests.actions.faults.world import wait_until

LOOPBACK = "127.0.0.1"


def missing(what: str) -> None:
    """Leave a test out where its server is not installed; in CI nothing may be missing."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is not installed, and nothing may be missing here")
    pytest.skip(f"{what} is not installed")


def free_port() -> int:
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


@dataclass
class OwnRedis:
    binary: str
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        command = [self.binary, "--port", str(self.port), "--bind", LOOPBACK, "--save", ""]
        command += ["--appendonly", "no", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        assert wait_until(self._answers, seconds=120)

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False

    def flush(self) -> None:
        redis.Redis.from_url(self.url).flushall()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None


@contextmanager
def own_redis(folder: Path) -> Iterator[OwnRedis]:
    binary = shutil.which("redis-server")
    if binary is None:
        missing("redis-server")
    server = OwnRedis(str(binary), folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()


@dataclass
class OwnPostgres:
    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://postgres@{LOOPBACK}:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={LOOPBACK}"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", self._log, "-o", options)

    def crash(self) -> None:
        """Stop at once, without a word to anybody: the next start recovers from the log."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)

    def make(self) -> None:
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-D", self._data)

    def is_up(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @property
    def _log(self) -> str:
        return str(self.folder / "log")

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to be run by root.
        other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*other, str(self.programs / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            timeout=60,
        )


def _programs() -> Path | None:
    """Return where initdb is; Debian keeps it off the path."""
    found = [Path(path) for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].resolve().parent if found else None


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    programs = _programs()
    if programs is None:
        missing("PostgreSQL's initdb")
    # Not in pytest's folder, into which nobody but us may look.
    folder = Path(tempfile.mkdtemp(prefix="folgop-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = OwnPostgres(programs or folder, folder, free_port())
    try:
        server.make()
        server.start()
        yield server
    finally:
        if server.is_up():
            server.crash()
        shutil.rmtree(folder, ignore_errors=True)
