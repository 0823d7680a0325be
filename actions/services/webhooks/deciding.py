"""A person pauses a webhook, lets it go on, or has a call made once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from actions.exceptions import CallMovedOnError
from actions.models import Webhook, WebhookCall
from actions.services.webhooks.log import webhook_log
from meetings.models import Event, User

# A webhook that goes on begins as if it had never failed.
UNTROUBLED: dict[str, object] = {
    "paused_at": None,
    "paused_because": "",
    "failing_since": None,
    "failures": 0,
    "resting_until": None,
}


def webhook_pause(*, webhook: Webhook, by: User, now: datetime) -> bool:
    """Call it no more until it is resumed; what happens meanwhile waits. False where it did."""
    with transaction.atomic():
        going = Webhook.objects.standing().filter(pk=webhook.pk, paused_at__isnull=True)
        if not going.update(paused_at=now, paused_because=""):
            return False
        webhook_log(webhook, Event.Kind.PAUSED, by=by, now=now)
    return True


def webhook_resume(*, webhook: Webhook, by: User, now: datetime) -> bool:
    """Let calls go out again, those that waited and those given up first; False where it did."""
    with transaction.atomic():
        paused = Webhook.objects.standing().filter(pk=webhook.pk, paused_at__isnull=False)
        since = paused.values_list("failing_since", flat=True).first()
        if not paused.update(**UNTROUBLED):
            return False
        waiting = Q(state=WebhookCall.State.PLANNED)
        if since:
            waiting |= Q(state=WebhookCall.State.FAILED, first_tried_at__gte=since)
        calls = WebhookCall.objects.exclude(kind=WebhookCall.Kind.TRIAL)
        calls.filter(waiting, webhook=webhook).update(
            state=WebhookCall.State.PLANNED, next_at=now, attempts=0
        )
        webhook_log(webhook, Event.Kind.RESUMED, by=by, now=now)
    return True


def call_repeat(*, call: WebhookCall, by: User, now: datetime) -> None:
    """Make a call again that came through or was given up, under the same id.

    Raises CallMovedOnError where it waits, is being made, or its webhook is out of use.
    """
    with transaction.atomic():
        ended = WebhookCall.objects.filter(
            pk=call.pk,
            state__in=[WebhookCall.State.DELIVERED, WebhookCall.State.FAILED],
            webhook__removed_at__isnull=True,
        )
        if not ended.update(
            state=WebhookCall.State.PLANNED, next_at=now, attempts=0, first_tried_at=None, error=""
        ):
            raise CallMovedOnError
        webhook_log(call.webhook, Event.Kind.RESENT, by=by, now=now, note=str(call.uid))
