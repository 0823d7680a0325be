"""The mail server's side: IMAP over TLS, looked into and left as it is."""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from meetings.tls_words import tls_words

SECONDS = 20
NUMBER = re.compile(rb"\d+")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NOT_PLAIN = re.compile(r"[^\x20-\x7e]+")
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class InboxAwayError(Exception):
    """The mailbox cannot be read just now."""


class MailRefusedError(Exception):
    """The server does not hand out this one mail; the mailbox itself can be read."""


@contextmanager
def _asking() -> Iterator[None]:
    """Turn all that can go wrong on the line into one error, without what the server said.

    That may repeat what we said, and that is a password.
    """
    try:
        yield
    except ssl.SSLError as error:
        raise InboxAwayError(tls_words(error)) from None
    except (OSError, EOFError, ValueError, imaplib.IMAP4.error) as error:
        raise InboxAwayError(type(error).__name__) from None


@dataclass(frozen=True, slots=True)
class Inbox:
    """A folder that is open for looking."""

    connection: imaplib.IMAP4
    uid_validity: int
    uid_next: int

    def numbers_after(self, last: int, *, since: date | None) -> list[int]:
        """Return the numbers of what came after, or of what came since a day, in order."""
        asked = ("SINCE", _day(since)) if since else ("UID", f"{last + 1}:*")
        with _asking():
            found = _ok(self.connection.uid("SEARCH", *asked))
        words = b" ".join(part for part in found if isinstance(part, bytes)).split()
        # "7:*" is answered with the last one also where all are below.
        return sorted({int(word) for word in words if word.isdigit() and int(word) > last})

    def size(self, uid: int) -> int:
        answer = self._fetch(uid, "(RFC822.SIZE)")
        sizes = [SIZE.search(part) for part in answer if isinstance(part, bytes)]
        return next((int(size[1]) for size in sizes if size), 0)

    def content(self, uid: int) -> bytes | None:
        return self._body(uid, "(BODY.PEEK[])")

    def head(self, uid: int) -> bytes | None:
        return self._body(uid, "(BODY.PEEK[HEADER])")

    def _body(self, uid: int, what: str) -> bytes | None:
        """Return what is asked for, None where the mail is gone meanwhile."""
        answer = self._fetch(uid, what)
        body = next((part[1] for part in answer if isinstance(part, tuple)), None)
        if body is None and self._is_there(uid):
            raise MailRefusedError
        return body

    def _fetch(self, uid: int, what: str) -> list[Any]:
        with _asking():
            state, answer = self.connection.uid("FETCH", str(uid), what)
        if state != "OK":
            raise MailRefusedError
        return answer

    def _is_there(self, uid: int) -> bool:
        with _asking():
            found = _ok(self.connection.uid("SEARCH", "UID", str(uid)))
        return any(str(uid).encode() in part.split() for part in found if isinstance(part, bytes))


@contextmanager
def open_inbox() -> Iterator[Inbox]:
    """Open the folder read-only; raises InboxAwayError where that cannot be."""
    with _asking():
        connection = _connect()
    try:
        with _asking():
            _log_in(connection, settings.INBOX_USER, settings.INBOX_PASSWORD)
            _ok(connection.select(_quoted(settings.INBOX_FOLDER), readonly=True))
            inbox = Inbox(
                connection, _told(connection, "UIDVALIDITY"), _told(connection, "UIDNEXT")
            )
        yield inbox
    finally:
        with suppress(OSError, EOFError, imaplib.IMAP4.error):
            connection.logout()


def _connect() -> imaplib.IMAP4:
    host, port = settings.INBOX_HOST, settings.INBOX_PORT
    context = ssl.create_default_context(cafile=settings.INBOX_CA or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.INBOX_STARTS_TLS:
        connection = imaplib.IMAP4(host, port, timeout=SECONDS)
        connection.starttls(context)
        return connection
    return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=SECONDS)


def _log_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    """Log in; LOGIN knows plain letters alone, so others go by AUTHENTICATE."""
    if (user + password).isascii():
        connection.login(user, password)
    else:
        connection.authenticate("PLAIN", lambda _said: f"\0{user}\0{password}".encode())


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(state)
    return data


def _told(connection: imaplib.IMAP4, name: str) -> int:
    """Return a number that the server told when the folder was opened, 0 where it did not."""
    _name, data = connection.response(name)
    found = NUMBER.search(b" ".join(part for part in data if isinstance(part, bytes)))
    return int(found[0]) if found else 0


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: what is no plain letter in UTF-7 of its own."""
    plain = NOT_PLAIN.sub(_in_letters, folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _in_letters(found: re.Match[str]) -> str:
    coded = base64.b64encode(found[0].encode("utf-16-be"), altchars=b"+,")
    return f"&{coded.decode().rstrip('=')}-"


def _day(day: date) -> str:
    """Return a day as IMAP spells it, whatever the locale."""
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year}"
