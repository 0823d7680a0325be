"""How a call ended: one state of the row, and what it says of the webhook, in one transaction."""

from __future__ import annotations

import random
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from actions.models import Webhook, WebhookCall
from actions.policy import retry_delay
from actions.services.webhooks.claiming import CallClaim
from actions.services.webhooks.deciding import UNTROUBLED
from actions.services.webhooks.log import webhook_log
from meetings.models import Event

ERROR_LENGTH = 300
# What is wrong with this call and not with the line: bad request, conflict, too large, not of that
# kind, not to be worked with. All else would meet the next call as well.
OF_THIS_CALL = {400, 409, 413, 415, 422}


def call_delivered(*, claim: CallClaim, now: datetime) -> None:
    """Note that the other system took it; whatever was wrong with the webhook is over."""
    with transaction.atomic():
        call = claim.held().select_related("webhook").first()
        if call and _settle(claim, WebhookCall.State.DELIVERED, error="", delivered_at=now):
            going = {name: value for name, value in UNTROUBLED.items() if "paused" not in name}
            Webhook.objects.filter(pk=call.webhook_id).update(last_ok_at=now, **going)


def call_failed(*, claim: CallClaim, reason: str, status: int | None, now: datetime) -> None:
    """Try again later, or give it up after a day; pause the webhook where nothing came through."""
    with transaction.atomic():
        call = claim.held().select_related("webhook").first()
        if call is None:
            return
        if call.kind == WebhookCall.Kind.TRIAL:
            _settle(claim, WebhookCall.State.FAILED, error=reason)
            return
        delay = retry_delay(call.attempts, jitter=random.uniform(-1, 1))
        if delay is None:
            _give_up(claim, call, reason=reason, now=now)
            return
        _settle(claim, WebhookCall.State.PLANNED, error=reason, next_at=now + delay)
        rest = {} if status in OF_THIS_CALL else {"resting_until": now + delay}
        Webhook.objects.filter(pk=call.webhook_id).update(
            failing_since=Coalesce("failing_since", now), failures=F("failures") + 1, **rest
        )


def _give_up(claim: CallClaim, call: WebhookCall, *, reason: str, now: datetime) -> None:
    _settle(claim, WebhookCall.State.FAILED, error=reason)
    words = _("Opgivet efter %(count)s forsøg: %(reason)s")
    note = words % {"count": call.attempts, "reason": reason}
    webhook_log(call.webhook, Event.Kind.FAILED, now=now, note=note)
    # Something else may have come through meanwhile: then it is this call alone.
    nothing = Webhook.objects.filter(
        pk=call.webhook_id, paused_at__isnull=True, failing_since__lte=call.first_tried_at or now
    )
    if nothing.update(paused_at=now, paused_because=reason[:ERROR_LENGTH]):
        webhook_log(call.webhook, Event.Kind.PAUSED, now=now, note=reason)


def _settle(claim: CallClaim, state: WebhookCall.State, *, error: str, **columns: object) -> bool:
    """End the claim in a state; False where it was lost already."""
    return bool(
        claim.held().update(
            state=state, error=error[:ERROR_LENGTH], token="", lease_until=None, **columns
        )
    )
