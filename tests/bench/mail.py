"""What a mail costs from the plan to the wire, and a tick that finds nothing, on PostgreSQL."""

# ruff: noqa: PLC0415  # Django is set up for the scratch database, where the bench is run at all

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.lists import REGISTER, scratch
from tests.bench.registry import Measure, bench, interleaved, ratio, seconds

# Smaller ones by the environment, for a first look: MAILS=500 OPEN=100000 make bench ONLY=mail
MAILS = int(os.environ.get("MAILS", "10000"))
OPEN, FEW = int(os.environ.get("OPEN", "1000000")), 10_000
SLOW_MAILS, SLOW_SECONDS = min(200, MAILS), 0.04
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # a Tuesday in working hours

# One open item in 101 is late, some with people who want no reminders; what is planned lies ahead.
OPEN_ITEMS = """
INSERT INTO actions_actionitem (committee_id, is_closed, task, background, owner_person_id,
    deadline, deadline_version, extensions, priority, status, assigned_at, answer, answered_by,
    returned_because, created_at, version, recurrence)
  SELECT 1 + n % 20, false, 'Opgave ' || n, '', 1 + n % 800,
    CASE WHEN n % 101 = 0 THEN date '2026-02-20' ELSE date '2026-06-01' + n % 300 END,
    1, 0, 'normal', 'open', now(), '', '', '', now(), 1, ''
  FROM generate_series(1, {size}) n;
INSERT INTO actions_reminder (action_item_id, step, deadline_version, recipient, due_on, state)
  SELECT id, step, 1, 'person:' || owner_person_id, date '2026-05-01' + (id % 300)::int, 'planned'
  FROM actions_actionitem, (VALUES ('before-7'), ('due')) AS steps (step);
UPDATE meetings_person SET wants_reminders = false, email = 'p' || id || '@x.example'
  WHERE id % 50 = 0;
"""


@bench("mail")
def mail() -> list[Measure]:
    os.environ["EMAIL_URL"] = "smtp://127.0.0.1:1"
    os.environ["FOLGOP_SEND_ANY_TIME"] = "1"
    with scratch() as connection:
        return [*_one_worker(connection), *_two_workers(connection), *_idle_tick(connection)]


@contextmanager
def sink(delay: float = 0.0) -> Iterator[None]:
    """Run a mail server in a process of its own, and let Django send there."""
    from django.conf import settings

    command = [sys.executable, "-m", "tests.bench.mail_sink", str(delay)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(process.stdout.readline())
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _schema(connection: Any, name: str) -> None:
    from django.core.management import call_command

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
        cursor.execute(f"SET search_path TO {name}")
        call_command("migrate", verbosity=0)
        cursor.execute(REGISTER)
        cursor.execute("SELECT setval(pg_get_serial_sequence('meetings_person', 'id'), 100000)")


def _due(count: int) -> None:
    """Give so many people one item each that they are to be told of today."""
    from actions.models import ActionItem, Reminder
    from meetings.models import Person

    first = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(name=f"Ansvarlig {number}", email=f"a{number}@x.example")
        for number in range(first, first + count)
    )
    items = ActionItem.objects.bulk_create(
        ActionItem(
            task="Udarbejd notat", committee_id=1, owner_person=person, deadline=NOW.date(),
            assigned_at=NOW, created_at=NOW,
        )
        for person in people
    )  # fmt: skip
    Reminder.objects.bulk_create(
        Reminder(
            action_item=item, step="due", deadline_version=1,
            recipient=f"person:{item.owner_person_id}", due_on=NOW.date(),
        )
        for item in items
    )  # fmt: skip


def _one_worker(connection: Any) -> Iterator[Measure]:
    from django.core.mail import get_connection

    from actions.mail import build_mail
    from actions.models import Message, Reminder
    from actions.services.messages import message_send, messages_due, messages_plan

    _schema(connection, "mails")
    _due(MAILS)

    def ours() -> None:
        messages_plan(now=NOW)
        while due := messages_due(now=NOW):
            for message_id in due:
                message_send(message_id=message_id, now=NOW)

    with sink():
        whole = seconds(ours)
        sent = Message.objects.filter(state=Message.State.SENT)
        assert sent.count() == MAILS
        Reminder.objects.update(state=Reminder.State.INCLUDED)
        built = [build_mail(message) for message in sent]
        with get_connection() as line:
            bare = seconds(lambda: line.send_messages(built))
    what = f"{MAILS:,} mails planned, claimed, rendered, sent, beside send_messages, in seconds"
    yield ratio(what, whole, bare, most=2.0)


def _two_workers(connection: Any) -> Iterator[Measure]:
    from actions.models import Message
    from actions.services.messages import messages_plan

    _schema(connection, "slow")
    taken = []
    with sink(SLOW_SECONDS):
        for workers in (1, 2):
            _due(SLOW_MAILS)
            messages_plan(now=NOW)
            taken.append(_drain(connection, workers))
            left = Message.objects.exclude(state=Message.State.SENT).count()
            assert not left, left
    one, two = taken
    what = (
        f"{SLOW_MAILS} mails of 40 ms by one worker beside two, in seconds ({one:.2f} / {two:.2f})"
    )
    yield Measure(what, f"{one / two:.2f}", "≥ 1.7", one / two >= 1.7)


def _drain(connection: Any, workers: int) -> float:
    """Return the seconds from the word to go until the last of the workers is through."""
    from django.conf import settings

    address = f"{os.environ['DATABASE_URL']}?options=-csearch_path%3Dslow"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }
    command = [sys.executable, "-m", "tests.bench.mail_worker", NOW.isoformat()]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
        for _each in range(workers)
    ]
    for worker in running:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"

    def work() -> None:
        for worker in running:
            assert worker.stdin is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
        for worker in running:
            assert worker.wait() == 0

    return seconds(work)


def _idle_tick(connection: Any) -> Iterator[Measure]:
    sizes = {"few": FEW, "many": OPEN}
    for name, size in sizes.items():
        _schema(connection, name)
        with connection.cursor() as cursor:
            cursor.execute(OPEN_ITEMS.format(size=size))
            cursor.execute("ANALYZE")
    many, few = interleaved(*(_tick(connection, name) for name in ("many", "few")), rounds=7)
    what = f"an idle tick among {OPEN:,} open items beside {FEW:,}, in milliseconds"
    yield ratio(what, 1000 * many, 1000 * few, most=2)


def _tick(connection: Any, schema: str) -> Any:
    from actions.services.escalation import rungs_plan
    from actions.services.heartbeat import heartbeat_note
    from actions.services.messages import messages_due, messages_plan, weekly_plan
    from actions.troubles import find_troubles

    def tick() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {schema}")
        now = NOW + timedelta(minutes=1)
        heartbeat_note(now=now)
        rungs_plan(now=now)
        assert messages_plan(now=now) == 0
        weekly_plan(now=now)
        assert not messages_due(now=now)
        find_troubles(now=now)

    return tick
