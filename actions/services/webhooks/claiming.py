"""A call belongs to one worker at a time, for as long as the lease: one conditional update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import F
from django.db.models.functions import Coalesce

from actions.models import Webhook, WebhookCall
from actions.models.webhook import WebhookCallQuerySet

# Longer than looking a host up and the whole of a call can take.
LEASE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class CallClaim:
    """What a worker holds. Every write goes through `held`: a lost claim writes nothing."""

    call_id: int
    token: str

    def held(self) -> WebhookCallQuerySet:
        return WebhookCall.objects.filter(
            pk=self.call_id, token=self.token, state=WebhookCall.State.CALLING
        )


def webhook_take(*, webhook_id: int, now: datetime) -> datetime | None:
    """Begin with a webhook's calls; None while another worker goes through them.

    What is returned is until when, and shows who holds it: a worker that hung for longer than that
    neither holds nor leaves what another has begun with.
    """
    row = Webhook.objects.filter(pk=webhook_id)
    free = row.filter(busy_until__isnull=True) | row.filter(busy_until__lte=now)
    return now + LEASE if free.update(busy_until=now + LEASE) else None


def webhook_hold(*, webhook_id: int, held_until: datetime, now: datetime) -> datetime | None:
    """Stay with its calls for another while; None where another has begun with them."""
    mine = Webhook.objects.filter(pk=webhook_id, busy_until=held_until)
    return now + LEASE if mine.update(busy_until=now + LEASE) else None


def webhook_leave(*, webhook_id: int, held_until: datetime) -> None:
    """Let the next worker begin."""
    Webhook.objects.filter(pk=webhook_id, busy_until=held_until).update(busy_until=None)


def call_claim_next(*, webhook_id: int, now: datetime) -> CallClaim | None:
    """Reserve the first call that is due; None where there is none, or somebody was faster."""
    due = WebhookCall.objects.due(now=now).filter(webhook_id=webhook_id)
    first = due.order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return None
    claim = CallClaim(call_id=first, token=uuid4().hex)
    if (
        not WebhookCall.objects.due(now=now)
        .filter(pk=first)
        .update(
            state=WebhookCall.State.CALLING,
            token=claim.token,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            first_tried_at=Coalesce("first_tried_at", now),
        )
    ):
        return None
    return claim
