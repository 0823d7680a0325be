"""Locks that hold until the transaction ends, for what has no row to be held by.

On SQLite a transaction is alone as it is: it begins as one that writes.
"""

from __future__ import annotations

from django.db import connection

# Any numbers of our own.
_STORING, _FEEDING = 20_260_303, 20_260_304


def meetings_lock() -> None:
    """Let nobody else store meetings until this transaction ends."""
    _lock(_STORING)


def feeding_lock() -> None:
    """Let nobody else ring for documents until this transaction ends."""
    _lock(_FEEDING)


def _lock(number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
