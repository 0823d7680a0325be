"""An open item of March, and later minutes that may answer it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile

from actions.models import ActionItem, Commitment
from actions.services.recognising import document_recognise
from actions.services.search import search_rebuild
from meetings.models import AgendaItem, Committee, Document, Meeting
from tests.cast import NOW, Cast

TASK = "Udarbejd et notat om status for tandsundhedsplanen"
TITLE = "Notat om status for tandsundhedsplanen"
BEFORE, AFTER = date(2026, 2, 2), date(2026, 3, 2)


def open_item(cast: Cast, task: str = TASK, **columns: object) -> ActionItem:
    values: dict[str, object] = {
        "committee": cast.committee,
        "promised_on": BEFORE,
        "owner_person": cast.anna_holm,
        "assigned_at": NOW,
        "created_at": NOW,
        "task": task,
    }
    return ActionItem.objects.create(**values | columns)


def later_minutes(
    committee: Committee | None,
    *points: tuple[str, str],
    held_on: date | None = AFTER,
    appendix: str = "",
    is_closed: bool = False,
) -> Meeting:
    """Return a meeting whose minutes have these agenda items: (title, what was minuted)."""
    parts = [f"{at}. {title}\n\n{said}\n\n" for at, (title, said) in enumerate(points, start=1)]
    text = "Referat\n\n" + "".join(parts) + appendix
    document = Document.objects.create(
        name="senere.txt",
        sha256=sha256(f"{text}{Document.objects.count()}".encode()).hexdigest(),
        size=len(text),
        file=ContentFile(text.encode(), name="senere.txt"),
        committee=committee,
        uploaded_at=NOW,
        read_at=NOW,
        stage=Document.Stage.READY,
        text=text,
        text_source="file",
    )
    meeting = Meeting.objects.create(
        document=document, position=0, committee=committee, title="Udvalget", held_on=held_on
    )
    start = len("Referat\n\n")
    for at, (part, (title, _said)) in enumerate(zip(parts, points, strict=True)):
        AgendaItem.objects.create(
            meeting=meeting,
            position=at,
            number=str(at + 1),
            title=title,
            start=start,
            end=start + len(part),
            is_closed=is_closed,
        )
        start += len(part)
    return meeting


def suggest(meeting: Meeting, task: str) -> Commitment:
    item = meeting.agenda_items.earliest("position")
    return Commitment.objects.create(
        agenda_item=item,
        quote=meeting.document.text[item.start : item.end].strip(),
        start=item.start,
        end=item.end,
        task=task,
        confidence=0.9,
        rule="test",
        because="",
    )


def look_through(meeting: Meeting) -> int:
    search_rebuild()
    return document_recognise(document=meeting.document, now=NOW)
