"""Mail without a mail server: each mail a file in a folder, and the folder read as a mailbox."""

from __future__ import annotations

import email.policy
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from actions.mail.clips import pictures_in_place

# What FolderBackend calls its files: the moment, then letters nobody can guess.
NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{32}")
STAMP_LENGTH = len("20260303T090000000000")


class UnknownMailError(Exception):
    """There is no mail of that name in the folder."""


class FolderBackend(BaseEmailBackend):
    """Django's way of sending, into settings.MAIL_FOLDER: whole files or none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in email_messages:
            if message.recipients():
                _write(message.message().as_bytes())
                sent += 1
        return sent


def _write(content: bytes) -> None:
    folder = Path(settings.MAIL_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    # Written beside and moved into place, so that a reader never meets half a mail.
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / f"{moment}-{uuid4().hex}.eml")
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the folder as it is shown; `sent_at` is when it was written there."""

    name: str
    sent_at: datetime
    subject: str
    sender: str
    recipients: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def mail_names() -> list[str]:
    """Return the names of the mails in the folder, newest first."""
    paths = Path(settings.MAIL_FOLDER).glob("*.eml")
    return sorted((path.stem for path in paths if NAME.fullmatch(path.stem)), reverse=True)


def read_mailbox(names: Sequence[str]) -> list[Mail]:
    """Return the mails of those names; one that has gone meanwhile is left out."""
    mails = []
    for name in names:
        try:
            mails.append(read_mail(name))
        except UnknownMailError:
            continue
    return mails


def read_mail(name: str) -> Mail:
    """Return one mail; raises UnknownMailError for any name that FolderBackend did not give."""
    if not NAME.fullmatch(name):
        raise UnknownMailError(name)
    path = Path(settings.MAIL_FOLDER) / f"{name}.eml"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnknownMailError(name) from None
    parsed = BytesParser(_class=ParsedMessage, policy=email.policy.default).parsebytes(content)
    return Mail(
        name=name,
        sent_at=datetime.strptime(name[:STAMP_LENGTH], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC),
        subject=str(parsed["Subject"] or ""),
        sender=str(parsed["From"] or ""),
        recipients=str(parsed["To"] or ""),
        headers=tuple((key, str(value)) for key, value in parsed.items()),
        text=_part(parsed, "plain"),
        html=pictures_in_place(_part(parsed, "html"), _pictures(parsed)),
    )


def _pictures(message: ParsedMessage) -> list[Message]:
    return [
        part
        for part in message.walk()
        if part.get_content_maintype() == "image" and part["Content-ID"]
    ]


def _part(message: ParsedMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else ""
