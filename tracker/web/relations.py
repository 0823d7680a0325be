"""How minutes stand to others: here already, a corrected version, or much alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actions.language import VISIBLE_CONFIDENCE
from actions.models import Commitment, Difference
from meetings.models import Document, Meeting, MinutesCopy
from tracker.permissions import decided_meetings, visible_documents, visible_meetings
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class Relation:
    """A sentence with a link behind it; `asked` is the meeting about which a person is asked."""

    text: str
    link: str = ""
    link_text: str = ""
    kind: str = "info"
    asked: int | None = None


def document_relations(request: UserRequest, document: Document) -> list[Relation]:
    """Return what is to be said of the minutes in a file, as far as the user may know it."""
    copies = MinutesCopy.objects.filter(
        document=document, meeting__in=visible_meetings(request.user).values("pk")
    ).select_related("meeting__document")
    meetings = _here(request).filter(document=document).order_by("position")
    relations = [_copied(request, copy.meeting) for copy in copies]
    for meeting in meetings:
        relations += _of_meeting(request, meeting)
    return relations


def meeting_relations(
    request: UserRequest, meeting: Meeting, *, has_versions: bool
) -> list[Relation]:
    """Return what is to be said of a meeting whose minutes came in more than once."""
    relations = list(_of_meeting(request, meeting, asks=True))
    if has_versions and meeting.version_of_id is None:
        versions = visible_meetings(request.user).filter(version_of=meeting)
        relations += [_version(request, one) for one in versions.select_related("document")]
    return relations


def _here(request: UserRequest) -> QuerySet[Meeting]:
    return visible_meetings(request.user).select_related(
        "document", "version_of__document", "resembles__document"
    )


def to_go_through(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Leave out corrected versions in which nothing is left to decide and nothing was taken."""
    undecided = Difference.objects.undecided().filter(version=OuterRef("pk"))
    unsure = Q(status=Commitment.Status.PROPOSED, confidence__lt=VISIBLE_CONFIDENCE)
    taken = Commitment.objects.standing().filter(~unsure, agenda_item__meeting=OuterRef("pk"))
    return meetings.filter(Q(version_of=None) | Exists(undecided) | Exists(taken))


def undecided_versions(request: UserRequest) -> int:
    """Return on how many corrected versions the user has something to decide."""
    waiting = Difference.objects.undecided().values("version")
    return decided_meetings(request.user).filter(pk__in=waiting).count()


def day_words(meeting: Meeting) -> str:
    return date_format(meeting.held_on, "j. F Y") if meeting.held_on else _("uden dato")


def _copied(request: UserRequest, meeting: Meeting) -> Relation:
    text = _("Referatet af mødet %(day)s ligger allerede i") % {"day": day_words(meeting)}
    if _opens(request, meeting):
        link = reverse("document", args=[meeting.document_id])
        return Relation(text, link, meeting.document.name)
    return Relation(
        _("Referatet af mødet %(day)s er læst før:") % {"day": day_words(meeting)},
        reverse("review", args=[meeting.pk]),
        _("Se mødet"),
    )


def _of_meeting(
    request: UserRequest, meeting: Meeting, *, asks: bool = False
) -> Iterator[Relation]:
    decided = decided_meetings(request.user)
    if meeting.version_of and decided.filter(pk=meeting.pk).exists():
        yield Relation(
            _("Dette er en rettet udgave af referatet af mødet %(day)s.")
            % {"day": day_words(meeting)},
            reverse("version", args=[meeting.pk]),
            _waiting(meeting) or _("Se forskellene"),
            "warning" if _waiting(meeting) else "info",
        )
    other = meeting.resembles
    if other and decided.filter(pk__in=[meeting.pk, other.pk]).count() == 2:
        text = _("Referatet ligner mødet %(day)s. Er det samme møde?")
        if _opens(request, other):
            text = _("Referatet ligner mødet %(day)s i %(name)s. Er det samme møde?")
        page = other if asks else meeting
        yield Relation(
            text % {"day": day_words(other), "name": other.document.name},
            reverse("review", args=[page.pk]),
            _("Se det andet referat") if asks else _("Tag stilling"),
            "warning",
            meeting.pk if asks else None,
        )


def _version(request: UserRequest, version: Meeting) -> Relation:
    if not decided_meetings(request.user).filter(pk=version.pk).exists():
        link = reverse("review", args=[version.pk])
        return Relation(_("Referatet er kommet i en rettet udgave."), link, _("Se den"))
    waiting = _waiting(version)
    text = _("Referatet er kommet i en rettet udgave.")
    if _opens(request, version):
        text = _("Der ligger en rettet udgave af referatet i %(name)s.")
    return Relation(
        text % {"name": version.document.name},
        reverse("version", args=[version.pk]),
        waiting or _("Se forskellene"),
        "warning" if waiting else "info",
    )


def _opens(request: UserRequest, meeting: Meeting) -> bool:
    return visible_documents(request.user).filter(pk=meeting.document_id).exists()


def _waiting(version: Meeting) -> str:
    number = Difference.objects.undecided().filter(version=version).count()
    words = ngettext(
        "Tag stilling til %(number)s forskel", "Tag stilling til %(number)s forskelle", number
    )
    return words % {"number": number} if number else ""
