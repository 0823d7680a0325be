"""Which meetings wait for a secretary to go through them."""

from __future__ import annotations

from django.db.models import F, QuerySet

from meetings.models import Document, Meeting
from tracker.permissions import decided_meetings
from tracker.web.http import UserRequest
from tracker.web.relations import to_go_through


def waiting_meetings(request: UserRequest) -> QuerySet[Meeting]:
    """Return what the user may decide and nobody has finished, the newest meeting first."""
    waiting = to_go_through(decided_meetings(request.user)).filter(
        review=Meeting.Review.OPEN, document__stage=Document.Stage.READY
    )
    newest = F("held_on").desc(nulls_last=True)
    return waiting.select_related("committee", "document").order_by(newest, "-pk")
