"""Answers from a mail, mails that came in, and mails that go out."""

from __future__ import annotations

from actions.models import (
    Decline,
    Extension,
    IncomingMail,
    Message,
)
from tests.cast import NOW
from tests.tracker.changes.shape import Change, by_bo, item, one


def unasked() -> None:
    Extension.objects.all().delete()
    Decline.objects.all().delete()


MAILS: dict[str, Change] = {
    "address_trust": by_bo(
        "dispatch restored",
        said={"email": "x@x.example"},
        before=lambda: Message.objects.update(to_email="x@x.example", refused_at=NOW),
    ),
    "answer": one("action_item answered", "answer", role="nobody"),
    "answer_deadline": one(
        "action_item extended",
        "answer_deadline",
        role="nobody",
        said={"deadline": "2026-06-01"},
        before=unasked,
    ),
    "answer_decline": one("action_item declined", "answer_decline", role="nobody", before=unasked),
    "answer_status": one("action_item noted", "answer_status", role="nobody"),
    "dispatch_pause": by_bo("dispatch paused", "dispatch"),
    "dispatch_trial": by_bo("dispatch changed", "dispatch", said={"email": "x@x.example"}),
    "incoming_file": by_bo(
        "action_item replied",
        also=lambda: {"number": item().pk},
        before=lambda: IncomingMail.objects.update(state="aside", action_item=None),
    ),
    "incoming_settle": one("incoming put_aside", "incoming"),
    "incoming_take": one("action_item answered", "incoming"),
    "message_retry": by_bo("message resent", "outbox"),
    "message_settle": by_bo("message sent", "outbox"),
    "message_withdraw": by_bo(
        "message withdrawn",
        before=lambda: Message.objects.update(state="planned", transmitting_at=None),
    ),
    "recognition_decide": Change(
        ("action_item answered", "action_item answer_accepted"), page="action_item"
    ),
    "unsubscribe": one("register changed", "unsubscribe", role="nobody"),
}
