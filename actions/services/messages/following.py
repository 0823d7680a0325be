"""What comes after a mail: the next reminder of each item in it, and the next rung above it.

For all together; or, where that fails, each by itself, so that what is wrong with one item stops
neither the mail it was in nor any other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from actions.models import ActionItem, Message
from actions.services.escalation import items_escalate
from actions.services.messages.outages import PASSING
from actions.services.reminders import reminders_continue

logger = logging.getLogger(__name__)

Follow = Callable[[Collection[Message], Collection[ActionItem], datetime], None]


def follow_all(messages: Collection[Message], items: Collection[ActionItem], now: datetime) -> None:
    reminders_continue(action_items=items, today=timezone.localdate(now))
    items_escalate(messages=messages, now=now)


def follow_each(
    messages: Collection[Message], items: Collection[ActionItem], now: datetime
) -> None:
    """The same item by item; of what fails only the log tells."""
    today = timezone.localdate(now)
    for item in items:
        _try(partial(reminders_continue, action_items=[item], today=today), of=f"Item {item.pk}")
    for message in messages:
        _try(partial(items_escalate, messages=[message], now=now), of=f"Message {message.pk}")


def _try(plan: Callable[[], None], *, of: str) -> None:
    try:
        with transaction.atomic():
            plan()
    except PASSING:
        raise
    except Exception:
        logger.exception("%s: what comes after the mail could not be planned.", of)
