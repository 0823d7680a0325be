"""What the issuer says of itself: where to go, where codes are exchanged, which keys it signs with.

Kept for a while in this process. A key that is not known is asked for once more, and then not again
for half a minute, whatever comes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, RSAKey

from tracker.oidc.errors import LoginRefusedError, Why
from tracker.oidc.line import fetch, is_safe

WELL_KNOWN = "/.well-known/openid-configuration"
MOST_OF_DISCOVERY = 64 * 1024
MOST_OF_KEYS = 256 * 1024
DISCOVERY_LASTS = 3600
KEYS_LAST = 600
ASKED_AGAIN_AFTER = 30
SHORTEST_RSA = 2048
OK = 200


@dataclass(frozen=True, slots=True)
class Provider:
    """The addresses that are used, all on the issuer's own host."""

    authorization: str
    token: str
    keys: str
    takes_secret_in_form: bool


def provider() -> Provider:
    """Return the issuer's own account of itself; raises LoginRefusedError where it is not safe."""
    told = cache.get(_name("discovery"))
    if told is None:
        told = _discover()
        cache.set(_name("discovery"), told, DISCOVERY_LASTS)
    methods = told.get("token_endpoint_auth_methods_supported")
    return Provider(
        authorization=told["authorization_endpoint"],
        token=told["token_endpoint"],
        keys=told["jwks_uri"],
        takes_secret_in_form=isinstance(methods, list) and "client_secret_post" in methods,
    )


def signing_key(kid: str) -> Key | None:
    """Return the key of that name; none where the issuer has no such key for signing."""
    rows = cache.get(_name("keys"))
    if rows is None or (_found(rows, kid) is None and _may_ask_again()):
        rows = _fetch_keys()
        cache.set(_name("keys"), rows, KEYS_LAST)
    return _found(rows, kid)


def _discover() -> dict[str, Any]:
    told = _json(f"{settings.OIDC_ISSUER.rstrip('/')}{WELL_KNOWN}", MOST_OF_DISCOVERY)
    if told.get("issuer") != settings.OIDC_ISSUER:
        raise LoginRefusedError(Why.AWAY, "discovery: en anden udsteder")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not (isinstance(told.get(name), str) and is_safe(told[name])):
            raise LoginRefusedError(Why.AWAY, f"discovery: {name} ligger ikke hos udstederen")
    return told


def _fetch_keys() -> list[dict[str, Any]]:
    rows = _json(provider().keys, MOST_OF_KEYS).get("keys")
    if not isinstance(rows, list):
        raise LoginRefusedError(Why.AWAY, "nøglerne kan ikke læses")
    return [row for row in rows if isinstance(row, dict)]


def _found(rows: list[dict[str, Any]], kid: str) -> Key | None:
    for row in rows:
        if row.get("kid") == kid and row.get("use", "sig") == "sig":
            return _public(row)
    return None


def _public(row: dict[str, Any]) -> Key | None:
    """Return the key where it is one that may sign: RSA of 2048 bits at least, or a curve."""
    try:
        key = JWKRegistry.import_key(row)
        if isinstance(key, RSAKey) and key.public_key.key_size >= SHORTEST_RSA:
            return key
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, ECKey) else None


def _may_ask_again() -> bool:
    return bool(cache.add(_name("asked"), "yes", ASKED_AGAIN_AFTER))


def _json(url: str, most: int) -> dict[str, Any]:
    status, content = fetch(url, most=most)
    if status != OK:
        raise LoginRefusedError(Why.AWAY, f"{url}: svarede {status}")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise LoginRefusedError(Why.AWAY, f"{url}: ikke JSON") from error
    if not isinstance(told, dict):
        raise LoginRefusedError(Why.AWAY, f"{url}: ikke et objekt")
    return told


def _name(what: str) -> str:
    return f"oidc:{what}:{hashlib.sha256(settings.OIDC_ISSUER.encode()).hexdigest()}"
