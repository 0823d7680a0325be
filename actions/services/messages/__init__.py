"""The outbox: mails are planned from what is due, claimed, written, sent, and settled.

The row is the queue and the record. A mail is claimed by one conditional update with a lease; its
Message-ID is fixed when it is planned. Its words are written anew at each try until they have
been on the wire without a clear answer; from then on the same mail is sent again, or held. What
failed or is held waits for a person, who has it sent again or says that it arrived.
"""

from __future__ import annotations

from actions.services.messages.deciding import message_retry, message_settle, message_withdraw
from actions.services.messages.planning import messages_due, messages_plan
from actions.services.messages.sending import message_send, messages_send
from actions.services.messages.weekly import weekly_plan

__all__ = [
    "message_retry",
    "message_send",
    "message_settle",
    "message_withdraw",
    "messages_due",
    "messages_plan",
    "messages_send",
    "weekly_plan",
]
