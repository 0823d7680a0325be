"""Mail files: the minutes that came with a mail, or its own words where nothing came with it.

Which enclosure is chosen depends on the bytes of the mail alone, so that it is the same every time.
Runs in the confined child only.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from meetings.reading.flow import clean
from meetings.reading.formats import Format, format_of
from meetings.reading.html import html_text
from meetings.reading.plain import read_plain
from meetings.reading.refused import RefusedError

_WRITTEN_SUFFIXES = (".txt", ".md", ".htm", ".html")
_MOST_PARTS = 500
_LONGEST_NAME = 45
_LONGEST_SUBJECT = 250
_MOST_NAMES = 3
_MINUTES = "referat"


@dataclass(frozen=True, slots=True)
class _Enclosed:
    """A file that came with the mail; `format` is None where it cannot be read."""

    name: str
    content: bytes
    format: Format | None


def unpack_mail(data: bytes) -> bytes:
    """Return what of a mail is to be read: a line of JSON that says what it is, then its bytes."""
    mail = message_from_bytes(data, policy=policy.default)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    if len(parts) > _MOST_PARTS:
        raise RefusedError("too_heavy")
    enclosed = [_enclosed(part) for part in parts if _is_enclosure(part)]
    readable = [one for one in enclosed if one.format]
    chosen = min(readable, key=_rank) if readable else None
    left_out = [one.name for one in enclosed if one is not chosen]
    content = chosen.content if chosen else _body(mail, parts).encode()
    if not content:
        raise RefusedError("no_text")
    told = {"enclosure": chosen.name if chosen else None, "problem": _problem(chosen, left_out)}
    return json.dumps(told).encode() + b"\n" + content


def _rank(one: _Enclosed) -> tuple[bool, bool]:
    """The document before a loose text, what is called minutes before its agenda."""
    return one.format not in {"pdf", "docx"}, _MINUTES not in one.name.lower()


def _is_enclosure(part: Message) -> bool:
    kind = part.get_content_disposition()
    if kind == "attachment":
        return True
    is_picture = part.get_content_maintype() == "image"
    return part.get_filename() is not None and not (is_picture and part["Content-ID"])


def _enclosed(part: Message) -> _Enclosed:
    name = _shown(part.get_filename() or "") or "uden navn"
    content = _content(part)
    try:
        found: Format | None = format_of(content)
    except RefusedError:
        found = None
    is_prose = part.get_content_type() in {"text/plain", "text/html", "text/markdown"}
    if found in {"text", "html"} and not (is_prose or name.lower().endswith(_WRITTEN_SUFFIXES)):
        found = None  # an invitation or a signature is text too, but nothing to read
    if found == "mail" or not content.strip():
        found = None
    return _Enclosed(name, content, found)


def _shown(text: str, *, longest: int = _LONGEST_NAME) -> str:
    """Return the text on one line, without controls and marks that turn it around."""
    shown = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(shown.split())[:longest]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _body(mail: EmailMessage, parts: Sequence[Message]) -> str:
    own = [part for part in parts if not _is_enclosure(part)]
    said = ""
    for kind in ("text/plain", "text/html"):
        found = "\n\n".join(_text(part) for part in own if part.get_content_type() == kind)
        if found.strip():
            said = html_text(found) if kind == "text/html" else found.strip()
            break
    subject = _shown(str(mail["Subject"] or ""), longest=_LONGEST_SUBJECT)
    return f"{subject}\n\n{said}".strip() if said else ""


def _text(part: Message) -> str:
    content = _content(part)
    charset = part.get_content_charset()
    try:
        text = content.decode(charset) if charset else read_plain(content).text
    except (LookupError, ValueError):
        text = read_plain(content).text
    return "\n".join(_clean_line(line) for line in text.splitlines())


def _clean_line(line: str) -> str:
    """Return a line without what no reader sees; its indent says how deep a list is."""
    return " " * (len(line) - len(line.lstrip(" "))) + clean(line)


def _problem(chosen: _Enclosed | None, left_out: list[str]) -> str:
    read = f"den vedhæftede fil «{chosen.name}»" if chosen else "mailens egen tekst"
    if not left_out:
        return f"Filen er en mail, og det er {read}, der er læst."
    names = ", ".join(f"«{name}»" for name in left_out[:_MOST_NAMES])
    more = f" og {len(left_out) - _MOST_NAMES} til" if len(left_out) > _MOST_NAMES else ""
    return f"Filen er en mail. Kun {read} er læst; læg selv disse ind: {names}{more}."
