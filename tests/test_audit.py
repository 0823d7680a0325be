"""A release is held against known advisories, and never passed where there are none to hold to."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.supply.audit import audit
from tests.supply.parts import ROOT, product_parts

pytestmark = pytest.mark.pure

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CELERY = next(part for part in product_parts() if part.name == "celery").version


def record(**changes: object) -> dict[str, object]:
    """Return an advisory against all of a package but what stands in `changes`."""
    spans = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]
    affected = {"package": {"ecosystem": "PyPI", "name": "Celery"}, "ranges": spans}
    return {
        "id": "X-1",
        "modified": "2026-03-01T00:00:00Z",
        "summary": "Opdigtet hul",
        "database_specific": {"severity": "HIGH"},
        "affected": [{**affected, **changes.pop("affected", {})}],  # type: ignore[dict-item]
        **changes,
    }


def events(*steps: tuple[str, str]) -> dict[str, object]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": [{kind: at} for kind, at in steps]}]}


def audited(folder: Path, *records: dict[str, object]) -> tuple[int, str]:
    for number, one in enumerate(records):
        (folder / f"{number}.json").write_text(json.dumps(one), encoding="utf-8")
    return audit(folder, now=NOW)


def test_a_high_advisory_fails_the_release_and_is_named(tmp_path: Path) -> None:
    code, words = audited(tmp_path, record())
    assert code == 1
    assert f"HIGH celery {CELERY}: X-1 Opdigtet hul" in words


@pytest.mark.parametrize(
    ("affected", "code"),
    [
        (events(("introduced", "0"), ("fixed", CELERY)), 0),
        (events(("introduced", "0"), ("fixed", "999")), 1),
        (events(("introduced", "999")), 0),
        (events(("introduced", "0"), ("last_affected", CELERY)), 1),
        (events(("introduced", "0"), ("last_affected", "0.1")), 0),
        (events(("introduced", "0"), ("fixed", "0.1"), ("introduced", "1")), 1),
        (events(("introduced", "0"), ("fixed", "ikke et tal")), 1),
        ({"ranges": [], "versions": [CELERY]}, 1),
        ({"ranges": [], "versions": ["0.1"]}, 0),
        ({"package": {"ecosystem": "PyPI", "name": "ikke-vores"}}, 0),
        ({"package": {"ecosystem": "PyPI", "name": "CELERY"}}, 1),
    ],
    ids=[
        "fixed in ours",
        "fixed later",
        "begins later",
        "ours is the last",
        "ended before",
        "came back",
        "unreadable",
        "named",
        "another named",
        "another package",
        "written otherwise",
    ],
)
def test_a_version_is_affected_or_not(tmp_path: Path, affected, code: int) -> None:
    assert audited(tmp_path, record(affected=affected))[0] == code


@pytest.mark.parametrize(
    ("severity", "code"), [("LOW", 0), ("MODERATE", 0), ("HIGH", 1), ("CRITICAL", 1), (None, 1)]
)
def test_what_is_less_than_high_is_named_and_what_nobody_graded_fails(
    tmp_path: Path, severity: str | None, code: int
) -> None:
    found, words = audited(tmp_path, record(database_specific={"severity": severity}))
    assert found == code
    assert "X-1" in words


def test_what_was_withdrawn_does_not_count(tmp_path: Path) -> None:
    gone = record(id="X-2", withdrawn="2026-03-01T00:00:00Z")
    other = record(affected={"package": {"ecosystem": "PyPI", "name": "ikke-vores"}})
    assert audited(tmp_path, gone, other)[0] == 0


def test_what_lies_in_the_vendor_folder_is_held_against_npms(tmp_path: Path) -> None:
    htmx = record(id="X-3", affected={"package": {"ecosystem": "npm", "name": "htmx.org"}})
    other = record(affected={"package": {"ecosystem": "PyPI", "name": "ikke-vores"}})
    code, words = audited(tmp_path, htmx, other)
    assert (code, "X-3" in words) == (1, True)


def test_the_zip_that_osv_hands_out_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("X-1.json", json.dumps(record()))
    assert audit(tmp_path, now=NOW)[0] == 1


def test_without_advisories_it_says_so_and_fails(tmp_path: Path) -> None:
    for folder in (None, tmp_path, tmp_path / "findes-ikke"):
        code, words = audit(folder, now=NOW)
        assert code == 2
        assert "this release is not audited" in words


def test_of_npm_alone_nothing_can_be_said(tmp_path: Path) -> None:
    npm = record(affected={"package": {"ecosystem": "npm", "name": "htmx"}})
    assert audited(tmp_path, npm)[0] == 2


def test_old_advisories_clear_nobody(tmp_path: Path) -> None:
    other = record(affected={"package": {"ecosystem": "PyPI", "name": "ikke-vores"}})
    assert audited(tmp_path, other)[0] == 0
    code, words = audit(tmp_path, now=NOW + timedelta(days=8))
    assert code == 2
    assert "2026-03-01" in words


def test_the_command_fails_where_nobody_gave_it_advisories() -> None:
    command = [sys.executable, "-m", "tests.supply", "audit"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert "this release is not audited" in made.stderr


def test_it_is_a_step_of_a_release_and_not_of_every_change() -> None:
    assert "audit" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
