"""Documents as the lists show them: how far each is, whose it is, what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from meetings.models import Document, Meeting, MinutesCopy
from meetings.models import Page as DocumentPage
from meetings.models.document import DocumentQuerySet
from tracker.permissions import decided_meetings, visible_documents, visible_meetings
from tracker.web.grades import shown_commitments
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is on its road: `step` of STEPS, in words, with the colour that goes."""

    word: str
    kind: str
    icon: str
    step: int
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A document as the list shows it."""

    document: Document
    progress: Progress
    committee: str


STEPS = 4


def progress(document: Document, *, has_minutes: bool, is_known: bool = False) -> Progress:
    if document.stage == Document.Stage.REJECTED:
        return Progress(_("Kunne ikke læses"), "error", "error", 0, is_under_way=False)
    if document.stage == Document.Stage.READY and not has_minutes:
        return _without_meetings(is_known=is_known)
    if document.stage == Document.Stage.READY:
        return Progress(_("Klar"), "success", "check", STEPS, is_under_way=False)
    return _progress_under_way(document)


def _progress_under_way(document: Document) -> Progress:
    if document.stage == Document.Stage.READ:
        return Progress(_("Læst, søger aftaler"), "info", "sync", 3, is_under_way=True)
    if document.scan == Document.Scan.HELD:
        return Progress(_("Afventer viruskontrol"), "warning", "hourglass", 1, is_under_way=True)
    if document.taken_at:
        return Progress(_reading_words(document), "info", "sync", 2, is_under_way=True)
    words = _("I kø til OCR") if document.is_scanned else _("I kø")
    return Progress(words, "neutral", "hourglass", 1, is_under_way=True)


def _reading_words(document: Document) -> str:
    if not document.pages_all:
        return _("Læses")
    page = min((document.pages_done or 0) + 1, document.pages_all)
    return _("Læses, side %(page)s af %(all)s") % {"page": page, "all": document.pages_all}


def _without_meetings(*, is_known: bool) -> Progress:
    if is_known:
        return Progress(_("Ligger her allerede"), "info", "check", STEPS, is_under_way=False)
    return Progress(_("Intet referat"), "warning", "warning", STEPS, is_under_way=False)


def committee_words(document: Document, meetings: Sequence[Meeting], at: Progress) -> str:
    """Return which committee the file is from, or where it stands or does not stand."""
    found = dict.fromkeys(meeting.committee.name for meeting in meetings if meeting.committee)
    if found or document.committee:
        return ", ".join(found) or str(document.committee)
    return _("Udvalg findes i referatet") if at.is_under_way else _("Udvalg ikke fundet")


def document_row(document: Document) -> Row:
    """Return the document of `documents_listed` as the lists show it."""
    meetings: list[Meeting] = document.visible_meetings  # type: ignore[attr-defined]  # prefetched
    is_known: bool = document.has_copies  # type: ignore[attr-defined]  # annotated
    at = progress(document, has_minutes=bool(meetings), is_known=is_known)
    return Row(document, at, committee_words(document, meetings, at))


def documents_listed(request: UserRequest) -> DocumentQuerySet:
    """Return the documents that the user sees, with what the lists tell of each."""
    pages = DocumentPage.objects.filter(document=OuterRef("pk")).order_by().values("document")
    suggestions = (
        shown_commitments(request.user)
        .filter(agenda_item__meeting__document=OuterRef("pk"))
        .order_by()
        .values("agenda_item__meeting__document")
    )
    decided = decided_meetings(request.user).filter(document=OuterRef("pk"))
    return (
        visible_documents(request.user)
        .defer("text")
        .select_related("committee", "uploaded_by__person")
        .prefetch_related(_meetings(request))
        .annotate(
            number_of_pages=Coalesce(Subquery(pages.values(number=Count("pk"))), 0),
            number_of_suggestions=Coalesce(Subquery(suggestions.values(number=Count("pk"))), 0),
            # What was weighed on the way is told to who decides only.
            tells_suggestions=Exists(decided),
            has_copies=Exists(MinutesCopy.objects.filter(document=OuterRef("pk"))),
        )
    )


def _meetings(request: UserRequest) -> Prefetch[str]:
    visible = visible_meetings(request.user).select_related("committee").order_by("position")
    return Prefetch("meetings", queryset=visible, to_attr="visible_meetings")
