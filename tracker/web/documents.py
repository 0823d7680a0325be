"""The files of minutes: putting them in, following the reading, seeing what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings.exceptions import DocumentNotStoppedError
from meetings.models import Document
from meetings.services.documents import document_retry
from meetings.services.intake import intake_state
from tracker import pipeline
from tracker.permissions import access_document, may_see_meetings, may_upload, visible_documents
from tracker.web.document_rows import STEPS, Row, document_row, documents_listed
from tracker.web.http import UserRequest
from tracker.web.upload import UploadForm, receive, tell

PAGE_SIZE = 25
# Chosen on the front page: the files that could not be read.
REJECTED = Document.Stage.REJECTED.value


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
    intake = receive(
        files, committee=form.cleaned_data["committee"], by=request.user, now=timezone.now()
    )
    tell(request, intake)
    if intake.wait:
        response = _list(request, form, status=429)
        response["Retry-After"] = str(intake.wait)
        return response
    if intake.received and not request.htmx:
        return redirect("documents")
    return _list(request, form, status=200 if intake.received else 422)


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
