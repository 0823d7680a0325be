"""Webhooks are made, changed, tried and taken out of use; none is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from actions.exceptions import ChangedMeanwhileError
from actions.models import Webhook, WebhookCall
from actions.policy import read_target
from actions.services.webhooks.log import webhook_log
from actions.services.webhooks.secret_keys import new_salt
from meetings.models import Event, User


@dataclass(frozen=True, slots=True)
class WebhookDraft:
    """What a person settles: what it is called, where it is, and what it hears of."""

    name: str
    address: str
    kinds: tuple[str, ...]


def webhook_create(*, draft: WebhookDraft, by: User, now: datetime) -> Webhook:
    """Keep a new webhook with a secret of its own; raises AddressRefusedError."""
    _refuse_address(draft.address)
    with transaction.atomic():
        webhook = Webhook.objects.create(
            name=draft.name,
            address=draft.address,
            kinds=list(draft.kinds),
            late_from=now,
            salt=new_salt(),
            created_at=now,
            created_by=by,
        )
        webhook_log(webhook, Event.Kind.CREATED, by=by, now=now, note=shown(webhook.address))
    return webhook


def webhook_change(
    *, webhook: Webhook, version: int, draft: WebhookDraft, by: User, now: datetime
) -> None:
    """Settle it anew; calls that wait go to the new address.

    Raises AddressRefusedError, ChangedMeanwhileError where somebody was there before.
    """
    _refuse_address(draft.address)
    with transaction.atomic():
        before = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
        if before.version != version or before.removed_at:
            raise ChangedMeanwhileError
        hears_late_anew = _hears_late(draft.kinds) and not _hears_late(before.kinds)
        Webhook.objects.filter(pk=webhook.pk).update(
            name=draft.name,
            address=draft.address,
            kinds=list(draft.kinds),
            late_from=now if hears_late_anew else before.late_from,
            version=F("version") + 1,
        )
        webhook.refresh_from_db()
        changes = _changes(before, webhook)
        if changes:
            webhook_log(webhook, Event.Kind.CHANGED, by=by, now=now, changes=changes)


def webhook_remove(*, webhook: Webhook, by: User, now: datetime) -> None:
    """Take it out of use for good; raises ChangedMeanwhileError where it was already."""
    with transaction.atomic():
        if not Webhook.objects.standing().filter(pk=webhook.pk).update(removed_at=now):
            raise ChangedMeanwhileError
        waiting = WebhookCall.objects.filter(webhook=webhook, state=WebhookCall.State.PLANNED)
        waiting.update(state=WebhookCall.State.CANCELLED)
        webhook_log(webhook, Event.Kind.WITHDRAWN, by=by, now=now)


def webhook_try(*, webhook: Webhook, by: User, now: datetime) -> WebhookCall:
    """Plan a call that tells of nothing; it is made while the webhook is paused as well."""
    with transaction.atomic():
        webhook_log(webhook, Event.Kind.SENT, by=by, now=now, note=_("Prøvekald bestilt"))
        return WebhookCall.objects.create(
            webhook=webhook, kind=WebhookCall.Kind.TRIAL, occasion=0, at=now, next_at=now
        )


def shown(address: str) -> str:
    """Return an address without its query, which may be a key."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}" + ("?…" if parts.query else "")


def _refuse_address(address: str) -> None:
    read_target(address, allowed=settings.WEBHOOK_HOSTS, may_be_http=settings.WEBHOOK_HTTP)


def _hears_late(kinds: tuple[str, ...] | list[str]) -> bool:
    return WebhookCall.Kind.LATE in kinds


def _changes(before: Webhook, after: Webhook) -> dict[str, list[object]]:
    pairs: dict[str, tuple[object, object]] = {
        "name": (before.name, after.name),
        "address": (shown(before.address), shown(after.address)),
        "kinds": (", ".join(before.kind_words), ", ".join(after.kind_words)),
    }
    changes = {name: [was, becomes] for name, (was, becomes) in pairs.items() if was != becomes}
    if before.address != after.address:
        changes.setdefault("address", list(pairs["address"]))
    return changes
