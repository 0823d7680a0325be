"""A document comes in, is read, and keeps its original whatever becomes of it."""

from __future__ import annotations

import hashlib
import unicodedata
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F

from meetings.exceptions import AlreadyReceivedError, DocumentNotStoppedError, UploadTooLargeError
from meetings.models import Committee, Document, Event, Page, User
from meetings.reading.closed import mentions_closed
from meetings.reading.confined import read_file, read_minutes
from meetings.reading.cpr import cpr_problems
from meetings.reading.doubt import is_doubtful
from meetings.reading.structure import Minutes, Structure
from meetings.reading.text import FileText
from meetings.reading.unreadable import ScannedError, UnreadableError
from meetings.services.events import event_record
from meetings.services.minutes import minutes_store
from meetings.services.scanning import document_scan
from meetings.services.taking import (
    DocumentLostError,
    Hold,
    document_reject,
    document_take,
    reading_limits,
)

NAME_LENGTH = 300


def document_receive(
    *,
    name: str,
    content: File[bytes],
    committee: Committee | None,
    by: User | None,
    now: datetime,
    is_bulk: bool = False,
) -> Document:
    """Keep the original and put the document in line to be read.

    One that came with a whole folder (`is_bulk`) lets those pass that a person waits for.
    """
    if content.size > settings.UPLOAD_BYTES:
        raise UploadTooLargeError(content.size, settings.UPLOAD_BYTES)
    digest = _digest(content)
    _refuse_known(digest)
    document = Document(
        name=_shown_name(name),
        sha256=digest,
        size=content.size,
        committee=committee,
        uploaded_by=by,
        uploaded_at=now,
        is_bulk=is_bulk,
    )
    document.file.save(document.name, content, save=False)
    try:
        with transaction.atomic():
            document.save()
            event_record(
                subject=Event.Subject.DOCUMENT,
                subject_id=document.pk,
                kind=Event.Kind.UPLOADED,
                at=now,
                by=by,
            )
    except BaseException as error:
        # No row, no file. Somebody may have given us the same one in the same moment: theirs stays.
        document.file.delete(save=False)
        if isinstance(error, IntegrityError):
            _refuse_known(digest)
        raise
    return document


def _refuse_known(digest: str) -> None:
    known = Document.objects.filter(sha256=digest).first()
    if known:
        raise AlreadyReceivedError(known)


def _digest(content: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _shown_name(name: str) -> str:
    """Return the last part of the name without control characters, at most 300 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    return unicodedata.normalize("NFC", clean)[:NAME_LENGTH] or "uden navn"


def document_read(*, document_id: int, now: datetime) -> None:
    """Read a received document, or say why not; one that needs OCR is marked for it and left."""
    _take_and_read(document_id, with_ocr=False, now=now)


def document_read_scan(*, document_id: int, now: datetime) -> None:
    """Read a document that was marked as needing OCR, or say why not."""
    _take_and_read(document_id, with_ocr=True, now=now)


def _take_and_read(document_id: int, *, with_ocr: bool, now: datetime) -> None:
    hold = document_take(
        document_id=document_id, stage=Document.Stage.RECEIVED, now=now, is_scanned=with_ocr
    )
    if hold is None:
        return
    document = hold.document
    with suppress(DocumentLostError):
        if not document_scan(hold=hold, now=now):
            return
        try:
            read, structure = _read(hold, with_ocr=with_ocr)
        except ScannedError:
            _leave_to_ocr(hold)
            return
        except UnreadableError as error:
            document_reject(document=document, reason=error.reason, now=now)
            return
        problems = [*read.problems, *structure.problems, *cpr_problems(read)]
        _store(document, read, structure.minutes, problems, now=now)


def _leave_to_ocr(hold: Hold) -> None:
    """Let go of the document; it is told of to those who have the time for it, as a new one is."""
    held = Document.objects.filter(
        pk=hold.document.pk, stage=hold.document.stage, taken_at=hold.taken_at
    )
    held.update(is_scanned=True, taken_at=None, rung_at=None, attempts=0)


def _read(hold: Hold, *, with_ocr: bool) -> tuple[FileText, Structure]:
    limits = reading_limits()
    path = Path(hold.document.file.path)
    read = read_file(path, limits=limits, beat=hold.beat, with_ocr=with_ocr)
    hold.beat()
    structure = read_minutes(read, file_name=hold.document.name, limits=limits, beat=hold.beat)
    return read, structure


def _store(
    document: Document,
    read: FileText,
    minutes: tuple[Minutes, ...],
    problems: list[str],
    *,
    now: datetime,
) -> None:
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, stage=Document.Stage.RECEIVED)
        # A second worker that read the same document at the same time stops here.
        if not waiting.update(
            stage=Document.Stage.READ,
            taken_at=None,
            # The bell of its road rings on for the next stage.
            rung_at=F("taken_at"),
            attempts=0,
            text=read.text,
            text_source=read.source,
            is_doubtful=is_doubtful(read),
            mentions_closed=mentions_closed(read.text),
            problems=problems,
            read_at=now,
        ):
            return
        _store_pages(document, read)
        minutes_store(document=document, read=read, minutes=minutes, now=now)
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document.pk,
            kind=Event.Kind.READ,
            at=now,
        )


def _store_pages(document: Document, read: FileText) -> None:
    Page.objects.bulk_create(
        [
            Page(
                document=document,
                number=page.number,
                width=page.width,
                height=page.height,
                start=page.start,
                end=page.end,
                source=page.source,
                words=[
                    [w.start, w.end, w.box.x0, w.box.top, w.box.x1, w.box.bottom, w.confidence]
                    for w in page.words
                ],
            )
            for page in read.pages
        ],
        batch_size=50,
    )


def document_retry(
    *,
    document: Document,
    by: User | None,
    by_name: str = "",
    is_bulk: bool = False,
    now: datetime,
) -> None:
    """Put a document that could not be read in line once more."""
    with transaction.atomic():
        stopped = Document.objects.filter(pk=document.pk).rejected().with_original()
        if not stopped.update(**in_line_again(document, is_bulk=is_bulk)):
            raise DocumentNotStoppedError
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document.pk,
            kind=Event.Kind.RETRIED,
            at=now,
            by=by,
            by_name=by_name,
        )


def in_line_again(document: Document, *, is_bulk: bool) -> dict[str, Any]:
    """Return what a rejected document's row says once it waits again."""
    # A document that was read before it stopped goes on from there.
    was_read = document.read_at is not None
    return {
        "stage": Document.Stage.READ if was_read else Document.Stage.RECEIVED,
        "scan": document.scan if was_read else Document.Scan.NONE,
        "attempts": 0,
        "taken_at": None,
        "rung_at": None,
        "is_bulk": is_bulk,
        # The last one says why it stopped, the others what is to be known of the text.
        "problems": document.problems[:-1] if was_read else [],
    }
