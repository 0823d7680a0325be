"""The road of a document: read it, then propose what was promised in it.

Each stage looks at `Document.stage` and does nothing when its work is done, so a stage may run
twice and a document that stopped is simply started again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import chain
from django.db import transaction
from django.db.models import Q

from actions.tasks import propose_commitments
from meetings.bell import ring
from meetings.models import Document
from meetings.services.taking import take_lifetime
from meetings.tasks import read_document

STAGES = (read_document, propose_commitments)

# A document that nobody has taken for so long has lost its bell.
PATIENCE = timedelta(minutes=1)


def start(document_id: int) -> None:
    """Send the document down the road once the surrounding transaction is committed."""
    transaction.on_commit(lambda: _ring(document_id))


def walk(document_id: int) -> None:
    """Take the document down the whole road in this process."""
    for stage in STAGES:
        stage(document_id)


def resume(*, now: datetime) -> int:
    """Start every document again that stopped on the road, and return how many."""
    stopped = Document.objects.filter(
        Q(taken_at__isnull=True, uploaded_at__lt=now - PATIENCE)
        | Q(taken_at__lt=now - take_lifetime()),
        stage__in=[Document.Stage.RECEIVED, Document.Stage.READ],
    ).values_list("pk", flat=True)
    for document_id in stopped:
        _ring(document_id)
    return len(stopped)


def _ring(document_id: int) -> None:
    """Ring for the whole road. Where that fails, the next tick finds the document by its stage."""
    road = chain(*(stage.si(document_id) for stage in STAGES))
    ring(road, waiting=f"document {document_id} waits")
