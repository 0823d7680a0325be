"""A worker killed at any point of the road costs time and nothing else.

The road runs in a process of its own that kills itself with SIGKILL before its nth statement to
the database, or while a confined child works. What is then done again must end as if nothing had
been: one meeting, its suggestions once, each step told once.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, connections

from actions.models import Commitment
from actions.services.suggestions import commitments_propose
from meetings.exceptions import AlreadyReceivedError
from meetings.models import AgendaItem, Committee, Document, Event, Meeting
from meetings.reading import confinement
from meetings.services.documents import document_read, document_receive
from tests.cast import NOW
from tests.meetings.reading.scans import as_pdf, page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.confined,
    pytest.mark.django_db(transaction=True),
]

POINTS = 12
CHILDREN = 3
MINUTES = """Kultur- og Fritidsudvalget

{day:02}-03-2026 16:00 - 18:00

Referat

Punkt 1: Hal {day}

Udvalget ønskede et notat om varmen i hal {day}. KF følger op.

Punkt 2: Taget på skole {day}

Forvaltningen undersøger taget på skole {day} inden 1. april 2026.
"""


@pytest.fixture(autouse=True)
def committee() -> Committee:
    return Committee.objects.create(name="Kultur- og Fritidsudvalget")


def receive(day: int) -> Document:
    content = ContentFile(MINUTES.format(day=day).encode())
    return document_receive(name=f"{day}.txt", content=content, committee=None, by=None, now=NOW)


def walk(document_id: int, now: datetime) -> None:
    document_read(document_id=document_id, now=now)
    commitments_propose(document_id=document_id, now=now)


class Statements:
    """Counts the statements to the database, and ends the process before the nth."""

    def __init__(self, last: int | None = None) -> None:
        self.count, self.last = 0, last

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1
        return execute(sql, params, many, context)


def is_killed(work: Callable[[], object]) -> bool:
    """Do the work in a process of its own and tell whether it was killed over it."""
    connections.close_all()  # a process of its own has a connection of its own
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def killed_before(statement: int, work: Callable[[], object]) -> bool:
    def counted() -> None:
        with connection.execute_wrapper(Statements(statement)):
            work()

    return is_killed(counted)


def killed_in_child(number: int, work: Callable[[], object]) -> bool:
    def in_child() -> None:
        begun = 0
        wait = confinement._wait

        def wait_or_die(*arguments: Any) -> int:
            nonlocal begun
            begun += 1
            if begun == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return wait(*arguments)

        confinement._wait = wait_or_die
        work()

    return is_killed(in_child)


def result(document: Document) -> dict[str, object]:
    document.refresh_from_db()
    events = Event.objects.filter(subject=Event.Subject.DOCUMENT, subject_id=document.pk)
    found = Commitment.objects.filter(agenda_item__meeting__document=document)
    return {
        "state": (document.stage, document.attempts, document.taken_at, len(document.problems)),
        "events": Counter(events.values_list("kind", flat=True)),
        "meetings": Meeting.objects.filter(document=document).count(),
        "items": AgendaItem.objects.filter(meeting__document=document).count(),
        "suggestions": sorted(found.values_list("agenda_item__position", "owner_text", "ordinal")),
    }


def undisturbed() -> tuple[dict[str, object], int]:
    """Return how a road ends that nobody disturbs, and of how many statements it is."""
    document = receive(1)
    with connection.execute_wrapper(statements := Statements()):
        walk(document.pk, NOW)
    expected = result(document)
    assert expected["suggestions"]
    return expected, statements.count


def test_killed_at_any_point_of_the_road_it_ends_as_if_nothing_had_been() -> None:
    expected, count = undisturbed()
    assert count > POINTS
    for number in range(POINTS):
        document = receive(day=number + 2)
        assert killed_before(number * count // POINTS, partial(walk, document.pk, NOW))
        walk(document.pk, NOW + timedelta(minutes=2))
        assert result(document) == expected, f"killed at point {number} of {POINTS}"


def test_killed_while_a_child_reads_it_ends_as_if_nothing_had_been() -> None:
    expected, _ = undisturbed()
    in_children = 0
    for number in range(1, CHILDREN + 1):
        document = receive(day=number + 1)
        in_children += killed_in_child(number, partial(walk, document.pk, NOW))
        walk(document.pk, NOW + timedelta(minutes=2))
        assert result(document) == expected, f"killed in child {number}"
    assert in_children >= 2  # plain text needs one child less than a PDF


def test_killed_as_a_scan_is_left_to_ocr_it_is_left_to_it_by_the_next() -> None:
    def receive_scan(number: int) -> Document:
        content = ContentFile(as_pdf(page(["Punkt 1: Taget"])) + b"\n%% %d" % number)
        return document_receive(
            name=f"{number}.pdf", content=content, committee=None, by=None, now=NOW
        )

    first = receive_scan(0)
    with connection.execute_wrapper(statements := Statements()):
        document_read(document_id=first.pk, now=NOW)
    first.refresh_from_db()
    expected = (first.stage, first.is_scanned, first.attempts, first.taken_at, first.rung_at)
    assert expected == (Document.Stage.RECEIVED, True, 0, None, None)
    for number in range(statements.count):
        document = receive_scan(number + 1)
        read = partial(document_read, document_id=document.pk)
        assert killed_before(number, partial(read, now=NOW))
        read(now=NOW + timedelta(minutes=2))
        document.refresh_from_db()
        left = (document.stage, document.is_scanned, document.attempts, document.taken_at)
        assert (*left, document.rung_at) == expected


def test_killed_while_a_file_comes_in_it_is_here_once() -> None:
    with connection.execute_wrapper(statements := Statements()):
        receive(1)
    for number in range(statements.count):
        day = number + 2
        assert killed_before(number, partial(receive, day))
        try:
            receive(day)
        except AlreadyReceivedError:
            pytest.fail("The row came before its Event.")
        assert Document.objects.filter(name=f"{day}.txt").count() == 1
        with Document.objects.get(name=f"{day}.txt").file.open() as file:
            assert file.read().decode() == MINUTES.format(day=day)


def test_a_file_that_kills_three_workers_is_put_aside_with_the_reason() -> None:
    document = receive(1)
    for attempt in range(3):
        now = NOW + attempt * timedelta(minutes=2)
        assert killed_in_child(1, partial(document_read, document_id=document.pk, now=now))
    document_read(document_id=document.pk, now=NOW + timedelta(minutes=6))
    document.refresh_from_db()
    assert document.stage == Document.Stage.REJECTED
    assert "tre forsøg" in document.problems[0]
    with document.file.open() as file:
        assert file.read()
