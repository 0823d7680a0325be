"""Before a file is opened: what the virus scanner says of it, where the house has one."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from meetings.models import Document, Event
from meetings.services.antivirus import ScannerAwayError, find_virus
from meetings.services.events import event_record
from meetings.services.taking import Hold, document_reject

logger = logging.getLogger(__name__)


def document_scan(*, hold: Hold, now: datetime) -> bool:
    """Tell whether the file may be opened; hold it back, or refuse it, where it may not."""
    if not settings.CLAMD:
        return True
    document = hold.document
    try:
        virus = find_virus(Path(document.file.path), scanner=settings.CLAMD)
    except ScannerAwayError as error:
        logger.warning("Document %s waits for the virus scanner: %s", document.pk, error)
        _hold_back(hold, now=now)
        return False
    hold.beat()
    verdict = Document.Scan.INFECTED if virus else Document.Scan.CLEAN
    Document.objects.filter(pk=document.pk).update(scan=verdict)
    if virus:
        reason = _(
            "Filen rummer virus (%(virus)s). Den er gemt, men kan hverken læses eller hentes."
        )
        document_reject(document=document, reason=reason % {"virus": virus}, now=now)
    return not virus


def _hold_back(hold: Hold, *, now: datetime) -> None:
    """Let go of the document until the next tick; that the scanner is away is no failure of it."""
    held = Document.objects.filter(
        pk=hold.document.pk, stage=hold.document.stage, taken_at=hold.taken_at
    )
    with transaction.atomic():
        is_held = held.update(
            scan=Document.Scan.HELD, taken_at=None, rung_at=now, attempts=F("attempts") - 1
        )
        if is_held and hold.document.scan != Document.Scan.HELD:
            event_record(
                subject=Event.Subject.DOCUMENT,
                subject_id=hold.document.pk,
                kind=Event.Kind.HELD,
                at=now,
            )


def is_released(document: Document) -> bool:
    """Tell whether the original may be handed out: no virus in it, nor the question still open."""
    if document.scan in {Document.Scan.INFECTED, Document.Scan.HELD}:
        return False
    is_asked = bool(settings.CLAMD) and document.stage == Document.Stage.RECEIVED
    return not is_asked or document.scan == Document.Scan.CLEAN
