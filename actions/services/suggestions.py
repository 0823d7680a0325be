"""The language core's findings become suggestions, which a person then decides on."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import ngettext

from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding, find_commitments
from actions.models import Commitment
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
    shown = [[one for one in findings if _is_shown(one)] for findings in found]
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document_id, stage=Document.Stage.READ)
        # A second worker that understood the same document at the same time stops here.
        if not waiting.update(stage=Document.Stage.READY, taken_at=None, attempts=0):
            return
        for meeting, findings in zip(_meetings(document), shown, strict=True):
            _store(meeting, findings, read)
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document_id,
            kind=Event.Kind.READY,
            at=now,
            note=_left_out(sum(map(len, found)) - sum(map(len, shown))),
        )


def _is_shown(finding: CommitmentFinding) -> bool:
    return finding.confidence >= VISIBLE_CONFIDENCE


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s sætning er ikke foreslået, fordi den er for usikker.",
        "%(count)s sætninger er ikke foreslået, fordi de er for usikre.",
        count,
    ) % {"count": count}


def _meetings(document: Document) -> list[Meeting]:
    return list(document.meetings.order_by("position"))


def commitments_reread(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Read the deadlines of undecided suggestions again, after the meeting's date was corrected."""
    read = document_file_text(meeting.document)
    minutes = _minutes_of(meeting, read)
    if minutes is None:
        return
    with transaction.atomic():
        for finding in find_commitments(minutes, file_text=read, register=register_value()):
            _redate(meeting, finding, by=by, now=now)


def _redate(meeting: Meeting, finding: CommitmentFinding, *, by: User, now: datetime) -> None:
    undecided = Commitment.objects.select_for_update().filter(
        agenda_item__in=meeting.agenda_items.filter(position=finding.item),
        start=finding.start,
        end=finding.end,
        task=finding.task,
        status=Commitment.Status.PROPOSED,
    )
    for commitment in undecided:
        was = commitment.due
        commitment.due, commitment.not_before = finding.due, finding.not_before
        commitment.due_text = (finding.due_text or "")[:300]
        commitment.because = finding.because
        commitment.save(update_fields=["due", "not_before", "due_text", "because"])
        if was != finding.due:
            changes: dict[str, list[object]] = {"deadline": [_iso(was), _iso(finding.due)]}
            event_record(
                subject=Event.Subject.COMMITMENT,
                subject_id=commitment.pk,
                kind=Event.Kind.CHANGED,
                at=now,
                by=by,
                changes=changes,
            )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _minutes_of(meeting: Meeting, read: FileText) -> Minutes | None:
    all_minutes = read_structure(
        read, file_name=meeting.document.name, given_date=meeting.held_on
    ).minutes
    if meeting.position >= len(all_minutes):
        return None
    return replace(all_minutes[meeting.position], date=meeting.held_on)


def _store(meeting: Meeting, findings: list[CommitmentFinding], read: FileText) -> None:
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
    person, unit = _owner_named(finding.owner)
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


def _owner_named(name: str | None) -> tuple[Person | None, Unit | None]:
    """Return the one person or unit of the register with that name; nobody where it is not one."""
    if not name:
        return None, None
    unit = Unit.objects.filter(name=name).first()
    if unit:
        return None, unit
    people = list(Person.objects.filter(name=name, is_active=True)[:2])
    return (people[0] if len(people) == 1 else None), None
