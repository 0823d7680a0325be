"""Who looked at what is closed, written down: once a view, and for files once an hour."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.models import ActionItem, Commitment, IncomingMail
from actions.models.action_item import ActionItemQuerySet
from actions.selectors import ActionItemRow
from meetings.models import AgendaItem, Document, Event, Meeting, User
from meetings.selectors import holds_closed
from meetings.services.events import event_record

# The pages of a file are fetched one by one: they are one view.
SAME_VIEW_SECONDS = 3600
CLOSED = "lukket punkt"


def note_item_view(
    user: User, action_item: ActionItem, kind: Event.Kind = Event.Kind.VIEWED, *, what: str = ""
) -> None:
    if action_item.is_confidential:
        note = f"{CLOSED}: {what}" if what else CLOSED
        _note(user, Event.Subject.ACTION_ITEM, action_item.pk, kind, note)


def note_clip_view(user: User, action_item: ActionItem) -> None:
    """Write down that the words of a closed item are looked at as a picture, once an hour."""
    key = f"viewed-clip:{user.pk}:{action_item.pk}"
    if action_item.is_confidential and cache.add(key, value=True, timeout=SAME_VIEW_SECONDS):
        note_item_view(user, action_item, what="udklip")


def note_page_view(
    user: User,
    page: str,
    closed: Iterable[str],
    kind: Event.Kind = Event.Kind.VIEWED,
) -> None:
    """Write down which closed rows a page or a file of many shows; nothing where it shows none."""
    told = ", ".join(closed)
    if told:
        _note(user, Event.Subject.LOG, 0, kind, f"{CLOSED}, {page}: {told}")


def agenda_item_number(meeting: int, number: str) -> str:
    return f"møde {meeting} punkt {number}"


def closed_numbers(action_items: Iterable[ActionItem]) -> list[str]:
    return [item_number(item.pk) for item in action_items if item.is_confidential]


def note_rows_view(user: User, page: str, rows: Iterable[ActionItemRow]) -> None:
    """Write down which closed items a list shows, once for the whole of it."""
    note_page_view(user, page, [item_number(row.pk) for row in rows if row.is_closed_item])


def item_number(pk: int) -> str:
    return f"opgave {pk}"


def note_meeting_view(user: User, meeting: Meeting, agenda_items: Iterable[AgendaItem]) -> None:
    closed = [item.number or str(item.position) for item in agenda_items if item.is_closed]
    if closed:
        note = f"{CLOSED}: {', '.join(closed)}"
        _note(user, Event.Subject.MEETING, meeting.pk, Event.Kind.VIEWED, note)


def note_picture_view(user: User, document: Document) -> None:
    """Write down that pages of a file with something closed are looked at."""
    key = f"viewed:{user.pk}:{document.pk}"
    # What was looked at while it was open is looked at anew once it is closed.
    if holds_closed(document) and cache.add(key, value=True, timeout=SAME_VIEW_SECONDS):
        _note(user, Event.Subject.DOCUMENT, document.pk, Event.Kind.VIEWED, CLOSED)


def note_original(user: User, document: Document) -> None:
    """Write down that a file was fetched, whatever is in it: it leaves the house."""
    note = CLOSED if holds_closed(document) else ""
    _note(user, Event.Subject.DOCUMENT, document.pk, Event.Kind.EXPORTED, note)


def note_export(user: User, action_items: ActionItemQuerySet, *, form: str) -> None:
    """Write down that a list was taken along, and how much of it is closed."""
    number = action_items.order_by().count()
    closed = action_items.order_by().confidential().count()
    note = f"{form}: {number} opgaver, heraf {closed} lukkede"
    _note(user, Event.Subject.LOG, 0, Event.Kind.EXPORTED, note)


def note_log_view(user: User, events: Iterable[Event]) -> None:
    """Write down of which closed items and suggestions a page of the log tells the words."""
    spoken = [one for one in events if one.kind not in Event.LOOKS and (one.note or one.changes)]
    told = {of: {one.subject_id for one in spoken if one.subject == of} for of in Event.Subject}
    replies = IncomingMail.objects.filter(pk__in=told[Event.Subject.INCOMING])
    items = ActionItem.objects.confidential().order_by("pk")
    shown = items.filter(
        Q(pk__in=told[Event.Subject.ACTION_ITEM]) | Q(pk__in=replies.values("action_item"))
    )
    suggestions = Commitment.objects.filter(
        pk__in=told[Event.Subject.COMMITMENT], agenda_item__is_closed=True
    )
    keys = suggestions.order_by("pk").values_list("pk", flat=True)
    note_page_view(user, "log", [*closed_numbers(shown), *(f"forslag {pk}" for pk in keys)])


def note_log_export(user: User, events: QuerySet[Event]) -> None:
    note = f"log: {events.order_by().count()} hændelser"
    _note(user, Event.Subject.LOG, 0, Event.Kind.EXPORTED, note)


def _note(user: User, subject: Event.Subject, subject_id: int, kind: Event.Kind, note: str) -> None:
    event_record(
        subject=subject, subject_id=subject_id, kind=kind, at=timezone.now(), by=user, note=note
    )
