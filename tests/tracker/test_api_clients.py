"""The examples of docs/api.md do what they say, against a server that runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from actions.models import ActionItem
from meetings.models import Document, User
from tests.cast import Cast
from tracker.models import ApiToken
from tracker.tokens import token_make, token_revoke

DOCS = Path(__file__).resolve().parents[2] / "docs"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(live_server, tmp_path: Path):
    """Run a command as the person, in a folder with minutes in it."""
    (tmp_path / "referat.txt").write_text("Referat", encoding="utf-8")

    def command(user: User, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        scopes = ApiToken.Scope.values
        made = token_make(owner=user, name="Prøve", scopes=scopes, days=3, now=timezone.now())
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONUTF8": "1",
            "FOLGOP_URL": live_server.url,
            "FOLGOP_TOKEN": made[1],
            **more,
        }
        return subprocess.run(
            words,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return command


def python(run, user: User, *words: str) -> subprocess.CompletedProcess[str]:
    return run(user, sys.executable, "-I", str(DOCS / "api_client.py"), *words)


def shell() -> str:
    told = (DOCS / "api.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```sh\n(.*?)```", told, re.DOTALL)
    return f"set -eu\n{found}"


def test_the_python_example_lists_what_is_late(cast: Cast, action_item: ActionItem, run) -> None:
    done = python(run, cast.lene, "late")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\t")[:3] == [str(action_item.pk), "2026-04-01", "Anna Holm (AH)"]
    assert python(run, cast.eva, "late").stdout == ""


def test_the_python_example_answers(cast: Cast, action_item: ActionItem, run) -> None:
    done = python(run, cast.anna, "answer", str(action_item.pk), "Notatet er sendt.")
    assert done.stdout == "answered\n"
    assert ActionItem.objects.get().answer == "Notatet er sendt."
    again = python(run, cast.anna, "answer", str(action_item.pk), "Én gang til.")
    assert again.returncode == 1
    assert again.stderr == "409: Opgaven er ikke åben mere.\n"


def test_the_python_example_puts_a_file_in(cast: Cast, run) -> None:
    done = python(run, cast.lene, "upload", "referat.txt", str(cast.committee.pk))
    assert done.returncode == 0, done.stderr
    document = Document.objects.get()
    assert (document.name, document.committee) == ("referat.txt", cast.committee)
    assert done.stdout.startswith(f"{document.pk} ")


def test_the_curl_example_does_all_it_says(cast: Cast, action_item: ActionItem, run) -> None:
    done = run(cast.lene, "sh", "-c", shell(), COMMITTEE=str(cast.committee.pk))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f'"id":{action_item.pk}' in done.stdout
    assert Document.objects.get(uploaded_by=cast.lene).name == "referat.txt"


def test_a_key_that_is_closed_lets_no_example_in(cast: Cast, live_server) -> None:
    token, text = token_make(
        owner=cast.lene, name="Prøve", scopes=["read"], days=3, now=timezone.now()
    )
    token_revoke(token=token, by=cast.lene, now=timezone.now())
    client = Client(headers={"Authorization": f"Bearer {text}"})
    assert client.get("/api/v1/action-items/").status_code == 401
