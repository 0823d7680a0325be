"""The whole suite, everywhere it can run, and a plain word at the end on where it ran.

`make test` calls this. What touches the database runs on SQLite and on PostgreSQL with Redis;
pure and browser tests run once. With REQUIRE_SERVICES=1 nothing may be missing.

Tests of real processes and browsers lean on a machine that may be busy: where a few of those fail,
they are run once more, alone, and named as unsteady if they pass. Any other failure stands.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
# Two clones on one machine each have databases of their own.
CLONE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
POSTGRES = "postgres://postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379/9"
BROWSER = "/usr/bin/chromium"
MAY_BE_UNSTEADY = "slow or browser"
# Children, browsers and servers are waited for half of the time.
WORKERS = "3"
MOST_UNSTEADY = 5  # more than this is no accident


@dataclass(frozen=True)
class Run:
    """One pass over the suite: what it is called, which tests, and with which environment."""

    name: str
    marks: str
    environment: dict[str, str]


def main(arguments: list[str]) -> int:
    missing = _missing()
    if missing and os.environ.get("REQUIRE_SERVICES") == "1":
        return _report([f"missing: {sentence}" for sentence in missing], passed=False)
    runs = _runs(
        with_browser=shutil.which(BROWSER) is not None,
        with_services=_postgres_problem() is None and _redis_problem() is None,
    )
    results = [(run.name, *_pytest(run, arguments)) for run in runs]
    lines = [f"{'passed' if ok else 'FAILED'}: {name}" for name, ok, _ in results]
    lines += [f"unsteady: {test} ({name})" for name, _, tests in results for test in tests]
    lines += [f"not run: {sentence}" for sentence in missing]
    return _report(lines, passed=all(ok for _, ok, _ in results))


def _missing() -> list[str]:
    postgres, broker = _postgres_problem(), _redis_problem()
    sentences = []
    if postgres or broker:
        reason = postgres or broker
        sentences.append(f"the suite on PostgreSQL with Redis ({reason})")
    if shutil.which(BROWSER) is None:
        sentences.append(f"browser tests ({BROWSER} is not there: apt-get install chromium)")
    return sentences


def _postgres_problem() -> str | None:
    try:
        psycopg.connect(f"{POSTGRES}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError as error:
        return f"PostgreSQL: {str(error).strip().splitlines()[-1]}"
    return None


def _redis_problem() -> str | None:
    client = redis.Redis.from_url(REDIS, socket_connect_timeout=2)
    try:
        client.ping()
    except redis.RedisError as error:
        return f"Redis: {error}"
    finally:
        client.close()
    return None


def _runs(*, with_browser: bool, with_services: bool) -> list[Run]:
    only = "slow" if os.environ.get("THOROUGH") == "1" else ""
    first = _all_of(only, "" if with_browser else "not browser")
    runs = [Run("SQLite with the broker of files", first, {})]
    if with_services:
        services = {"DATABASE_URL": f"{POSTGRES}/folgop_{CLONE}", "BROKER_URL": REDIS}
        second = _all_of(only, "not pure and not browser")
        runs.append(Run("PostgreSQL with Redis", second, services))
    return runs


def _all_of(*marks: str) -> str:
    return " and ".join(filter(None, marks))


def _pytest(run: Run, arguments: list[str]) -> tuple[bool, list[str]]:
    """Return whether the run passed, and the tests that passed only when they ran alone."""
    _say(f"The suite on {run.name} …")
    with tempfile.TemporaryDirectory(prefix="folgop-tests-") as folder:
        # Nothing set in this shell may decide what the tests see.
        clean = {name: value for name, value in os.environ.items() if not _is_ours(name)}
        environment = {**clean, "FOLGOP_DATA": folder, **run.environment}
        base = [sys.executable, "-m", "pytest", "-o", f"cache_dir={folder}/cache", *arguments]

        def passes(*options: str) -> bool:
            command = [*base, *options]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0

        if passes("-n", WORKERS, "--dist=worksteal", "-m", run.marks):
            return True, []
        failed = _failed(Path(folder))
        if not 0 < len(failed) <= MOST_UNSTEADY:
            return False, []
        _say(f"Once more, alone, what may be unsteady of {len(failed)} failed …")
        passes("-n", "0", "-p", "no:randomly", "--last-failed", "-m", MAY_BE_UNSTEADY)
        # What is of another kind was not run again, and is still among the failed.
        left = _failed(Path(folder))
        return not left, sorted(set(failed) - set(left))


def _failed(folder: Path) -> list[str]:
    """Return the tests that pytest remembers as failed."""
    try:
        return list(json.loads((folder / "cache/v/cache/lastfailed").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return []


def _is_ours(name: str) -> bool:
    return name.startswith("FOLGOP_") or name in {"DATABASE_URL", "BROKER_URL", "EMAIL_URL"}


def _report(lines: list[str], *, passed: bool) -> int:
    _say("\n".join(["", *lines]))
    return 0 if passed else 1


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command line tool speaks this way)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
