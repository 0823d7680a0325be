"""A document in the hands of a worker: taken, held, let go of, or put aside with the reason."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from meetings.models import Document, Event
from meetings.reading.confinement import Limits, Progress
from meetings.services.events import event_record

logger = logging.getLogger(__name__)

ATTEMPTS_BEFORE_QUARANTINE = 3
# A worker says every few seconds that it lives (SECONDS_BETWEEN_BEATS of the confinement).
SECONDS_WITHOUT_A_BEAT = 60


class DocumentLostError(Exception):
    """The document is in other hands, or has been put aside: this worker is to stop."""


def reading_limits() -> Limits:
    """Return what a single file may cost us, as the environment says."""
    return Limits(
        memory_mb=settings.READ_MEMORY_MB,
        cpu_seconds=settings.READ_SECONDS,
        wall_seconds=settings.READ_SECONDS,
        pages=settings.READ_PAGES,
        ocr_seconds=settings.OCR_SECONDS,
        ocr_seconds_a_page=settings.OCR_SECONDS_A_PAGE,
        ocr_jobs=settings.OCR_JOBS,
    )


def take_lifetime() -> timedelta:
    """Return how long a worker may be silent before the document it holds counts as left."""
    return timedelta(seconds=SECONDS_WITHOUT_A_BEAT)


@dataclass
class Hold:
    """A worker's hold on a document, kept by `beat` for as long as the worker lives."""

    document: Document
    taken_at: datetime
    began: float = field(default_factory=time.monotonic)

    def beat(self, progress: Progress | None = None) -> None:
        """Say that the worker lives and how far it is.

        Raises DocumentLostError where another one has taken over in the meantime.
        """
        now = self.document_taken_at + timedelta(seconds=time.monotonic() - self.began)
        held = Document.objects.filter(
            pk=self.document.pk, stage=self.document.stage, taken_at=self.taken_at
        )
        how_far = {"pages_done": progress.done, "pages_all": progress.of} if progress else {}
        try:
            if not held.update(taken_at=now, **how_far):
                raise DocumentLostError
        except DatabaseError as error:
            # It may come back; until then others think that we are gone, which costs work only.
            logger.warning("Document %s: its hold was not renewed: %s", self.document.pk, error)
            return
        self.taken_at = now

    @property
    def document_taken_at(self) -> datetime:
        assert self.document.taken_at is not None  # the row as it was when it was taken
        return self.document.taken_at


def document_take(
    *,
    document_id: int,
    stage: Document.Stage,
    now: datetime,
    is_scanned: bool | None = None,
) -> Hold | None:
    """Reserve a document that waits at a stage, or return None when there is nothing to do.

    With `is_scanned` only one that is known, or not known, to need OCR.

    A document that three workers have left unfinished is put aside with the reason.
    """
    waiting = Document.objects.filter(
        Q(taken_at__isnull=True) | Q(taken_at__lt=now - take_lifetime()),
        pk=document_id,
        stage=stage,
    )
    if is_scanned is not None:
        waiting = waiting.filter(is_scanned=is_scanned)
    if not waiting.update(
        attempts=F("attempts") + 1, taken_at=now, pages_done=None, pages_all=None
    ):
        return None
    document = Document.objects.get(pk=document_id)
    if document.attempts > ATTEMPTS_BEFORE_QUARANTINE:
        reason = _("Filen kunne ikke behandles færdig i tre forsøg. Originalen er gemt.")
        document_reject(document=document, reason=reason, now=now)
        return None
    return Hold(document, now)


def document_reject(*, document: Document, reason: str, now: datetime) -> None:
    """Put a document aside with the reason, last of its problems; what was read of it stays."""
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, stage=document.stage)
        problems = [*document.problems, reason]
        if waiting.update(stage=Document.Stage.REJECTED, taken_at=None, problems=problems):
            event_record(
                subject=Event.Subject.DOCUMENT,
                subject_id=document.pk,
                kind=Event.Kind.REFUSED,
                at=now,
                note=reason,
            )
