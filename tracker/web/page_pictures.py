"""A page of a file as a picture, for whoever may open the file: asked for anew each time."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from meetings.exceptions import PicturesBusyError
from meetings.models import Document
from meetings.reading.unreadable import UnreadableError
from meetings.selectors import holds_closed
from meetings.services.pictures import page_picture
from tracker.closed_views import note_picture_view
from tracker.permissions import access_document
from tracker.web.http import UserRequest, in_a_moment

# Two pixels a point are sharp on a screen, some 200 kB a page; four on one with twice the dots,
# and where somebody looks closer.
SCALES = {"2": 2.0, "4": 4.0}


@login_required
@require_safe
def picture(request: UserRequest, pk: int, number: int) -> HttpResponse:
    row = access_document(request.user, pk)
    scale = SCALES.get(request.GET.get("skala", "2"))
    is_gone = bool(row.original_erased_at)
    if scale is None or is_gone or not row.pages.filter(number=number).exists():
        raise Http404
    etag = _etag(row, number, scale)
    kept = get_conditional_response(request, etag=etag)
    if kept is not None:
        # The browser shows the one it kept.
        note_picture_view(request.user, row)
        return _private(kept, row, etag)
    try:
        content = page_picture(document=row, number=number, scale=scale)
    except (UnreadableError, FileNotFoundError):
        raise Http404 from None
    except PicturesBusyError:
        return in_a_moment()
    note_picture_view(request.user, row)
    return _private(HttpResponse(content, content_type="image/png"), row, etag)


def _etag(row: Document, number: int, scale: float) -> str:
    named = hashlib.sha256(f"covered:{row.sha256}:{number}:{scale}".encode()).hexdigest()
    return f'"{named[:32]}"'


def _private(response: HttpResponse, row: Document, etag: str) -> HttpResponse:
    """Let one browser keep the picture, and ask each time whether its user may see it still.

    Of a file with something closed nothing is kept at all: not for the next to sit there either.
    """
    if holds_closed(row):
        patch_cache_control(response, private=True, no_store=True)
        return response
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
