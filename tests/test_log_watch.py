"""The watch over the log finds each kind of secret, in this very suite, and nothing else."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.log_watch import Watch, log_watched, secrets_in

pytestmark = pytest.mark.pure

PASSWORD = "en-lang-adgangskode"
BODY = "Hej Anna\nVi sagde op den 1. marts, og lejeren flytter i maj.\n"


def told(line: str) -> list[str]:
    return [one.partition(":")[0] for one in secrets_in(line, passwords=[PASSWORD], bodies=[BODY])]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Borger 010203-4567 har klaget", "a number like a CPR number"),
        ("Borger 0102034567", "a number like a CPR number"),
        (
            "Signed WzEsInBlcnNvbjoxIiwxXQ:1vOPqr:Ab-cdefghijklmnopqrstuvwxyz012345",
            "a key (signed)",
        ),
        ("nøgle folgop_0123456789ab_abcdefghijklmnopqrstuvwxyz", "a key (program)"),
        ("GET /kalender/abcdefghijklmnopqrstuvwxyz.ics", "a key (address)"),
        ("Authorization: Bearer abcdefghijklmnopqrst", "a key (header)"),
        (f"login for anna med {PASSWORD}", "a password"),
        ("sendt: Vi sagde op den 1. marts, og lejeren flytter i maj.", "a line of a mail"),
    ],
    ids=["cpr", "ten digits", "signed", "program", "address", "header", "password", "mail"],
)
def test_each_kind_of_secret_is_found(line: str, kind: str) -> None:
    assert told(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-27 10:00:00 WARNING [4f8c1d0e-0000-4000-8000-0123456789ab]: Not Found: /svar/…/",
        "Message <8b2f6c1e@noerrevang.example> could not be sent.",
        "Sag 9902034567 og 010203-45678",
        "Hej Anna",
    ],
    ids=["a request", "a mail's id", "other numbers", "a greeting"],
)
def test_what_is_no_secret_is_left_alone(line: str) -> None:
    assert told(line) == []


def test_a_test_that_logs_a_secret_fails(watch: Watch) -> None:
    """The fixture itself, wound on by hand: it fails, and the next test begins without it."""
    watched = log_watched.__wrapped__(watch)  # type: ignore[attr-defined]
    next(watched)
    logging.getLogger("tests.watch").warning("GET %s", "x=Bearer abcdefghijklmnopqrst")
    with pytest.raises(pytest.fail.Exception, match="a key"):
        next(watched, None)
    watch.begin()


def test_lines_are_read_as_the_product_writes_them(watch: Watch) -> None:
    logging.getLogger("tests.watch").warning("Borger 010203-4567 på /afmeld/%s/", "a" * 40)
    assert "xxxxxx-xxxx" in watch.lines[-1]
    assert watch.found() == []


CPR = "Borger 010203-4567 har klaget"
SAY = "import sys; sys.stderr.write(sys.argv[1])"


def started(said: str, **handles: object) -> None:
    process = subprocess.Popen([sys.executable, "-c", SAY, said], **handles)  # type: ignore[call-overload]
    process.communicate()


def into_a_file(said: str, folder: Path) -> None:
    with (folder / "log").open("ab") as log:
        started(said, stderr=log)


def into_the_file_of_both(said: str, folder: Path) -> None:
    with (folder / "log").open("ab") as log:
        started(said, stdout=log, stderr=subprocess.STDOUT)


def into_a_pipe(said: str, folder: Path) -> None:
    del folder
    started(said, stderr=subprocess.PIPE)


def into_one_pipe(said: str, folder: Path) -> None:
    del folder
    started(said, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("start", [into_a_file, into_the_file_of_both, into_a_pipe, into_one_pipe])
def test_the_log_of_a_process_is_read_too_and_once(
    watch: Watch, tmp_path: Path, start: Callable[[str, Path], None]
) -> None:
    start("Postkassen er læst", tmp_path)
    assert watch.found() == []
    start(CPR, tmp_path)
    assert watch.found() == ["a number like a CPR number: 010203-4567"]
    assert watch.found() == []


def test_what_a_process_answers_is_no_log(watch: Watch) -> None:
    told = "import sys; sys.stdout.write(sys.argv[1])"
    subprocess.run([sys.executable, "-c", told, CPR], stdout=subprocess.PIPE, check=True)
    assert watch.found() == []


def test_a_password_of_an_address_in_its_environment_is_known(watch: Watch) -> None:
    environment = {"DATABASE_URL": "postgres://folgop:hemmelig-kode@db/folgop"}
    started("kan ikke nå hemmelig-kode", stderr=subprocess.PIPE, env=environment)
    assert watch.found() == ["a password: hemmelig-kode"]
    watch.processes.passwords.clear()
