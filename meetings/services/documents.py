"""A document comes in, is read, and keeps its original whatever becomes of it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from meetings.exceptions import AlreadyReceivedError, DocumentNotStoppedError, UploadTooLargeError
from meetings.models import AgendaItem, Committee, Document, Event, Meeting, Page, User
from meetings.reading import (
    FileText,
    Limits,
    Minutes,
    UnreadableError,
    read_file,
    read_structure,
)
from meetings.reading.closed import mentions_closed
from meetings.services.events import event_record

NAME_LENGTH = 300
ATTEMPTS_BEFORE_QUARANTINE = 3


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


def document_receive(
    *,
    name: str,
    content: File[bytes],
    committee: Committee | None,
    by: User | None,
    now: datetime,
) -> Document:
    """Keep the original and put the document in line to be read."""
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
    except IntegrityError:
        # Somebody gave us the same file in the same moment: theirs stays, our copy goes.
        document.file.delete(save=False)
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


def document_take(*, document_id: int, stage: Document.Stage, now: datetime) -> Document | None:
    """Reserve a document that waits at a stage, or return None when there is nothing to do.

    A document that three workers have left unfinished is put aside with the reason.
    """
    waiting = Document.objects.filter(
        Q(taken_at__isnull=True) | Q(taken_at__lt=now - take_lifetime()),
        pk=document_id,
        stage=stage,
    )
    if not waiting.update(attempts=F("attempts") + 1, taken_at=now):
        return None
    document = Document.objects.get(pk=document_id)
    if document.attempts > ATTEMPTS_BEFORE_QUARANTINE:
        reason = _("Filen kunne ikke behandles færdig i tre forsøg. Originalen er gemt.")
        _reject(document, reason, now=now)
        return None
    return document


def take_lifetime() -> timedelta:
    """Return how long a worker may hold a document before it counts as left."""
    # A scan is read three times at most: looked at, read by OCR, and without it where that failed.
    return timedelta(seconds=3 * settings.READ_SECONDS + settings.OCR_SECONDS + 60)


def document_read(*, document_id: int, now: datetime) -> None:
    """Read a received document into text, pages, meetings and agenda items, or say why not."""
    document = document_take(document_id=document_id, stage=Document.Stage.RECEIVED, now=now)
    if document is None:
        return
    try:
        read = read_file(Path(document.file.path), limits=reading_limits())
    except UnreadableError as error:
        _reject(document, error.reason, now=now)
        return
    structure = read_structure(read, file_name=document.name)
    _store(document, read, structure.minutes, [*read.problems, *structure.problems], now=now)


def _reject(document: Document, reason: str, *, now: datetime) -> None:
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, stage=document.stage)
        if waiting.update(stage=Document.Stage.REJECTED, taken_at=None, problems=[reason]):
            event_record(
                subject=Event.Subject.DOCUMENT,
                subject_id=document.pk,
                kind=Event.Kind.REFUSED,
                at=now,
                note=reason,
            )


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
            attempts=0,
            text=read.text,
            text_source=read.source,
            mentions_closed=mentions_closed(read.text),
            problems=problems,
            read_at=now,
        ):
            return
        _store_pages(document, read)
        for position, one in enumerate(minutes):
            _store_meeting(document, position, one)
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


def _store_meeting(document: Document, position: int, minutes: Minutes) -> None:
    committee = document.committee or _committee_named_in(minutes.title)
    meeting = Meeting.objects.create(
        document=document,
        position=position,
        committee=committee,
        title=(minutes.title or "")[:300],
        held_on=minutes.date,
        date_source=minutes.date_source or "",
        date_evidence=(minutes.date_evidence or "")[:300],
        starts_at=minutes.start_time,
        ends_at=minutes.end_time,
        place=(minutes.place or "")[:300],
        participants=[asdict(participant) for participant in minutes.participants],
        page=minutes.page,
    )
    closed = committee is not None and committee.is_closed_by_default
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=place,
            number=(item.number or "")[:20],
            title=(item.title or "")[:500],
            is_closed=item.closed or closed,
            page=item.page,
            start=item.start,
            end=item.end,
        )
        for place, item in enumerate(minutes.items)
    )


def _committee_named_in(title: str | None) -> Committee | None:
    """Return the committee that bears the very name of the minutes, else None: no guess."""
    if not title:
        return None
    return Committee.objects.filter(name__iexact=title.strip(), is_active=True).first()


def document_retry(*, document: Document, by: User, now: datetime) -> None:
    """Put a document that could not be read in line once more."""
    with transaction.atomic():
        stopped = Document.objects.filter(pk=document.pk, stage=Document.Stage.REJECTED)
        # A document that was read before it stopped goes on from there.
        was_read = document.read_at is not None
        stage = Document.Stage.READ if was_read else Document.Stage.RECEIVED
        if not stopped.update(stage=stage, attempts=0, taken_at=None, problems=[]):
            raise DocumentNotStoppedError
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document.pk,
            kind=Event.Kind.RETRIED,
            at=now,
            by=by,
        )
