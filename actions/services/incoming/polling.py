"""One look into the mailbox: what is new is kept, whatever it is."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
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

# A look takes so many; the next one goes on. Who looks has so long before another may.
BATCH = 200
LEASE = timedelta(minutes=10)
# At the first look, and where the server counts anew, what is older is not asked for.
FIRST_DAYS = timedelta(days=14)
LARGEST = 30 * 1024 * 1024
# A server that is only busy hands it out at the next look.
MOST_REFUSALS = 3


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
    kept = 0
    for uid in numbers:
        number = Number(place.folder, inbox.uid_validity, uid)
        try:
            kept += _keep(inbox, number, now=now)
        except MailRefusedError:
            if not _is_given_up(place, uid):
                logger.warning("The mailbox does not hand out mail %s.", uid)
                break
            incoming_keep_unfetched(
                number=number, head=b"", reason=IncomingMail.Reason.REFUSED, now=now
            )
            kept += 1
        # After each: what comes behind it is not read twice for one that stops us.
        _move(place, inbox.uid_validity, uid)
    if not is_known and not numbers:
        _move(place, inbox.uid_validity, max(inbox.uid_next - 1, 0))
    return kept


def _is_given_up(place: InboxPlace, uid: int) -> bool:
    """Count one more refusal of this mail, and tell whether those behind it wait no longer."""
    place.refusals = place.refusals + 1 if place.refused_uid == uid else 1
    place.refused_uid = uid
    place.save(update_fields=["refused_uid", "refusals"])
    return place.refusals >= MOST_REFUSALS


def _keep(inbox: Inbox, number: Number, *, now: datetime) -> bool:
    if inbox.size(number.uid) > LARGEST:
        head = inbox.head(number.uid)
        if head is not None:
            incoming_keep_unfetched(
                number=number, head=head, reason=IncomingMail.Reason.TOO_LARGE, now=now
            )
        return head is not None
    content = inbox.content(number.uid)
    return (
        content is not None and incoming_keep(number=number, content=content, now=now) is not None
    )


def _move(place: InboxPlace, uid_validity: int, uid: int) -> None:
    InboxPlace.objects.filter(pk=place.pk).update(uid_validity=uid_validity, last_uid=uid)
