"""Figures for a monitor, asked of the database, so that every host tells the same.

Only the disk is that of the host that answers. Counts are of what is not finished, and of files
that could not be read: few figures get slower as the years go by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from actions.machine_troubles import (
    CLOCKS_DIFFER,
    OCR_MISSING,
    clocks_differ,
    data_disk,
    signs_of_life,
)
from actions.models import Message, Reminder, Webhook, WebhookCall
from actions.selectors import BACKUP, INBOX, OCR, TICK, last_mail_at
from actions.trouble_words import WORDS
from actions.troubles import find_troubles
from meetings.models import Document


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure with its name and what it means; with a label, several of them."""

    name: str
    help: str
    values: Mapping[str, float] = field(default_factory=dict)
    label: str = ""


def metrics_text(*, now: datetime) -> str:
    """Return all figures in the text format of Prometheus."""
    return "".join(_lines(one) for one in _metrics(now=now))


def _lines(metric: Metric) -> str:
    name = f"folgop_{metric.name}"
    lines = [f"# HELP {name} {metric.help}", f"# TYPE {name} gauge"]
    for value, number in metric.values.items():
        label = f'{{{metric.label}="{value}"}}' if metric.label else ""
        lines.append(f"{name}{label} {number:.15g}")
    return "\n".join(lines) + "\n"


def _metrics(*, now: datetime) -> Iterator[Metric]:
    signs = signs_of_life()
    troubles = set(find_troubles(now=now))
    if clocks_differ(signs, now=now):
        troubles.add(CLOCKS_DIFFER)
    yield from _mails(now=now)
    yield from _documents(now=now)
    yield from _calls(now=now)
    yield from _machines(signs, has_ocr=OCR_MISSING not in troubles)
    yield Metric(
        "trouble",
        "1 for what a person should look at; the page of operations says what to do.",
        {name: name in troubles for name in WORDS},
        "name",
    )


def _machines(signs: Mapping[str, datetime], *, has_ocr: bool) -> Iterator[Metric]:
    is_read = _one(OCR in signs and has_ocr)
    yield Metric("ocr_available", "1 where the workers can read scanned pages.", is_read)
    yield _moment("last_tick", "When the scheduler was last here.", signs.get(TICK))
    yield _moment("last_inbox_read", "When the mailbox was last read.", signs.get(INBOX))
    yield _moment("last_backup", "When a backup was last made.", signs.get(BACKUP))
    disk = data_disk()
    yield Metric("data_free_bytes", "Room left where the files of this host lie.", _one(disk.free))
    yield Metric("data_size_bytes", "All room where the files of this host lie.", _one(disk.total))


def _mails(*, now: datetime) -> Iterator[Metric]:
    waiting = Message.objects.unfinished()
    counted = dict(waiting.order_by().values_list("state").annotate(count=Count("pk")))
    states = (Message.State.PLANNED, Message.State.CLAIMED)
    values = {str(state): counted.get(state, 0) for state in states}
    yield Metric("messages", "Mails that are not finished.", values, "state")
    oldest = Message.objects.due(now=now).aggregate(at=Min("next_at"))["at"]
    lag = _one(_seconds(oldest, now=now))
    yield Metric("outbox_lag_seconds", "How long the oldest mail that is due waits.", lag)
    planned = Reminder.objects.filter(
        state=Reminder.State.PLANNED, due_on__lte=timezone.localdate(now)
    )
    due = _one(planned.count())
    yield Metric("reminders_due", "Reminders that are due and in no mail yet.", due)
    yield _moment("last_mail", "When a mail last went out.", last_mail_at())


def _documents(*, now: datetime) -> Iterator[Metric]:
    rows = Document.objects.all()
    counts = {
        "waiting": rows.waiting().count(),
        "in_hand": rows.in_hand().count(),
        "held": rows.held().count(),
        "rejected": rows.rejected().count(),
    }
    yield Metric("documents", "Files by how far they are, but those ready.", counts, "state")
    queues = {
        "reading": rows.waiting().not_for_ocr().count(),
        "ocr": rows.waiting().for_ocr().count(),
    }
    what = "Files that wait, by the queue that their worker has to hear."
    yield Metric("documents_waiting", what, queues, "queue")
    oldest = rows.waiting().aggregate(at=Min("uploaded_at"))["at"]
    wait = _one(_seconds(oldest, now=now))
    yield Metric("document_wait_seconds", "How long the oldest file waits to be read.", wait)


def _calls(*, now: datetime) -> Iterator[Metric]:
    hooks = Webhook.objects.standing()
    counts = {
        "standing": hooks.count(),
        "failing": hooks.filter(failing_since__isnull=False).count(),
        "stopped": Webhook.objects.stopped().count(),
    }
    yield Metric("webhooks", "Other systems that are called, and how they fare.", counts, "state")
    due = WebhookCall.objects.due(now=now)
    yield Metric("webhook_calls_due", "Calls that are due.", _one(due.count()))


def _moment(name: str, words: str, at: datetime | None) -> Metric:
    values = _one(at.timestamp()) if at else {}
    return Metric(f"{name}_timestamp_seconds", words, values)


def _seconds(at: datetime | None, *, now: datetime) -> float:
    return max((now - at).total_seconds(), 0) if at else 0


def _one(number: float) -> dict[str, float]:
    return {"": number}
