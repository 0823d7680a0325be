"""A mail as it came in, read into what matters of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from actions.replies.headers import header, ids, one_line
from actions.replies.natures import Bounce, Nature, nature_of, read_bounce, returned_ids
from actions.replies.quoting import own_words, own_words_of_html

MOST_PARTS = 200
MOST_IDS = 50
LONGEST_TEXT = 20_000
# Read for the words of the writer, which stand first; what is repeated below may be endless.
LONGEST_SOURCE = 500_000
# What people write with. Others cost more than they are worth: punycode its length, squared.
CHARSETS = re.compile(
    r"^(?:ascii|utf-|iso8859|iso2022|latin|cp\d|mac-|koi8|gb|big5|euc|shift_jis|hz|johab|tis)"
)
NAMELESS = "uden navn"


class UnreadableError(Exception):
    """The mail cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadMail:
    """`sender` is empty where not exactly one address stands there; `thread` is nearest first."""

    message_id: str
    sender: str
    subject: str
    thread: tuple[str, ...]
    nature: Nature
    text: str
    enclosed: tuple[Enclosed, ...]
    bounce: Bounce | None


def read_mail(content: bytes) -> ReadMail:
    """Read a mail; raises UnreadableError and nothing else.

    Runs in the confined child: the library takes for ever over some mails.
    """
    try:
        return _read(message_from_bytes(content))
    except Exception as error:
        # Written by strangers and read by the library: whatever it makes of it, others wait.
        raise UnreadableError(type(error).__name__) from error


def _read(mail: Message) -> ReadMail:
    nature = nature_of(mail)
    parts = list(_parts(mail))
    return ReadMail(
        message_id=(ids(header(mail, "Message-ID")) or [""])[0],
        sender=_sender(mail),
        subject=header(mail, "Subject")[:300],
        thread=_thread(mail),
        nature=nature,
        text=_text(parts)[:LONGEST_TEXT],
        enclosed=tuple(_enclosed(parts)) if nature == Nature.REPLY else (),
        bounce=read_bounce(mail) if nature == Nature.BOUNCE else None,
    )


def _sender(mail: Message) -> str:
    senders = mail.get_all("From") or []
    # Before its words are decoded, lest a name decodes to an address.
    addresses = getaddresses([one_line(str(senders[0]))]) if len(senders) == 1 else []
    return addresses[0][1].lower()[:254] if len(addresses) == 1 else ""


def _thread(mail: Message) -> tuple[str, ...]:
    found = [
        *ids(header(mail, "In-Reply-To")),
        *reversed(ids(header(mail, "References"))),
        *returned_ids(mail),
    ]
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def _parts(mail: Message) -> Iterator[Message]:
    """Yield the leaves; a mail within the mail is one, and is not looked into."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting = [one for one in inner if isinstance(one, Message)] + waiting
        else:
            yield part


def _is_enclosed(part: Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
        return True
    # The picture of a signature stands inside the text and is no file that somebody sent.
    is_shown = part.get("Content-ID") is not None and part.get_content_maintype() == "image"
    return part.get_filename() is not None and not is_shown


def _text(parts: list[Message]) -> str:
    for subtype, words in (("plain", own_words), ("html", own_words_of_html)):
        for part in parts:
            if part.get_content_type() == f"text/{subtype}" and not _is_enclosed(part):
                text = words(_decoded(part)[:LONGEST_SOURCE])
                if text:
                    # Half a pair of signs, which UTF-7 may bring, can be neither kept nor sent.
                    return text.replace("\0", "").encode(errors="replace").decode()
    return ""


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    for charset in (_charset(part), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _charset(part: Message) -> str:
    """Return the charset that the part names, where it is one that people write with."""
    try:
        name = codecs.lookup(part.get_content_charset() or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return name if CHARSETS.match(name) else "utf-8"


def _enclosed(parts: list[Message]) -> Iterator[Enclosed]:
    for part in parts:
        if _is_enclosed(part):
            payload = part.get_payload(decode=True)
            name = one_line(part.get_filename() or "") or NAMELESS
            yield Enclosed(name[:300], payload if isinstance(payload, bytes) else b"")
