"""Run as a process: puts files in, one after the other, until it is told to stop.

`python -m tests.tracker.backup_writer NAME STOP_FILE` writes a line for each file it has put in.
`… mail` keeps one mail that came in.
`… fingerprint` prints what stands in every table, a hash each.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from itertools import count
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

# ruff: noqa: E402 (models can be imported only now)
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from actions.models import Heartbeat
from actions.services.incoming.keeping import Number, incoming_keep
from meetings.services.documents import document_receive

PACE = threading.Event()


def put_in(name: str, stop: Path) -> None:
    for number in count():
        text = f"Referat {name} {number}: Æbleskiver følger op. " * (number % 7 + 1)
        document_receive(
            name=f"{name}-{number}.txt",
            content=ContentFile(text.encode()),
            committee=None,
            by=None,
            now=timezone.now(),
        )
        print(number, flush=True)  # noqa: T201 (another process counts the lines)
        if stop.exists():
            return
        # Four of them are to be at work while a backup is made, not to fill the disk.
        PACE.wait(0.05)


def keep_mail() -> None:
    content = (
        b"From: anna@kommune.example\r\nSubject: Hegnet\r\nMessage-ID: <1@kommune.example>\r\n"
        b"\r\nHegnet er klippet.\r\n"
    )
    number = Number(folder="INBOX", uid_validity=1, uid=1)
    assert incoming_keep(number=number, content=content, now=timezone.now())


def fingerprint() -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        # A backup that is made is noted as the last one: the original knows of it, its copy cannot.
        tables = set(connection.introspection.table_names(cursor)) - {Heartbeat._meta.db_table}
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


if __name__ == "__main__":
    if sys.argv[1] == "fingerprint":
        print(json.dumps(fingerprint()))  # noqa: T201
    elif sys.argv[1] == "mail":
        keep_mail()
    else:
        put_in(sys.argv[1], Path(sys.argv[2]))
