"""All mails at once: paused and resumed, on trial to one address, one at a time for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from actions.models import Dispatch, Message
from actions.models.outbox import GONE
from meetings.models import Event, User
from meetings.services.events import event_record

# How long a server that wants fewer of us gets one mail at a time.
SINGLE_FOR = timedelta(minutes=10)


def dispatch_state() -> Dispatch:
    """Return the one row; mails go out where nobody has ever paused them."""
    return Dispatch.objects.filter(pk=Dispatch.ONLY).first() or Dispatch(pk=Dispatch.ONLY)


def dispatch_pause(*, by: User, now: datetime) -> bool:
    """Send nothing more after the mails in hand; False where it stood still already."""
    return _change(
        {"paused_at__isnull": True}, {"paused_at": now}, Event.Kind.PAUSED, by=by, now=now
    )


def dispatch_resume(*, by: User, now: datetime) -> bool:
    """Let mails go out again, those that waited first; False where they did."""
    return _change(
        {"paused_at__isnull": False}, {"paused_at": None}, Event.Kind.RESUMED, by=by, now=now
    )


def dispatch_try(*, email: str, by: User, now: datetime) -> bool:
    """Send all mails to one address from now on; "" ends the trial. False where it was so."""
    with transaction.atomic():
        before = dispatch_state().trial_email
        if before == email or not _change(
            {"trial_email": before}, {"trial_email": email}, None, by=by, now=now
        ):
            return False
        _log(Event.Kind.CHANGED, by=by, now=now, changes={"trial_email": [before, email]})
    return True


def dispatch_go_single(*, now: datetime) -> None:
    """Note that the mail server wants fewer connections of us."""
    Dispatch.objects.get_or_create(pk=Dispatch.ONLY)
    Dispatch.objects.filter(pk=Dispatch.ONLY).update(single_until=now + SINGLE_FOR)


def address_trust(*, email: str, by: User, now: datetime) -> bool:
    """Use an address again that mail servers refused; False where it was not suspect."""
    with transaction.atomic():
        if not Message.objects.filter(GONE, to_email=email).update(
            refused_at=None, bounced_at=None
        ):
            return False
        _log(Event.Kind.RESTORED, by=by, now=now, note=email)
    return True


def _change(
    if_so: dict[str, object],
    columns: dict[str, object],
    kind: Event.Kind | None,
    *,
    by: User,
    now: datetime,
) -> bool:
    with transaction.atomic():
        Dispatch.objects.get_or_create(pk=Dispatch.ONLY)
        others = Dispatch.objects.filter(pk=Dispatch.ONLY, **if_so)
        if not others.update(changed_at=now, changed_by=by, **columns):
            return False
        if kind:
            _log(kind, by=by, now=now)
    return True


def _log(
    kind: Event.Kind,
    *,
    by: User,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
    note: str = "",
) -> None:
    event_record(
        subject=Event.Subject.DISPATCH,
        subject_id=Dispatch.ONLY,
        kind=kind,
        at=now,
        by=by,
        changes=changes,
        note=note,
    )
