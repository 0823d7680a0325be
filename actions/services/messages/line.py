"""The line to the mail server, kept open from mail to mail, and what a refusal on it means."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from meetings.tls_words import tls_words

# "Service not available" and Exchange Online's "concurrent connections exceeded".
FEWER = {421, 432}


class Line:
    """Opened when it is first needed, and anew after whatever went wrong on it."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def open(self) -> bool:
        """Open it where it is not; tell whether it was opened now."""
        if self._is_open:
            return False
        self._connection.open()
        self._is_open = True
        return True

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


def is_unsafe(error: OSError) -> bool:
    """Tell whether the server could not be spoken to over TLS, or is not who it should be."""
    return isinstance(error, ssl.SSLError) or _has_no_tls(error)


def _has_no_tls(error: OSError) -> bool:
    # smtplib says so of sign-in and of letters too.
    return isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error)


def opening_words(error: OSError) -> str:
    """Return why the line could not be opened. Nothing was sent on it, no password either."""
    if isinstance(error, ssl.SSLError):
        return _("Ingen sikker forbindelse til mailserveren. %(why)s Intet er sendt.") % {
            "why": tls_words(error)
        }
    if _has_no_tls(error):
        return _("Mailserveren tilbyder ikke TLS. Intet er sendt.")
    return words_of(error)


def words_of(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _as_text(*min(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return _as_text(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _as_text(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
