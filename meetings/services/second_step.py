"""The second step of a login: the codes of an app or a passkey, and ten codes for when it is gone.

How codes are reckoned, how far clocks may differ, that none is used twice and how tries slow down
is django-otp's; what is ours is who has it, and that it is written down.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from meetings.models import Event, Role, User
from meetings.services.events import event_record
from meetings.services.logins import user_end_sessions

RECOVERY_CODES = 10
# Without letters that look alike; ten of them are fifty bits.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
MUST_HAVE_IT = (Role.Kind.ADMINISTRATOR, Role.Kind.SECRETARY)


def has_app(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def has_second_step(user: User) -> bool:
    """Tell whether the user has an app or a passkey, also one that is stopped."""
    return has_app(user) or user.passkeys.exists()


def may_drop_app(user: User, *, must_keep_one: bool) -> bool:
    """Tell whether the app may go: a passkey does in its place, or nothing is asked for then."""
    has_passkey = user.passkeys.in_use().exists()
    return has_passkey or not (must_keep_one or user.passkeys.exists())


def has_recovery_codes(user: User) -> bool:
    return bool(StaticDevice.objects.filter(user=user, token_set__isnull=False).exists())


def must_have_second_step(user: User) -> bool:
    return user.roles.filter(kind__in=MUST_HAVE_IT).exists()


def second_step_key() -> str:
    """Return a secret for an app, in hex: nobody's until a code made with it was right."""
    return str(default_key())


def second_step_address(user: User, *, key: str) -> str:
    """Return the address that an app reads from the picture."""
    return str(TOTPDevice(user=user, name="app", key=key).config_url)


def second_step_confirm(*, user: User, key: str, code: str, now: datetime) -> list[str] | None:
    """Take the app into use where the code is right; return the recovery codes, shown once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if has_app(user):
            return None
        TOTPDevice.objects.filter(user=user).delete()
        device = TOTPDevice.objects.create(user=user, name="app", key=key, confirmed=True)
        if not device.verify_token(code):
            transaction.set_rollback(True)
            return None
        _log(user, note="to-trins-login sat op", by=user, now=now)
        return recovery_codes_make(user)


def second_step_check(*, user: User, code: str, now: datetime) -> bool:
    """Tell whether the code is the app's of this moment, or one of the recovery codes."""
    with transaction.atomic():
        app = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        if app is not None and app.verify_is_allowed()[0] and app.verify_token(code):
            return True
        spare = StaticDevice.objects.select_for_update().filter(user=user).first()
        if spare is None or not spare.verify_token(code.replace("-", "").replace(" ", "").lower()):
            return False
        left = spare.token_set.count()
        _log(user, note=f"nødkode brugt, {left} tilbage", by=user, now=now)
        return True


def second_step_new_codes(*, user: User, now: datetime) -> list[str]:
    """Make ten new recovery codes; the old ones open nothing any more."""
    with transaction.atomic():
        _log(user, note="nye nødkoder", by=user, now=now)
        return recovery_codes_make(user)


def app_remove(*, user: User, now: datetime) -> None:
    """Take one's own app away; who has no passkey either is asked for the password alone."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        if not user.passkeys.exists():
            recovery_codes_drop(user)
        _log(user, note="app til koder fjernet", by=user, now=now)
        user_end_sessions(user=user, by=user, now=now)


def second_step_remove(*, user: User, by: User | None, by_name: str = "", now: datetime) -> None:
    """Take app, passkeys and recovery codes away, for who has lost them; every session ends."""
    with transaction.atomic():
        user.passkeys.all().delete()
        TOTPDevice.objects.filter(user=user).delete()
        recovery_codes_drop(user)
        _log(user, note="to-trins-login fjernet", by=by, by_name=by_name, now=now)
        user_end_sessions(user=user, by=by, by_name=by_name, now=now)


def recovery_codes_make(user: User) -> list[str]:
    """Make ten recovery codes in place of those there are; they are shown once."""
    recovery_codes_drop(user)
    device = StaticDevice.objects.create(user=user, name="nødkoder", confirmed=True)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    device.token_set.bulk_create(device.token_set.model(device=device, token=one) for one in codes)
    return [f"{one[:5]}-{one[5:]}" for one in codes]


def recovery_codes_drop(user: User) -> None:
    StaticDevice.objects.filter(user=user).delete()


def _log(user: User, *, note: str, by: User | None, by_name: str = "", now: datetime) -> None:
    event_record(
        subject=Event.Subject.USER,
        subject_id=user.pk,
        kind=Event.Kind.CHANGED,
        at=now,
        by=by,
        by_name=by_name,
        note=note,
    )
