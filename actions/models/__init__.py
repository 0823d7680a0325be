"""What was promised and what became of it, as rows."""

from __future__ import annotations

from actions.models.action_item import ActionItem
from actions.models.answering import Attachment, UsedLink
from actions.models.commitment import Commitment
from actions.models.difference import Difference
from actions.models.dispatch import Dispatch
from actions.models.house_rule import HouseRule
from actions.models.incoming import InboxPlace, IncomingMail
from actions.models.outbox import Heartbeat, Message, Reminder
from actions.models.owner_words import Decline, Extension
from actions.models.paper import PaperTemplate
from actions.models.recognition import RecognisedDocument, Recognition
from actions.models.rhythm import ReminderRhythm
from actions.models.search import SearchEntry, SearchProgress
from actions.models.sharing import Comment, CoOwner
from actions.models.webhook import Webhook, WebhookCall

__all__ = [
    "ActionItem",
    "Attachment",
    "CoOwner",
    "Comment",
    "Commitment",
    "Decline",
    "Difference",
    "Dispatch",
    "Extension",
    "Heartbeat",
    "HouseRule",
    "InboxPlace",
    "IncomingMail",
    "Message",
    "PaperTemplate",
    "RecognisedDocument",
    "Recognition",
    "Reminder",
    "ReminderRhythm",
    "SearchEntry",
    "SearchProgress",
    "UsedLink",
    "Webhook",
    "WebhookCall",
]
