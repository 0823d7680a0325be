"""Which systems, called when something happens, the user may see and change: all, or none."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from actions.models import Webhook, WebhookCall
from tracker.permissions.roles import Viewer, is_administrator


def may_keep_webhooks(user: Viewer) -> bool:
    return is_administrator(user)


def access_webhook(user: Viewer, pk: int) -> Webhook:
    if not may_keep_webhooks(user):
        raise PermissionDenied
    standing = Webhook.objects.standing().with_outcome()
    return get_object_or_404(standing.select_related("created_by__person"), pk=pk)


def access_webhook_call(user: Viewer, pk: int) -> WebhookCall:
    if not may_keep_webhooks(user):
        raise PermissionDenied
    calls = WebhookCall.objects.select_related("webhook")
    return get_object_or_404(calls, pk=pk, webhook__removed_at__isnull=True)
