"""Other systems are called when an action item is accepted, answered, late or closed.

The call is a row, made in the transaction of the change, once for a webhook, an item and what
happened. A worker claims it by one conditional update with a lease, and makes its words then. What
does not come through is tried again as mails are; when nothing has for a day, the webhook is
paused.
"""

from __future__ import annotations

from actions.services.webhooks.calling import webhook_call, webhooks_due
from actions.services.webhooks.deciding import call_repeat, webhook_pause, webhook_resume
from actions.services.webhooks.keeping import (
    WebhookDraft,
    webhook_change,
    webhook_create,
    webhook_remove,
    webhook_try,
)
from actions.services.webhooks.noting import calls_note, late_note
from actions.services.webhooks.secret_keys import (
    former_secret_end,
    secret_renew,
    webhook_secret,
    webhook_secrets,
)

__all__ = [
    "WebhookDraft",
    "call_repeat",
    "calls_note",
    "former_secret_end",
    "late_note",
    "secret_renew",
    "webhook_call",
    "webhook_change",
    "webhook_create",
    "webhook_pause",
    "webhook_remove",
    "webhook_resume",
    "webhook_secret",
    "webhook_secrets",
    "webhook_try",
    "webhooks_due",
]
