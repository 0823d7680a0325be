"""A password that somebody else sets: what outlives the old one may be closed with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from meetings.models import User
from meetings.services.logins import password_given_note, user_end_sessions
from meetings.services.passkeys import passkeys_close
from tracker.tokens import tokens_revoke_all


@dataclass(frozen=True, slots=True)
class Closed:
    """How many keys of programs, and how many passkeys."""

    keys: int
    passkeys: int


def password_given(
    *,
    user: User,
    closes_keys: bool,
    passkeys: Collection[int],
    by: User | None,
    by_name: str = "",
    now: datetime,
) -> Closed:
    """Log the user out everywhere once another has set the password, and close what is chosen.

    All passkeys may go: whose only second step they are is asked to set one up at the next login.
    """
    with transaction.atomic():
        password_given_note(user=user, by=by, by_name=by_name, now=now)
        user_end_sessions(user=user, by=by, by_name=by_name, now=now)
        keys = 0
        if closes_keys:
            keys = tokens_revoke_all(owner=user, by=by, by_name=by_name, now=now)
        gone = passkeys_close(
            user=user, chosen=passkeys, must_keep_one=False, by=by, by_name=by_name, now=now
        )
    return Closed(keys, gone)


def keys_closed(count: int) -> str:
    words = ngettext("%(count)s nøgle er lukket.", "%(count)s nøgler er lukket.", count)
    return words % {"count": count} if count else ""


def passkeys_closed(count: int) -> str:
    words = ngettext(
        "%(count)s adgangsnøgle er lukket.", "%(count)s adgangsnøgler er lukket.", count
    )
    return words % {"count": count} if count else ""
