"""The line to the mail server, kept open from mail to mail, and what a refusal on it means."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail import EmailMessage, get_connection

# "Service not available" and Exchange Online's "concurrent connections exceeded".
FEWER = {421, 432}


class Line:
    """Opened when it is first needed, and anew after whatever went wrong on it."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def open(self) -> None:
        if not self._is_open:
            self._connection.open()
            self._is_open = True

    def send(self, mail: EmailMessage) -> None:
        self._connection.send_messages([mail])

    def close(self) -> None:
        self._is_open = False
        with suppress(OSError):
            self._connection.close()


@contextmanager
def line() -> Iterator[Line]:
    opened = Line()
    try:
        yield opened
    finally:
        opened.close()


def is_ours(error: OSError) -> bool:
    """A refused sender is our own set-up: no recipient's mail is to be lost for it."""
    return isinstance(error, smtplib.SMTPSenderRefused)


def answer_of(error: OSError) -> int | None:
    """Return what the server said, None where it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None


def words_of(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _as_text(*min(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return _as_text(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _as_text(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
