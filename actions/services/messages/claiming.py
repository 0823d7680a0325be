"""A mail belongs to one sender at a time, for as long as the lease: one conditional update.

A lease is no sign of the wire. Of what a sender that dies had claimed, only the mail that was on
the wire is in doubt; what the server has is noted by whoever comes next, and the rest is sent.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from actions.models import Dispatch, Message
from actions.models.outbox import MessageQuerySet

# How many mails a sender claims, writes and notes together, at most.
BATCH = 200
# How often, and for how long, a sender looks whether it is its turn.
TURNS = 100
TURN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sender holds. Every write goes through `held`: a lost claim writes nothing."""

    message_id: int
    token: str

    def held(self) -> MessageQuerySet:
        return held_by([self])


def held_by(claims: Iterable[Claim]) -> MessageQuerySet:
    """Return the mails that these claims still hold."""
    keys = {claim.message_id: claim.token for claim in claims}
    return Message.objects.filter(
        pk__in=keys, token__in=set(keys.values()), state=Message.State.CLAIMED
    )


def messages_claim(*, now: datetime, most: int = BATCH) -> list[Claim]:
    """Reserve at most so many mails that are due, longest waiting first.

    A mail whose sender fell silent may be what silenced it: it goes alone.
    """
    due = Message.objects.due(now=now)
    with transaction.atomic():
        waiting = due.order_by("next_at").select_for_update(skip_locked=True)
        rows = list(waiting.values_list("pk", "state", "taken_at")[:most])
        ids = _together(rows)
        token = _claim(due.filter(pk__in=ids), now=now)
    held = set(Message.objects.filter(pk__in=ids, token=token).values_list("pk", flat=True))
    return [Claim(pk, token) for pk in ids if pk in held]


def _together(rows: Sequence[tuple[int, str, datetime | None]]) -> list[int]:
    quiet = [state == Message.State.CLAIMED and taken is None for _pk, state, taken in rows]
    if quiet and quiet[0]:
        return [rows[0][0]]
    return [pk for (pk, _state, _taken), is_quiet in zip(rows, quiet, strict=True) if not is_quiet]


def message_claim(*, message_id: int, is_single: bool = False, now: datetime) -> Claim | None:
    """Reserve a mail that is due, or return None where it is not due or somebody else's.

    `is_single` waits until no other mail is under way: the mail server wants fewer of us.
    """
    if not is_single:
        return _claim_one(message_id, now=now)
    for _turn in range(TURNS):
        with transaction.atomic():
            # Locked, lest two see that nobody sends and both begin.
            list(Dispatch.objects.select_for_update().filter(pk=Dispatch.ONLY))
            if not _others(message_id, now=now):
                return _claim_one(message_id, now=now)
        time.sleep(TURN_SECONDS)
    return None


def _others(message_id: int, *, now: datetime) -> bool:
    claimed = Message.objects.filter(state=Message.State.CLAIMED, lease_until__gt=now)
    return claimed.exclude(pk=message_id).exists()


def _claim_one(message_id: int, *, now: datetime) -> Claim | None:
    token = _claim(Message.objects.due(now=now).filter(pk=message_id), now=now)
    return Claim(message_id, token) if token else None


def _claim(due: MessageQuerySet, *, now: datetime) -> str:
    """Take the lease of all that are still due, and return its token; "" where none is."""
    token = uuid4().hex
    claimed = due.update(
        state=Message.State.CLAIMED,
        token=token,
        lease_until=lease_end(now),
        attempts=F("attempts") + 1,
    )
    return token if claimed else ""


def lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.MAIL_LEASE_SECONDS)


def messages_put_back(claims: Iterable[Claim]) -> None:
    """Let go of what never went on the wire, as it stood before: the try does not count."""
    held_by(claims).filter(taken_at__isnull=True).update(
        state=Message.State.PLANNED, token="", lease_until=None, attempts=F("attempts") - 1
    )
