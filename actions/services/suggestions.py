"""The language core's findings become suggestions, which a person then decides on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.calendars import calendar_value, meeting_meant, plan_of
from actions.language import VISIBLE_CONFIDENCE, CommitmentFinding
from actions.language.confined import Question, understand
from actions.language.house_rules import HouseRuleValue
from actions.language.plan import NO_PLAN, MeetingPlan
from actions.models import Commitment, HouseRule
from actions.services.versions import versions_compare
from meetings.locks import meetings_lock
from meetings.models import AgendaItem, Document, Event, Meeting, Person, Unit
from meetings.reading.text import FileText
from meetings.reading.unreadable import UnreadableError
from meetings.register_value import register_value
from meetings.selectors import document_file_text
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
    question = Question(
        read,
        hold.document.name,
        register_value(),
        house_rules=_house_rules(hold.document),
        calendar=calendar_value(),
        plans=_plans(hold.document),
    )
    found = understand(question, limits=reading_limits(), beat=hold.beat).meetings
    if not _fits(hold.document, found):
        raise UnreadableError("damaged")
    return list(found)


def _house_rules(document: Document) -> tuple[tuple[HouseRuleValue, ...], ...]:
    """Return the rules for each minutes in the file by place; none for copies of others."""
    rules = {one.position: HouseRule.objects.values_for(one) for one in _meetings(document)}
    return tuple(rules.get(at, ()) for at in range(max(rules, default=-1) + 1))


def _plans(document: Document) -> tuple[MeetingPlan, ...]:
    """Return when each committee meets, by the place of the minutes in the file."""
    plans = {one.position: plan_of(one.committee) for one in _meetings(document)}
    return tuple(plans.get(at, NO_PLAN) for at in range(max(plans, default=-1) + 1))


def _fits(document: Document, found: Sequence[Findings]) -> bool:
    """Tell whether the findings belong to the meetings, and the copies of meetings, stored here."""
    meetings = document.meetings.annotate(items=Count("agenda_items"))
    rows = {meeting.position: meeting.items for meeting in meetings}
    places = {*rows, *document.copies.values_list("position", flat=True)}
    return places == set(range(len(found))) and all(
        finding.item < count for at, count in rows.items() for finding in found[at]
    )


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
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, stage=Document.Stage.READ)
        # A second worker that understood the same document at the same time stops here.
        if not waiting.update(stage=Document.Stage.READY, taken_at=None, attempts=0):
            return
        meetings_lock()
        for meeting in _meetings(document):
            _store(meeting, found[meeting.position], read)
        versions_compare(document=document)
        event_record(
            subject=Event.Subject.DOCUMENT,
            subject_id=document.pk,
            kind=Event.Kind.READY,
            at=now,
            note=_unsure(found),
        )


def _unsure(found: Iterable[Findings]) -> str:
    """Say how many suggestions are not shown unasked."""
    count = sum(one.confidence < VISIBLE_CONFIDENCE for findings in found for one in findings)
    if not count:
        return ""
    return ngettext(
        "%(count)s usikkert forslag vises kun, når man beder om det.",
        "%(count)s usikre forslag vises kun, når man beder om det.",
        count,
    ) % {"count": count}


def _meetings(document: Document) -> list[Meeting]:
    return list(document.meetings.select_related("committee").order_by("position"))


def _store(meeting: Meeting, findings: Findings, read: FileText) -> None:
    items = list(meeting.agenda_items.order_by("position"))
    seen: dict[tuple[int, int, int], int] = {}
    rows = []
    for finding in findings:
        key = (finding.item, finding.start, finding.end)
        seen[key] = seen.get(key, -1) + 1
        row = commitment_row(items[finding.item], finding, read, ordinal=seen[key])
        if meeting.version_of_id:
            row.status = Commitment.Status.OFFERED
        rows.append(row)
    Commitment.objects.bulk_create(rows)


def commitment_row(
    agenda_item: AgendaItem, finding: CommitmentFinding, read: FileText, *, ordinal: int
) -> Commitment:
    """Return the suggestion that a finding makes, not stored yet."""
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
        due_meeting=meeting_meant(
            meeting=agenda_item.meeting, words=finding.due_text or "", due=finding.due
        ),
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
