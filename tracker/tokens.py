"""Tokens: made, known again and revoked; the token itself is seen once and kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from meetings.models import Event, User
from meetings.services.events import event_record
from tracker.models import ApiToken

# So that a token which lies about somewhere is recognised as ours.
MARK = "folgop"
LONGEST_DAYS = 365
# Noting each use would write a row for each question.
NOTED_EACH = timedelta(minutes=1)


def token_make(
    *, owner: User, name: str, scopes: Collection[str], days: int, now: datetime
) -> tuple[ApiToken, str]:
    """Make a token that holds so many days, and return it with the text that is shown once."""
    if not 0 < days <= LONGEST_DAYS or not set(scopes) <= set(ApiToken.Scope.values) or not scopes:
        raise ValueError
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            owner=owner,
            name=name,
            prefix=prefix,
            digest=_digest(secret),
            scopes=[scope for scope in ApiToken.Scope.values if scope in scopes],
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        what = f"nøgle til program »{name}« ({prefix}): {', '.join(token.scopes)}"
        note = f"{what}; udløber {token.expires_at:%d-%m-%Y}"
        _note(token, Event.Kind.CREATED, note, by=owner, now=now)
    return token, f"{MARK}_{prefix}_{secret}"


def token_revoke(*, token: ApiToken, by: User | None, by_name: str = "", now: datetime) -> bool:
    """Close a token at once; return False where it was closed already."""
    with transaction.atomic():
        open_one = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
        if not open_one.update(revoked_at=now):
            return False
        note = f"nøgle til program »{token.name}« ({token.prefix})"
        _note(token, Event.Kind.WITHDRAWN, note, by=by, by_name=by_name, now=now)
    return True


def tokens_revoke_all(*, owner: User, by: User | None, by_name: str = "", now: datetime) -> int:
    """Close what still lets a program in as the owner, and return how many that was."""
    with transaction.atomic():
        standing = list(ApiToken.objects.standing(now=now).filter(owner=owner))
        return sum(token_revoke(token=token, by=by, by_name=by_name, now=now) for token in standing)


def token_read(text: str, *, now: datetime) -> ApiToken | None:
    """Return the standing token that the text is, and note that it was used."""
    mark, _first, rest = text.partition("_")
    prefix, _second, secret = rest.partition("_")
    if mark != MARK or not secret:
        return None
    standing = ApiToken.objects.standing(now=now).select_related("owner__person")
    token = standing.filter(prefix=prefix).first()
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        return None
    unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - NOTED_EACH)
    if token.last_used_at is None or token.last_used_at <= now - NOTED_EACH:
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return token


def _digest(secret: str) -> str:
    """Return the hash of 32 random bytes; they need no slow one, as a password does."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(
    token: ApiToken,
    kind: Event.Kind,
    note: str,
    *,
    by: User | None,
    by_name: str = "",
    now: datetime,
) -> None:
    event_record(
        subject=Event.Subject.USER,
        subject_id=token.owner_id,
        kind=kind,
        at=now,
        by=by,
        by_name=by_name,
        note=note,
    )
