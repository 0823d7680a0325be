"""Settling the texts of the follow-up paper."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from actions.exceptions import ChangedMeanwhileError
from actions.models import PaperTemplate
from actions.selectors import PAPER_TEXTS
from meetings.models import Committee, Event, User
from meetings.services.events import event_record


def paper_template_settle(
    *, committee: Committee | None, version: int, texts: dict[str, str], by: User, now: datetime
) -> None:
    """Store the texts for a committee, or for all; `version` is the one they were written over.

    0 stands for none. Raises ChangedMeanwhileError where somebody else was there first.
    """
    rows = PaperTemplate.objects.filter(committee=committee)
    before = rows.first()
    values = {name: texts[name] for name in PAPER_TEXTS}
    try:
        with transaction.atomic():
            if version:
                fresh = {**values, "version": version + 1, "changed_at": now, "changed_by": by}
                if not rows.filter(version=version).update(**fresh):
                    raise ChangedMeanwhileError
                row = rows.get()
            else:
                row = PaperTemplate.objects.create(
                    committee=committee, changed_at=now, changed_by=by, **values
                )
            event_record(
                subject=Event.Subject.REGISTER,
                subject_id=row.pk,
                kind=Event.Kind.CHANGED if version else Event.Kind.CREATED,
                at=now,
                by=by,
                changes={
                    name: [getattr(before, name, None), value]
                    for name, value in values.items()
                    if getattr(before, name, None) != value
                },
                note=f"Skabelon for mødepapir, {committee or 'alle udvalg'}",
            )
    except IntegrityError as error:
        raise ChangedMeanwhileError from error
