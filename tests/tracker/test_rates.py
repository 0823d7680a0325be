"""Nobody takes or asks for too much at a time, whichever process it goes through."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Event, User
from tests.cast import Cast
from tracker.models import RateCount
from tracker.rates import forget_old_counts, seconds_to_wait

ROOT = Path(__file__).resolve().parents[2]
COUNTS = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from django.db import connection
from tracker.models import RateCount
from tracker.rates import seconds_to_wait
if RateCount._meta.db_table not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(RateCount)
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


def test_counting_begins_anew_when_the_time_is_up(db) -> None:
    def wait(second: int) -> int:
        now = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=second)
        return seconds_to_wait("bo", most=2, within=60, now=now)

    assert [wait(0), wait(10), wait(20), wait(59), wait(60), wait(61)] == [0, 0, 40, 1, 0, 0]
    assert wait(62) == 58
    forget_old_counts(now=datetime(2026, 3, 2, 9, 2, tzinfo=UTC))
    assert not RateCount.objects.exists()


def test_all_programs_together_have_a_limit_and_one_alone_does_not_use_it_up(
    cast: Cast, client_of, settings
) -> None:
    settings.API_CALLS_A_MINUTE, settings.API_CALLS_A_MINUTE_IN_ALL = 2, 4

    def codes(user: User) -> list[int]:
        client = client_of(user)
        return [client.get("/api/v1/action-items/").status_code for _ in range(3)]

    assert codes(cast.bo) == [200, 200, 429]
    assert codes(cast.lene) == [200, 200, 429]
    assert codes(cast.eva) == [429, 429, 429]


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


@pytest.mark.parametrize(
    "route", ["register_export", "meeting_plan_export", "house_rules_export", "calendar_export"]
)
def test_a_register_taken_along_counts_as_a_list(
    cast: Cast, client_of, settings, route: str
) -> None:
    settings.EXPORTS_AN_HOUR = 1
    client = client_of(cast.bo)
    assert client.get(reverse(route)).status_code == 200
    answer = client.get(reverse(route))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600


ROWS = {
    "register_import": "type;navn;kort\nudvalg;Havneudvalget;HU\n",
    "meeting_plan_import": "udvalg;dato\nKultur- og Fritidsudvalget;01-06-2026\n",
    "house_rules_import": "betydning;vending\naldrig;tages til efterretning\n",
    "calendar_import": "type;navn;fra;til\nlukkedag;Værkstedsdag;01-06-2026;\n",
}


@pytest.mark.parametrize("route", ROWS)
def test_a_file_of_rows_counts_as_a_file_put_in(
    cast: Cast, client_of, settings, route: str
) -> None:
    settings.UPLOADS_AN_HOUR = 1
    client = client_of(cast.bo)
    before = Event.objects.count()

    def put_in(**more: str):
        file = SimpleUploadedFile("raekker.csv", ROWS[route].encode())
        return client.post(reverse(route), {"file": file, **more})

    assert put_in().status_code != 429
    answer = put_in(store="1")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "Du har lagt 1 fil ind på en time. Denne fil er ikke læst" in answer.text
    assert "Læg den ind igen efter kl." in answer.text
    assert Event.objects.count() == before
    # Content that was shown before comes without a file, and is counted all the same.
    again = client.post(reverse(route), {"content": ROWS[route], "store": "1"})
    assert again.status_code == 429
    # Minutes are counted with them, and nobody else waits.
    sent = SimpleUploadedFile("referat.txt", b"Referat")
    assert client.post("/dokumenter/", {"file": sent}).status_code == 429
    assert client_of(cast.lene).post("/dokumenter/", {"file": sent}).status_code != 429
