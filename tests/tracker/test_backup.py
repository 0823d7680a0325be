"""A backup taken while others write becomes the same installation on an empty machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 4
FILES_BEFORE, FILES_AFTER = 3, 6

pytestmark = pytest.mark.slow

Machine = Callable[[], dict[str, str]]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Make machines: a data folder each, and a database each where there is a server."""
    url, made = os.environ.get("DATABASE_URL", ""), []
    ours = ("FOLGOP_", "DATABASE_URL", "BROKER_URL", "EMAIL_URL", "PYTEST_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    server = url.rpartition("/")[0]

    def make() -> dict[str, str]:
        name = f"folgop_copy_{uuid4().hex[:8]}"
        environment = {**clean, "FOLGOP_DATA": str(tmp_path_factory.mktemp("data") / name)}
        if url.startswith("postgres"):
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            made.append(name)
            environment["DATABASE_URL"] = f"{server}/{name}"
        return environment

    yield make
    for name in made:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def old(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation with one file and one mail that came in."""
    environment = machine()
    done = manage(environment, "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    stop = tmp_path_factory.mktemp("stop") / "stop"
    stop.touch()
    writer(environment, "en", stop).communicate()
    kept = run(environment, "-m", "tests.tracker.backup_writer", "mail")
    assert kept.returncode == 0, kept.stderr
    return environment


@pytest.fixture
def copy(old: dict[str, str], tmp_path: Path) -> Path:
    made = manage(old, "backup", str(tmp_path / "copy"))
    assert made.returncode == 0, made.stderr
    return tmp_path / "copy"


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(environment, "manage.py", *arguments)


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def writer(environment: dict[str, str], name: str, stop: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.tracker.backup_writer", name, str(stop)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def fingerprint(environment: dict[str, str]) -> dict[str, str]:
    done = run(environment, "-m", "tests.tracker.backup_writer", "fingerprint")
    return dict(json.loads(done.stdout))


def files(environment: dict[str, str]) -> dict[str, str]:
    root = Path(environment["FOLGOP_DATA"]) / "files"
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_backup_under_four_writers_is_one_moment_and_comes_back_whole(
    old: dict[str, str], machine: Machine, tmp_path: Path
) -> None:
    stop, copy = tmp_path / "stop", tmp_path / "copy"
    writers = [writer(old, f"skriver{number}", stop) for number in range(WRITERS)]
    for one in writers:
        for _ in range(FILES_BEFORE):
            assert one.stdout.readline()
    made = manage(old, "backup", str(copy))
    # All of them went on while it was made, and none was turned away.
    for one in writers:
        for _ in range(FILES_AFTER):
            assert one.stdout.readline()
    stop.touch()
    assert [one.communicate() and one.returncode for one in writers] == [0] * WRITERS
    assert made.returncode == 0, made.stderr

    new = machine()
    back = manage(new, "restore", str(copy))
    assert back.returncode == 0, back.stderr
    manifest = json.loads((copy / "manifest.json").read_text())
    number = manifest["rows"]["meetings_document"]
    assert number >= WRITERS * FILES_BEFORE
    # Whoever has a row has a file, and each event of that moment stands in the chain.
    assert len(files(new)) >= number
    assert manifest["rows"]["meetings_event"] == manifest["rows"]["meetings_seal"] >= number
    assert "Loggen er hel" in manage(new, "audit", "verify", "--known", manifest["chain"]).stdout


def test_every_row_and_file_of_a_quiet_installation_is_the_same(
    old: dict[str, str], copy: Path, machine: Machine
) -> None:
    new = machine()
    back = manage(new, "restore", str(copy))
    assert back.returncode == 0, back.stderr
    assert fingerprint(new) == fingerprint(old)
    assert files(new) == files(old) != {}
    key = "secret-key"
    assert (Path(new["FOLGOP_DATA"]) / key).read_text() == (
        Path(old["FOLGOP_DATA"]) / key
    ).read_text()
    # It lives: nothing is left to migrate, and the guards stand.
    assert manage(new, "migrate", "--verbosity", "0").returncode == 0
    assert "Loggen er hel" in manage(new, "audit", "verify").stdout


def test_nothing_is_put_back_over_an_installation(
    old: dict[str, str], copy: Path, machine: Machine
) -> None:
    before = fingerprint(old)
    refused = manage(old, "restore", str(copy))
    assert refused.returncode == 1
    assert "Databasen er ikke tom" in refused.stderr
    assert fingerprint(old) == before
    new = machine()
    theirs = Path(new["FOLGOP_DATA"]) / "files" / "2026" / "en.pdf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"mit")
    assert "Der ligger filer" in manage(new, "restore", str(copy)).stderr
    assert theirs.read_bytes() == b"mit"


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="only PostgreSQL has extensions that belong to somebody",
)
def test_a_backup_comes_back_where_an_administrator_made_the_extension(
    old: dict[str, str], copy: Path, machine: Machine
) -> None:
    new = machine()
    url, role = urlsplit(new["DATABASE_URL"]), f"folgop_role_{uuid4().hex[:8]}"
    with psycopg.connect(new["DATABASE_URL"], autocommit=True) as administrator:
        administrator.execute("CREATE EXTENSION pg_trgm")
        administrator.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{role}'")
        administrator.execute(f"ALTER DATABASE {url.path[1:]} OWNER TO {role}")
        try:
            host = url.netloc.rpartition("@")[2]
            theirs = url._replace(netloc=f"{role}:{role}@{host}").geturl()
            back = manage({**new, "DATABASE_URL": theirs}, "restore", str(copy))
        finally:
            administrator.execute(f"REASSIGN OWNED BY {role} TO CURRENT_USER")
            administrator.execute(f"DROP OWNED BY {role}")
            administrator.execute(f"DROP ROLE {role}")
    assert back.returncode == 0, back.stderr
    assert fingerprint(new) == fingerprint(old)


@pytest.mark.parametrize("harm", ["changed", "gone", "table", "listed elsewhere"])
def test_a_backup_that_is_not_whole_puts_nothing_back(
    copy: Path, machine: Machine, harm: str
) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    file = next(name for name in manifest["files"] if name.startswith("files/"))
    if harm == "changed":
        (copy / file).write_bytes(b"noget andet")
    elif harm == "gone":
        (copy / file).unlink()
    elif harm == "table":
        (copy / manifest["database"]).write_bytes(b"")
    else:
        manifest["files"]["../../uden-for"] = "0" * 64
        (copy / "manifest.json").write_text(json.dumps(manifest))
    new = machine()
    refused = manage(new, "restore", str(copy))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert files(new) == {}
    assert fingerprint(new) == {}


def test_a_database_that_cannot_be_put_back_leaves_nothing_and_the_next_try_succeeds(
    old: dict[str, str], copy: Path, machine: Machine
) -> None:
    new, manifest = machine(), json.loads((copy / "manifest.json").read_text())
    database = copy / manifest["database"]
    whole = database.read_bytes()
    _harm(copy, manifest, whole[:100])
    refused = manage(new, "restore", str(copy))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "Intet er lagt tilbage" in refused.stderr
    assert files(new) == {}
    assert fingerprint(new) == {}
    _harm(copy, manifest, whole)
    back = manage(new, "restore", str(copy))
    assert back.returncode == 0, back.stderr
    assert files(new) == files(old)


def _harm(copy: Path, manifest: dict[str, Any], content: bytes) -> None:
    """Write the database so that its hash is as the manifest says."""
    (copy / manifest["database"]).write_bytes(content)
    manifest["files"][manifest["database"]] = hashlib.sha256(content).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))


def test_what_is_put_back_but_is_not_as_it_was_is_said_to_stand_there(
    copy: Path, machine: Machine
) -> None:
    new, manifest = machine(), json.loads((copy / "manifest.json").read_text())
    manifest["rows"]["meetings_document"] += 1
    (copy / "manifest.json").write_text(json.dumps(manifest))
    refused = manage(new, "restore", str(copy))
    assert refused.returncode == 1
    assert "meetings_document" in refused.stderr
    said = " ".join(refused.stderr.split())
    assert "Start ikke Følg op på dem" in said
    assert f"tøm databasen og mappen {new['FOLGOP_DATA']}/files" in said


@pytest.mark.parametrize("kind", ["minutes", "incoming"])
def test_a_backup_is_refused_where_a_file_that_a_row_names_is_gone(
    old: dict[str, str], tmp_path: Path, kind: str
) -> None:
    of_mails = {name for name in files(old) if name.startswith("incoming/")}
    name = min(of_mails if kind == "incoming" else files(old).keys() - of_mails)
    file = Path(old["FOLGOP_DATA"]) / "files" / name
    content = file.read_bytes()
    file.unlink()
    refused = manage(old, "backup", str(tmp_path / "copy"))
    file.write_bytes(content)
    assert refused.returncode == 1
    assert name in refused.stderr
    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_does_not_write_over_another_and_is_for_our_eyes_alone(
    old: dict[str, str], copy: Path
) -> None:
    assert copy.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in copy.glob("data*"))
    assert "findes allerede" in manage(old, "backup", str(copy)).stderr


def test_what_is_no_backup_is_refused(machine: Machine, tmp_path: Path) -> None:
    refused = manage(machine(), "restore", str(tmp_path))
    assert refused.returncode == 1
    assert "ikke en sikkerhedskopi" in refused.stderr
