"""The strip of the page on which the words of an action item stand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from meetings.exceptions import PicturesBusyError
from meetings.reading.text import Box
from meetings.reading.unreadable import UnreadableError
from meetings.services.pictures import clip_picture
from tracker.closed_views import note_clip_view
from tracker.permissions import access_action_item
from tracker.web.clip import boxes_of, document_of
from tracker.web.http import UserRequest, in_a_moment

CLIP_SCALE = 2.0


@login_required
@require_safe
def clip(request: UserRequest, pk: int) -> HttpResponse:
    action_item = access_action_item(request.user, pk)
    document = document_of(action_item)
    boxes = [Box(**box) for box in boxes_of(action_item)]
    if document is None or not boxes:
        raise Http404
    try:
        picture = clip_picture(document=document, boxes=boxes, scale=CLIP_SCALE)
    except (UnreadableError, FileNotFoundError):
        raise Http404 from None
    except PicturesBusyError:
        return in_a_moment()
    note_clip_view(request.user, action_item)
    response = HttpResponse(picture, content_type="image/png")
    # The file never changes, but who may see it does; of what is closed nothing is kept.
    kept = "no-store" if action_item.is_confidential else "max-age=3600"
    response["Cache-Control"] = f"private, {kept}"
    return response
