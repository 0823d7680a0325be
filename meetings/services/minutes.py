"""The minutes found in a file become meetings, or are recognised as being here already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from meetings.committee_names import committee_named
from meetings.locks import meetings_lock
from meetings.models import (
    AgendaItem,
    Committee,
    Document,
    Event,
    Meeting,
    MinutesCopy,
)
from meetings.reading.fingerprint import Minuted, fingerprint
from meetings.reading.structure import Minutes
from meetings.reading.text import FileText
from meetings.selectors import planned_case_number
from meetings.services.events import event_record
from meetings.services.fingerprints import minuted_items
from meetings.services.versions import (
    Place,
    Reading,
    closed_together,
    is_rough,
    place_minutes,
)


def minutes_store(
    *, document: Document, read: FileText, minutes: Sequence[Minutes], now: datetime
) -> None:
    """Store each minutes as a meeting, as a corrected version of one, or as a copy of one.

    Belongs into the transaction in which the document is stored as read.
    """
    meetings_lock()
    rough = is_rough(source=read.source, text=read.text)
    for position, one in enumerate(minutes):
        reading = _reading(document, one, is_rough=rough)
        place = place_minutes(reading, document=document)
        if place.same_as:
            _store_copy(document, position, one, reading.items, place.same_as, now=now)
        else:
            meeting = _store_meeting(document, position, one, reading, place, now=now)
            _tell(meeting, place, now=now)


def _reading(document: Document, minutes: Minutes, *, is_rough: bool) -> Reading:
    return Reading(
        committee=document.committee or _committee_named_in(minutes.title),
        title=(minutes.title or "")[:300],
        held_on=minutes.date,
        items=minuted_items(minutes),
        is_rough=is_rough,
    )


def _store_copy(
    document: Document,
    position: int,
    minutes: Minutes,
    items: Sequence[Minuted],
    meeting: Meeting,
    *,
    now: datetime,
) -> None:
    MinutesCopy.objects.create(
        document=document, position=position, meeting=meeting, page=minutes.page
    )
    closed_together(meeting, items, [item.closed for item in minutes.items], now=now)
    event_record(
        subject=Event.Subject.DOCUMENT,
        subject_id=document.pk,
        kind=Event.Kind.COPIED,
        at=now,
    )


def _store_meeting(
    document: Document,
    position: int,
    minutes: Minutes,
    reading: Reading,
    place: Place,
    *,
    now: datetime,
) -> Meeting:
    committee = reading.committee
    meeting = Meeting.objects.create(
        document=document,
        position=position,
        committee=committee,
        title=reading.title,
        held_on=minutes.date,
        case_number=planned_case_number(committee, minutes.date),
        date_source=minutes.date_source or "",
        date_evidence=(minutes.date_evidence or "")[:300],
        starts_at=minutes.start_time,
        ends_at=minutes.end_time,
        place=(minutes.place or "")[:300],
        participants=[asdict(participant) for participant in minutes.participants],
        page=minutes.page,
        version_of=place.version_of,
        resembles=place.resembles,
    )
    closed = [item.closed for item in minutes.items]
    if place.version_of:
        closed = closed_together(place.version_of, reading.items, closed, now=now)
    always = committee is not None and committee.is_closed_by_default
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=at,
            number=(item.number or "")[:20],
            title=(item.title or "")[:500],
            is_closed=closed[at] or always,
            page=item.page,
            start=item.start,
            end=item.end,
            minuted=reading.items[at].text,
            fingerprint=fingerprint(reading.items[at].text),
        )
        for at, item in enumerate(minutes.items)
    )
    return meeting


def _tell(meeting: Meeting, place: Place, *, now: datetime) -> None:
    """Write into the life of both meetings that the one came beside the other."""
    other = place.version_of or place.resembles
    if other is None:
        return
    kind = Event.Kind.VERSIONED if place.version_of else Event.Kind.RESEMBLED
    for one in (other, meeting):
        event_record(subject=Event.Subject.MEETING, subject_id=one.pk, kind=kind, at=now)


def _committee_named_in(title: str | None) -> Committee | None:
    """Return the active committee that the title names, else None: no guess."""
    # Also by the names of those that are no more: a title that means one of them means no other.
    key = committee_named(title or "", dict(Committee.objects.values_list("pk", "name")))
    return Committee.objects.filter(pk=key, is_active=True).first() if key else None
