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
# Whole batches for each line of two workers, or one of them stands idle at the end.
SLOW_MAILS, SLOW_SECONDS = min(2400, MAILS), 0.04
BACKLOG, BACKLOG_MINUTES = min(5000, MAILS), 10
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
        return [
            *_one_worker(connection),
            *_two_workers(connection),
            *_backlog(connection),
            *_idle_tick(connection),
        ]


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
    from actions.tasks import LINES_A_WORKER

    _schema(connection, "mails")
    with sink():
        bare = _bare(MAILS)
        for lines, bar in ((LINES_A_WORKER, 2.0), (1, None)):
            whole = _planned_and_sent(connection, MAILS, lines=lines)
            what = f"{MAILS:,} mails by one worker over {lines} lines beside send_messages, seconds"
            yield Measure(
                f"{what} ({whole:.2f} / {bare:.2f})",
                f"{whole / bare:.2f}",
                f"≤ {bar:g}" if bar else "",
                whole / bare <= bar if bar else None,
            )


def _planned_and_sent(connection: Any, count: int, *, lines: int) -> float:
    from actions.services.messages import messages_plan

    _due(count)
    planning = seconds(lambda: messages_plan(now=NOW))
    return planning + _drain(connection, "mails", lines=lines)


def _bare(count: int) -> float:
    """Return what Django alone takes to send the same mails, made before, over one line."""
    from django.core.mail import EmailMultiAlternatives, get_connection

    from actions.models import Message
    from actions.services.messages import messages_plan
    from actions.services.messages.claiming import messages_claim
    from actions.services.messages.drafting import mails_ready

    _due(1)
    messages_plan(now=NOW)
    (ready,) = mails_ready(messages_claim(now=NOW), now=NOW)
    Message.objects.update(state=Message.State.CANCELLED)
    mails = []
    for number in range(count):
        mail = EmailMultiAlternatives(
            subject=ready.mail.subject, body=ready.mail.body, to=[f"b{number}@x.example"],
            headers=ready.mail.extra_headers,
        )  # fmt: skip
        mail.attach_alternative(ready.message.html, "text/html")
        mails.append(mail)
    with get_connection() as line:
        return seconds(lambda: line.send_messages(mails))


def _two_workers(connection: Any) -> Iterator[Measure]:
    from actions.services.messages import messages_plan

    _schema(connection, "slow")
    taken = []
    with sink(SLOW_SECONDS):
        for workers in (1, 2):
            _due(SLOW_MAILS)
            messages_plan(now=NOW)
            taken.append(_drain(connection, "slow", workers=workers))
    one, two = taken
    what = (
        f"{SLOW_MAILS} mails of 40 ms by one worker beside two, in seconds ({one:.2f} / {two:.2f})"
    )
    yield Measure(what, f"{one / two:.2f}", "≥ 1.7", one / two >= 1.7)


def _backlog(connection: Any) -> Iterator[Measure]:
    """What has waited for a day: a mail each, by one worker."""
    from actions.services.messages import messages_plan

    _schema(connection, "mails_late")
    with sink(SLOW_SECONDS):
        _due(BACKLOG)
        planning = seconds(lambda: messages_plan(now=NOW))
        minutes = (planning + _drain(connection, "mails_late")) / 60
    what = f"{BACKLOG:,} mails that wait, of 40 ms, by one worker, in minutes"
    bar = f"≤ {BACKLOG_MINUTES}"
    yield Measure(what, f"{minutes:.1f}", bar, minutes <= BACKLOG_MINUTES)


def _drain(connection: Any, schema: str, *, workers: int = 1, lines: int = 0) -> float:
    """Return the seconds from the word to go until the last of the workers is through."""
    from django.conf import settings

    from actions.models import Message
    from actions.tasks import LINES_A_WORKER

    address = f"{os.environ['DATABASE_URL']}?options=-csearch_path%3D{schema}"
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }
    arguments = (NOW.isoformat(), str(lines or LINES_A_WORKER))
    command = [sys.executable, "-m", "tests.bench.mail_worker", *arguments]
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

    taken = seconds(work)
    left = Message.objects.unfinished().count()
    assert not left, left
    return taken


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
