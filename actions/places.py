"""The other places of the minutes that an action item stands for, put together in the review."""

from __future__ import annotations

from actions.models import ActionItem, Commitment


def places_of(action_item: ActionItem) -> list[Commitment]:
    """Return what was put together with the item's suggestion, and what with that before.

    Words of a closed agenda item are no part of an open item.
    """
    found: list[Commitment] = []
    wave = [action_item.commitment_id] if action_item.commitment_id else []
    while wave:
        merged = Commitment.objects.filter(
            merged_into__in=wave, status=Commitment.Status.MERGED
        ).select_related("agenda_item")
        rows = list(merged.order_by("agenda_item__position", "start"))
        found += rows
        wave = [row.pk for row in rows]
    return [row for row in found if action_item.is_closed or not row.agenda_item.is_closed]
