"""A mail that came in becomes a row, once; what it means is worked out in the same transaction."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.db.models import Q

from actions.models import IncomingMail, Message
from actions.replies import Nature, ReadMail
from actions.services.incoming.bounces import bounce_note
from actions.services.incoming.filing import Place, filing_place, reply_file
from actions.services.incoming.reading import mail_read
from meetings.models import Event
from meetings.services.events import event_record

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Number:
    """Where in the mailbox a mail lies."""

    folder: str
    uid_validity: int
    uid: int


def incoming_keep(
    *, number: Number, content: bytes, is_read: bool = True, now: datetime
) -> IncomingMail | None:
    """Keep a mail and do what it says, if it is read; None where it is here already."""
    read = mail_read(content) if is_read else None
    with transaction.atomic():
        incoming = _new_row(number, content, read.message_id if read else "", now=now)
        if incoming is not None and read is not None:
            _work_out_or_leave(incoming, read, now=now)
    return incoming


def _new_row(
    number: Number, content: bytes, header_id: str, *, now: datetime
) -> IncomingMail | None:
    """Return the row of a mail that is not here, or has been given up and comes after all."""
    identity = {"header_id": header_id, "digest": hashlib.sha256(content).hexdigest()}
    raw = ContentFile(content, name=f"{uuid4().hex}.eml")
    here = list(IncomingMail.objects.filter(Q(**identity) | Q(**_numbers(number)))[:2])
    if not here:
        incoming = IncomingMail.objects.create(
            **identity, **_numbers(number), **_unreadable(), raw=raw, received_at=now
        )
        _log(incoming, now=now)
        return incoming
    if len(here) == 2 or not _is_given_up(here[0]):
        return None
    for name, value in {**identity, **_unreadable(), "raw": raw}.items():
        setattr(here[0], name, value)
    here[0].save()
    return here[0]


def _is_given_up(incoming: IncomingMail) -> bool:
    return incoming.reason == IncomingMail.Reason.REFUSED and incoming.settled_at is None


def _work_out_or_leave(incoming: IncomingMail, read: ReadMail, *, now: datetime) -> None:
    """Leave a mail for a person where nothing can be made of it: others wait behind it."""
    try:
        with transaction.atomic():
            _work_out(incoming, read, now=now)
    except OperationalError:
        raise  # the database is away: that is not the mail's fault, and comes again
    except Exception as error:
        # Without its words, which may be of a closed item.
        reason = type(error).__name__
        logger.error("Incoming mail %s could not be worked out (%s).", incoming.pk, reason)
        incoming.refresh_from_db()


def incoming_keep_unfetched(
    *, number: Number, head: bytes, reason: IncomingMail.Reason, now: datetime
) -> None:
    """Keep what is known of a mail that was not fetched, and say why."""
    read = mail_read(head)
    with transaction.atomic():
        incoming, is_new = IncomingMail.objects.get_or_create(
            header_id=read.message_id if read else "",
            # Nothing known of two is no reason to take them for one.
            digest=hashlib.sha256(head or repr(number).encode()).hexdigest(),
            defaults={
                **_numbers(number),
                **_unreadable(),
                "reason": reason,
                "raw": ContentFile(head, name=f"{uuid4().hex}.eml"),
                "from_email": read.sender if read else "",
                "subject": read.subject if read else "",
                "message": _ours(read) if read else None,
                "received_at": now,
            },
        )
        if is_new:
            _log(incoming, now=now)


def _numbers(number: Number) -> dict[str, object]:
    return {"folder": number.folder, "uid_validity": number.uid_validity, "uid": number.uid}


def _unreadable() -> dict[str, object]:
    return {
        "nature": IncomingMail.Nature.UNREADABLE,
        "state": IncomingMail.State.ASIDE,
        "reason": IncomingMail.Reason.UNREADABLE,
    }


def _work_out(incoming: IncomingMail, read: ReadMail, *, now: datetime) -> None:
    incoming.nature = IncomingMail.Nature(read.nature.value)
    incoming.from_email, incoming.subject, incoming.text = read.sender, read.subject, read.text
    incoming.message = _ours(read)
    if read.bounce is not None:
        incoming.state, incoming.reason = IncomingMail.State.NOTED, ""
        incoming.note = f"{read.bounce.status} {read.bounce.words}".strip()[:500]
        if not bounce_note(incoming=incoming, bounce=read.bounce, now=now):
            incoming.state = IncomingMail.State.ASIDE
            incoming.reason = IncomingMail.Reason.RETURNED
        incoming.save()
        return
    place = filing_place(incoming)
    if read.nature == Nature.AUTOMATIC:
        # An absence is told, and nothing comes of it.
        place = Place(place.action_item, "")
        incoming.state = IncomingMail.State.NOTED
    else:
        if not place.reason and not (read.text or read.enclosed):
            place = Place(None, IncomingMail.Reason.EMPTY)
        is_sure = place.action_item is not None
        incoming.state = IncomingMail.State.FILED if is_sure else IncomingMail.State.ASIDE
    incoming.action_item, incoming.reason = place.action_item, place.reason
    incoming.save()
    if incoming.state == IncomingMail.State.FILED:
        reply_file(incoming=incoming, read=read, by=None, now=now)


def _ours(read: ReadMail) -> Message | None:
    """Return our mail that stands nearest in the thread."""
    found = {mail.message_id: mail for mail in Message.objects.filter(message_id__in=read.thread)}
    return next((found[one] for one in read.thread if one in found), None)


def _log(incoming: IncomingMail, *, now: datetime) -> None:
    event_record(
        subject=Event.Subject.INCOMING, subject_id=incoming.pk, kind=Event.Kind.ENTERED, at=now
    )
