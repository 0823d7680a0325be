"""Links from a mail: signed, bound to one action item, one recipient and one deadline version.

They log nobody in. Whether the item is still open, and whether it has moved on to another
deadline or owner, is asked of the row when the link is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from actions.exceptions import BadLinkError, ExpiredLinkError
from actions.models import ActionItem

SALT = "actions.answer"
# A bound for forgotten mailboxes; the page itself stops 30 days after deadline or closing.
LIFETIME = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class AnswerLink:
    action_item_id: int
    recipient: str
    deadline_version: int
    issued_at: datetime


def answer_link(action_item: ActionItem, recipient: str) -> str:
    """Return the token that lets the recipient answer for the action item as it stands now."""
    return signing.dumps([action_item.pk, recipient, action_item.deadline_version], salt=SALT)


def read_answer_link(token: str) -> AnswerLink:
    """Return what the token stands for; raises BadLinkError or ExpiredLinkError."""
    try:
        action_item_id, recipient, version = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.SignatureExpired:
        raise ExpiredLinkError from None
    except signing.BadSignature:
        raise BadLinkError from None
    _payload, stamp, _signature = token.rsplit(":", 2)
    issued_at = datetime.fromtimestamp(signing.b62_decode(stamp), UTC)
    return AnswerLink(action_item_id, recipient, version, issued_at)
