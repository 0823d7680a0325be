"""Two people on one meeting see each other; nobody is held back by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from meetings.models import Meeting, Presence
from meetings.services.presences import presence_note, presences_sweep
from tracker.permissions import access_meeting, decided_meetings
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class Others:
    """Who else has the meeting open, and the key by which a page knows whom it shows already."""

    meeting: int
    names: tuple[str, ...]
    key: str = ""

    @property
    def words(self) -> str:
        if not self.names:
            return ""
        sentence = ngettext(
            "%(names)s ser også på dette møde.", "%(names)s ser også på dette møde.", self.number
        )
        return sentence % {"names": names_joined(self.names)}

    @property
    def number(self) -> int:
        return len(self.names)


def others_on(request: UserRequest, meeting: Meeting) -> Others:
    """Write down that the user is on the meeting too, and return who else is."""
    now = timezone.now()
    presence_note(meeting=meeting, user=request.user, now=now)
    rows = _standing([meeting.pk], request)
    return Others(
        meeting.pk,
        tuple(str(row.user) for row in rows),
        "-".join(str(row.user_id) for row in rows),
    )


def names_joined(names: Sequence[str]) -> str:
    if not names:
        return ""
    *first, last = names
    return _("%(names)s og %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def names_on(request: UserRequest, meetings: Iterable[Meeting]) -> dict[int, list[str]]:
    """Return who else is on each of the meetings, by the meeting's id."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in _standing([meeting.pk for meeting in meetings], request):
        found[row.meeting_id].append(str(row.user))
    return found


def _standing(meetings: list[int], request: UserRequest) -> list[Presence]:
    rows = Presence.objects.standing(now=timezone.now()).filter(
        meeting__in=decided_meetings(request.user).filter(pk__in=meetings).values("pk")
    )
    others = rows.exclude(user=request.user).filter(user__is_active=True)
    return list(others.select_related("user__person").order_by("user_id"))


@login_required
@require_safe
def presence(request: UserRequest, pk: int) -> HttpResponse:
    """Answer the page that asks now and then; nothing where it shows the same people already."""
    meeting = access_meeting(request.user, pk, to="decide")
    others = others_on(request, meeting)
    presences_sweep(now=timezone.now())
    if request.GET.get("vist", "") == others.key:
        return HttpResponse(status=204)
    return render(request, "review/_presence.html", {"others": others})
