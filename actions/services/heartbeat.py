"""Signs of life: of the scheduler, and of the mailbox."""

from __future__ import annotations

from datetime import datetime

from actions.models import Heartbeat
from actions.selectors import TICK


def heartbeat_note(*, name: str = TICK, now: datetime) -> None:
    """Note that the scheduler was here, or that the mailbox was read."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=now)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )
