"""The two marks on a row that decide what a crash means: on the wire, and taken by the server.

Written as SQL, one statement each and a commit before the body goes: they stand between every two
mails, where the ORM's own work would cost more than the mail. Both are conditional on the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import psycopg
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from actions.models import Message
from actions.services.messages.claiming import Claim, lease_end

# The reminders are locked first: who cancels one holds it until the mail no longer has it. In order
# of the key, as they do, lest two deadlock.
ON_THE_WIRE = """
UPDATE actions_message
SET transmitting_at = %(now)s, lease_until = %(lease)s, is_resend = FALSE,
    to_email = %(to_email)s, trial_email = %(trial_email)s,
    subject = %(subject)s, text = %(text)s, html = %(html)s
WHERE id = %(id)s AND token = %(token)s AND state = 'claimed'
    AND (%(told)s, %(closed)s) = (
        SELECT count(*), count(*) FILTER (WHERE told.is_closed) FROM (
            SELECT item.is_closed OR coalesce(agenda.is_closed, FALSE) AS is_closed
            FROM actions_reminder reminder
            JOIN actions_actionitem item ON item.id = reminder.action_item_id
            LEFT JOIN meetings_agendaitem agenda ON agenda.id = item.agenda_item_id
            WHERE reminder.message_id = %(id)s AND reminder.state = 'included'
            ORDER BY reminder.id{lock}
        ) AS told
    )
    AND NOT EXISTS (
        SELECT 1 FROM actions_dispatch
        WHERE paused_at IS NOT NULL OR trial_email <> %(trial_email)s
            OR (single_until > %(now)s AND %(is_one_of_many)s)
    )
"""
TAKEN = """
UPDATE actions_message SET taken_at = %(now)s
WHERE id = %(taken_id)s AND token = %(taken_token)s AND state = 'claimed'
"""

Columns = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class ReadyMail:
    """A mail made ready, and what must still hold of its reminders as it goes on the wire.

    `told` is how many it carries, `closed` how many of them are of closed items.
    """

    claim: Claim
    message: Message
    mail: EmailMessage
    told: int
    closed: int


def wire_take(
    ready: ReadyMail, *, after: Claim | None, is_one_of_many: bool, now: datetime
) -> bool:
    """Note that the mail goes on the wire; False where it is not to go, or not as it is.

    That is where the claim was lost, mails were paused, their trial changed, or something in it was
    answered, moved or closed since it was written. `after` is the mail before it, which the server
    has.
    """
    columns = _columns(ready, is_one_of_many=is_one_of_many, now=now)
    if after is None:
        return _marked(_on_the_wire(), columns)
    columns |= _taken(after, now=now)
    if connection.vendor == "postgresql":
        # One statement is one transaction, and one way there and back instead of four.
        return _marked(f"WITH taken AS ({TAKEN}) {_on_the_wire()}", columns)
    with transaction.atomic():
        _marked(TAKEN, columns)
        return _marked(_on_the_wire(), columns)


def _marked(statement: str, columns: Columns) -> bool:
    """Tell whether the statement has found its row."""
    with _cursor() as cursor:
        cursor.execute(statement, columns)
        return bool(cursor.rowcount)


def _cursor() -> CursorWrapper:
    """Return a cursor that lets PostgreSQL plan the statement once, for all mails on the line.

    Django's own writes the values into the statement, which is then planned anew each time: that
    costs more than carrying it out.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    return CursorWrapper(psycopg.Cursor(connection.connection), connection)


def _on_the_wire() -> str:
    locks = connection.features.has_select_for_update
    return ON_THE_WIRE.format(lock=" FOR UPDATE OF reminder" if locks else "")


def _columns(ready: ReadyMail, *, is_one_of_many: bool, now: datetime) -> Columns:
    message = ready.message
    return {
        "id": ready.claim.message_id,
        "token": ready.claim.token,
        "now": _moment(now),
        "lease": _moment(lease_end(now)),
        "to_email": message.to_email,
        "trial_email": message.trial_email,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "told": ready.told,
        "closed": ready.closed,
        "is_one_of_many": is_one_of_many,
    }


def wire_taken(claim: Claim, *, now: datetime) -> None:
    """Note that the server has the mail: from here on it is in doubt no more."""
    _marked(TAKEN, _taken(claim, now=now))


def _taken(claim: Claim, *, now: datetime) -> Columns:
    return {"taken_id": claim.message_id, "taken_token": claim.token, "now": _moment(now)}


def _moment(moment: datetime) -> str:
    # Each database's own way of writing it; to the types it is text.
    return cast("str", connection.ops.adapt_datetimefield_value(moment))
