"""What befalls the machines: the mail server, the worker in front of it, and the database."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from smtplib import SMTPResponseException, SMTPServerDisconnected
from typing import Any, ClassVar

from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, connection

# How a transaction ends is the database's own business, and the test stands in one itself.
OWN_BUSINESS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class KilledError(BaseException):
    """The worker is gone: nothing that it meant to write is written."""


@dataclass(frozen=True)
class Taken:
    """A mail that the server took."""

    at: datetime
    message_id: str
    to: str


@dataclass
class Server:
    """The mail server; `now` is the clock of the whole town.

    `cut` are the mails of which nobody could know whether they arrived.
    """

    chance: random.Random
    now: datetime = field(default_factory=lambda: datetime(2026, 1, 2, 6, tzinfo=UTC))
    is_down: bool = False
    is_rough: bool = False
    taken: list[Taken] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)

    def take(self, mail: Any) -> None:
        if self.is_down:
            raise ConnectionRefusedError
        fate = self.chance.random() if self.is_rough else 1.0
        if fate < 0.04:
            raise SMTPResponseException(451, b"Senere")
        message_id = mail.extra_headers["Message-ID"]
        if fate < 0.06:
            self.cut.add(message_id)
            raise SMTPServerDisconnected("midt i det hele")  # not taken, but who knows
        self.taken.append(Taken(self.now, message_id, mail.to[0]))
        if fate < 0.09:
            self.cut.add(message_id)
            raise SMTPServerDisconnected("taget, men ikke sagt")
        if fate < 0.12:
            self.cut.add(message_id)
            raise KilledError


class Backend(BaseEmailBackend):
    """Django's way to the server of the day."""

    server: ClassVar[Server]

    def open(self) -> bool:
        if self.server.is_down:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        for mail in messages:
            self.server.take(mail)
        return len(messages)


@contextmanager
def database_gone_after(questions: int) -> Iterator[None]:
    """Let the database answer so many questions, and none after them."""
    left = questions

    def ask(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal left
        if sql.lstrip().upper().startswith(OWN_BUSINESS):
            return execute(sql, *rest)
        left -= 1
        if left < 0:
            raise OperationalError("the database is away")
        return execute(sql, *rest)

    with connection.execute_wrapper(ask):
        yield
