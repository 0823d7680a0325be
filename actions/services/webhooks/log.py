"""What happens to a webhook, written down; its secrets and the query of its address are not."""

from __future__ import annotations

from datetime import datetime

from actions.models import Webhook
from meetings.models import Event, User
from meetings.services.events import event_record


def webhook_log(
    webhook: Webhook,
    kind: Event.Kind,
    *,
    now: datetime,
    by: User | None = None,
    changes: dict[str, list[object]] | None = None,
    note: str = "",
) -> None:
    """Write an Event on the webhook; the note begins with its name."""
    event_record(
        subject=Event.Subject.WEBHOOK,
        subject_id=webhook.pk,
        kind=kind,
        at=now,
        by=by,
        changes=changes,
        note=f"{webhook.name}: {note}" if note else webhook.name,
    )
