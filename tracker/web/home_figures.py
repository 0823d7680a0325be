"""The large numbers of the front page: what waits for a hand, then how the follow-up stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Document, Meeting
from tracker.permissions import (
    decided_declines,
    decided_extensions,
    decided_recognitions,
    is_manager,
    is_reader,
    is_secretary,
    may_see_decisions,
    stranded_action_items,
    visible_action_items,
    visible_documents,
    visible_incoming,
    visible_meetings,
)
from tracker.reports.figures import Figure
from tracker.web.http import UserRequest
from tracker.web.relations import to_go_through, undecided_versions


def home_figures(request: UserRequest) -> Iterator[Figure]:
    """Yield what the user's roles are there for; of what waits only what there is any of."""
    user = request.user
    if is_secretary(user):
        yield _to_go_through(request)
    waiting = [*_decisions(request), *_files(request)]
    yield from (figure for figure in waiting if figure.number)
    if is_secretary(user) or is_manager(user) or is_reader(user):
        yield from _follow_up(request)


def _to_go_through(request: UserRequest) -> Figure:
    number = (
        to_go_through(visible_meetings(request.user))
        .filter(review=Meeting.Review.OPEN, document__stage=Document.Stage.READY)
        .count()
    )
    label = ngettext("møde til gennemgang", "møder til gennemgang", number)
    return Figure(number, label, reverse("meetings"), "info")


def _decisions(request: UserRequest) -> Iterator[Figure]:
    """Yield what the page of decisions shows, and the mails behind it."""
    user, page = request.user, reverse("decisions")
    if not may_see_decisions(user):
        return
    if is_secretary(user):
        answered = visible_action_items(user).answered().count()
        url = reverse("action_items") + "?status=answered"
        yield Figure(answered, _("svar til godkendelse"), url, "warning")
    number = decided_extensions(user).count()
    label = ngettext("ønske om ny frist", "ønsker om ny frist", number)
    yield Figure(number, label, page, "warning")
    number = decided_declines(user).count()
    label = ngettext("opgave sendt tilbage", "opgaver sendt tilbage", number)
    yield Figure(number, label, page, "warning")
    number = stranded_action_items(user).count()
    label = ngettext("frist uden møde", "frister uden møde", number)
    yield Figure(number, label, page, "warning")
    number = decided_recognitions(user).filter(commitment__isnull=True).count()
    label = ngettext("muligt svar i et nyt referat", "mulige svar i nye referater", number)
    yield Figure(number, label, page, "warning")
    number = visible_incoming(user).waiting().count()
    label = ngettext("indgående mail venter", "indgående mails venter", number)
    yield Figure(number, label, reverse("incoming"), "warning")


def _files(request: UserRequest) -> Iterator[Figure]:
    if not is_secretary(request.user):
        return
    number = undecided_versions(request)
    label = ngettext(
        "rettet udgave mangler en afgørelse", "rettede udgaver mangler en afgørelse", number
    )
    yield Figure(number, label, reverse("meetings"), "warning")
    number = visible_documents(request.user).filter(stage=Document.Stage.REJECTED).count()
    label = ngettext("fil kunne ikke læses", "filer kunne ikke læses", number)
    yield Figure(number, label, reverse("documents") + "?vis=rejected", "warning")


def _follow_up(request: UserRequest) -> Iterator[Figure]:
    unfinished = visible_action_items(request.user).unfinished()
    number = unfinished.count()
    label = ngettext("åben opgave", "åbne opgaver", number)
    yield Figure(number, label, reverse("action_items"))
    late = unfinished.overdue(today=timezone.localdate()).count()
    url = reverse("action_items") + "?status=late"
    yield Figure(late, _("overskredet frist"), url, "error" if late else "success")
