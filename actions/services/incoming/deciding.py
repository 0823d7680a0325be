"""What a person decides about a mail that came in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import MessageMovedOnError, MixedReplyError
from actions.models import ActionItem, IncomingMail
from actions.services.answers import action_item_answer
from actions.services.incoming.filing import is_mixed, reply_file, writer_name
from actions.services.incoming.reading import mail_read
from meetings.models import Event, User
from meetings.services.events import event_record


def incoming_file(
    *, incoming: IncomingMail, action_item: ActionItem, by: User, now: datetime
) -> None:
    """Put a mail that was put aside on an item; raises MessageMovedOnError where it is on one."""
    # Before anything is held: it takes its time.
    read = mail_read(_content(incoming))
    with transaction.atomic():
        aside = IncomingMail.objects.waiting().filter(
            pk=incoming.pk, state=IncomingMail.State.ASIDE
        )
        if not aside.update(
            state=IncomingMail.State.FILED,
            nature=IncomingMail.Nature.REPLY,
            action_item=action_item,
            reason="",
        ):
            raise MessageMovedOnError
        incoming.refresh_from_db()
        reply_file(incoming=incoming, read=read, by=by, now=now)


def _content(incoming: IncomingMail) -> bytes:
    with incoming.raw.open("rb") as file:
        return bytes(file.read())


def incoming_take(*, incoming: IncomingMail, by: User, now: datetime) -> None:
    """Take a filed reply as the answer to its item.

    Raises MessageMovedOnError, AlreadyClosedError, OutdatedLinkError, MixedReplyError.
    """
    if is_mixed(incoming):
        raise MixedReplyError
    with transaction.atomic():
        _settle(incoming, IncomingMail.State.FILED, by=by, now=now)
        action_item = incoming.action_item
        assert action_item is not None
        action_item_answer(
            action_item=action_item,
            deadline_version=action_item.deadline_version,
            note=incoming.text,
            by=by,
            by_name=incoming.by_name or writer_name(incoming),
            now=now,
        )


def incoming_settle(*, incoming: IncomingMail, by: User, now: datetime) -> None:
    """Put a mail away that nothing is to come of; it stays to be found."""
    with transaction.atomic():
        _settle(incoming, *IncomingMail.State, by=by, now=now)
        event_record(
            subject=Event.Subject.INCOMING,
            subject_id=incoming.pk,
            kind=Event.Kind.PUT_ASIDE,
            at=now,
            by=by,
        )


def _settle(incoming: IncomingMail, *states: IncomingMail.State, by: User, now: datetime) -> None:
    waiting = IncomingMail.objects.waiting().filter(pk=incoming.pk, state__in=states)
    if not waiting.update(settled_at=now, settled_by=by):
        raise MessageMovedOnError
    incoming.refresh_from_db()
