"""What passes by itself: a database that is away, or a row that another holds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)

T = TypeVar("T")

PASSING = (OperationalError, InterfaceError)
# Between the tries. Together they are well under a lease, so that what is held is held still.
PAUSES = (0.0, 0.1, 0.5, 1.0, 2.0, 4.0)
SECONDS = 15.0


def insist(write: Callable[[], T]) -> T:
    """Write what only this sender knows, and try again for some seconds where that fails.

    What is written must be the same however often it is.
    """
    until = time.monotonic() + SECONDS
    for pause in PAUSES:
        try:
            return write()
        except PASSING:
            if time.monotonic() > until:
                raise
            logger.warning("The database did not take what was to be noted.", exc_info=True)
        time.sleep(pause)
        _let_go_of_broken()
    return write()


def database_reach() -> None:
    """Open the connection anew where it broke; raise where the database is away."""
    _let_go_of_broken()
    connection.ensure_connection()


def _let_go_of_broken() -> None:
    # Within a transaction there is nothing to open anew: it is lost as a whole, or stands.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
