"""Headers of strangers as text: whatever stands in them, reading them raises nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message

IDENTIFIER = re.compile(r"<[^<>\s]{1,200}>")
LONGEST = 20_000


def header(mail: Message, name: str) -> str:
    """Return a header decoded and on one line, empty where there is none."""
    raw = mail.get(name)
    if raw is None:
        return ""
    text = str(raw)[:LONGEST]
    # In an unknown alphabet, or in none, it stays as it stands.
    with suppress(LookupError, ValueError, AssertionError):
        text = str(make_header(decode_header(text)))
    return one_line(text)


def one_line(text: str) -> str:
    """Return the words without line ends, and without what no database takes."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def ids(text: str) -> list[str]:
    return IDENTIFIER.findall(text)
