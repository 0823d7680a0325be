"""What of an Event is sealed, and how one seal leans on the one before it.

The digest is made of an Event's own content when it is written; the database adds the link as
the transaction ends, so that nobody waits for another's work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

# Changed only together with a migration that says which events are sealed by which.
VERSION = 1


def event_digest(
    *,
    at: datetime,
    subject: str,
    subject_id: int,
    kind: str,
    by_id: int | None,
    by_name: str,
    changes: Mapping[str, object],
    note: str,
    request_id: str,
    address: str,
) -> str:
    """Return the same for the same content, whichever database it was read from."""
    content = [
        VERSION,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(subject),
        int(subject_id),
        str(kind),
        by_id,
        by_name,
        changes,
        note,
        request_id,
        address,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def chain_link(before: str, *, event_id: int, digest: str) -> str:
    """Return the link that follows `before`; the database computes the same."""
    return sha256(f"{before}:{event_id}:{digest}".encode()).hexdigest()
