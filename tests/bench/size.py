"""What a row takes on PostgreSQL with its indexes, and what a gigabyte of files takes to back up.

Rows are made by the product itself: minutes are read, their promises accepted and sent, the mails
written. What an empty table takes is left out.
"""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.bench.lists import SERVER, scratch
from tests.bench.registry import Measure, bench

ROOT = Path(__file__).resolve().parents[2]
# PDFs for their pages, texts for their mails: one of a PDF waits for a picture of each promise.
DOCUMENTS, PAGES, LINES, TEXTS, TEXT_ITEMS = 3, 12, 46, 3, 60
FILES, FILE_BYTES = 200, 5_000_000
# Rows fewer than this say nothing of what one takes.
FEW = 30
PLAIN = (
    "Udvalget drøftede punktet og tog orienteringen om hallens drift og økonomi til efterretning."
)
SIZES = """
SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables
WHERE schemaname = 'public' ORDER BY relname
"""


@bench("size")
def size() -> list[Measure]:
    with tempfile.TemporaryDirectory(prefix="folgop-size-") as folder:
        os.environ |= {"FOLGOP_DATA": f"{folder}/data", "FOLGOP_SEND_ANY_TIME": "1"}
        with scratch() as connection:
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            empty = _sizes(connection)
            _live()
            return list(_rows(connection, empty))


def _rows(connection: Any, empty: dict[str, int]) -> Iterator[Measure]:
    for name, taken in _sizes(connection).items():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            (rows,) = cursor.fetchone()
        if rows >= FEW:
            bytes_a_row = (taken - empty[name]) / rows
            yield Measure(f"{name}: bytes a row, of {rows:,}", f"{bytes_a_row:,.0f}")


def _sizes(connection: Any) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL ANALYZE")
        cursor.execute(SIZES)
        return dict(cursor.fetchall())


def _live() -> None:
    """Let minutes be read, every promise accepted and sent, and the mails written."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from actions.models import Commitment
    from actions.services.commitments import commitment_accept
    from actions.services.messages import messages_due, messages_plan, messages_send
    from actions.services.reviews import review_send
    from meetings.models import Committee, Meeting, Person, Role, User
    from tests.actions import sink as servers
    from tests.load.papers import minutes

    committee = Committee.objects.create(name="Kultur- og Fritidsudvalget")
    user = User.objects.create(username="bench")
    Role.objects.create(user=user, kind=Role.Kind.SECRETARY)
    people = Person.objects.bulk_create(
        Person(name=f"Ansvarlig {number}", initials=f"a{number}", email=f"a{number}@x.example")
        for number in range(TEXTS * TEXT_ITEMS // 2)
    )
    for number in range(DOCUMENTS):
        _read(committee, f"referat-{number}.pdf", _pdf(committee, number))
    for number in range(TEXTS):
        title = f"sag {number}"
        _read(committee, f"referat-{number}.txt", minutes(title, items=TEXT_ITEMS))
    now = timezone.now()
    for nth, commitment in enumerate(Commitment.objects.order_by("pk")):
        commitment_accept(
            commitment=commitment, task=commitment.task or "Udarbejd notat", owner_unit=None,
            owner_person=_owner(commitment, people, nth), by=user, now=now,
            deadline=timezone.localdate() + timedelta(days=30),
        )  # fmt: skip
    for meeting in Meeting.objects.filter(document__name__endswith=".txt"):
        review_send(meeting=meeting, by=user, now=now)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    sink = servers.Sink()
    controller = servers.start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    messages_plan(now=now)
    while messages_due(now=timezone.now()):
        messages_send(clock=timezone.now, seconds=60)
    controller.stop()
    call_command("rebuild_search", verbosity=0)


def _owner(commitment: Any, people: list[Any], nth: int) -> Any:
    """Return one of the people for a promise in a text, and nobody for one in a PDF."""
    has_picture = commitment.agenda_item.meeting.document.name.endswith(".pdf")
    return None if has_picture else people[nth % len(people)]


def _read(committee: Any, name: str, content: bytes) -> None:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from meetings.services.documents import document_receive
    from tracker import pipeline

    document = document_receive(
        name=name,
        content=ContentFile(content),
        committee=committee,
        by=None,
        now=timezone.now(),
    )
    pipeline.walk(document.pk)


def _pdf(committee: Any, number: int) -> bytes:
    from tests.load.papers import promise, subject
    from tests.meetings.reading.pdfs import as_bytes, column, make_pdf

    held_on = date(2024, 1, 9) + timedelta(days=7 * number)
    head = [committee.name, "", f"{held_on:%d-%m-%Y} 16:00 - 18:00", "", "Referat", ""]
    pages = []
    for page in range(PAGES):
        lines = list(head) if page == 0 else []
        for nth in range(5):
            point = page * 5 + nth + 1
            lines += [f"Punkt {point}: {subject(point).capitalize()}, sag {number}", "", PLAIN]
            lines += [PLAIN, promise(point), ""]
        pages.append(column([*lines, *[PLAIN] * LINES][:LINES]))
    return as_bytes(make_pdf(pages))


@bench("backup")
def backup() -> list[Measure]:
    """A gigabyte of files, backed up and put back by the commands themselves."""
    with tempfile.TemporaryDirectory(prefix="folgop-backup-") as folder:
        place = Path(folder)
        with _database() as first, _database() as second:
            one = _environment(place / "one", first)
            _manage(one, "migrate", "--verbosity", "0")
            _run(one, "-m", "tests.bench.files", str(FILES), str(FILE_BYTES))
            taken = _manage(one, "backup", str(place / "backup"))
            put_back = _manage(_environment(place / "two", second), "restore", f"{place}/backup")
    what = f"{FILES * FILE_BYTES / 1e9:.0f} GB of {FILES} files"
    return [
        Measure(f"{what} backed up, in seconds", f"{taken:.1f}"),
        Measure(f"{what} put back and counted, in seconds", f"{put_back:.1f}"),
        Measure("ten times that, in minutes", f"{put_back / 6:.1f}", "≤ 15", put_back / 6 <= 15),
    ]


@contextmanager
def _database() -> Iterator[str]:
    import psycopg

    name = f"bench_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER + "postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield SERVER + name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _environment(data: Path, database: str) -> dict[str, str]:
    data.mkdir()
    return {**os.environ, "FOLGOP_DATA": str(data), "DATABASE_URL": database}


def _manage(environment: dict[str, str], *command: str) -> float:
    return _run(environment, "manage.py", *command)


def _run(environment: dict[str, str], *command: str) -> float:
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return time.monotonic() - begun
