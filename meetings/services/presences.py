"""Who has a meeting open is written down for a few minutes."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import OperationalError

from meetings.models import Meeting, Presence, User

logger = logging.getLogger(__name__)


def presence_note(*, meeting: Meeting, user: User, now: datetime) -> None:
    """Write down that the user has the meeting open: one statement, whoever else writes it."""
    row = Presence(meeting=meeting, user=user, seen_at=now)
    try:
        Presence.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["meeting", "user"],
            update_fields=["seen_at"],
        )
    except OperationalError:
        # The database is busy with somebody's work; who looks is not kept waiting for this.
        logger.info("Presence on meeting %s was not written", meeting.pk)


def presences_sweep(*, now: datetime) -> int:
    """Take away what has expired, and return how many rows that were."""
    return Presence.objects.expired(now=now).delete()[0]
