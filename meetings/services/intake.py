"""Whole folders coming in: paused, resumed, and what failed tried again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.exceptions import DocumentNotStoppedError
from meetings.models import Document, Event, Intake, User
from meetings.services.documents import document_retry
from meetings.services.events import event_record


def intake_state() -> Intake:
    """Return the one row of the intake; it runs where nobody has ever paused it."""
    return Intake.objects.filter(pk=Intake.ONLY).first() or Intake(pk=Intake.ONLY)


def intake_pause(*, by: User | None, by_name: str = "", now: datetime) -> bool:
    """Stop reading files from folders after those in hand; False where it stood still already."""
    return _change(paused_at=now, by=by, by_name=by_name, now=now)


def intake_resume(*, by: User | None, by_name: str = "", now: datetime) -> bool:
    """Let files from folders be read again; False where they were."""
    return _change(paused_at=None, by=by, by_name=by_name, now=now)


def _change(*, paused_at: datetime | None, by: User | None, by_name: str, now: datetime) -> bool:
    with transaction.atomic():
        Intake.objects.get_or_create(pk=Intake.ONLY)
        others = Intake.objects.filter(pk=Intake.ONLY, paused_at__isnull=paused_at is not None)
        if not others.update(
            paused_at=paused_at, changed_at=now, changed_by=by, changed_by_name=by_name
        ):
            return False
        event_record(
            subject=Event.Subject.INTAKE,
            subject_id=Intake.ONLY,
            kind=Event.Kind.PAUSED if paused_at else Event.Kind.RESUMED,
            at=now,
            by=by,
            by_name=by_name,
        )
    return True


def documents_retry(
    *, document_ids: list[int], by: User | None, by_name: str = "", now: datetime
) -> int:
    """Put documents that could not be read in line once more, behind what people wait for.

    Returns how many of them still stood aside.
    """
    count = 0
    for document in Document.objects.filter(pk__in=document_ids).rejected().defer("text"):
        try:
            document_retry(document=document, by=by, by_name=by_name, is_bulk=True, now=now)
        except DocumentNotStoppedError:
            continue
        count += 1
    return count
