"""Reads every log line that a test makes, and fails the test at which a secret came.

The lines are read as the product writes them. What is looked for is found by patterns of its own,
not by those that take it out: numbers like CPR numbers, keys of addresses and of programs,
passwords that the test showed, and lines of the mails that it sent or read. The logs of processes
that a test starts are read in the same way.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from actions.services.incoming import deciding, keeping
from meetings.models import User
from tests.process_logs import ProcessLogs, process_logs
from tracker.log_filter import SafeFormatter

LOGGERS = ("", "gunicorn.error")
# Not those inside the number of a request, which is written in hexadecimal digits and hyphens.
TEN_DIGITS = re.compile(
    r"(?<![\da-f])(?<![\da-f]{4}-)(\d{6})\s?[-–]?\s?(\d{4})(?![\da-f])(?!-[\da-f]{4})"
)
KEYS = re.compile(
    r"(?P<signed>[\w=-]{16,}:[\w-]{5,7}:[\w-]{30,})"
    r"|(?P<program>folgop_[0-9a-f]{12}_[\w-]{20,}|whsec_[\w+/=-]{20,})"
    r"|(?P<address>/(?:svar(?:/frist|/ikke-min|/status)?|afmeld|kalender)/[\w=:-]{20,})"
    r"|(?P<header>(?i:bearer|basic) [\w+/=.-]{16,}|sessionid=\w{16,}|csrftoken=\w{16,})"
)
# Drawn for each request: of thousands some look like a CPR number.
REQUEST = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
# Shorter ones are words, and shorter lines are said everywhere.
SHORTEST_PASSWORD, SHORTEST_LINE = 8, 30


class Watch(logging.Handler):
    """Keeps the lines of one test, and what of it must not be in them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(SafeFormatter(settings.LOGGING["formatters"]["line"]["format"]))
        self.lines: list[str] = []
        self.passwords: set[str] = set()
        self.bodies: list[str] = []
        self.processes = ProcessLogs()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def begin(self) -> None:
        self.lines, self.bodies = [], []
        self.passwords.clear()
        for name in LOGGERS:
            logger = logging.getLogger(name)
            # A test that sets logging up anew has taken it away.
            if self not in logger.handlers:
                logger.addHandler(self)

    def found(self) -> list[str]:
        told = "\n".join([*self.lines, self.processes.read()])
        if not told.strip():
            return []
        sent = [str(one.body) for one in getattr(mail, "outbox", [])]
        text, passwords = REQUEST.sub("", told), self.passwords | self.processes.passwords
        return list(secrets_in(text, passwords=passwords, bodies=[*sent, *self.bodies]))


def secrets_in(text: str, *, passwords: Iterable[str], bodies: Iterable[str]) -> Iterator[str]:
    """Yield what of the text is a secret, each with what it is."""
    for hit in TEN_DIGITS.finditer(text):
        if _is_day(hit[1]):
            yield f"a number like a CPR number: {hit[0]}"
    for hit in KEYS.finditer(text):
        yield f"a key ({hit.lastgroup}): {hit[0]}"
    yield from (f"a password: {one}" for one in passwords if one in text)
    said = {line.strip() for body in bodies for line in body.splitlines()}
    yield from (
        f"a line of a mail: {one}" for one in said if len(one) >= SHORTEST_LINE and one in text
    )


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%d%m%y")  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return False
    return True


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    """Watch from the first test to the last; passwords and mails are noted as they are used."""
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch, process_logs() as watch.processes:
        for name in ("set_password", "check_password"):
            patch.setattr(User, name, _noting_password(watch, getattr(User, name)))
        for module in (keeping, deciding):
            patch.setattr(module, "mail_read", _noting_mail(watch, module.mail_read))
        yield watch
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(watch)
    # What a process said while it was ended, after the last test.
    fail_where_told(watch)


def _noting_password(watch: Watch, whole: Any) -> Any:
    def noting(self: User, raw_password: str | None) -> Any:
        if raw_password and len(raw_password) >= SHORTEST_PASSWORD:
            watch.passwords.add(raw_password)
        return whole(self, raw_password)

    return noting


def _noting_mail(watch: Watch, whole: Any) -> Any:
    def noting(content: bytes) -> Any:
        read = whole(content)
        watch.bodies.append(read.text if read else "")
        return read

    return noting


@pytest.fixture(autouse=True)
def log_watched(watch: Watch) -> Iterator[None]:
    """Fail the test whose log lines hold a secret."""
    watch.begin()
    yield
    fail_where_told(watch)


def fail_where_told(watch: Watch) -> None:
    found = watch.found()
    if found:
        pytest.fail("the log tells " + "; ".join(found), pytrace=False)
