"""The scheduler's sign of life."""

from __future__ import annotations

from datetime import datetime

from actions.models import Heartbeat
from actions.selectors import TICK


def heartbeat_note(*, now: datetime) -> None:
    """Note that the scheduler was here."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=TICK, at=now)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )
