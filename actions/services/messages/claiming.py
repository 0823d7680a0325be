"""A mail belongs to one sender at a time, for as long as the lease: one conditional update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db.models import F

from actions.models import Message
from actions.models.outbox import MessageQuerySet


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sender holds. Every write goes through `held`: a lost claim writes nothing."""

    message_id: int
    token: str

    def held(self) -> MessageQuerySet:
        return Message.objects.filter(
            pk=self.message_id, token=self.token, state=Message.State.CLAIMED
        )


def message_claim(*, message_id: int, now: datetime) -> Claim | None:
    """Reserve a mail that is due, or return None where it is not due or somebody else's."""
    claim = Claim(message_id=message_id, token=uuid4().hex)
    claimed = Message.objects.due(now=now).filter(pk=message_id)
    if not claimed.update(
        state=Message.State.CLAIMED,
        token=claim.token,
        lease_until=now + timedelta(seconds=settings.MAIL_LEASE_SECONDS),
        attempts=F("attempts") + 1,
    ):
        return None
    return claim
