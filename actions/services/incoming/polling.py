"""One look into the mailbox: what is new is kept, whatever it is."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actions.models import InboxPlace, IncomingMail
from actions.selectors import INBOX
from actions.services.heartbeat import heartbeat_note
from actions.services.incoming.keeping import Number, incoming_keep, incoming_keep_unfetched
from actions.services.incoming.server import (
    Inbox,
    InboxAwayError,
    MailRefusedError,
    open_inbox,
)

logger = logging.getLogger(__name__)

# A look takes so many, and so long; the next one goes on. Who looks has longer than that before
# another may: two never read the same mail.
BATCH = 200
SECONDS_A_LOOK = 300
LEASE = timedelta(minutes=10)
# At the first look, and where the server counts anew, what is older is not asked for.
FIRST_DAYS = timedelta(days=14)
LARGEST = 30 * 1024 * 1024
# A server that is only busy hands it out at the next look. A mail over which the worker died as
# often is kept as it came, and read by nobody but a person.
MOST_TRIES = 3


def inbox_is_configured() -> bool:
    return bool(settings.INBOX_HOST)


def inbox_poll(*, now: datetime) -> int:
    """Keep what has come into the mailbox since the last look, and return how many were new."""
    if not inbox_is_configured():
        return 0
    place, _is_new = InboxPlace.objects.get_or_create(folder=_folder(), defaults={"tried_at": now})
    free = InboxPlace.objects.filter(Q(busy_until__isnull=True) | Q(busy_until__lte=now))
    if not free.filter(pk=place.pk).update(busy_until=now + LEASE):
        return 0
    try:
        with open_inbox() as inbox:
            place.refresh_from_db()
            kept = _read(inbox, place, now=now)
            heartbeat_note(name=INBOX, now=now)
            return kept
    except InboxAwayError as error:
        # Told by the alarm when it lasts; the next look takes up what this one left.
        logger.warning("The mailbox cannot be read (%s).", error)
        return 0
    finally:
        InboxPlace.objects.filter(pk=place.pk).update(busy_until=None)


def _folder() -> str:
    """Return which mailbox it is: another one begins from the start."""
    return f"{settings.INBOX_USER}@{settings.INBOX_HOST}/{settings.INBOX_FOLDER}"[:200]


def _read(inbox: Inbox, place: InboxPlace, *, now: datetime) -> int:
    is_known = place.uid_validity == inbox.uid_validity
    last = place.last_uid if is_known else 0
    since = None if is_known else timezone.localdate(now - FIRST_DAYS)
    numbers = inbox.numbers_after(last, since=since)[:BATCH]
    began, kept = time.monotonic(), 0
    for uid in numbers:
        if time.monotonic() - began > SECONDS_A_LOOK:
            break
        number = Number(place.folder, inbox.uid_validity, uid)
        try:
            kept += _keep(inbox, place, number, now=now)
        except MailRefusedError:
            if _tries(place, uid) < MOST_TRIES:
                logger.warning("The mailbox does not hand out mail %s.", uid)
                break
            _give_up(place, number, now=now)
            kept += 1
        # After each: what comes behind it is not read twice for one that stops us.
        _move(place, inbox.uid_validity, uid)
    if not is_known and not numbers:
        _move(place, inbox.uid_validity, max(inbox.uid_next - 1, 0))
    return kept


def _tries(place: InboxPlace, uid: int) -> int:
    """Count one more try at this mail, before it can stop us, and return how many there were."""
    place.refusals = place.refusals + 1 if place.refused_uid == uid else 1
    place.refused_uid = uid
    place.save(update_fields=["refused_uid", "refusals"])
    return place.refusals


def _give_up(place: InboxPlace, number: Number, *, now: datetime) -> None:
    with transaction.atomic():
        incoming_keep_unfetched(
            number=number, head=b"", reason=IncomingMail.Reason.REFUSED, now=now
        )
        _move(place, number.uid_validity, number.uid)


def _keep(inbox: Inbox, place: InboxPlace, number: Number, *, now: datetime) -> bool:
    if inbox.size(number.uid) > LARGEST:
        head = inbox.head(number.uid)
        if head is not None:
            incoming_keep_unfetched(
                number=number, head=head, reason=IncomingMail.Reason.TOO_LARGE, now=now
            )
        return head is not None
    content = inbox.content(number.uid)
    if content is None:
        return False
    is_read = _tries(place, number.uid) <= MOST_TRIES
    return incoming_keep(number=number, content=content, is_read=is_read, now=now) is not None


def _move(place: InboxPlace, uid_validity: int, uid: int) -> None:
    InboxPlace.objects.filter(pk=place.pk).update(
        uid_validity=uid_validity, last_uid=uid, refused_uid=0, refusals=0
    )
