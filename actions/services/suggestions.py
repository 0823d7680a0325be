"""The language core's findings become suggestions, which a person then decides on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding
from actions.language.confined import Question, understand
from actions.models import Commitment
from meetings.models import AgendaItem, Document, Event, Meeting, Person, Unit, User
from meetings.reading import FileText, UnreadableError
from meetings.selectors import document_file_text, register_value
from meetings.services.events import event_record
from meetings.services.taking import (
    DocumentLostError,
    Hold,
    document_reject,
    document_take,
    reading_limits,
)

Findings = tuple[CommitmentFinding, ...]


def commitments_propose(*, document_id: int, now: datetime) -> None:
    """Propose what was promised in a document that has been read."""
    hold = document_take(document_id=document_id, stage=Document.Stage.READ, now=now)
    if hold is None:
        return
    read = document_file_text(hold.document)
    with suppress(DocumentLostError):
        try:
            found = _understand(hold, read)
        except UnreadableError:
            document_reject(document=hold.document, reason=_took_too_much(), now=now)
            return
        _propose(hold.document, read, found, now=now)


def _understand(hold: Hold, read: FileText) -> list[Findings]:
    """Return the findings of each meeting that was stored when the file was read."""
    question = Question(read, hold.document.name, register_value())
    found = understand(question, limits=reading_limits(), beat=hold.beat).meetings
    items = [meeting.agenda_items.count() for meeting in _meetings(hold.document)]
    fits = len(found) == len(items) and all(
        finding.item < count
        for findings, count in zip(found, items, strict=True)
        for finding in findings
    )
    if not fits:
        raise UnreadableError("damaged")
    return list(found)


def _took_too_much() -> str:
    return _(
        "Filen er læst, men søgningen efter aftaler i den tog for lang tid. Tekst og møder er "
        "gemt. Læs den igen, eller del den i mindre filer."
    )


def _propose(
    document: Document,
    read: FileText,
    found: list[Findings],
    *,
    now: datetime,
) -> None:
    shown = [[one for one in findings if _is_shown(one)] for findings in found]
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, stage=Document.Stage.READ)
        # A second worker that understood the same document at the same time stops here.
        if not waiting.update(stage=Document.Stage.READY, taken_at=None, attempts=0):
            return
        for meeting, findings in zip(_meetings(document), shown, strict=True):
            _store(meeting, findings, read)
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document.pk,
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


def findings_on(*, meeting: Meeting, held_on: date | None) -> Findings | None:
    """Return what the meeting promises if it was held on that day; None where it took too much.

    Takes as long as a child does: call it outside of transactions.
    """
    question = Question(
        document_file_text(meeting.document),
        meeting.document.name,
        register_value(),
        given_date=held_on,
        redated=meeting.position,
    )
    try:
        found = understand(question, limits=reading_limits()).meetings
    except UnreadableError:
        return None
    return found[meeting.position] if meeting.position < len(found) else ()


def commitments_redate(
    *, meeting: Meeting, findings: Findings | None, by: User, now: datetime
) -> None:
    """Give undecided suggestions the deadlines that were found for the meeting's new date."""
    if findings is None:
        _undate(meeting, by=by, now=now)
        return
    with transaction.atomic():
        for finding in findings:
            _redate(meeting, finding, by=by, now=now)


def _undate(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Leave the deadlines to a person where they could not be read again: they may be wrong now."""
    because = _("Mødets dato er rettet, men fristen kunne ikke læses igen. Skriv den selv.")
    undecided = Commitment.objects.filter(
        agenda_item__meeting=meeting, status=Commitment.Status.PROPOSED, due__isnull=False
    )
    with transaction.atomic():
        for commitment in undecided.select_for_update():
            event_record(
                subject=Event.Subject.COMMITMENT,
                subject_id=commitment.pk,
                kind=Event.Kind.CHANGED,
                at=now,
                by=by,
                changes={"deadline": [_iso(commitment.due), None]},
            )
        undecided.update(due=None, not_before=None, because=because)


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
