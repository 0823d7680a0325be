"""How a call proves that it is ours, and when: a hash of moment and body under a shared secret."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

SCHEME = "v1"


def sign(body: bytes, *, secret: str, moment: int) -> str:
    """Return the hex HMAC-SHA256 of the moment in seconds, a dot and the body."""
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def signature_header(body: bytes, *, secrets: Iterable[str], moment: int) -> str:
    """Return "t=1767600000,v1=…", with one `v1` for each secret that is valid."""
    signed = (f"{SCHEME}={sign(body, secret=secret, moment=moment)}" for secret in secrets)
    return ",".join([f"t={moment}", *signed])
