"""A worker goes through the calls of one webhook, in the order of what happened."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.models import WebhookCall
from actions.policy import (
    AddressRefusedError,
    Refusal,
    read_target,
    retry_delay,
    signature_header,
)
from actions.services.webhooks.bodies import call_body
from actions.services.webhooks.claiming import (
    CallClaim,
    call_claim_next,
    webhook_hold,
    webhook_leave,
    webhook_take,
)
from actions.services.webhooks.line import LineError, post
from actions.services.webhooks.outcomes import call_delivered, call_failed
from actions.services.webhooks.secret_keys import webhook_secrets

logger = logging.getLogger(__name__)

# Calls that a worker makes before it looks after something else.
AT_A_TIME = 50

REFUSALS = {
    Refusal.UNREADABLE: gettext_lazy("Adressen kan ikke læses."),
    Refusal.NOT_HTTPS: gettext_lazy("Adressen begynder ikke med https://."),
    Refusal.NOT_ALLOWED: gettext_lazy("Værten står ikke længere på listen over godkendte."),
}


def webhooks_due(*, now: datetime) -> list[int]:
    """Return the webhooks with calls to make that no worker is busy with."""
    due = WebhookCall.objects.due(now=now).exclude(webhook__busy_until__gt=now)
    return list(due.order_by("webhook").values_list("webhook", flat=True).distinct())


def webhook_call(*, webhook_id: int, clock: Callable[[], datetime]) -> None:
    """Make the calls that are due; twice, and twice at once, does no harm."""
    held_until = webhook_take(webhook_id=webhook_id, now=clock())
    try:
        for _number in range(AT_A_TIME):
            if held_until is None:
                return
            claim = call_claim_next(webhook_id=webhook_id, now=clock())
            if claim is None:
                break
            _make(claim, clock=clock)
            held_until = webhook_hold(webhook_id=webhook_id, held_until=held_until, now=clock())
    finally:
        if held_until is not None:
            webhook_leave(webhook_id=webhook_id, held_until=held_until)


def _make(claim: CallClaim, *, clock: Callable[[], datetime]) -> None:
    """Make one call. No transaction is open while the line is."""
    call = WebhookCall.objects.select_related("webhook").get(pk=claim.call_id)
    if call.attempts > 1 and retry_delay(call.attempts - 1, jitter=0) is None:
        # A call whose workers die again and again may be what kills them.
        call_failed(
            claim=claim, reason=_("Kaldet blev afbrudt for mange gange."), status=None, now=clock()
        )
        return
    try:
        status = _post(call, now=clock())
    except LineError as error:
        call_failed(claim=claim, reason=str(error), status=None, now=clock())
    except AddressRefusedError as error:
        call_failed(claim=claim, reason=str(REFUSALS[error.why]), status=None, now=clock())
    except Exception as error:
        # Whatever is wrong with this row, the others are to go out.
        logger.exception("Call %s could not be made.", call.uid)
        reason = _("Kaldet kunne ikke dannes (%(error)s).") % {"error": type(error).__name__}
        call_failed(claim=claim, reason=reason, status=400, now=clock())
    else:
        _answered(claim, status, now=clock())


def _post(call: WebhookCall, *, now: datetime) -> int:
    target = read_target(
        call.webhook.address, allowed=settings.WEBHOOK_HOSTS, may_be_http=settings.WEBHOOK_HTTP
    )
    body = call_body(call)
    secrets = webhook_secrets(call.webhook, now=now)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Folgop-Webhook/1",
        "Connection": "close",
        "Folgop-Kind": call.kind,
        "Folgop-Id": str(call.uid),
        "Folgop-Signature": signature_header(body, secrets=secrets, moment=int(now.timestamp())),
    }
    return post(target, body=body, headers=headers)


def _answered(claim: CallClaim, status: int, *, now: datetime) -> None:
    if 200 <= status <= 299:
        call_delivered(claim=claim, now=now)
        return
    words = _("Svarede %(status)s.")
    if 300 <= status <= 399:
        words = _("Svarede %(status)s, en omdirigering. Den følges ikke.")
    call_failed(claim=claim, reason=words % {"status": status}, status=status, now=now)
