"""Files that owners send along."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile

from actions.exceptions import FileRefusedError
from actions.models import ActionItem, Attachment

MOST_BYTES = 10 * 1024 * 1024
NAME_LENGTH = 200
ZIP = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument"
# By the end of the name: what the file must begin with, and what it then is.
KINDS: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".docx": (ZIP, f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": (ZIP, f"{OFFICE}.spreadsheetml.sheet"),
    ".pptx": (ZIP, f"{OFFICE}.presentationml.presentation"),
    ".odt": (ZIP, "application/vnd.oasis.opendocument.text"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent along: its name where it came from, and what is in it."""

    name: str
    content: bytes


def attachment_refuse(*, name: str, size: int, head: bytes) -> str:
    """Return the content type of a file that may be kept; raises FileRefusedError with the why."""
    if size > MOST_BYTES:
        raise FileRefusedError("size")
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None or not head.startswith(kind[0]):
        raise FileRefusedError("kind")
    return kind[1]


def attachment_keep(
    *, action_item: ActionItem, name: str, content: bytes, by_name: str, now: datetime
) -> Attachment:
    """Keep a file with the item under a name of our own; raises FileRefusedError."""
    content_type = attachment_refuse(name=name, size=len(content), head=content[:16])
    return Attachment.objects.create(
        action_item=action_item,
        file=ContentFile(content, name=uuid4().hex),
        name=_clean(name),
        content_type=content_type,
        size=len(content),
        by_name=by_name,
        at=now,
    )


def _clean(name: str) -> str:
    """Keep the end of a long name, which says what the file is; nothing that hides or leads."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    letters = "".join(letter for letter in composed if letter.isprintable())
    return PurePath(letters).name[-NAME_LENGTH:]
