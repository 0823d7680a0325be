"""What an agenda system wrote as OParl comes in: committees, meeting plan, minutes, papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from meetings.exceptions import AlreadyReceivedError, UploadTooLargeError
from meetings.models import Committee, Document, Event, PlannedMeeting
from meetings.oparl import OparlContent, OparlFile, OparlMeeting
from meetings.oparl_minutes import minutes_text
from meetings.services.documents import document_receive
from meetings.services.events import event_record

# Of a name that no file has.
LONGEST_TOLD = 200


@dataclass(slots=True)
class OparlOutcome:
    """What came of it; `problems` are Danish sentences on what did not come in."""

    committees: int = 0
    planned: int = 0
    documents: list[Document] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)


def oparl_import(
    *, content: OparlContent, folder: Path, today: date, now: datetime
) -> OparlOutcome:
    """Store what is new; what is here already stays as it is, so that it may run again."""
    outcome = OparlOutcome(problems=list(content.problems))
    with transaction.atomic():
        for name, short_name in content.committees:
            outcome.committees += _committee(name, short_name, now=now)
        for meeting in content.meetings:
            outcome.planned += _plan(meeting, today=today, now=now)
    for meeting in content.meetings:
        if not meeting.is_cancelled and meeting.held_on <= today:
            _minutes(meeting, folder, outcome, now=now)
    for paper in content.papers:
        _receive(paper.file, paper.committee, folder, outcome, now=now)
    return outcome


def _committee(name: str, short_name: str, *, now: datetime) -> bool:
    row, is_new = Committee.objects.get_or_create(
        name=name[:200], defaults={"short_name": short_name[:40]}
    )
    if is_new:
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=row.pk,
            kind=Event.Kind.IMPORTED,
            at=now,
            note=f"OParl: {row.name}",
        )
    return is_new


def _plan(meeting: OparlMeeting, *, today: date, now: datetime) -> bool:
    """Put a meeting to come into the plan; one that is there is changed on its page alone."""
    if meeting.held_on <= today:
        return False
    row, is_new = PlannedMeeting.objects.get_or_create(
        committee=Committee.objects.get(name=meeting.committee[:200]),
        held_on=meeting.held_on,
        defaults={"place": meeting.place[:300], "is_cancelled": meeting.is_cancelled},
    )
    if is_new:
        event_record(
            subject=Event.Subject.REGISTER,
            subject_id=row.pk,
            kind=Event.Kind.IMPORTED,
            at=now,
            note=f"OParl: {meeting.committee}, {meeting.held_on:%d-%m-%Y}",
        )
    return is_new


def _minutes(meeting: OparlMeeting, folder: Path, outcome: OparlOutcome, *, now: datetime) -> None:
    """Take the file with the minutes; where there is none, the minutes that the points make."""
    if meeting.minutes is not None:
        _receive(meeting.minutes, meeting.committee, folder, outcome, now=now)
    elif meeting.points:
        _composed(meeting, outcome, now=now)


def _composed(meeting: OparlMeeting, outcome: OparlOutcome, *, now: datetime) -> None:
    text = minutes_text(meeting)
    if text is None:
        outcome.problems.append(
            f"Punkterne på møde {meeting.id} kan ikke stilles op, så de lukkede står for sig. "
            "Hent referatet som fil (resultsProtocol)."
        )
        return
    name = f"{meeting.committee} {meeting.held_on.isoformat()}.txt"
    _take(name, ContentFile(text.encode()), meeting.committee, outcome, now=now)


def _receive(
    file: OparlFile, committee: str, folder: Path, outcome: OparlOutcome, *, now: datetime
) -> None:
    path = _inside(folder, file.name)
    if path is None:
        outcome.problems.append(f"Filen {file.name[:LONGEST_TOLD]} ligger ikke i mappen.")
        return
    try:
        with path.open("rb") as content:
            _take(path.name, File(content, name=path.name), committee, outcome, now=now)
    except OSError as error:
        outcome.problems.append(f"Filen {file.name} kan ikke læses: {error.strerror}.")


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file of the folder that is called so, None for what no file can be called."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None


def _take(
    name: str, content: File[bytes], committee: str, outcome: OparlOutcome, *, now: datetime
) -> None:
    try:
        document = document_receive(
            name=name,
            content=content,
            committee=Committee.objects.get(name=committee[:200]),
            by=None,
            now=now,
            is_bulk=True,
        )
    except AlreadyReceivedError:
        outcome.known += 1
    except UploadTooLargeError:
        outcome.problems.append(f"Filen {name} er for stor.")
    else:
        outcome.documents.append(document)
