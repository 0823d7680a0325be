"""Passkeys: who has which, and what is written down of them.

What proves that somebody holds one is checked before anything here is called.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from meetings.exceptions import LastSecondStepError, PasskeyKnownError
from meetings.models import Event, Passkey, User
from meetings.services.events import event_record
from meetings.services.logins import user_end_sessions
from meetings.services.second_step import (
    has_app,
    has_recovery_codes,
    has_second_step,
    recovery_codes_drop,
    recovery_codes_make,
)

# More than anybody has devices; a bound for who plays with the page.
MOST = 20


def passkey_add(
    *, user: User, name: str, credential_id: str, public_key: bytes, sign_count: int, now: datetime
) -> list[str]:
    """Keep a passkey of the user, and return recovery codes where there were none.

    Raises PasskeyKnownError where it is somebody's already, or the user has as many as one may.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        is_known = Passkey.objects.filter(credential_id=credential_id).exists()
        if is_known or user.passkeys.count() >= MOST:
            raise PasskeyKnownError
        Passkey.objects.create(
            user=user,
            name=name,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=sign_count,
            made_at=now,
        )
        _log(user, f"adgangsnøgle lagt til: {name}", by=user, now=now)
        return [] if has_recovery_codes(user) else recovery_codes_make(user)


def passkey_rename(*, passkey: Passkey, name: str, now: datetime) -> None:
    """Call a passkey something else."""
    with transaction.atomic():
        before, passkey.name = passkey.name, name
        passkey.save(update_fields=["name"])
        note = f"adgangsnøgle {before} hedder nu {name}"
        _log(passkey.user, note, by=passkey.user, now=now)


def passkeys_close(
    *,
    user: User,
    chosen: Collection[int],
    must_keep_one: bool,
    by: User | None,
    by_name: str = "",
    now: datetime,
) -> int:
    """Let those of the user's passkeys open nothing any more, and return how many that was.

    The recovery codes go with the last of what they stand in for.
    Raises LastSecondStepError where they are all that somebody has who must have a second step.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        closed = list(user.passkeys.filter(pk__in=chosen))
        is_last = not has_app(user) and not user.passkeys.in_use().exclude(pk__in=chosen).exists()
        if closed and must_keep_one and is_last:
            raise LastSecondStepError
        for passkey in closed:
            note = f"adgangsnøgle fjernet: {passkey.name}"
            _log(user, note, by=by, by_name=by_name, now=now)
            passkey.delete()
        if closed and not has_second_step(user):
            recovery_codes_drop(user)
    return len(closed)


def passkey_use(*, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """Note that a passkey was used; False where its count went back, as that of a copy does.

    Then it is taken out of use, and whoever is in is logged out: it may be who has the copy.
    A device that does not count says 0 each time.
    """
    with transaction.atomic():
        kept = Passkey.objects.select_for_update().get(pk=passkey.pk)
        if kept.stopped_at:
            _refuse(kept, "den er taget ud af brug", now=now)
            return False
        if (sign_count or kept.sign_count) and sign_count <= kept.sign_count:
            _stop(kept, now=now)
            return False
        kept.sign_count, kept.used_at = sign_count, now
        kept.save(update_fields=["sign_count", "used_at"])
    return True


def _stop(passkey: Passkey, *, now: datetime) -> None:
    passkey.stopped_at = now
    passkey.save(update_fields=["stopped_at"])
    why = "dens tæller gik tilbage, måske er den kopieret; den er taget ud af brug"
    _refuse(passkey, why, now=now)
    user_end_sessions(user=passkey.user, by=None, by_name="Følg op", now=now)


def _refuse(passkey: Passkey, why: str, *, now: datetime) -> None:
    note = f"adgangsnøgle {passkey.name} afvist: {why}"
    kind = Event.Kind.LOGIN_REFUSED
    _log(passkey.user, note, by=None, by_name="ukendt", now=now, kind=kind)


def _log(
    user: User,
    note: str,
    *,
    by: User | None,
    by_name: str = "",
    now: datetime,
    kind: Event.Kind = Event.Kind.CHANGED,
) -> None:
    event_record(
        subject=Event.Subject.USER,
        subject_id=user.pk,
        kind=kind,
        at=now,
        by=by,
        by_name=by_name,
        note=note,
    )
