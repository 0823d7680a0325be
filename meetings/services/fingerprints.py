"""The minuted words of agenda items, kept so that copies and corrected versions are recognised."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from meetings.models import AgendaItem, Document, Meeting
from meetings.reading.confined import read_minutes
from meetings.reading.fingerprint import Minuted, fingerprint
from meetings.reading.structure import Item, Minutes, minuted_text
from meetings.reading.unreadable import UnreadableError
from meetings.selectors import document_file_text
from meetings.services.taking import reading_limits

_LONGEST_NUMBER = 20  # what may stand before the title of an agenda item: "Beslutning for punkt 12"


def minuted_items(minutes: Minutes) -> list[Minuted]:
    """Return what a copy of the minutes is compared by, an entry an agenda item."""
    return [
        Minuted(item.number or "", item.title or "", minuted_text(item)) for item in minutes.items
    ]


def meeting_minuted(meeting: Meeting) -> list[tuple[AgendaItem, Minuted]]:
    """Return the meeting's agenda items with their minuted words.

    Those that came in before these were kept are compared by the words as they stand until
    `agenda_items_index` has read them: this is called while others wait for us to be done.
    """
    items = list(meeting.agenda_items.order_by("position"))
    return [(item, Minuted(item.number, item.title, _kept(item, meeting))) for item in items]


def _kept(item: AgendaItem, meeting: Meeting) -> str:
    if item.minuted or item.fingerprint:
        return item.minuted
    standing = " ".join(meeting.document.text[item.start : item.end].split())
    before, _title, words = standing.partition(item.title)
    return words.strip() if item.title and len(before) <= _LONGEST_NUMBER else standing


def agenda_items_index(*, meeting: Meeting) -> int:
    """Read the minuted words of a meeting's agenda items once more; return how many had none."""
    missing = list(meeting.agenda_items.filter(minuted="", fingerprint=""))
    if not missing:
        return 0
    read = _items_read(meeting.document)
    for row in missing:
        row.minuted = _words(row, read.get((row.start, row.end)), meeting.document.text)
        row.fingerprint = fingerprint(row.minuted)
    AgendaItem.objects.bulk_update(missing, ["minuted", "fingerprint"])
    return len(missing)


def _items_read(document: Document) -> dict[tuple[int, int], Item]:
    """Return the agenda items as they are read today by their place; none where it takes too much.

    Takes as long as a child does.
    """
    read = document_file_text(document)
    try:
        found = read_minutes(read, file_name=document.name, limits=reading_limits()).minutes
    except UnreadableError:
        return {}
    return {(item.start, item.end): item for minutes in found for item in minutes.items}


def _words(row: AgendaItem, item: Item | None, text: str) -> str:
    """Return the words as they are read today, or as they stand where they are read otherwise."""
    return minuted_text(item) if item else " ".join(text[row.start : row.end].split())


def meetings_unindexed() -> Iterable[Meeting]:
    """Return the meetings that came in before agenda items had fingerprints."""
    lacking = AgendaItem.objects.filter(minuted="", fingerprint="", end__gt=F("start"))
    return Meeting.objects.filter(pk__in=lacking.values("meeting")).select_related("document")
