"""Workers that hang or die over calls: one goes through them at a time, and none for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.models import ActionItem, Webhook, WebhookCall
from actions.services.webhooks import WebhookDraft, calling, webhook_call, webhook_create
from actions.services.webhooks.claiming import (
    LEASE,
    call_claim_next,
    webhook_hold,
    webhook_leave,
    webhook_take,
)
from meetings.models import Event
from tests.actions.outbox import another_item
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def webhook(cast: Cast, settings: Any) -> Webhook:
    settings.WEBHOOK_HOSTS = frozenset({"esdh.example"})
    draft = WebhookDraft(
        name="ESDH", address="https://esdh.example/", kinds=("accepted", "answered", "closed")
    )
    return webhook_create(draft=draft, by=cast.bo, now=NOW)


@pytest.fixture
def calls(webhook: Webhook, action_item: ActionItem) -> list[WebhookCall]:
    for number in range(3):
        item = another_item(action_item, owner=None, task=f"Opgave {number}")
        WebhookCall.objects.create(
            webhook=webhook, kind="closed", action_item=item, occasion=1, at=NOW, next_at=NOW
        )
    return list(WebhookCall.objects.order_by("pk"))


def busy_until(webhook: Webhook) -> datetime | None:
    webhook.refresh_from_db()
    return webhook.busy_until


def test_who_hung_past_the_lease_neither_leaves_nor_holds_what_another_has_begun(
    webhook: Webhook,
) -> None:
    hung = webhook_take(webhook_id=webhook.pk, now=NOW)
    assert hung is not None
    other = webhook_take(webhook_id=webhook.pk, now=LATER)
    assert other == LATER + LEASE
    webhook_leave(webhook_id=webhook.pk, held_until=hung)
    assert webhook_hold(webhook_id=webhook.pk, held_until=hung, now=LATER) is None
    assert busy_until(webhook) == other
    webhook_leave(webhook_id=webhook.pk, held_until=other)
    assert busy_until(webhook) is None


def test_a_worker_that_hung_in_a_call_makes_no_further_one_beside_the_next(
    webhook: Webhook, calls: list[WebhookCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def hang(call: WebhookCall, *, now: datetime) -> int:
        made.append(call.pk)
        webhook_take(webhook_id=webhook.pk, now=LATER)
        return 200

    monkeypatch.setattr(calling, "_post", hang)
    webhook_call(webhook_id=webhook.pk, clock=lambda: NOW)
    assert made == [calls[0].pk]
    assert busy_until(webhook) == LATER + LEASE


def test_a_call_whose_workers_die_again_and_again_is_given_up_and_holds_no_other_back(
    webhook: Webhook, calls: list[WebhookCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def take(call: WebhookCall, *, now: datetime) -> int:
        made.append(call.pk)
        return 200

    monkeypatch.setattr(calling, "_post", take)
    moment = NOW
    for _each in range(30):
        claim = call_claim_next(webhook_id=webhook.pk, now=moment)
        assert claim is not None
        assert claim.call_id == calls[0].pk
        moment += 2 * LEASE
    webhook_call(webhook_id=webhook.pk, clock=lambda: moment)
    calls[0].refresh_from_db()
    assert calls[0].state == "failed"
    assert calls[0].error == "Kaldet blev afbrudt for mange gange."
    assert Event.objects.filter(kind=Event.Kind.FAILED, note__contains="for mange gange").exists()
    assert made == [calls[1].pk, calls[2].pk]


def test_the_last_try_of_a_call_is_still_made(
    webhook: Webhook, calls: list[WebhookCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    WebhookCall.objects.filter(pk=calls[0].pk).update(attempts=28)
    monkeypatch.setattr(calling, "_post", lambda call, *, now: 200)
    webhook_call(webhook_id=webhook.pk, clock=lambda: NOW)
    assert set(WebhookCall.objects.values_list("state", flat=True)) == {"delivered"}
