"""Whether a person answers, a machine on a person's behalf, or a mail server that gives it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr
from enum import StrEnum

from actions.replies.headers import header, ids


class Nature(StrEnum):
    REPLY = "reply"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server gave back: to whom, under which code, and whether it still tries.

    `is_final` says that it has given up; `is_hard` that the address itself is refused.
    """

    recipient: str
    status: str
    words: str
    is_final: bool

    @property
    def is_hard(self) -> bool:
        return self.is_final and self.status.startswith("5")


# Headers that only machines set; and values with which they say that a person wrote it.
MACHINES = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
PRECEDENCE = {"auto_reply", "auto-reply", "bulk", "junk"}
# Set by lists, and also where several people share a mailbox and one of them answers.
TO_MANY = "list"
SUBJECTS = re.compile(
    r"^(?:automatisk svar|autosvar|ikke til stede|fraværsmeddelelse|fraværende|"
    r"automatic reply|auto(?:matic)?[ -]?reply|out of (?:the )?office)\b",
    re.IGNORECASE,
)
SERVERS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)$", re.IGNORECASE)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
WORDS = 300


def nature_of(mail: Message) -> Nature:
    if _is_report(mail) or _is_from_a_server(mail):
        return Nature.BOUNCE
    submitted = header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in {"", "no"} or any(header(mail, name) for name in MACHINES):
        return Nature.AUTOMATIC
    precedence = header(mail, "Precedence").strip().lower()
    if precedence in PRECEDENCE or (precedence == TO_MANY and not header(mail, "In-Reply-To")):
        return Nature.AUTOMATIC
    if mail.get_content_type() == "multipart/report" or SUBJECTS.match(header(mail, "Subject")):
        return Nature.AUTOMATIC
    return Nature.REPLY


def _is_report(mail: Message) -> bool:
    return mail.get_content_type() == "multipart/report" and bool(_part(mail, "delivery-status"))


def _is_from_a_server(mail: Message) -> bool:
    local = parseaddr(header(mail, "From"))[1].partition("@")[0]
    return bool(SERVERS.match(local)) or bool(header(mail, "X-Failed-Recipients"))


def _part(mail: Message, subtype: str) -> Message | None:
    parts = mail.get_payload() if mail.is_multipart() else []
    found = (part for part in parts if isinstance(part, Message))
    return next((part for part in found if part.get_content_subtype() == subtype), None)


def read_bounce(mail: Message) -> Bounce:
    """Return what the report says; where it says nothing of use, nothing is final."""
    report = _part(mail, "delivery-status")
    blocks = report.get_payload() if report is not None else []
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and header(block, "Final-Recipient"):
            return _of_block(block)
    return Bounce(header(mail, "X-Failed-Recipients").strip().lower(), "", "", is_final=False)


def _of_block(block: Message) -> Bounce:
    status = STATUS.search(header(block, "Status"))
    address = header(block, "Original-Recipient") or header(block, "Final-Recipient")
    return Bounce(
        recipient=address.partition(";")[2].strip().strip("<>").lower(),
        status=status[1] if status else "",
        words=" ".join(header(block, "Diagnostic-Code").partition(";")[2].split())[:WORDS],
        is_final=header(block, "Action").strip().lower() == "failed",
    )


def returned_ids(mail: Message) -> list[str]:
    """Return the Message-ID of the mail that a report gives back, whole or by its headers."""
    whole, heads = _part(mail, "rfc822"), _part(mail, "rfc822-headers")
    if whole is not None:
        inner = whole.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            return ids(header(inner[0], "Message-ID"))
    if heads is not None:
        text = heads.get_payload(decode=True)
        if isinstance(text, bytes):
            return ids(header(HeaderParser().parsestr(text.decode("latin-1")), "Message-ID"))
    return []
