"""Questions to the rows of meetings, answered as values for the pure cores."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from meetings.models import (
    Alias,
    CalendarPeriod,
    ClosingDay,
    Committee,
    Document,
    Event,
    Meeting,
    OpenDay,
    Page,
    Person,
    PlannedMeeting,
    Unit,
)
from meetings.models.register import AliasQuerySet
from meetings.reading.text import Box, FileText, Word
from meetings.reading.text import Page as ReadPage
from meetings.usual_days import USUAL

# How many years ahead a yearly period is known: further than any deadline.
QUIET_YEARS = 30


def document_file_text(document: Document) -> FileText:
    """Return the fixed text of a read document with its pages, as it was when it was read."""
    return FileText(
        text=document.text,
        pages=tuple(_page(page) for page in document.pages.all()),
        source=document.text_source,  # type: ignore[arg-type]  # written from the same literal
    )


def _page(page: Page) -> ReadPage:
    return ReadPage(
        number=page.number,
        width=page.width,
        height=page.height,
        start=page.start,
        end=page.end,
        source=page.source,  # type: ignore[arg-type]  # written from the same literal
        words=tuple(
            Word(start, end, Box(page.number, x0, top, x1, bottom), confidence)
            for start, end, x0, top, x1, bottom, confidence in page.words
        ),
    )


def aliases_listed() -> AliasQuerySet:
    """Return the standing aliases; `learned_at` and `learned_by` tell which a review taught."""
    learned = Event.objects.filter(
        subject=Event.Subject.REGISTER, kind=Event.Kind.LEARNED, subject_id=OuterRef("pk")
    )
    return (
        Alias.objects.standing()
        .select_related("unit", "person")
        .annotate(
            learned_at=Subquery(learned.values("at")[:1]),
            learned_by=Subquery(learned.values("by__username")[:1]),
        )
    )


def closing_days() -> frozenset[date]:
    """Return the days on which the municipality is closed besides holidays, or wants quiet.

    What it closes itself stays closed, also where it usually holds open.
    """
    kept_open = set(OpenDay.objects.values_list("month", "day"))
    days = {day for day in USUAL if (day.month, day.day) not in kept_open}
    days.update(ClosingDay.objects.values_list("day", flat=True))
    for period in CalendarPeriod.objects.filter(is_quiet=True):
        days.update(period.days(years=QUIET_YEARS))
    return frozenset(days)


def shared_initials() -> list[tuple[str, list[str]]]:
    """Return the initials that more than one active person has, with the names behind each."""
    people = Person.objects.filter(is_active=True).exclude(initials="")
    shared = people.order_by().values("initials").annotate(n=Count("pk")).filter(n__gt=1)
    names: dict[str, list[str]] = {}
    rows = people.filter(initials__in=shared.values("initials")).order_by("initials", "name")
    for initials, name in rows.values_list("initials", "name"):
        names.setdefault(initials, []).append(name)
    return list(names.items())


def units_below(roots: set[int]) -> set[int]:
    """Return the units and everything below them in the tree."""
    children: dict[int, list[int]] = {}
    for pk, parent in Unit.objects.filter(parent__isnull=False).values_list("pk", "parent_id"):
        children.setdefault(parent or 0, []).append(pk)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, ()))
    return found


def holds_closed(document: Document) -> bool:
    """Tell whether something in the file is, or may be, behind closed doors."""
    if document.mentions_closed or document.stage != Document.Stage.READY:
        return True
    closed = Q(agenda_items__is_closed=True) | Q(committee__is_closed_by_default=True)
    return Meeting.objects.filter(closed, document=document).exists()


def planned_case_number(committee: Committee | None, held_on: date | None) -> str:
    """Return the number under which the meeting plan files the meeting of that day."""
    if committee is None or held_on is None:
        return ""
    planned = PlannedMeeting.objects.filter(committee=committee, held_on=held_on)
    return planned.values_list("case_number", flat=True).first() or ""
