"""A mail belongs to one sender at a time, for as long as the lease: one conditional update."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from actions.models import Dispatch, Message
from actions.models.outbox import MessageQuerySet

# How often, and for how long, a sender looks whether it is its turn.
TURNS = 100
TURN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sender holds. Every write goes through `held`: a lost claim writes nothing."""

    message_id: int
    token: str

    def held(self) -> MessageQuerySet:
        return Message.objects.filter(
            pk=self.message_id, token=self.token, state=Message.State.CLAIMED
        )


def message_claim(*, message_id: int, is_single: bool = False, now: datetime) -> Claim | None:
    """Reserve a mail that is due, or return None where it is not due or somebody else's.

    `is_single` waits until no other mail is under way: the mail server wants fewer of us.
    """
    if not is_single:
        return _claim(message_id, now=now)
    for _turn in range(TURNS):
        with transaction.atomic():
            # Locked, lest two see that nobody sends and both begin.
            list(Dispatch.objects.select_for_update().filter(pk=Dispatch.ONLY))
            if not _others(message_id, now=now):
                return _claim(message_id, now=now)
        time.sleep(TURN_SECONDS)
    return None


def _others(message_id: int, *, now: datetime) -> bool:
    claimed = Message.objects.filter(state=Message.State.CLAIMED, lease_until__gt=now)
    return claimed.exclude(pk=message_id).exists()


def _claim(message_id: int, *, now: datetime) -> Claim | None:
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
