"""Login by OpenID Connect: what is asked of the municipality's own login, and what it may answer.

`arrive` is the way from an answer to a person; each way it may be wrong is a `Why`.
"""

from __future__ import annotations

from tracker.oidc.arriving import arrive
from tracker.oidc.asking import authorization_address
from tracker.oidc.errors import LoginRefusedError, Why
from tracker.oidc.pending import Pending, pending_begin, pending_take

__all__ = [
    "LoginRefusedError",
    "Pending",
    "Why",
    "arrive",
    "authorization_address",
    "pending_begin",
    "pending_take",
]
