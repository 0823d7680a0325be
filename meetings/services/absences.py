"""When people are away: written down and taken back by themselves, and logged."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meetings.models import Absence, Event, Person, User
from meetings.services.events import event_record


def absence_add(
    *,
    person: Person,
    stand_in: Person | None,
    first_day: date,
    last_day: date,
    by: User,
    now: datetime,
) -> Absence:
    """Send the person's mails to the stand-in, or to the unit, on these days."""
    with transaction.atomic():
        absence = Absence.objects.create(
            person=person, stand_in=stand_in, first_day=first_day, last_day=last_day
        )
        _log(absence, Event.Kind.CREATED, by=by, now=now)
    return absence


def absence_withdraw(*, absence: Absence, by: User, now: datetime) -> bool:
    """Send the mails to the person again; False where the absence was taken back already."""
    with transaction.atomic():
        standing = Absence.objects.standing().filter(pk=absence.pk)
        if not standing.update(withdrawn_at=now):
            return False
        _log(absence, Event.Kind.WITHDRAWN, by=by, now=now)
    return True


def _log(absence: Absence, kind: Event.Kind, *, by: User, now: datetime) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=absence.pk,
        kind=kind,
        at=now,
        by=by,
        note=f"Fravær, {absence}",
    )
