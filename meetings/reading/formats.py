"""What a file is, told by its bytes alone: names lie, and programs mislabel what they send.

Nothing is unpacked or parsed here, so this may run outside the confined child.
"""

from __future__ import annotations

import re
from typing import Literal

from meetings.reading.plain import is_plain, read_plain
from meetings.reading.refused import RefusedError

Format = Literal["pdf", "docx", "html", "mail", "text"]

PDF_MAGIC = b"%PDF-"
LONGEST_MAGIC = 16

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PICTURE_BOXES = ((b"RIFF", b"WEBP"), (b"ftyp", b"heic"), (b"ftyp", b"mif1"), (b"ftyp", b"avif"))
_OTHER_PACKAGES = (b"xl/workbook", b"ppt/presentation", b"mimetypeapplication/vnd.oasis.")
_HEAD = 20_000

_BEFORE_HTML = re.compile(r"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|main|article|section|div|p|table|h[1-6]|"
    r"ul|ol|span|font|center|b|strong)\b)",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*<\?xml\b")
_HEADER = re.compile(r"(?P<name>[!-9;-~]{2,60}):(?:\s|$)")
# A mail saved as text begins with From, Sent, To, Subject: only programs write these.
_MAIL_ONLY = frozenset({"mime-version", "message-id", "received", "return-path"})
_MAIL_USUAL = frozenset({"from", "date", "subject"})


def format_of(data: bytes) -> Format:
    """Return what the bytes are; raise RefusedError with the reason where we cannot read such."""
    if data.startswith(PDF_MAGIC):
        return "pdf"
    if data.startswith(_ZIP):
        return _package(data)
    if data.startswith(_OLE):
        raise RefusedError(_old_office(data))
    if data.startswith(_RTF):
        raise RefusedError("other_format")
    if is_plain(data):
        return _written(read_plain(data[: 4 * _HEAD]).text)
    raise RefusedError("picture" if _is_picture(data[:LONGEST_MAGIC]) else "not_a_document")


def _package(data: bytes) -> Format:
    """Return docx for what may be a Word file; whoever unpacks it sees whether it is one."""
    if b"word/" in data:
        return "docx"
    is_office = any(mark in data for mark in _OTHER_PACKAGES)
    raise RefusedError("other_format" if is_office else "not_a_document")


def _old_office(data: bytes) -> str:
    """Say what stands in an OLE container, by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "old_word" if "WordDocument".encode("utf-16-le") in data else "other_format"


def _is_picture(head: bytes) -> bool:
    return head.startswith(_PICTURES) or any(
        box in head[:8] and kind in head[8:] for box, kind in _PICTURE_BOXES
    )


def _written(text: str) -> Format:
    head = text[:_HEAD]
    begin = _BEFORE_HTML.match(head)
    if begin and _HTML.match(head, begin.end()):
        return "html"
    if _XML.match(head):
        raise RefusedError("other_format")
    return "mail" if _is_mail(head) else "text"


def _is_mail(head: str) -> bool:
    names = set()
    for line in head.lstrip("\n").split("\n"):
        match = _HEADER.match(line)
        if match:
            names.add(match["name"].lower())
        elif not line[:1].isspace():
            break  # the empty line below the headers, or no headers at all
    return len(names) > 1 and bool(names & _MAIL_ONLY or names >= _MAIL_USUAL)
