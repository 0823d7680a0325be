"""What is wrong with a meeting before it is gone through, a few words each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from meetings.models import Meeting, MinutesCopy
from tracker.permissions import decided_meetings, visible_documents
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class Problem:
    """A word or two with the colour and the icon that go with them."""

    word: str
    kind: str = "warning"
    icon: str = "warning"


def with_problems(request: UserRequest, meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Annotate what a list of meetings asks for. Files out of reach are no problem to tell of."""
    decided = decided_meetings(request.user)
    return meetings.annotate(
        is_decided=Exists(decided.filter(pk=OuterRef("pk"))),
        came_again=Exists(MinutesCopy.objects.filter(meeting=OuterRef("pk"))),
        opens=Exists(visible_documents(request.user).filter(pk=OuterRef("document_id"))),
        asks_of_another=Exists(decided.filter(pk=OuterRef("resembles"))),
    )


def meeting_problems(meeting: Any) -> Iterator[Problem]:
    """Yield what a meeting of `with_problems` lacks, and how it stands to others."""
    if meeting.committee_id is None:
        yield Problem(_("Udvalg mangler"))
    if meeting.held_on is None:
        yield Problem(_("Dato mangler"))
    if meeting.version_of_id:
        yield Problem(_("Rettet udgave"), "info", "info")
    # The rest is for who goes through it; what was read badly is theirs to read again.
    if not meeting.is_decided:
        return
    if meeting.document.is_doubtful:
        yield Problem(_("Læst usikkert"))
    if meeting.asks_of_another:
        yield Problem(_("Ligner et andet møde"))
    if meeting.came_again:
        yield Problem(_("Kommet ind igen"), "info", "copy")
