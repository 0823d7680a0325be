"""The job of the confined child that reads a stranger's mail: as it came in, read out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.replies.confined import answer_mail
from actions.replies.mails import UnreadableError, read_mail
from meetings.reading.refused import RefusedError


def answer(order: dict[str, Any], data: bytes) -> Iterator[bytes]:
    """Yield what matters of the mail, or the refusal."""
    try:
        mail = read_mail(data)
    except UnreadableError:
        raise RefusedError("damaged") from None
    yield from answer_mail(mail)
