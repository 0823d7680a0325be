"""Suggestions are proposed by the language core and decided by a person."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import transaction

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    MeetingIncompleteError,
)
from actions.language import CommitmentFinding, find_commitments
from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Document, Event, Meeting, Person, Unit, User
from meetings.reading import FileText, Minutes, read_structure
from meetings.selectors import document_file_text, register_value
from meetings.services.documents import document_take
from meetings.services.events import event_record


def commitments_propose(*, document_id: int, now: datetime) -> None:
    """Propose what was promised in a document that has been read."""
    document = document_take(document_id=document_id, stage=Document.Stage.READ, now=now)
    if document is None:
        return
    read = document_file_text(document)
    minutes = read_structure(read, file_name=document.name).minutes
    register = register_value()
    found = [find_commitments(one, file_text=read, register=register) for one in minutes]
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document_id, stage=Document.Stage.READ)
        # A second worker that understood the same document at the same time stops here.
        if not waiting.update(stage=Document.Stage.READY, taken_at=None, attempts=0):
            return
        for meeting, findings in zip(_meetings(document), found, strict=True):
            _store(meeting, findings, read)
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document_id,
            kind=Event.Kind.READY,
            at=now,
        )


def _meetings(document: Document) -> list[Meeting]:
    return list(document.meetings.order_by("position"))


def commitments_reread(*, meeting: Meeting) -> None:
    """Read the deadlines of undecided suggestions again, after the meeting's date was corrected."""
    read = document_file_text(meeting.document)
    minutes = _minutes_of(meeting, read)
    if minutes is None:
        return
    for finding in find_commitments(minutes, file_text=read, register=register_value()):
        Commitment.objects.filter(
            agenda_item__meeting=meeting,
            agenda_item__position=finding.item,
            start=finding.start,
            end=finding.end,
            task=finding.task,
            status=Commitment.Status.PROPOSED,
        ).update(due=finding.due, not_before=finding.not_before, because=finding.because)


def _minutes_of(meeting: Meeting, read: FileText) -> Minutes | None:
    all_minutes = read_structure(
        read, file_name=meeting.document.name, given_date=meeting.held_on
    ).minutes
    if meeting.position >= len(all_minutes):
        return None
    return replace(all_minutes[meeting.position], date=meeting.held_on)


def _store(
    meeting: Meeting,
    findings: tuple[CommitmentFinding, ...],
    read: FileText,
) -> None:
    items = list(meeting.agenda_items.order_by("position"))
    seen: dict[tuple[int, int, int], int] = {}
    rows = []
    for finding in findings:
        key = (finding.item, finding.start, finding.end)
        seen[key] = seen.get(key, -1) + 1
        rows.append(_row(items[finding.item], finding, read, ordinal=seen[key]))
    Commitment.objects.bulk_create(rows)


def _row(
    agenda_item: AgendaItem, finding: CommitmentFinding, read: FileText, *, ordinal: int
) -> Commitment:
    person, unit = owner_named(finding.owner)
    return Commitment(
        agenda_item=agenda_item,
        quote=read.text[finding.start : finding.end],
        start=finding.start,
        end=finding.end,
        ordinal=ordinal,
        page=read.page_at(finding.start),
        boxes=[asdict(box) for box in read.boxes(finding.start, finding.end)],
        task=finding.task,
        owner_text=(finding.owner_text or "")[:300],
        owner_name=(finding.owner or "")[:300],
        owner_person=person,
        owner_unit=unit,
        co_owners=list(finding.co_owners),
        due_text=(finding.due_text or "")[:300],
        due=finding.due,
        not_before=finding.not_before,
        recurrence=(finding.recurrence or "")[:100],
        condition=finding.condition or "",
        confidence=finding.confidence,
        rule=finding.rule,
        because=finding.because,
    )


def owner_named(name: str | None) -> tuple[Person | None, Unit | None]:
    """Return the one person or unit of the register with that name; nobody where it is not one."""
    if not name:
        return None, None
    unit = Unit.objects.filter(name=name).first()
    if unit:
        return None, unit
    people = list(Person.objects.filter(name=name, is_active=True)[:2])
    return (people[0] if len(people) == 1 else None), None


def commitment_accept(
    *,
    commitment: Commitment,
    task: str,
    owner_person: Person | None,
    owner_unit: Unit | None,
    deadline: date | None,
    by: User,
    now: datetime,
) -> ActionItem:
    """Make an action item of a suggestion, with what the person settled on."""
    meeting = commitment.agenda_item.meeting
    if meeting.held_on is None or meeting.committee_id is None:
        raise MeetingIncompleteError
    with transaction.atomic():
        _decide(commitment, Commitment.Status.ACCEPTED, by=by, now=now)
        action_item = ActionItem.objects.create(
            commitment=commitment,
            agenda_item=commitment.agenda_item,
            task=task,
            owner_person=owner_person,
            owner_unit=owner_unit,
            deadline=deadline,
            created_at=now,
            created_by=by,
        )
        _log(commitment, Event.Kind.ACCEPTED, by=by, now=now)
        event_record(
            subject=Event.Subject.ACTION_ITEM,
            subject_id=action_item.pk,
            kind=Event.Kind.CREATED,
            at=now,
            by=by,
            changes=_corrections(commitment, action_item),
        )
    return action_item


def _corrections(commitment: Commitment, action_item: ActionItem) -> dict[str, list[object]]:
    """Return where the person decided otherwise than the machine proposed."""
    proposed_owner = commitment.owner_person or commitment.owner_unit
    pairs = {
        "task": (commitment.task, action_item.task),
        "owner": (
            str(proposed_owner) if proposed_owner else commitment.owner_name or None,
            str(action_item.owner) if action_item.owner else None,
        ),
        "deadline": (
            commitment.due.isoformat() if commitment.due else None,
            action_item.deadline.isoformat() if action_item.deadline else None,
        ),
    }
    return {name: [was, became] for name, (was, became) in pairs.items() if was != became}


def commitment_reject(*, commitment: Commitment, reason: str, by: User, now: datetime) -> None:
    """Put a suggestion aside as no promise."""
    with transaction.atomic():
        _decide(
            commitment, Commitment.Status.REJECTED, by=by, now=now, rejected_because=reason[:300]
        )
        _log(commitment, Event.Kind.REJECTED, by=by, now=now, note=reason)


def commitment_undo(*, commitment: Commitment, by: User, now: datetime) -> None:
    """Take a decision back, as long as nothing has been sent to an owner."""
    with transaction.atomic():
        decided = Commitment.objects.filter(pk=commitment.pk).exclude(
            status=Commitment.Status.PROPOSED
        )
        if not decided.update(
            status=Commitment.Status.PROPOSED,
            rejected_because="",
            reviewed_by=None,
            reviewed_at=None,
        ):
            raise AlreadyReviewedError
        _withdraw_action_item(commitment, by=by, now=now)
        _log(commitment, Event.Kind.REOPENED, by=by, now=now)
    commitment.refresh_from_db()


def _withdraw_action_item(commitment: Commitment, *, by: User, now: datetime) -> None:
    standing = commitment.action_items.exclude(status=ActionItem.Status.CANCELLED).first()
    if standing is None:
        return
    unsent = ActionItem.objects.filter(pk=standing.pk, assigned_at__isnull=True)
    if not unsent.update(status=ActionItem.Status.CANCELLED, closed_at=now):
        raise AlreadySentError
    event_record(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=standing.pk,
        kind=Event.Kind.CANCELLED,
        at=now,
        by=by,
    )


def _decide(
    commitment: Commitment,
    status: Commitment.Status,
    *,
    by: User,
    now: datetime,
    rejected_because: str = "",
) -> None:
    open_one = Commitment.objects.filter(pk=commitment.pk, status=Commitment.Status.PROPOSED)
    if not open_one.update(
        status=status, reviewed_by=by, reviewed_at=now, rejected_because=rejected_because
    ):
        raise AlreadyReviewedError
    commitment.refresh_from_db()


def _log(
    commitment: Commitment, kind: Event.Kind, *, by: User, now: datetime, note: str = ""
) -> None:
    event_record(
        subject=Event.Subject.COMMITMENT,
        subject_id=commitment.pk,
        kind=kind,
        at=now,
        by=by,
        note=note,
    )
