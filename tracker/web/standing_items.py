"""Suggestions of a corrected version whose earlier words are somebody's task already."""

from __future__ import annotations

from collections.abc import Iterable

from actions.models import ActionItem, Difference
from meetings.models import Meeting
from tracker.permissions import visible_action_items
from tracker.web.http import UserRequest


def standing_items(request: UserRequest, version: Meeting) -> dict[int, ActionItem]:
    """Return the task that each new suggestion of the version repeats, as far as it is seen."""
    if version.version_of_id is None:
        return {}
    changed = Difference.objects.filter(
        version__version_of=version.version_of_id, old__isnull=False, new__isnull=False
    ).values_list("version_id", "old_id", "new_id")
    came_from = {new: old for _version, old, new in changed if old and new}
    lines = {
        new: list(_earlier(new, came_from)) for of, _old, new in changed if of == version.pk and new
    }
    found = _tasks(request, {pk for line in lines.values() for pk in line}) if lines else {}
    return {
        new: next(found[pk] for pk in line if pk in found)
        for new, line in lines.items()
        if not found.keys().isdisjoint(line)
    }


def _earlier(commitment: int, came_from: dict[int, int]) -> Iterable[int]:
    """Yield what the words were in one version after another, the latest first."""
    while commitment in came_from:
        commitment = came_from[commitment]
        yield commitment


def _tasks(request: UserRequest, commitments: Iterable[int]) -> dict[int, ActionItem]:
    kept = visible_action_items(request.user).exclude(status=ActionItem.Status.CANCELLED)
    rows = kept.filter(commitment__in=commitments).order_by("pk")
    return {row.commitment_id: row for row in rows if row.commitment_id}
