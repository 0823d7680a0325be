"""Nobody takes or asks for too much at a time, whichever process it goes through."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
COUNTS = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from django.core.management import call_command
from tracker.rates import seconds_to_wait
call_command("createcachetable", verbosity=0)
now = datetime(2026, 3, 2, 9, tzinfo=UTC)
print(sum(not seconds_to_wait("bo", most=5, within=3600, now=now) for _ in range(4)))
"""


@pytest.fixture
def counted(tmp_path: Path):
    """Count four tries in a process of its own, and return how many were let through."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FOLGOP_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
    }

    def count() -> int:
        told = subprocess.run(
            [sys.executable, "-c", COUNTS],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        return int(told.stdout)

    return count


def test_two_processes_count_together(counted) -> None:
    assert [counted(), counted(), counted()] == [4, 1, 0]


def test_a_program_that_runs_wild_is_told_to_wait(cast: Cast, client_of, settings) -> None:
    settings.API_CALLS_A_MINUTE = 2
    client = client_of(cast.bo)
    codes = [client.get("/api/v1/documents/").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    answer = client.get("/api/v1/action-items/")
    assert 0 < int(answer["Retry-After"]) <= 60
    assert client_of(cast.lene).get("/api/v1/documents/").status_code == 200


@pytest.mark.parametrize("address", ["/opfoelgning/?format=csv", "/register/log/log.csv"])
def test_of_lists_so_many_are_taken_an_hour(cast: Cast, client_of, settings, address: str) -> None:
    settings.EXPORTS_AN_HOUR = 1
    client = client_of(cast.bo)
    assert client.get(address).status_code == 200
    answer = client.get(address)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "Du har hentet 1 liste på en time." in answer.text
    assert "Prøv igen efter kl." in answer.text
    # Others are not counted with the one who took too many, and the page itself is still there.
    assert client.get(address.split("?", maxsplit=1)[0].replace("log.csv", "")).status_code == 200
