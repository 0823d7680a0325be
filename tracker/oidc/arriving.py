"""From the answer a browser brings to who has arrived, as the issuer says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from meetings.services.identities import Arrival
from tracker.oidc.asking import error_word, tokens_for
from tracker.oidc.errors import LoginRefusedError, Why
from tracker.oidc.id_token import read_id_token
from tracker.oidc.pending import Pending

LONGEST_CODE = 8192
LONGEST_SUBJECT = 255
LONGEST_TEXT = 254
# Who vouches for an address: the standard's claim, and Entra ID's for the address's domain.
VOUCHES = ("email_verified", "xms_edov")


def arrive(answer: Mapping[str, str], *, pending: Pending, now: datetime) -> Arrival:
    """Return who the issuer says has come; raises LoginRefusedError where it does not hold."""
    if answer.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise LoginRefusedError(Why.NOT_PROVEN, "svaret er fra en anden udsteder")
    if "error" in answer:
        raise LoginRefusedError(Why.DENIED, error_word(answer["error"]))
    code = answer.get("code", "")
    if not (0 < len(code) <= LONGEST_CODE and code.isascii()):
        raise LoginRefusedError(Why.NOT_PROVEN, "koden mangler")
    tokens = tokens_for(code, pending)
    claims = read_id_token(
        tokens.get("id_token"), pending=pending, access_token=tokens.get("access_token"), now=now
    )
    return read_arrival(claims)


def read_arrival(claims: Mapping[str, Any]) -> Arrival:
    """Return what is used of a token that holds."""
    subject = claims.get(settings.OIDC_SUBJECT)
    if not isinstance(subject, str) or not _is_subject(subject):
        raise LoginRefusedError(Why.NOT_PROVEN, f"ID-token: {settings.OIDC_SUBJECT}")
    return Arrival(
        issuer=settings.OIDC_ISSUER,
        subject=subject,
        email=_text(claims.get("email")),
        is_email_verified=_is_verified(claims),
        username=_text(claims.get("preferred_username")) or _text(claims.get("upn")),
        groups=_groups(claims),
        methods=frozenset(_words(claims.get("amr")) | _words(claims.get("acr"))),
        shown_at=_moment(claims.get("auth_time")),
    )


def _is_subject(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= LONGEST_SUBJECT


def _is_verified(claims: Mapping[str, Any]) -> bool:
    """Tell whether somebody vouches for the address and nobody says otherwise."""
    told = [claims[name] for name in VOUCHES if name in claims]
    return bool(told) and all(one is True or one in ("true", "1") for one in told)


def _groups(claims: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the groups; none where the issuer says there are more than it tells of."""
    elsewhere = claims.get("_claim_names")
    is_left_out = isinstance(elsewhere, dict) and settings.OIDC_GROUPS_CLAIM in elsewhere
    if is_left_out or claims.get("hasgroups"):
        return None
    return frozenset(_words(claims.get(settings.OIDC_GROUPS_CLAIM)))


def _words(told: object) -> set[str]:
    listed = told if isinstance(told, list) else [told]
    return {one for one in listed if isinstance(one, str) and one}


def _moment(told: object) -> datetime | None:
    """Return the moment that seconds stand for; nothing where they are no such number."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    try:
        return datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(told: object) -> str:
    """Return a line of text, or nothing where it is anything else."""
    text = told.strip() if isinstance(told, str) else ""
    return text if len(text) <= LONGEST_TEXT and text.isprintable() else ""
