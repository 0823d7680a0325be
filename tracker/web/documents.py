"""The files of minutes: putting them in, following the reading, seeing what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.exceptions import DocumentNotStoppedError, PicturesBusyError
from meetings.models import Document, Event, Meeting, MinutesCopy
from meetings.models import Page as DocumentPage
from meetings.models.document import DocumentQuerySet
from meetings.reading import UnreadableError
from meetings.services.documents import document_retry
from meetings.services.intake import intake_state
from meetings.services.pictures import page_picture
from meetings.services.scanning import is_released
from tracker import pipeline
from tracker.permissions import (
    access_document,
    decided_documents,
    decided_meetings,
    may_see_meetings,
    may_upload,
    visible_documents,
    visible_meetings,
)
from tracker.web.grades import shown_commitments
from tracker.web.http import UserRequest, in_a_moment
from tracker.web.relations import document_relations
from tracker.web.upload import UploadForm, receive, tell

PAGE_SIZE = 25
# Two pixels a point: sharp on the screen, some 200 kB a page.
PICTURE_SCALE = 2.0
PICTURE_SECONDS = 3600
# Chosen on the front page: the files that could not be read.
REJECTED = Document.Stage.REJECTED.value


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
    return Progress(_("I kø"), "neutral", "hourglass", 1, is_under_way=True)


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: UserRequest) -> HttpResponse:
    if not may_see_meetings(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _upload(request)
    return _list(request, UploadForm(user=request.user) if may_upload(request.user) else None)


def _upload(request: UserRequest) -> HttpResponse:
    if not may_upload(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST, user=request.user)
    files = request.FILES.getlist("file")
    if not files:
        messages.error(request, _("Vælg mindst én fil."))
        return _list(request, form, status=422)
    if not form.is_valid():
        messages.error(request, _("Vælg det udvalg, filerne hører til."))
        return _list(request, form, status=422)
    received, refused = receive(
        files, committee=form.cleaned_data["committee"], by=request.user, now=timezone.now()
    )
    tell(request, received, refused)
    if received and not request.htmx:
        return redirect("documents")
    return _list(request, form, status=200 if received else 422)


def _list(request: UserRequest, form: UploadForm | None, *, status: int = 200) -> HttpResponse:
    shows_rejected = request.GET.get("vis") == REJECTED
    found = documents_listed(request)
    if shows_rejected:
        found = found.filter(stage=Document.Stage.REJECTED)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    rows = [document_row(document) for document in page]
    context = {
        "form": form,
        "may_retry": form is not None,
        "intake": _intake(request) if form else None,
        "page": page,
        "rows": rows,
        "steps": STEPS,
        "under_way": _moving(rows),
        "shows_rejected": shows_rejected,
        "query": f"vis={REJECTED}" if shows_rejected else "",
        # Asking how far the reading is must not wipe away what was said of the upload.
        "tells": request.method == "POST",
    }
    template = "documents/_list.html" if request.htmx else "documents/page.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _moving(rows: Sequence[Row]) -> int:
    """Return how many files move, or will: those from folders do not while these are paused."""
    stands_still = intake_state().is_paused
    return sum(
        row.progress.is_under_way
        and not (stands_still and row.document.is_bulk and not row.document.taken_at)
        for row in rows
    )


def _intake(request: UserRequest) -> int:
    """Return how many files from folders are on their way in."""
    mine = visible_documents(request.user).filter(is_bulk=True)
    return mine.filter(stage__in=[Document.Stage.RECEIVED, Document.Stage.READ]).count()


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


@login_required
@require_safe
def document(request: UserRequest, pk: int) -> HttpResponse:
    row = access_document(request.user, pk)
    events = _history(request, pk)
    meetings = list(_meetings_with_counts(request, row))
    at = progress(row, has_minutes=bool(meetings), is_known=row.copies.exists())
    context = {
        "document": row,
        "progress": at,
        "committee": committee_words(row, meetings, at),
        "steps": STEPS,
        "number_of_pages": row.pages.count(),
        "meetings": meetings,
        "is_released": is_released(row),
        "relations": document_relations(request, row),
        "events": events,
        "may_retry": may_upload(request.user) and row.stage == Document.Stage.REJECTED,
    }
    return render(request, "documents/document.html", context)


def _history(request: UserRequest, pk: int) -> list[Event]:
    """Return what happened to the document; how many suggestions there are is for who decides."""
    events = Event.objects.filter(subject=Event.Subject.DOCUMENT, subject_id=pk)
    history = list(events.select_related("by__person"))
    if not decided_documents(request.user).filter(pk=pk).exists():
        for event in history:
            event.note = "" if event.kind == Event.Kind.READY else event.note
    return history


def _meetings_with_counts(request: UserRequest, row: Document) -> QuerySet[Meeting]:
    return (
        visible_meetings(request.user)
        .filter(document=row)
        .select_related("committee")
        .annotate(
            number_of_suggestions=Count(
                "agenda_items__commitments",
                filter=Q(agenda_items__commitments__in=shown_commitments(request.user)),
            ),
            may_decide=Exists(decided_meetings(request.user).filter(pk=OuterRef("pk"))),
        )
        .order_by("position")
    )


@login_required
@require_safe
def original(request: UserRequest, pk: int) -> HttpResponseBase:
    row = access_document(request.user, pk)
    if not is_released(row):
        messages.error(request, _("Filen kan ikke hentes, før den er fri for virus."))
        return redirect("document", pk=pk)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    # Whatever stands in the file, it runs nowhere near our pages.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


@login_required
@require_safe
def picture(request: UserRequest, pk: int, number: int) -> HttpResponse:
    row = access_document(request.user, pk)
    if not row.pages.filter(number=number).exists():
        raise Http404
    try:
        content = page_picture(document=row, number=number, scale=PICTURE_SCALE)
    except (UnreadableError, FileNotFoundError):
        raise Http404 from None
    except PicturesBusyError:
        return in_a_moment()
    response = HttpResponse(content, content_type="image/png")
    patch_cache_control(response, private=True, max_age=PICTURE_SECONDS)
    return response


@login_required
@require_POST
def retry(request: UserRequest, pk: int) -> HttpResponse:
    row = access_document(request.user, pk, to="decide")
    try:
        document_retry(document=row, by=request.user, now=timezone.now())
    except DocumentNotStoppedError:
        messages.info(request, _("%(name)s bliver allerede læst.") % {"name": row.name})
    else:
        pipeline.start(row.pk)
        messages.success(request, _("%(name)s læses igen.") % {"name": row.name})
    return redirect("intake" if request.POST.get("fra") == "intake" else "documents")
