"""One look into the mailbox: what is new is kept, whatever it is."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from actions.models import InboxPlace
from actions.selectors import INBOX
from actions.services.heartbeat import heartbeat_note
from actions.services.incoming.keeping import Number, incoming_keep, incoming_keep_unfetched
from actions.services.incoming.server import Inbox, InboxAwayError, open_inbox

logger = logging.getLogger(__name__)

# A look takes so many; the next one goes on. Who looks has so long before another may.
BATCH = 200
LEASE = timedelta(minutes=10)
# At the first look, and where the server counts anew, what is older is not asked for.
FIRST_DAYS = timedelta(days=14)
LARGEST = 30 * 1024 * 1024


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
        kept += _keep(inbox, Number(place.folder, inbox.uid_validity, uid), now=now)
        # After each: what comes behind it is not read twice for one that stops us.
        _move(place, inbox.uid_validity, uid)
    if not is_known and not numbers:
        _move(place, inbox.uid_validity, max(inbox.uid_next - 1, 0))
    return kept


def _keep(inbox: Inbox, number: Number, *, now: datetime) -> bool:
    if inbox.size(number.uid) > LARGEST:
        head = inbox.head(number.uid)
        if head is not None:
            incoming_keep_unfetched(number=number, head=head, now=now)
        return head is not None
    content = inbox.content(number.uid)
    return (
        content is not None and incoming_keep(number=number, content=content, now=now) is not None
    )


def _move(place: InboxPlace, uid_validity: int, uid: int) -> None:
    InboxPlace.objects.filter(pk=place.pk).update(uid_validity=uid_validity, last_uid=uid)
