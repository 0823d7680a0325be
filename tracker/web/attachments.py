"""Files that owners sent along: to who sees the item, and never shown by us."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from actions.models import Attachment
from meetings.models import Event
from tracker.closed_views import note_item_view
from tracker.permissions import access_action_item
from tracker.web.http import UserRequest


@login_required
@require_safe
def attachment(request: UserRequest, pk: int, file_pk: int) -> FileResponse:
    """Give a file that an owner sent along, as a download and nothing else."""
    action_item = access_action_item(request.user, pk)
    sent = get_object_or_404(Attachment, pk=file_pk, action_item=action_item)
    note_item_view(request.user, action_item, Event.Kind.EXPORTED, what=sent.name)
    response = FileResponse(
        sent.file.open("rb"),
        as_attachment=True,
        filename=sent.name,
        content_type=sent.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
