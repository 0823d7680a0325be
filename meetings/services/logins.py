"""Logging in: how often it may be tried, and what is written down of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

from meetings.models import Event, LoginAttempt, User
from meetings.networks import counted_address
from meetings.services.events import event_record

WITHIN = timedelta(minutes=15)
MOST_FOR_ONE = 5
MOST_FROM_ADDRESS = 50
# Wide: whoever knows a name could otherwise keep its owner out from a few addresses.
MOST_FOR_NAME = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that is counted already; `wait` says for how many seconds none is allowed."""

    rows: tuple[int, ...]
    keys: tuple[str, str, str]
    wait: int


def attempt_begin(*, username: str, address: str, now: datetime) -> Attempt:
    """Count the try before it is made, so that many at once are not one.

    Counted are those of this name from this address, all from the address, whoever is tried, and
    all of this name, wherever from.
    The name need not exist: nothing here tells whether it does.
    """
    LoginAttempt.objects.filter(at__lte=now - WITHIN).delete()
    name, network = username.casefold(), counted_address(address)
    keys = (_key("one", name, network), _key("address", network), _key("name", name))
    rows = tuple(LoginAttempt.objects.create(key=key, at=now).pk for key in keys)
    most = (MOST_FOR_ONE, MOST_FROM_ADDRESS, MOST_FOR_NAME)
    waits = [_wait(key, limit, now=now) for key, limit in zip(keys, most, strict=True)]
    if any(waits):
        # Turned away it was no try: who waits gets in when the time is up, whatever runs wild.
        LoginAttempt.objects.filter(pk__in=rows).delete()
    return Attempt(rows, keys, max(waits))


def attempt_succeed(attempt: Attempt, *, user: User, now: datetime) -> None:
    attempt_forget(attempt)
    login_note(user=user, now=now)


def login_note(*, user: User, now: datetime) -> None:
    _log(user.pk, Event.Kind.LOGGED_IN, by=user, now=now)


def attempt_forget(attempt: Attempt) -> None:
    """Forget what led up to a right answer: the failures of this name here, and this one try."""
    LoginAttempt.objects.filter(key=attempt.keys[0]).delete()
    LoginAttempt.objects.filter(pk__in=attempt.rows).delete()


def attempt_fail(attempt: Attempt, *, username: str, now: datetime) -> None:
    """Write the failure down; a name that nobody has is not kept: it may be a password."""
    user = User.objects.filter(username=username).first()
    note = f"bruger: {user.username}" if user else "ukendt brugernavn"
    _log(user.pk if user else 0, Event.Kind.LOGIN_REFUSED, by_name="ukendt", note=note, now=now)


def login_refuse(*, user: User | None, note: str, now: datetime) -> None:
    """Write down that somebody was not let in, and why; `user` is who it would have been."""
    pk = user.pk if user else 0
    _log(pk, Event.Kind.LOGIN_REFUSED, by_name="ukendt", note=note, now=now)


def user_end_sessions(*, user: User, by: User | None, by_name: str = "", now: datetime) -> None:
    """Log the user out everywhere."""
    User.objects.filter(pk=user.pk).update(session_version=F("session_version") + 1)
    user.refresh_from_db(fields=["session_version"])
    note = "logget ud alle steder"
    _log(user.pk, Event.Kind.CHANGED, by=by, by_name=by_name, note=note, now=now)


def password_note(*, user: User, now: datetime) -> None:
    _log(user.pk, Event.Kind.CHANGED, by=user, note="adgangskode skiftet", now=now)


def password_given_note(*, user: User, by: User | None, by_name: str = "", now: datetime) -> None:
    """Write down that somebody else set the user's password, or took it away."""
    note = "adgangskode sat af en anden" if user.has_usable_password() else "adgangskode fjernet"
    _log(user.pk, Event.Kind.CHANGED, by=by, by_name=by_name, note=note, now=now)


def _wait(key: str, most: int, *, now: datetime) -> int:
    """Return the seconds until one more is allowed; this try is among those that are counted."""
    tries = LoginAttempt.objects.filter(key=key, at__gt=now - WITHIN).order_by("-at", "-pk")
    oldest = list(tries.values_list("at", flat=True)[most : most + 1])
    return max(1, round((oldest[0] + WITHIN - now).total_seconds())) if oldest else 0


def _key(*parts: str) -> str:
    return salted_hmac("folgop.attempt", "\0".join(parts), algorithm="sha256").hexdigest()


def _log(
    pk: int,
    kind: Event.Kind,
    *,
    now: datetime,
    by: User | None = None,
    by_name: str = "",
    note: str = "",
) -> None:
    event_record(
        subject=Event.Subject.USER,
        subject_id=pk,
        kind=kind,
        at=now,
        by=by,
        by_name=by_name,
        note=note,
    )
