"""Whether the mail server can be reached, noted for whoever looks after it."""

from __future__ import annotations

from datetime import datetime

from actions.models import Heartbeat
from actions.selectors import NO_LINE, NO_TLS


def line_closed(*, is_unsafe: bool, now: datetime) -> None:
    """Note since when the mail server cannot be reached, and whether that is for its TLS."""
    names = [NO_LINE, NO_TLS] if is_unsafe else [NO_LINE]
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=now) for name in names], ignore_conflicts=True
    )
    if not is_unsafe:
        Heartbeat.objects.filter(name=NO_TLS).delete()


def line_opened() -> None:
    """Note that it can be reached again."""
    Heartbeat.objects.filter(name__in=[NO_LINE, NO_TLS]).delete()
