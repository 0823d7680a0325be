"""Mails from their rows to the mail server. No transaction is open while the line is used."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from math import ceil

from django.conf import settings
from django.utils import timezone

from actions.models import Message
from actions.policy import is_final, may_send
from actions.selectors import sending_hours
from actions.services.dispatch import dispatch_go_single, dispatch_state
from actions.services.messages.claiming import (
    BATCH,
    Claim,
    message_claim,
    messages_claim,
    messages_put_back,
)
from actions.services.messages.drafting import mails_ready, spoilt_words
from actions.services.messages.line import (
    FEWER,
    Line,
    answer_of,
    is_ours,
    is_unsafe,
    line,
    opening_words,
    words_of,
)
from actions.services.messages.line_signs import line_closed, line_opened
from actions.services.messages.noting import messages_sent
from actions.services.messages.outages import PASSING, database_reach, insist
from actions.services.messages.outcomes import (
    message_fail,
    message_postpone,
    message_spoilt,
    message_wait,
)
from actions.services.messages.wire import ReadyMail, wire_take, wire_taken

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
# Words older than this are written anew before they go on the wire.
FRESH_SECONDS = 5.0
# A sender begins with so many: a slow server is met before much is written in vain.
FIRST = 25


def messages_send(*, clock: Clock, seconds: float) -> bool:
    """Send what is due, batch by batch, for so long; False where nothing moves for now.

    What is written and not sent is written in vain. So the first batch is small, and the next is as
    large as what went in time of the one before, or larger where there was time for more.
    """
    until, most = time.monotonic() + seconds, FIRST
    while time.monotonic() < until:
        now = clock()
        claims = _next(now, most=most) if may_send_now(now) else []
        if not claims:
            return True
        batch = _Round(claims, clock=clock, until=until)
        if not batch.run():
            return False
        most = min(batch.next_size(most), BATCH)
    return True


def message_send(*, message_id: int, now: datetime) -> None:
    """Send a mail that is due; however it ends, the row says so, and twice does no harm."""
    if not may_send_now(now):
        return
    is_single = dispatch_state().is_single(now=now)
    claim = message_claim(message_id=message_id, is_single=is_single, now=now)
    if claim is not None:
        _Round([claim], clock=lambda: now).run()


def may_send_now(now: datetime) -> bool:
    return not dispatch_state().is_paused and may_send(timezone.localtime(now), sending_hours())


def _next(now: datetime, *, most: int) -> Sequence[Claim]:
    """Return the batch to be sent next; one mail alone where the server wants fewer of us."""
    if not dispatch_state().is_single(now=now):
        return messages_claim(now=now, most=most)
    due = Message.objects.due(now=now).order_by("next_at").values_list("pk", flat=True)
    first = due.first()
    claim = message_claim(message_id=first, is_single=True, now=now) if first else None
    return [claim] if claim else []


class _Round:
    """What was claimed together: written, then sent one by one, then noted.

    `_last` is what the server has just taken, marked as such before anything else is sent.
    `_fresh` is how many had moved when the words of the rest grew old, 0 where none did.
    """

    def __init__(self, claims: Sequence[Claim], *, clock: Clock, until: float = 0) -> None:
        self._claims, self._clock = claims, clock
        # No sender may hold on to the rest until somebody else believes it dead.
        lease = time.monotonic() + settings.MAIL_LEASE_SECONDS / 2
        self._until = min(until or lease, lease)
        self._is_one_of_many = len(claims) > 1
        self._unwritten: Sequence[Claim] = claims
        self._waiting: deque[ReadyMail] = deque()
        self._written_at = self._took = 0.0
        self._last: Claim | None = None
        self._moved = self._fresh = 0

    def run(self) -> int:
        """Return how many of them have come further than they were."""
        try:
            self._go()
        except Exception:
            # What the server has is in doubt no more, and the rest is anybody's at once.
            self._end()
            raise
        self._end()
        return self._moved

    def next_size(self, most: int) -> int:
        """Return how many the next one may hold, where this one might have held so many."""
        if self._fresh or self._moved < len(self._claims):
            return self._fresh or self._moved
        # As many as went in half of that time, lest the last of them grow old.
        in_time = ceil(most * FRESH_SECONDS / 2 / max(self._took, 0.001))
        return max(1, min(2 * most, in_time))

    def _go(self) -> None:
        # Of those whose sender died, what the server had.
        messages_sent(claims=self._claims, now=self._clock())
        self._write(self._claims)
        self._moved = len(self._claims) - len(self._waiting)
        with line() as opened:
            while self._waiting and self._may_go_on():
                self._send(self._waiting.popleft(), opened)
            self._took = time.monotonic() - self._written_at
            self._mark_last()

    def _end(self) -> None:
        self._mark_last()
        self._stop()
        messages_sent(claims=self._claims, now=self._clock())

    def _write(self, claims: Sequence[Claim]) -> None:
        self._waiting = deque(mails_ready(claims, now=self._clock()))
        self._unwritten = ()
        self._written_at = time.monotonic()

    def _may_go_on(self) -> bool:
        """Tell whether there is time for one more; words that have grown old are written anew."""
        moment = time.monotonic()
        if moment > self._until and self._moved:
            return False
        if moment - self._written_at > FRESH_SECONDS:
            self._mark_last()
            self._fresh = self._fresh or self._moved
            self._write([ready.claim for ready in self._waiting])
        return bool(self._waiting)

    def _send(self, ready: ReadyMail, opened: Line) -> None:
        if not self._is_open(ready, opened):
            return
        now = self._clock()
        try:
            if not self._take(ready, now=now):
                self._let_go(ready)
                return
        except Exception as error:
            # Whatever keeps this one from being marked, the others are to go out.
            self._spoilt(ready, error, now=now)
            return
        self._moved += 1
        try:
            opened.send(ready.mail)
        except OSError as error:
            opened.close()
            insist(partial(_refused, error, claim=ready.claim, now=now))
            if answer_of(error) in FEWER:
                self._stop()
        except Exception as error:
            # Whatever is wrong with this mail, the others are to go out.
            opened.close()
            self._spoilt(ready, error, now=now)
        else:
            self._last = ready.claim

    def _take(self, ready: ReadyMail, *, now: datetime) -> bool:
        """Mark it as on the wire, and the one before as taken: that one also where this fails."""
        take = partial(wire_take, ready, is_one_of_many=self._is_one_of_many, now=now)
        try:
            is_going = take(after=self._last)
        except PASSING:
            logger.warning("Message %s is marked once more.", ready.claim.message_id, exc_info=True)
            self._mark_last()
            return insist(partial(take, after=None))
        self._last = None
        return is_going

    def _spoilt(self, ready: ReadyMail, error: Exception, *, now: datetime) -> None:
        logger.error("Message %s could not be sent.", ready.claim.message_id, exc_info=error)
        self._mark_last()
        database_reach()
        message_spoilt(claim=ready.claim, reason=spoilt_words(error), now=now)
        self._moved += 1

    def _is_open(self, ready: ReadyMail, opened: Line) -> bool:
        """Where there is no line, all that wait for it have had their try."""
        try:
            if opened.open():
                line_opened()
        except OSError as error:
            now = self._clock()
            if answer_of(error) in FEWER:
                dispatch_go_single(now=now)
            line_closed(is_unsafe=is_unsafe(error), now=now)
            for one in [ready, *self._waiting]:
                message_wait(claim=one.claim, reason=opening_words(error), now=now)
            self._moved += 1
            self._waiting.clear()
            return False
        return True

    def _let_go(self, ready: ReadyMail) -> None:
        """It stays as it was before; where mails are held back, so do the others."""
        messages_put_back([ready.claim])
        dispatch, now = dispatch_state(), self._clock()
        if (
            dispatch.is_paused
            or dispatch.trial_email != ready.message.trial_email
            or dispatch.is_single(now=now)
        ):
            self._stop()

    def _stop(self) -> None:
        rest = [*self._unwritten, *(one.claim for one in self._waiting)]
        if rest:
            insist(partial(messages_put_back, rest))
        self._unwritten = ()
        self._waiting.clear()

    def _mark_last(self) -> None:
        if self._last is not None:
            insist(partial(wire_taken, self._last, now=self._clock()))
            self._last = None


def _refused(error: OSError, *, claim: Claim, now: datetime) -> None:
    """A server that answers has not taken the mail; a line that breaks leaves us in doubt."""
    answer, words = answer_of(error), words_of(error)
    if answer in FEWER:
        dispatch_go_single(now=now)
    if answer is not None and is_final(answer) and not is_ours(error):
        message_fail(claim=claim, reason=words, now=now)
    else:
        message_postpone(claim=claim, reason=words, is_uncertain=answer is None, now=now)
