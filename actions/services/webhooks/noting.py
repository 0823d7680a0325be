"""What is to be told: a row for each webhook that hears of it, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actions.models import ActionItem, Webhook, WebhookCall
from actions.models.action_item import ActionItemQuerySet
from meetings.models import Event

Kind = WebhookCall.Kind

# What an Event means to those outside. That something closed the row itself must say.
TOLD: dict[str, tuple[Kind, ...]] = {
    Event.Kind.CREATED: (Kind.ACCEPTED,),
    Event.Kind.ENTERED: (Kind.ACCEPTED,),
    Event.Kind.ANSWERED: (Kind.ANSWERED, Kind.CLOSED),
    Event.Kind.ANSWER_ACCEPTED: (Kind.CLOSED,),
    Event.Kind.CANCELLED: (Kind.CLOSED,),
    Event.Kind.MERGED: (Kind.CLOSED,),
}
# Late items that one tick tells of; the next goes on.
BATCH = 500


def calls_note(*, event: Event) -> None:
    """Plan the calls that an action item's Event leads to; asked twice, it makes them once."""
    kinds = set(TOLD.get(event.kind, ()))
    webhooks = list(Webhook.objects.standing()) if kinds else []
    wanted = [(hook, kind) for hook in webhooks for kind in Kind if kind in kinds & set(hook.kinds)]
    if not wanted:
        return
    is_ended = ActionItem.objects.filter(pk=event.subject_id, closed_at__isnull=False).exists()
    _keep(
        WebhookCall(
            webhook=webhook,
            kind=kind,
            action_item_id=event.subject_id,
            occasion=event.pk,
            at=event.at,
            next_at=event.at,
        )
        for webhook, kind in wanted
        if is_ended or kind != Kind.CLOSED
    )


def late_note(*, now: datetime) -> None:
    """Plan a call for each item that has become late, once for each deadline it has had."""
    for webhook in Webhook.objects.standing():
        if Kind.LATE in webhook.kinds:
            _keep(
                WebhookCall(
                    webhook=webhook,
                    kind=Kind.LATE,
                    action_item=action_item,
                    occasion=action_item.deadline_version,
                    at=now,
                    next_at=now,
                )
                for action_item in _untold(webhook, now=now)[:BATCH]
            )


def _untold(webhook: Webhook, *, now: datetime) -> ActionItemQuerySet:
    """Return what is late, was not when the webhook began to hear of it, and is not told."""
    told = WebhookCall.objects.filter(
        webhook=webhook,
        kind=Kind.LATE,
        action_item=OuterRef("pk"),
        occasion=OuterRef("deadline_version"),
    )
    # Late is who was due the day before, or earlier.
    due_then = timezone.localdate(webhook.late_from) - timedelta(days=1)
    is_news = Q(deadline__gt=due_then) | Q(created_at__gte=webhook.late_from)
    late = ActionItem.objects.overdue(today=timezone.localdate(now))
    return late.filter(is_news, ~Exists(told)).order_by("deadline", "pk")


def _keep(calls: Iterable[WebhookCall]) -> None:
    WebhookCall.objects.bulk_create(calls, ignore_conflicts=True)
