"""Where the words of a suggestion or an action item changed in a corrected version: both, linked.

A link leads to the very words or to the agenda item they stood under, never to a look-alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from actions.models import Commitment, Difference
from meetings.models import Meeting
from tracker.permissions import decided_meetings, visible_meetings
from tracker.web.http import UserRequest


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What stood before and what stands now; `new_words` is empty where nothing stands now.

    `is_withheld` tells that what stands now is not for this user. A link is empty where the user
    may not open what it leads to; `decide_url` where there is nothing for the user to decide.
    """

    old_words: str
    old_url: str
    new_words: str
    new_url: str
    is_withheld: bool
    decide_url: str


def source_changes(
    request: UserRequest, commitments: Iterable[Commitment]
) -> dict[int, SourceChange]:
    """Return the last change of each suggestion that had one, by the suggestion's id."""
    differences = (
        Difference.objects.filter(old__in=[one.pk for one in commitments])
        .exclude(decision=Difference.Decision.LAPSED)
        .select_related("old__agenda_item", "new__agenda_item", "version")
        .order_by("pk")
    )
    found = list(differences)
    meetings = {one.version_id for one in found}
    meetings |= {one.old.agenda_item.meeting_id for one in found if one.old}
    seen = set(visible_meetings(request.user).filter(pk__in=meetings).values_list("pk", flat=True))
    decided = set(
        decided_meetings(request.user).filter(pk__in=meetings).values_list("pk", flat=True)
    )
    return {
        one.old.pk: _change(one, one.old, seen=seen, decides=one.version_id in decided)
        for one in found
        if one.old
    }


def _change(
    difference: Difference, old: Commitment, *, seen: set[int], decides: bool
) -> SourceChange:
    new = difference.new
    # What is closed now and was not is for those alone who take care of it.
    is_withheld = (
        new is not None
        and new.agenda_item.is_closed
        and not old.agenda_item.is_closed
        and not decides
    )
    return SourceChange(
        old_words=old.quote,
        old_url=_place(old, seen=seen),
        new_words=new.quote if new and not is_withheld else "",
        new_url=_new_place(difference.version, new, seen=seen),
        is_withheld=is_withheld,
        decide_url=f"{reverse('version', args=[difference.version_id])}#forskel-{difference.pk}"
        if decides
        else "",
    )


def _place(commitment: Commitment, *, seen: set[int]) -> str:
    if commitment.agenda_item.meeting_id not in seen:
        return ""
    review = reverse("review", args=[commitment.agenda_item.meeting_id])
    if commitment.status in Commitment.OFF:
        return f"{review}#agenda-item-{commitment.agenda_item_id}"
    return f"{review}#commitment-{commitment.pk}"


def _new_place(version: Meeting, new: Commitment | None, *, seen: set[int]) -> str:
    if new:
        return _place(new, seen=seen)
    return reverse("review", args=[version.pk]) if version.pk in seen else ""
