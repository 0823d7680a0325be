"""One file of minutes: its life, its pages as pictures, and the original as it came."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.models import Document, Event, Meeting
from meetings.services.scanning import is_released
from tracker.closed_views import note_original
from tracker.permissions import (
    access_document,
    decided_documents,
    decided_meetings,
    may_upload,
    visible_meetings,
)
from tracker.web.document_rows import STEPS, committee_words, progress
from tracker.web.grades import shown_commitments
from tracker.web.http import UserRequest
from tracker.web.relations import document_relations


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
        "may_retry": may_upload(request.user)
        and row.stage == Document.Stage.REJECTED
        and not row.original_erased_at,
    }
    return render(request, "documents/document.html", context)


def _history(request: UserRequest, pk: int) -> list[Event]:
    """Return what happened to the document; how many suggestions there are is for who decides."""
    events = Event.objects.filter(subject=Event.Subject.DOCUMENT, subject_id=pk)
    history = list(events.exclude(kind__in=Event.LOOKS).select_related("by__person"))
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
    if row.original_erased_at:
        messages.info(request, _("Originalen er slettet efter frist."))
        return redirect("document", pk=pk)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    note_original(request.user, row)
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    # Whatever stands in the file, it runs nowhere near our pages.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
