"""What is said of an action item among those who have access to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import ReasonMissingError
from actions.models import ActionItem, Comment
from actions.services.log import item_log
from meetings.models import Event, User


def comment_write(
    *, action_item: ActionItem, text: str, form_key: str, by: User, now: datetime
) -> Comment:
    """Keep a comment; the same form sent twice gives one. Raises ReasonMissingError."""
    if not text.strip():
        raise ReasonMissingError
    with transaction.atomic():
        comment, is_new = Comment.objects.get_or_create(
            form_key=form_key,
            defaults={"action_item": action_item, "text": text.strip(), "by": by, "at": now},
        )
        if is_new:
            item_log(action_item, Event.Kind.COMMENTED, by=by, now=now)
    return comment
