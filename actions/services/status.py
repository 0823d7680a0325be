"""One line on how it goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import AlreadyClosedError, ReasonMissingError
from actions.models import ActionItem
from actions.services.log import item_log
from meetings.models import Event, User

STATUS_LENGTH = 300


def status_note(
    *, action_item: ActionItem, text: str, by: User | None, by_name: str, now: datetime
) -> None:
    """Keep one line from the owner: it counts as movement, the reminders go on.

    Raises ReasonMissingError where nothing is said, AlreadyClosedError.
    """
    line = " ".join(text.split())[:STATUS_LENGTH]
    if not line:
        raise ReasonMissingError
    with transaction.atomic():
        current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        item_log(current, Event.Kind.NOTED, now=now, by=by, by_name=by_name, note=line)
    action_item.refresh_from_db()
