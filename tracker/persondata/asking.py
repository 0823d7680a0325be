"""A report on a person is asked for, found again by who asked, and taken away after its time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from celery import current_app
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from meetings.bell import ring
from meetings.models import Event, Person, User
from meetings.services.events import event_record
from tracker.models import PersonReport

MAKE = "tracker.tasks.make_person_report"
# In the folder of files, where web and workers both are; a backup leaves it out.
FOLDER = "person-reports"
WHOLE, FIRST_ROWS = "whole.json", "first-rows.json"
# Long enough to read it through, too short to be a second archive.
KEPT_FOR = timedelta(hours=24)
# A worker that has said nothing for so long is gone.
SILENT = timedelta(minutes=3)
# What nobody has taken for so long has lost its bell.
PATIENCE = timedelta(minutes=1)


def report_ask(*, person: Person, by: User, now: datetime) -> PersonReport:
    """Have a worker gather what is stored; one that is under way for the same person is kept to."""
    with transaction.atomic():
        report, is_new = PersonReport.objects.get_or_create(
            person=person,
            asked_by=by,
            state__in=PersonReport.UNFINISHED,
            defaults={"asked_at": now},
        )
        if is_new:
            report_note(person=person, by=by, what="bestilt", now=now)
            transaction.on_commit(lambda: _ring(report.pk))
    return report


def report_latest(*, person: Person, by: User) -> PersonReport | None:
    """Return the last report on the person that the user asked for; others' are not shown."""
    return PersonReport.objects.filter(person=person, asked_by=by).order_by("-pk").first()


def report_file(report: PersonReport, name: str, *, now: datetime) -> Path | None:
    """Return the file of a report that is ready, as long as it is kept."""
    if report.state != PersonReport.State.READY or report.finished_at is None:
        return None
    path = folder_of(report) / name
    return path if now < report.finished_at + KEPT_FOR and path.is_file() else None


def report_note(*, person: Person, by: User, what: str, now: datetime) -> None:
    """Write down what was done with a report, without the name."""
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=person.pk,
        kind=Event.Kind.EXPORTED,
        at=now,
        by=by,
        note=f"alt om person {person.pk}, også det lukkede ({what})",
    )


def reports_follow(*, now: datetime) -> None:
    """Take away what has had its time, and ring again for what nobody has taken."""
    over = PersonReport.objects.filter(
        state=PersonReport.State.READY, finished_at__lte=now - KEPT_FOR
    )
    reports_remove(over)
    lost = Q(state=PersonReport.State.WAITING, asked_at__lte=now - PATIENCE)
    lost |= Q(state=PersonReport.State.MAKING, taken_at__lte=now - SILENT)
    for pk in PersonReport.objects.filter(lost).order_by("pk").values_list("pk", flat=True):
        _ring(pk)


def reports_remove(reports: Iterable[PersonReport]) -> None:
    """Take the files away, and say so in the rows: killed between the two, it is done again."""
    for report in reports:
        files_remove(report)
        PersonReport.objects.filter(pk=report.pk).update(state=PersonReport.State.REMOVED)


def folder_of(report: PersonReport) -> Path:
    """Return a folder of this attempt alone: one that was given up may still be written to."""
    return Path(default_storage.path(FOLDER)) / f"{report.pk}-{report.attempts}"


def files_remove(report: PersonReport) -> None:
    for folder in Path(default_storage.path(FOLDER)).glob(f"{report.pk}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _ring(report_id: int) -> None:
    ring(current_app.signature(MAKE, args=(report_id,), immutable=True), waiting="a report waits")
