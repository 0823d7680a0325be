"""Whether an ID token holds: its signature, whom it is from and for, its time, and our nonce."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import Key

from tracker.oidc.errors import LoginRefusedError, Why
from tracker.oidc.pending import Pending
from tracker.oidc.provider import signing_key

# Signed with a key that the issuer alone has: neither "none" nor a secret that both know.
ALGORITHMS = ("RS256", "PS256", "ES256")
# How far the clocks may differ, and how old a token may be that was handed out just now.
LEEWAY = 60
OLDEST = 600


def read_id_token(
    text: object, *, pending: Pending, access_token: object, now: datetime
) -> dict[str, Any]:
    """Return what the token says; raises LoginRefusedError with what does not hold."""
    if not isinstance(text, str):
        raise _not_proven("mangler")
    moment = int(now.timestamp())
    try:
        token = jwt.decode(text, _key(text), algorithms=ALGORITHMS)
        _validate(token, pending, access_token, moment)
    except ClaimError as error:
        raise _not_proven(error.claim) from error
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise _not_proven(f"underskriften ({type(error).__name__})") from error
    _refuse_strangers(token.claims, moment)
    if pending.again_of:
        _refuse_stale(token.claims.get("auth_time"), pending, moment)
    return token.claims


def _key(text: str) -> Key:
    header = jws.extract_compact(text.encode()).headers()
    if header.get("alg") not in ALGORITHMS:
        raise _not_proven("alg")
    kid = header.get("kid")
    key = signing_key(kid) if isinstance(kid, str) else None
    if key is None:
        raise _not_proven("kid")
    return key


def _validate(token: jwt.Token, pending: Pending, access_token: object, moment: int) -> None:
    client_id = settings.OIDC_CLIENT_ID
    options = {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
        "nonce": {"essential": True, "value": pending.nonce},
    }
    params = {"nonce": pending.nonce, "client_id": client_id, "access_token": access_token}
    CodeIDToken(token.claims, token.header, options, params).validate(now=moment, leeway=LEEWAY)


def _refuse_strangers(claims: dict[str, Any], moment: int) -> None:
    """Be stricter than the standard asks: for us alone, by us alone, and just now."""
    if claims["aud"] not in (settings.OIDC_CLIENT_ID, [settings.OIDC_CLIENT_ID]):
        raise _not_proven("aud")
    if "azp" in claims and claims["azp"] != settings.OIDC_CLIENT_ID:
        raise _not_proven("azp")
    if claims["iat"] < moment - OLDEST - LEEWAY:
        raise _not_proven("iat")


def _refuse_stale(auth_time: object, pending: Pending, moment: int) -> None:
    if isinstance(auth_time, bool) or not isinstance(auth_time, int | float):
        raise LoginRefusedError(Why.NOT_FRESH, "auth_time mangler")
    if not pending.at - LEEWAY <= auth_time <= moment + LEEWAY:
        raise LoginRefusedError(Why.NOT_FRESH, "auth_time er ikke af nu")


def _not_proven(what: str) -> LoginRefusedError:
    return LoginRefusedError(Why.NOT_PROVEN, f"ID-token: {what}")
