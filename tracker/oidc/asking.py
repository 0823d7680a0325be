"""What is asked: the address a person is led to, and the exchange of the code that comes back."""

from __future__ import annotations

import json
from typing import Any

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings
from django.urls import reverse

from tracker.oidc.errors import LoginRefusedError, Why
from tracker.oidc.line import fetch
from tracker.oidc.pending import Pending
from tracker.oidc.provider import OK, Provider, provider

SCOPE = "openid profile email"
MOST_OF_TOKENS = 256 * 1024
NOT_OURSELVES = {"invalid_client", "unauthorized_client"}


def redirect_uri() -> str:
    """Return where answers come to: by the settings, never by what a request says of its host."""
    return f"{settings.SITE_URL}{reverse('openid_back')}"


def authorization_address(pending: Pending) -> str:
    """Return where the person shows who it is; one who is in already has to show it anew."""
    again = {"prompt": "login", "max_age": "0"} if pending.again_of else {}
    address: str = prepare_grant_uri(
        provider().authorization,
        settings.OIDC_CLIENT_ID,
        "code",
        redirect_uri=redirect_uri(),
        scope=SCOPE,
        state=pending.state,
        nonce=pending.nonce,
        code_challenge=create_s256_code_challenge(pending.verifier),
        code_challenge_method="S256",
        **again,
    )
    return address


def tokens_for(code: str, pending: Pending) -> dict[str, Any]:
    """Return what the issuer hands out for the code."""
    whom = provider()
    form, headers = _signed(whom, _request(code, pending))
    status, content = fetch(whom.token, most=MOST_OF_TOKENS, form=form, headers=headers)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise LoginRefusedError(Why.AWAY, f"koden: svarede {status}, ikke JSON") from error
    if not isinstance(told, dict):
        raise LoginRefusedError(Why.AWAY, f"koden: svarede {status}, ikke et objekt")
    if status != OK:
        word = error_word(told.get("error"))
        # Our own doing, as a secret that has run out: nothing is wrong with who came.
        why = Why.AWAY if word in NOT_OURSELVES else Why.NOT_PROVEN
        raise LoginRefusedError(why, f"koden: {word}")
    if str(told.get("token_type", "")).lower() != "bearer":
        raise LoginRefusedError(Why.NOT_PROVEN, "koden: token_type er ikke Bearer")
    return told


def error_word(told: object) -> str:
    """Return the error's name as the standard has it; what a stranger wrote is not kept."""
    word = told if isinstance(told, str) else ""
    return word if 0 < len(word) <= 40 and word.isascii() and word.isidentifier() else "fejl"


def _request(code: str, pending: Pending) -> str:
    form: str = prepare_token_request(
        "authorization_code",
        redirect_uri=redirect_uri(),
        code=code,
        code_verifier=pending.verifier,
    )
    return form


def _signed(whom: Provider, form: str) -> tuple[str, dict[str, str]]:
    method = "client_secret_post" if whom.takes_secret_in_form else "client_secret_basic"
    auth = ClientAuth(settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, method)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    _uri, headers, form = auth.prepare("POST", whom.token, headers, form)
    return form, headers
