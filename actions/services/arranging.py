"""A person arranges the suggestions: divides one, puts several together, marks what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from actions.exceptions import NotTogetherError, OutsideError
from actions.models import Commitment
from actions.models.commitment import BY_HAND
from actions.services.commitments import claim, locked_meeting, reopen
from actions.services.log import commitment_log
from meetings.models import AgendaItem, Event, User
from meetings.selectors import document_file_text

# Longer than any sentence that says who is to do what: somebody marked half a page.
MARKED_LENGTH = 2000
COPIED = (
    "agenda_item",
    "quote",
    "start",
    "end",
    "page",
    "boxes",
    "owner_text",
    "owner_name",
    "owner_person",
    "owner_unit",
    "co_owners",
    "due_text",
    "due",
    "due_meeting",
    "not_before",
    "recurrence",
    "condition",
)


def commitment_split(
    *, commitment: Commitment, version: int | None, tasks: tuple[str, str], by: User, now: datetime
) -> list[Commitment]:
    """Let two suggestions stand for one; both keep its words, its owner and its deadline."""
    with transaction.atomic():
        meeting = locked_meeting(commitment)
        claim(commitment, Commitment.Status.SPLIT, version=version, by=by, now=now)
        parts = [_part(commitment, task) for task in tasks]
        reopen(meeting, by=by, now=now)
        commitment_log(commitment, Event.Kind.SPLIT, by=by, now=now)
        for part in parts:
            commitment_log(part, Event.Kind.CREATED, by=by, now=now, note=part.because)
    return parts


def _part(commitment: Commitment, task: str) -> Commitment:
    return Commitment.objects.create(
        **{name: getattr(commitment, name) for name in COPIED},
        ordinal=_next_ordinal(commitment.agenda_item_id, commitment.start, commitment.end),
        task=task,
        confidence=1.0,
        rule=BY_HAND,
        because=_("Et forslag er delt i to."),
        split_from=commitment,
    )


def _next_ordinal(agenda_item_id: int, start: int, end: int) -> int:
    same = Commitment.objects.filter(agenda_item=agenda_item_id, start=start, end=end)
    last = same.aggregate(last=Max("ordinal"))["last"]
    return 0 if last is None else last + 1


def commitments_merge(
    *,
    commitment: Commitment,
    version: int | None,
    others: Sequence[Commitment],
    by: User,
    now: datetime,
) -> None:
    """Let one suggestion stand for others of its meeting too; the places of all stay linked."""
    with transaction.atomic():
        meeting = locked_meeting(commitment)
        _refuse_apart(commitment, others)
        _stay(commitment, version=version)
        for other in others:
            claim(other, Commitment.Status.MERGED, version=None, by=by, now=now)
            Commitment.objects.filter(pk=other.pk).update(merged_into=commitment)
            note = _("Lagt sammen med »%(task)s«") % {"task": commitment.task}
            commitment_log(other, Event.Kind.MERGED, by=by, now=now, note=note)
        reopen(meeting, by=by, now=now)
    commitment.refresh_from_db()


def _refuse_apart(commitment: Commitment, others: Sequence[Commitment]) -> None:
    """What was said behind closed doors may not become part of what was not."""
    item = commitment.agenda_item
    alike = [
        other.pk != commitment.pk
        and other.agenda_item.meeting_id == item.meeting_id
        and other.agenda_item.is_closed == item.is_closed
        for other in others
    ]
    if not alike or not all(alike):
        raise NotTogetherError


def _stay(commitment: Commitment, *, version: int | None) -> None:
    """Hold on to the one that stays: it must be open still, and the one that was seen."""
    claim(commitment, Commitment.Status.PROPOSED, version=version)


def commitment_mark(
    *, agenda_item: AgendaItem, start: int, end: int, task: str, by: User, now: datetime
) -> Commitment:
    """Make a suggestion of words that a person marked; the same words twice make one."""
    text = agenda_item.meeting.document.text
    start, end = _trimmed(text, start, end)
    if not agenda_item.start <= start < end <= agenda_item.end or end - start > MARKED_LENGTH:
        raise OutsideError
    with transaction.atomic():
        meeting = locked_meeting(agenda_item)
        task = task or " ".join(text[start:end].split())
        found = _marked_before(agenda_item, start, end, task)
        if found:
            return found
        read = document_file_text(agenda_item.meeting.document)
        row = Commitment.objects.create(
            agenda_item=agenda_item,
            quote=text[start:end],
            start=start,
            end=end,
            ordinal=_next_ordinal(agenda_item.pk, start, end),
            page=read.page_at(start),
            boxes=[asdict(box) for box in read.boxes(start, end)],
            task=task,
            confidence=1.0,
            rule=BY_HAND,
            because=_("Ordene er markeret på siden."),
        )
        reopen(meeting, by=by, now=now)
        commitment_log(row, Event.Kind.MARKED, by=by, now=now)
    return row


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the blanks around the words, and take half words whole."""
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and start > 0 and not text[start - 1].isspace():
        start -= 1
    while start < end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _marked_before(agenda_item: AgendaItem, start: int, end: int, task: str) -> Commitment | None:
    """Return what a first click has made already."""
    made = Commitment.objects.undecided().filter(agenda_item=agenda_item, rule=BY_HAND, task=task)
    return made.filter(start=start, end=end, split_from=None).first()


def commitments_unmake(commitments: Sequence[Commitment], *, by: User, now: datetime) -> bool:
    """Take back what a person made; tell whether all of it was still open."""
    for one in commitments:
        still = Commitment.objects.undecided().filter(pk=one.pk)
        if not still.update(status=Commitment.Status.UNMADE, version=F("version") + 1):
            return False
        commitment_log(one, Event.Kind.UNMADE, by=by, now=now)
    return True
