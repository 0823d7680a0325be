"""Minutes that are here already: a copy adds nothing, a corrected version is laid beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from meetings.models import AgendaItem, Committee, Document, Event, Meeting
from meetings.reading.changes import is_same, pair_items
from meetings.reading.damage import fold, is_damaged
from meetings.reading.fingerprint import (
    COPY,
    LIKE,
    Minuted,
    fingerprint,
    has_substance,
    letters,
    likeness,
)
from meetings.services.events import event_record
from meetings.services.fingerprints import meeting_minuted

# An agenda item with fewer letters is boilerplate: it points to no meeting.
TELLING = 120
# How many meetings of one name are compared word by word where no item is the very same.
COMPARED = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """Minutes as they were read, before they are anybody's: what they are compared by.

    `is_rough` tells that an engine may have misread them.
    """

    committee: Committee | None
    title: str
    held_on: date | None
    items: Sequence[Minuted]
    is_rough: bool

    @property
    def whole(self) -> str:
        return _whole(self.items)


@dataclass(frozen=True, slots=True)
class Place:
    """Where minutes belong: at most one of the three; none of them for a new meeting."""

    same_as: Meeting | None = None
    version_of: Meeting | None = None
    resembles: Meeting | None = None


def is_rough(*, source: str, text: str) -> bool:
    """Tell whether words of the document may have been misread by an engine."""
    return source in {"ocr", "mixed"} or is_damaged(text)


def place_minutes(reading: Reading, *, document: Document) -> Place:
    """Return where the minutes belong. Only the same committee and date join them by themselves."""
    for root in _with_identity(reading):
        copied = next((one for one in family(root) if _is_copy(reading, one)), None)
        if copied:
            return Place(same_as=copied)
    for root in _with_identity(reading):
        if max(_likeness(reading, one) for one in family(root)) >= LIKE:
            return Place(version_of=root)
    # One file with two unlike minutes of one day holds two meetings, or one that was cut in two.
    unlike = _with_identity(reading).exclude(document=document).first()
    return Place(resembles=unlike or _lookalike(reading))


def family(meeting: Meeting) -> list[Meeting]:
    """Return the meeting as it came in first, then its corrected versions in order."""
    root = meeting.version_of or meeting
    return [root, *root.versions.select_related("document").order_by("pk")]


def _with_identity(reading: Reading) -> QuerySet[Meeting]:
    """Return the meetings of the same committee, or the same title, on the same day."""
    if reading.held_on is None:
        return Meeting.objects.none()
    dated = _roots().filter(held_on=reading.held_on)
    if reading.committee:
        return dated.filter(committee=reading.committee)
    named = [
        one.pk for one in dated.filter(committee__isnull=True) if _same_title(one, reading.title)
    ]
    return dated.filter(pk__in=named)


def _roots() -> QuerySet[Meeting]:
    return Meeting.objects.filter(version_of=None).select_related("document").order_by("pk")


def _same_title(meeting: Meeting, title: str) -> bool:
    return bool(fold(title)) and fold(meeting.title) == fold(title)


def _is_copy(reading: Reading, meeting: Meeting) -> bool:
    there = _minuted(meeting)
    return is_same(
        _whole(there), reading.whole, tolerant=reading.is_rough or is_rough_meeting(meeting)
    )


def is_rough_meeting(meeting: Meeting) -> bool:
    """Tell whether words of the meeting's minutes may have been misread by an engine."""
    document = meeting.document
    return is_rough(source=document.text_source, text=document.text)


def _likeness(reading: Reading, meeting: Meeting) -> float:
    return likeness(_whole(_minuted(meeting)), reading.whole)


def _minuted(meeting: Meeting) -> list[Minuted]:
    return [minuted for _item, minuted in meeting_minuted(meeting)]


def _whole(items: Iterable[Minuted]) -> str:
    return "\n".join(item.whole for item in items)


def _lookalike(reading: Reading) -> Meeting | None:
    """Return a meeting with much the same words, where date or committee are unknown or differ.

    Two dates that differ make two meetings, however much they share.
    """
    if not has_substance(reading.items):
        return None
    dated = Q(held_on__isnull=True) | Q(held_on=reading.held_on) if reading.held_on else Q()
    near = _roots().filter(dated)
    telling = [fingerprint(item.text) for item in reading.items if _is_telling(item)]
    sharing = AgendaItem.objects.filter(fingerprint__in=telling).values("meeting")
    shared = list(near.filter(pk__in=sharing)[:COMPARED])
    named = list(near.filter(_named(reading)).order_by("-pk")[:COMPARED])
    candidates = {one.pk: one for one in [*shared, *named]}.values()
    alike = ((_likeness(reading, one), one) for one in candidates)
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= COPY else None


def _is_telling(item: Minuted) -> bool:
    return len(letters(item.text)) >= TELLING


def _named(reading: Reading) -> Q:
    named = Q(title__iexact=reading.title)
    return named | Q(committee=reading.committee) if reading.committee else named


def meeting_compare(*, meeting: Meeting, now: datetime) -> None:
    """Ask about a meeting that was given the committee and date which another one has."""
    root = meeting.version_of or meeting
    root.refresh_from_db()
    if root.is_distinct:
        return
    reading = Reading(
        root.committee, root.title, root.held_on, _minuted(root), is_rough=is_rough_meeting(root)
    )
    others = _with_identity(reading).exclude(pk=root.pk)
    twin = max(others, key=lambda one: _likeness(reading, one), default=None)
    was = root.resembles
    stands = was is not None and (root.held_on is None or was.held_on in {None, root.held_on})
    found = twin or (was if stands else None)
    if found == was:
        return
    Meeting.objects.filter(pk=root.pk).update(resembles=found)
    if found:
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=root.pk,
            kind=Event.Kind.RESEMBLED,
            at=now,
        )


def closed_together(
    meeting: Meeting, items: Sequence[Minuted], closed: Sequence[bool], *, now: datetime
) -> list[bool]:
    """Return which of the items are closed: what was closed in one version is closed in all.

    Items of the meeting that a copy or version says are closed are closed there too.
    """
    result = list(closed)
    for one in family(meeting):
        there = meeting_minuted(one)
        for pair in pair_items([minuted for _item, minuted in there], items):
            if pair.old is None or pair.new is None:
                continue
            row = there[pair.old][0]
            if row.is_closed:
                result[pair.new] = True
            elif closed[pair.new]:
                agenda_items_close(rows=[row], now=now)
    return result


def agenda_items_close(*, rows: Iterable[AgendaItem], now: datetime) -> None:
    """Close agenda items because other minutes of the meeting say so; none is opened again."""
    for row in rows:
        still_open = AgendaItem.objects.filter(pk=row.pk, is_closed=False)
        if still_open.update(is_closed=True):
            event_record(
                subject=Event.Subject.MEETING,
                subject_id=row.meeting_id,
                kind=Event.Kind.CHANGED,
                at=now,
                # By its place: not even the title of a closed item belongs in the log.
                changes={"is_closed": [False, True]},
                note=str(row.position + 1),
            )
