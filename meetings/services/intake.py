"""Whole folders coming in: paused, resumed, and what failed tried again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.models import Document, Event, Intake, User
from meetings.services.documents import in_line_again
from meetings.services.events import event_record, events_record

# Documents that are put in line in one transaction.
AT_ONCE = 500


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
    for first in range(0, len(document_ids), AT_ONCE):
        count += _retry(document_ids[first : first + AT_ONCE], by=by, by_name=by_name, now=now)
    return count


def _retry(document_ids: list[int], *, by: User | None, by_name: str, now: datetime) -> int:
    with transaction.atomic():
        among = (
            Document.objects.filter(pk__in=document_ids).rejected().with_original().defer("text")
        )
        stopped = list(among.select_for_update(of=("self",)))
        fields: set[str] = set()
        for document in stopped:
            for name, value in in_line_again(document, is_bulk=True).items():
                setattr(document, name, value)
                fields.add(name)
        if stopped:
            Document.objects.bulk_update(stopped, fields)
        events_record(
            subject=Event.Subject.DOCUMENT,
            subject_ids=[document.pk for document in stopped],
            kind=Event.Kind.RETRIED,
            at=now,
            by=by,
            by_name=by_name,
        )
    return len(stopped)
