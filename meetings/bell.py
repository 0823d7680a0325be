"""The queue is a bell: where it cannot be rung, the rows wait and the next tick rings again."""

from __future__ import annotations

import logging

from celery.canvas import Signature
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(road: Signature, *, waiting: str) -> bool:
    """Send a task on its way and tell whether the queue took it; `waiting` is for the log."""
    try:
        road.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The queue is away, %s for the next tick: %s", waiting, error)
        return False
    return True
