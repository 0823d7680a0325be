"""Logins that were begun in this session and not answered yet; each is answered once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from tracker.oidc.errors import LoginRefusedError, Why

KEPT = "openid-pending"
LASTS = timedelta(minutes=10)
# As many tabs may be on their way at a time.
MOST = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """What an answer has to fit; `again_of` is who is in already and shows it once more."""

    state: str
    nonce: str
    verifier: str
    at: int
    next_url: str
    again_of: int = 0


def pending_begin(
    session: SessionBase, *, next_url: str, now: datetime, again_of: int = 0
) -> Pending:
    """Keep a new login in the session, and the oldest out of it where there are too many."""
    pending = Pending(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
        at=int(now.timestamp()),
        next_url=next_url,
        again_of=again_of,
    )
    session[KEPT] = [*session.get(KEPT, [])[-(MOST - 1) :], asdict(pending)]
    return pending


def pending_take(session: SessionBase, *, state: str, now: datetime) -> Pending:
    """Take the login out that the state belongs to, whatever comes of it."""
    kept = [Pending(**row) for row in session.get(KEPT, [])]
    found = [one for one in kept if hmac.compare_digest(one.state.encode(), state.encode())]
    if not found:
        raise LoginRefusedError(Why.NOT_BEGUN, "state kendes ikke i denne session")
    session[KEPT] = [asdict(one) for one in kept if one not in found]
    if now.timestamp() - found[0].at > LASTS.total_seconds():
        raise LoginRefusedError(Why.NOT_BEGUN, "begyndt for længe siden")
    return found[0]
