"""What passes between us and a device that holds a passkey (WebAuthn Level 3).

A challenge is made here, lies in the session, and counts once and for five minutes. The site's own
configured address decides for whom a passkey is, never the header of a request. The device must
have made sure of the person, by finger, face or PIN: a passkey is both steps of a login.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from meetings.models import Passkey, User
from meetings.models.passkey import LONGEST_ID

OFFERED = "passkey-challenge"
LASTS = timedelta(minutes=5)
LONGEST_ANSWER = 20_000  # code points
VERIFIED = UserVerificationRequirement.REQUIRED
ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
# What a wild answer may run into in the library, beside what it says of a wrong one.
WILD = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, IndexError)


class PasskeyRefusedError(Exception):
    """The answer of the device does not prove what it should, or came too late."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """The public half of a passkey that was just made; `credential_id` is base64url."""

    credential_id: str
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """A passkey that was just shown, and what its device has counted to."""

    passkey: Passkey
    sign_count: int


def passkeys_possible() -> bool:
    """Tell whether browsers make passkeys for this site: it has a name, and TLS or is local."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return bool(settings.HAS_TLS or host == "localhost")
    return False


def may_have_passkeys(user: User) -> bool:
    """Tell whether the user logs in with us: who logs in with the municipality is closed there."""
    return bool(user.has_usable_password() or not settings.OIDC_ISSUER)


def offer_new(request: HttpRequest, user: User) -> str:
    """Return what the browser needs to make a passkey for the user, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Følg op",
        user_id=_handle(user),
        user_name=user.username,
        user_display_name=str(user),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=_bytes(key))
            # In place of one that is out of use the same device may make another.
            for key in user.passkeys.in_use().values_list("credential_id", flat=True)
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
    )
    _remember(request, options.challenge, purpose=f"new-{user.pk}")
    return webauthn.options_to_json(options)


def read_new(request: HttpRequest, user: User, answer: str) -> NewPasskey:
    """Return the passkey that was made; raises PasskeyRefusedError."""
    challenge = _recall(request, purpose=f"new-{user.pk}")
    try:
        made = webauthn.verify_registration_response(
            credential=_parsed(answer),
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except WILD as error:
        raise PasskeyRefusedError from error
    key = _text(made.credential_id)
    if len(key) > LONGEST_ID:
        raise PasskeyRefusedError
    return NewPasskey(key, made.credential_public_key, made.sign_count)


def offer_login(request: HttpRequest) -> str:
    """Return what the browser needs to show a passkey, as JSON; it names nobody's."""
    options = webauthn.generate_authentication_options(rp_id=_host(), user_verification=VERIFIED)
    _remember(request, options.challenge, purpose="login")
    return webauthn.options_to_json(options)


def named_in(answer: str) -> str:
    """Return the id of the passkey that an answer claims to be of, "" where it names none.

    What is no base64url is no id: a database may take neither a NUL nor half a letter.
    """
    try:
        told = _parsed(answer).get("id")
    except PasskeyRefusedError:
        return ""
    return told if isinstance(told, str) and ID.fullmatch(told) else ""


def read_login(request: HttpRequest, answer: str) -> ShownPasskey:
    """Return the passkey that was shown; raises PasskeyRefusedError."""
    challenge = _recall(request, purpose="login")
    parsed = _parsed(answer)
    passkeys = Passkey.objects.select_related("user").filter(user__is_active=True)
    passkey = passkeys.filter(credential_id=named_in(answer)).first()
    if passkey is None or not may_have_passkeys(passkey.user):
        raise PasskeyRefusedError
    if not _is_handle_of(passkey.user, parsed):
        raise PasskeyRefusedError
    try:
        shown = webauthn.verify_authentication_response(
            credential=parsed,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=bytes(passkey.public_key),
            # Compared with the row locked, once the signature has been found good.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except WILD as error:
        raise PasskeyRefusedError from error
    return ShownPasskey(passkey, shown.new_sign_count)


def _parsed(answer: str) -> dict[str, Any]:
    try:
        parsed = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise PasskeyRefusedError
    return parsed


def _is_handle_of(user: User, parsed: Mapping[str, Any]) -> bool:
    response = parsed.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    return handle in (None, "", _text(_handle(user)))


def _remember(request: HttpRequest, challenge: bytes, *, purpose: str) -> None:
    request.session[OFFERED] = {
        "challenge": _text(challenge),
        "at": timezone.now().isoformat(),
        "for": purpose,
    }


def _recall(request: HttpRequest, *, purpose: str) -> bytes:
    """Return the challenge of this session and forget it."""
    kept: dict[str, str] = request.session.pop(OFFERED, None) or {}
    at = parse_datetime(kept.get("at", ""))
    if at is None or kept.get("for") != purpose or timezone.now() - at > LASTS:
        raise PasskeyRefusedError
    return _bytes(kept["challenge"])


def _handle(user: User) -> bytes:
    """Return what a device knows the user by: always the same, and nothing about the user."""
    return salted_hmac("folgop.passkey", str(user.pk), algorithm="sha256").digest()


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _origin() -> str:
    parts = urlsplit(settings.SITE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))
