"""Links from a mail: signed, each for one purpose, one action item, recipient and deadline version.

They log nobody in. Whether the item is still open, and whether it has moved on to another
deadline or owner, is asked of the row when the link is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.core import signing

from actions.exceptions import BadLinkError, ExpiredLinkError
from actions.models import ActionItem

# A bound for forgotten mailboxes; the page itself stops 30 days after deadline or closing.
LIFETIME = timedelta(days=730)
UNSUBSCRIBE_SALT = "actions.unsubscribe"


class Purpose(StrEnum):
    """What a link is for; the value is the salt it is signed with."""

    DONE = "actions.answer"
    DEADLINE = "actions.answer.deadline"
    DECLINE = "actions.answer.decline"
    STATUS = "actions.answer.status"


# Each purpose has its own address, so that one look at it tells what it is for.
PATHS = {
    Purpose.DONE: "/svar/",
    Purpose.DEADLINE: "/svar/frist/",
    Purpose.DECLINE: "/svar/ikke-min/",
    Purpose.STATUS: "/svar/status/",
}


@dataclass(frozen=True, slots=True)
class AnswerLink:
    action_item_id: int
    recipient: str
    deadline_version: int
    issued_at: datetime


def answer_link(action_item: ActionItem, recipient: str, purpose: Purpose = Purpose.DONE) -> str:
    """Return the token that lets the recipient do this one thing to the item as it stands now."""
    return signing.dumps([action_item.pk, recipient, action_item.deadline_version], salt=purpose)


def answer_path(action_item: ActionItem, recipient: str, purpose: Purpose) -> str:
    """Return the path of the page on which the token is used."""
    return f"{PATHS[purpose]}{answer_link(action_item, recipient, purpose)}/"


def read_answer_link(token: str, purpose: Purpose = Purpose.DONE) -> AnswerLink:
    """Return what the token stands for; raises BadLinkError or ExpiredLinkError."""
    try:
        action_item_id, recipient, version = signing.loads(token, salt=purpose, max_age=LIFETIME)
    except signing.SignatureExpired:
        raise ExpiredLinkError from None
    except signing.BadSignature:
        raise BadLinkError from None
    _payload, stamp, _signature = token.rsplit(":", 2)
    issued_at = datetime.fromtimestamp(signing.b62_decode(stamp), UTC)
    return AnswerLink(action_item_id, recipient, version, issued_at)


def unsubscribe_link(person_id: int) -> str:
    """Return the token that turns one person's reminders off and on, for as long as mails lie."""
    return signing.Signer(salt=UNSUBSCRIBE_SALT).sign(str(person_id))


def read_unsubscribe_link(token: str) -> int:
    """Return the person that the token stands for; raises BadLinkError."""
    try:
        return int(signing.Signer(salt=UNSUBSCRIBE_SALT).unsign(token))
    except signing.BadSignature:
        raise BadLinkError from None
