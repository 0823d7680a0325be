"""The mails before they go: what each owner will read, and the button that sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from actions.exceptions import OwnerMissingError, UndecidedError
from actions.mail.clips import clip_parts, items_pictured, pictures_in_place
from actions.models import ActionItem
from actions.services.previews import MailPreview, review_preview
from meetings.models import Event, Meeting
from tracker.permissions import access_meeting, visible_action_items
from tracker.web.grades import seen_grade
from tracker.web.http import UserRequest

# Nothing in the frame leads anywhere: the links are the owner's.
FRAME_POLICY: list[str] = []


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no arguments
@login_required
@require_safe
def mails(request: UserRequest, pk: int) -> HttpResponse:
    meeting = access_meeting(request.user, pk, to="decide")
    try:
        previews = _previews(request, meeting)
    except (UndecidedError, OwnerMissingError):
        messages.error(request, _("Mailene kan ses, når alle forslag er behandlet."))
        return redirect("review", pk=pk)
    context = {
        "meeting": meeting,
        "previews": previews,
        "seen": unsent_as_seen(meeting),
        "let_off": list(_let_off(meeting)),
    }
    return render(request, "review/mails.html", {**context, "number": len(_unsent(meeting))})


@dataclass(frozen=True, slots=True)
class LetOff:
    """Somebody who was to do it as well, and who is told nothing of it any more."""

    name: str
    action_item: ActionItem
    event: Event


def _let_off(meeting: Meeting) -> Iterator[LetOff]:
    items = {one.pk: one for one in _waiting(meeting)}
    shared = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM, subject_id__in=items, kind=Event.Kind.SHARED
    )
    for event in shared.select_related("by__person"):
        was, becomes = event.changes.get("co_owner", [None, None])
        if was and becomes is None:
            yield LetOff(str(was), items[event.subject_id], event)


def _previews(
    request: UserRequest, meeting: Meeting, *, only: str | None = None
) -> list[MailPreview]:
    return review_preview(
        meeting=meeting,
        visible=visible_action_items(request.user),
        by=request.user,
        now=timezone.now(),
        seen=seen_grade(request.user),
        only=only,
    )


def unsent_as_seen(meeting: Meeting) -> str:
    """Name what would be sent, so that nothing else is sent than what was looked at."""
    return ",".join(f"{pk}:{version}" for pk, version in _unsent(meeting))


def _unsent(meeting: Meeting) -> list[tuple[int, int]]:
    return list(_waiting(meeting).values_list("pk", "version"))


def _waiting(meeting: Meeting) -> QuerySet[ActionItem]:
    return (
        ActionItem.objects.unfinished()
        .filter(agenda_item__meeting=meeting, assigned_at__isnull=True)
        .order_by("pk")
    )


@csp(  # type: ignore[arg-type]  # its types know no arguments
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": ["data:"],
        "sandbox": FRAME_POLICY,
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }
)
@xframe_options_sameorigin
@login_required
@require_safe
def mail_html(request: UserRequest, pk: int, key: str) -> HttpResponse:
    """Serve the HTML of one of the mails under a policy that lets it do nothing."""
    meeting = access_meeting(request.user, pk, to="decide")
    try:
        previews = _previews(request, meeting, only=key)
    except (UndecidedError, OwnerMissingError):
        return _gone()
    drafts = {one.recipient.key: one.draft for one in previews}
    draft = drafts.get(key)
    if draft is None:
        return _gone()
    told_of = visible_action_items(request.user).filter(pk__in=items_pictured(draft.html))
    pictures = clip_parts(draft.html, list(told_of))
    return HttpResponse(pictures_in_place(draft.html, pictures))


def _gone() -> HttpResponse:
    """Answer inside the frame, in which the page for errors may not be shown."""
    words = _("Mailen er sendt eller ændret i mellemtiden. Hent siden igen.")
    return HttpResponse(words, status=404)
