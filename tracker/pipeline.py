"""The road of a document: read it, then propose what was promised in it.

Each stage looks at `Document.stage` and does nothing when its work is done, so a stage may run
twice and a document that stopped is simply started again.

The rows are the queue. The broker is told of a few documents at a time, so that neither a thousand
files nor a slow scan stands in the way of a file that a person waits for, or of the mails. Each
kind of document has a lane of its own: what a person waits for, what came in folders, and of either
what needs OCR, which the first look finds out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import Task, chain, current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actions.tasks import propose_commitments
from meetings.bell import ring
from meetings.locks import feeding_lock
from meetings.models import Document
from meetings.models.document import DocumentQuerySet
from meetings.services.intake import intake_state
from meetings.services.taking import take_lifetime
from meetings.tasks import read_document, read_scan

STAGES = (read_document, read_scan, propose_commitments)
FEED = "tracker.tasks.feed"

# A document that nobody has taken for so long has lost its bell.
PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Lane:
    """Documents of a kind, how many of them may be read at a time, and what reads them."""

    documents: DocumentQuerySet
    at_a_time: int
    read: Task[..., None]


def start(document_id: int) -> None:
    """Send the document down the road once the surrounding transaction is committed."""
    transaction.on_commit(lambda: _start(document_id))


def _start(document_id: int) -> None:
    """Feed; one document more than may be read at a time is rung for when another is done."""
    feed(now=timezone.now())


def walk(document_id: int) -> None:
    """Take the document down the whole road in this process."""
    for stage in STAGES:
        stage(document_id)


def feed(*, now: datetime) -> int:
    """Ring for as many documents that wait as may be read at a time, and return how many."""
    return sum(_feed(lane, now=now) for lane in _lanes())


def _lanes() -> Iterator[Lane]:
    yield from _both(is_bulk=False, at_a_time=settings.READ_AT_A_TIME)
    if not intake_state().is_paused:
        yield from _both(is_bulk=True, at_a_time=settings.BULK_AT_A_TIME)


def _both(*, is_bulk: bool, at_a_time: int) -> Iterator[Lane]:
    """Return the lane of quick files and that of scans."""
    documents = Document.objects.filter(is_bulk=is_bulk)
    yield Lane(documents.not_for_ocr(), at_a_time, read_document)
    yield Lane(documents.for_ocr(), settings.OCR_AT_A_TIME, read_scan)


def _feed(lane: Lane, *, now: datetime) -> int:
    marked = _mark(lane, now=now)
    for rung, document_id in enumerate(marked):
        if not _ring(lane, document_id):
            unheard = Document.objects.filter(pk__in=marked[rung:], rung_at=now)
            unheard.update(rung_at=None)
            return rung
    return len(marked)


def _mark(lane: Lane, *, now: datetime) -> list[int]:
    """Mark as many documents as may be read, and return them.

    One does so at a time: two who counted at once would both find the same place free.
    """
    if not _left(lane.documents, now=now).exists():
        return []
    with transaction.atomic():
        feeding_lock()
        free = max(0, lane.at_a_time - _in_work(lane.documents, now=now).count())
        marked = list(_left(lane.documents, now=now).values_list("pk", flat=True)[:free])
        Document.objects.filter(pk__in=marked).update(rung_at=now)
    return marked


def _in_work(documents: DocumentQuerySet, *, now: datetime) -> DocumentQuerySet:
    """Return the documents in the hands of workers that live, or rung for just now."""
    return documents.filter(
        Q(taken_at__gte=now - take_lifetime())
        | Q(taken_at__isnull=True, rung_at__gte=now - PATIENCE),
        stage__in=[Document.Stage.RECEIVED, Document.Stage.READ],
    )


def _left(documents: DocumentQuerySet, *, now: datetime) -> DocumentQuerySet:
    """Return the documents that nobody has in hand nor has been told of, the oldest first."""
    return documents.filter(
        Q(taken_at__isnull=True) | Q(taken_at__lt=now - take_lifetime()),
        Q(rung_at__isnull=True) | Q(rung_at__lt=now - PATIENCE),
        stage__in=[Document.Stage.RECEIVED, Document.Stage.READ],
    ).order_by("pk")


def _ring(lane: Lane, document_id: int) -> bool:
    """Ring for the whole road and for the next one. Where that fails, the tick feeds again."""
    stages = [stage.si(document_id) for stage in (lane.read, propose_commitments)]
    road = chain(*stages, current_app.signature(FEED, immutable=True))
    return ring(road, waiting=f"document {document_id} waits")
