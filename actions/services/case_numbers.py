"""Under which case of the records system an action item is filed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from actions.models import ActionItem
from actions.services.log import item_log
from meetings.models import Event, User


def action_item_file_under(
    *, action_item: ActionItem, case_number: str, by: User, now: datetime
) -> None:
    """Set the number of its own case; empty, it is filed under that of its meeting.

    Closed ones too: they are what is filed.
    """
    with transaction.atomic():
        before = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if before.case_number == case_number:
            return
        ActionItem.objects.filter(pk=before.pk).update(
            case_number=case_number, version=F("version") + 1
        )
        item_log(
            before,
            Event.Kind.CHANGED,
            by=by,
            now=now,
            changes={"case_number": [before.case_number or None, case_number or None]},
            is_movement=False,
        )
    action_item.refresh_from_db()
