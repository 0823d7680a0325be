"""Mails as the mailbox hands them over: each is kept, and what can be made of it is made of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from random import Random

from django.db import transaction
from django.test import Client

from actions.models import IncomingMail, Message
from actions.services.incoming import incoming_keep
from actions.services.incoming.keeping import Number
from tests.cast import NOW
from tests.fuzz.changing import bytes_changed
from tests.fuzz.files import PIECES
from tests.fuzz.target import Ending, Target

# Stands in a kept mail for the name of the mail that it answers.
OURS = b"{our-mail}"
SUFFIX = ".eml"


class Complaints(logging.Handler):
    """What the product says when it could make nothing of a mail: here that is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def change(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    for _ in range(chance.randint(0, 3)):
        # At the end of a line, where headers and parts begin.
        ends = [at + 1 for at, byte in enumerate(content) if byte == 10]
        at = chance.choice(ends or [0])
        content = content[:at] + chance.choice(PIECES[SUFFIX]) + content[at:]
    return bytes_changed(content, chance, others)


def target(told: Message, lene: Client) -> Target:
    complaints = Complaints()
    logging.getLogger("actions.services.incoming.keeping").addHandler(complaints)

    def run(content: bytes) -> Ending:
        before = transaction.savepoint()
        complaints.said.clear()
        try:
            number = Number("INBOX", 1, 1)
            whole = content.replace(OURS, told.message_id.encode())
            kept = incoming_keep(number=number, content=whole, now=NOW)
            assert kept is not None
            assert complaints.said == []
            kept.refresh_from_db()
            assert lene.get("/indgaaende/?vis=alle").status_code == 200
            return _ending(kept)
        finally:
            transaction.savepoint_rollback(before)

    return Target("mails", run, change, lambda _content: SUFFIX)


def _ending(kept: IncomingMail) -> Ending:
    parts = [kept.nature, kept.state, kept.reason]
    marks = {" ".join(parts), f"ours {kept.message_id is not None}", f"note {kept.note[:20]}"}
    return Ending("-".join(part for part in parts if part).replace("_", "-"), frozenset(marks))
