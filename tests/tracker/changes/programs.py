"""What programs ask of the API, and the keys and hooks that they use."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import (
    ActionItem,
    Webhook,
)
from meetings.models import Unit
from tests.cast import NOW
from tests.tracker.changes.minutes import owned_suggestions
from tests.tracker.changes.shape import Change, by_bo, item, meeting, one


def answered() -> None:
    ActionItem.objects.update(status="answered", answer="Sendt.", answered_at=NOW)


def cancelled() -> None:
    ActionItem.objects.update(status="cancelled", closed_at=NOW)


def seen() -> dict[str, str]:
    return {"If-Match": "*"}


PROGRAMS: dict[str, Change] = {
    "api_action_item_accept_answer": one(
        "action_item answer_accepted", before=answered, headers=seen
    ),
    "api_action_item_answer": one("action_item answered", said={"note": "Sendt."}, headers=seen),
    "api_action_item_cancel": one("action_item cancelled", said={"reason": "x"}, headers=seen),
    "api_action_item_postpone": one(
        "action_item extended", said={"deadline": "2026-06-01", "reason": "x"}, headers=seen
    ),
    "api_action_item_reassign": one(
        "action_item handed_over",
        headers=seen,
        also=lambda: {
            "owner": f"unit:{Unit.objects.get(abbreviation='TM').pk}",
            "reason": "x",
        },
    ),
    "api_action_item_reopen": one("action_item reopened", before=cancelled, headers=seen),
    "api_action_item_return_answer": one(
        "action_item answer_returned", said={"reason": "x"}, before=answered, headers=seen
    ),
    "api_action_items": one(
        "action_item entered",
        also=lambda: {
            "committee": meeting().committee_id,
            "task": "Ring",
            "owner": f"person:{item().owner_person_id}",
        },
    ),
    "api_suggestion_accept": Change(
        ("commitment accepted", "action_item created"), before=owned_suggestions, headers=seen
    ),
    "api_suggestion_reject": one("commitment rejected", said={"reason": "x"}, headers=seen),
    "api_documents": one(
        "document uploaded",
        also=lambda: {
            "file": SimpleUploadedFile("nyt.txt", b"Referat"),
            "committee": meeting().committee_id,
        },
    ),
    "token_revoke": by_bo("user withdrawn", "tokens"),
    "tokens": one("user created", "tokens"),
    "webhook": by_bo("webhook changed", "webhook", said={"name": "Journalen"}),
    "webhook_call_repeat": by_bo("webhook resent", "webhook"),
    "webhook_new": by_bo(
        "webhook created",
        "webhook_new",
        said={"name": "A", "address": "https://esdh.noerrevang.example/a", "kinds": ["answered"]},
    ),
    "webhook_former_secret": by_bo(
        "webhook changed",
        before=lambda: Webhook.objects.update(
            former_salt="x", former_until=NOW + timedelta(days=2)
        ),
    ),
    "webhook_pause": by_bo("webhook paused", "webhook"),
    "webhook_remove": by_bo("webhook withdrawn", "webhook"),
    "webhook_secret": by_bo("webhook changed", "webhook"),
    "webhook_try": by_bo("webhook sent", "webhook"),
}
