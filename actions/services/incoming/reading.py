"""A mail that came in, read within what it may cost."""

from __future__ import annotations

from actions.replies import ReadMail, UnreadableError, read_stranger
from meetings.services.taking import reading_limits


def mail_read(content: bytes) -> ReadMail | None:
    """Read a mail in a confined child; None where it cannot be read, or costs too much."""
    try:
        return read_stranger(content, limits=reading_limits())
    except UnreadableError:
        return None
