"""Which files and minutes the user may see, and what of them the user decides on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import Commitment, Difference, Recognition
from meetings.models import AgendaItem, Committee, Document, Meeting, MinutesCopy, Role
from meetings.models.document import DocumentQuerySet
from meetings.services.holds import meeting_is_held
from tracker.permissions.roles import (
    EVERYTHING,
    NOTHING,
    Access,
    Viewer,
    covered_committees,
    decided_committees,
    decides_every_committee,
    is_reader,
    is_secretary,
    refuse_unless,
)


def decided_meetings(user: Viewer) -> QuerySet[Meeting]:
    return Meeting.objects.filter(decides_meetings(user))


def visible_meetings(user: Viewer) -> QuerySet[Meeting]:
    read = covered_committees(user, "committee", Role.Kind.READER) if is_reader(user) else NOTHING
    return Meeting.objects.filter(decides_meetings(user) | read)


def decides_meetings(user: Viewer) -> Q:
    if not is_secretary(user):
        return NOTHING
    own = covered_committees(user, "committee", Role.Kind.SECRETARY)
    # A meeting whose committee nobody has given yet belongs to whom its document belongs to.
    orphan = Q(committee__isnull=True) & covered_committees(
        user, "document__committee", Role.Kind.SECRETARY
    )
    return own | orphan


def visible_agenda_items(user: Viewer) -> QuerySet[AgendaItem]:
    """Return the agenda items of visible meetings; closed ones only to who decides on them."""
    decides = Meeting.objects.filter(decides_meetings(user)).values("pk")
    return AgendaItem.objects.filter(meeting__in=visible_meetings(user).values("pk")).filter(
        Q(is_closed=False) | Q(meeting__in=decides)
    )


def decided_agenda_items(user: Viewer) -> QuerySet[AgendaItem]:
    mine = decided_meetings(user).values("pk")
    return AgendaItem.objects.filter(meeting__in=mine).select_related("meeting__committee")


def decided_commitments(user: Viewer) -> QuerySet[Commitment]:
    """Return the suggestions, decided or not, that the user decides on."""
    mine = decided_meetings(user).values("pk")
    return Commitment.objects.standing().filter(agenda_item__meeting__in=mine)


def reads_agenda_items(user: Viewer) -> Q:
    """Cover agenda items whose minutes the user may read: decides on them, or may open the file.

    A title is told to who sees the agenda item; what was minuted under it only so.
    """
    opened = visible_documents(user).values("pk")
    return Q(meeting__in=decided_meetings(user).values("pk")) | Q(meeting__document__in=opened)


def access_agenda_item(user: Viewer, pk: int, *, to: Access = "see") -> AgendaItem:
    queryset = visible_agenda_items(user).select_related("meeting__committee", "meeting__document")
    agenda_item = get_object_or_404(queryset, pk=pk)
    refuse_unless(to, Meeting.objects.filter(decides_meetings(user)), agenda_item.meeting)
    return agenda_item


def access_commitment(user: Viewer, pk: int, *, to: Access = "see") -> Commitment:
    queryset = (
        Commitment.objects.standing()
        .filter(agenda_item__in=visible_agenda_items(user).values("pk"))
        .select_related("agenda_item__meeting__committee", "agenda_item__meeting__document")
    )
    commitment = get_object_or_404(queryset, pk=pk)
    decides = Meeting.objects.filter(decides_meetings(user))
    refuse_unless(to, decides, commitment.agenda_item.meeting)
    return commitment


def access_difference(user: Viewer, pk: int) -> Difference:
    """Return a difference to decide on; nobody else sees any."""
    difference = get_object_or_404(
        Difference.objects.filter(version__in=visible_meetings(user).values("pk")), pk=pk
    )
    decides = Meeting.objects.filter(decides_meetings(user))
    refuse_unless("decide", decides, difference.version)
    return difference


@dataclass(frozen=True, slots=True)
class MeetingRights:
    """What the user may do with a meeting, and what else there may be to show of it."""

    may_decide: bool
    may_open_file: bool
    has_versions: bool
    # Open items were met again in its file; which of them the user sees is another question.
    has_recognitions: bool = False


def access_meeting(user: Viewer, pk: int, *, to: Access = "see") -> Meeting:
    meeting, rights = access_review(user, pk)
    if to == "decide" and not rights.may_decide:
        raise PermissionDenied
    return meeting


def access_review(user: Viewer, pk: int) -> tuple[Meeting, MeetingRights]:
    """Return the meeting and what the user may do with it, in one question."""
    queryset = _with_rights(user, visible_meetings(user)).select_related(
        "committee", "document", "version_of__document", "resembles__document"
    )
    queryset = queryset.annotate(is_held=meeting_is_held())
    meeting = get_object_or_404(queryset, pk=pk)
    return meeting, _rights(meeting)


def meeting_rights(user: Viewer, meeting: Meeting) -> MeetingRights:
    """Return what the user may do with a meeting at hand."""
    rows = _with_rights(user, Meeting.objects.filter(pk=meeting.pk))
    return _rights(rows.get())


def _rights(meeting: Any) -> MeetingRights:
    return MeetingRights(meeting.decides, meeting.opens, meeting.versioned, meeting.recognised)


def _with_rights(user: Viewer, meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    decided = decided_meetings(user).filter(pk=OuterRef("pk"))
    opened = visible_documents(user).filter(pk=OuterRef("document_id"))
    versions = visible_meetings(user).filter(version_of=OuterRef("pk"))
    met = Recognition.objects.waiting().filter(document=OuterRef("document_id"))
    return meetings.annotate(
        decides=Exists(decided),
        opens=Exists(opened),
        versioned=Exists(versions),
        recognised=Exists(met),
    )


def visible_documents(user: Viewer) -> DocumentQuerySet:
    """Return what the user may open: a reader only files in which nothing is closed."""
    return Document.objects.filter(_decides_documents(user) | _reads_documents(user))


def decided_documents(user: Viewer) -> DocumentQuerySet:
    """Return the documents that the user takes care of."""
    if not is_secretary(user):
        return Document.objects.none()
    return Document.objects.filter(_decides_documents(user))


def access_document(user: Viewer, pk: int, *, to: Access = "see") -> Document:
    document = get_object_or_404(visible_documents(user), pk=pk)
    refuse_unless(to, Document.objects.filter(_decides_documents(user)), document)
    return document


def _decides_documents(user: Viewer) -> Q:
    if decides_every_committee(user):
        return EVERYTHING
    own = decided_committees(user).values("pk")
    mine = Meeting.objects.filter(committee__in=own)
    foreign = Meeting.objects.filter(committee__isnull=False).exclude(committee__in=own)
    return (Q(committee__in=own) | _holding(mine)) & ~_holding(foreign)


def _holding(meetings: QuerySet[Meeting]) -> Q:
    """Cover files that hold the minutes of one of the meetings, first or once more."""
    copies = MinutesCopy.objects.filter(meeting__in=meetings.values("pk"))
    return Q(pk__in=meetings.values("document")) | Q(pk__in=copies.values("document"))


def _reads_documents(user: Viewer) -> Q:
    """Cover files that were read to the end and hold minutes of open committees and nothing else.

    What was not understood as minutes may be closed as well, so words that speak of a closed item
    anywhere in the file are enough to keep it from readers.
    """
    if not is_reader(user):
        return NOTHING
    covered = Committee.objects.filter(
        covered_committees(user, "pk", Role.Kind.READER), is_closed_by_default=False
    ).values("pk")
    mine = Meeting.objects.filter(committee__in=covered)
    foreign = Meeting.objects.filter(Q(committee__isnull=True) | ~Q(committee__in=covered))
    closed = Meeting.objects.filter(
        pk__in=AgendaItem.objects.filter(is_closed=True).values("meeting")
    )
    return (
        Q(stage=Document.Stage.READY, mentions_closed=False)
        & _holding(mine)
        & ~_holding(foreign)
        & ~_holding(closed)
    )
