"""Who is told that later minutes may answer an item, or that a suggestion may repeat one."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import Recognition
from meetings.models import AgendaItem
from tracker.permissions.action_items import decided_action_items, visible_action_items
from tracker.permissions.minutes import (
    decided_meetings,
    reads_agenda_items,
    visible_agenda_items,
    visible_documents,
)
from tracker.permissions.roles import Access, Viewer, refuse_unless


def visible_recognitions(user: Viewer) -> QuerySet[Recognition]:
    """Return those that wait, of items the user sees, in words the user may read.

    That a suggestion repeats an item is for who decides on both: suggestions are the secretary's.
    """
    read = visible_agenda_items(user).filter(reads_agenda_items(user)).values("pk")
    opened = visible_documents(user).values("pk")
    said = Q(agenda_item__in=read) | Q(agenda_item__isnull=True, document__in=opened)
    repeats = Q(commitment__isnull=True) | Q(pk__in=decided_recognitions(user).values("pk"))
    seen = visible_action_items(user).values("pk")
    return Recognition.objects.waiting().filter(said, repeats, action_item__in=seen)


def decided_recognitions(user: Viewer) -> QuerySet[Recognition]:
    """Return those that wait and the user decides on: item and minutes are both the user's."""
    said = Q(agenda_item__in=_decided_agenda_items(user)) | Q(
        agenda_item__isnull=True, document__in=visible_documents(user).values("pk")
    )
    decided = decided_action_items(user).values("pk")
    return Recognition.objects.waiting().filter(said, action_item__in=decided)


def _decided_agenda_items(user: Viewer) -> QuerySet[AgendaItem, int]:
    meetings = decided_meetings(user).values("pk")
    return AgendaItem.objects.filter(meeting__in=meetings).values_list("pk", flat=True)


def access_recognition(user: Viewer, pk: int, *, to: Access = "decide") -> Recognition:
    waiting = visible_recognitions(user).select_related(
        "action_item__agenda_item", "agenda_item__meeting", "commitment__agenda_item__meeting"
    )
    recognition = get_object_or_404(waiting, pk=pk)
    refuse_unless(to, decided_recognitions(user), recognition)
    return recognition
