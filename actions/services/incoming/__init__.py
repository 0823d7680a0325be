"""The mailbox: read by number, each mail kept as it came, filed where it is sure where it belongs.

An answer is filed on the item that our mail was about, where the mail was about one item and the
writer is who it went to. All else is put aside for a person. What is filed changes nothing of the
item: whether it is the answer, a person says.
"""

from __future__ import annotations

from actions.services.incoming.deciding import incoming_file, incoming_settle, incoming_take
from actions.services.incoming.keeping import incoming_keep, incoming_keep_unfetched
from actions.services.incoming.polling import inbox_is_configured, inbox_poll

__all__ = [
    "inbox_is_configured",
    "inbox_poll",
    "incoming_file",
    "incoming_keep",
    "incoming_keep_unfetched",
    "incoming_settle",
    "incoming_take",
]
