"""What is wrong with the machines: OCR, disk, backups, clocks, files that nobody reads.

What a worker knows it leaves as a sign of life, so that every host says the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from actions.models import Heartbeat
from actions.selectors import BACKUP, NO_OCR, TICK
from meetings.models import Document
from meetings.models.document import DocumentQuerySet
from meetings.services.intake import intake_state

OCR_MISSING = "ocr_missing"
FILES_WAIT = "files_wait"
DISK_FULL = "disk_full"
BACKUP_OLD = "backup_old"
BACKUP_NEVER = "backup_never"
CLOCKS_DIFFER = "clocks_differ"

# A worker without OCR says so at each tick.
OCR_LATELY = timedelta(minutes=10)
# How long nothing may be read while something waits.
NOTHING_READ = timedelta(minutes=15)
DISK_LEAST = 1024**3
# One a night, and some hours for it to run in.
BACKUP_EVERY = timedelta(hours=26)
CLOCKS_APART = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Disk:
    """The room where the files lie, in bytes."""

    free: int
    total: int


def find_machine_troubles(*, now: datetime) -> list[str]:
    """Return what a person should be told of, wherever they are."""
    signs = signs_of_life()
    found = {
        OCR_MISSING: ocr_is_missing(signs, now=now),
        FILES_WAIT: files_wait(now=now),
        DISK_FULL: data_disk().free < DISK_LEAST,
        BACKUP_OLD: backup_is_old(signs, now=now),
    }
    return [name for name, is_so in found.items() if is_so]


def signs_of_life() -> dict[str, datetime]:
    return dict(Heartbeat.objects.values_list("name", "at"))


def ocr_is_missing(signs: Mapping[str, datetime], *, now: datetime) -> bool:
    """Tell whether a worker has said lately that it cannot read scanned pages."""
    return NO_OCR in signs and signs[NO_OCR] > now - OCR_LATELY


def files_wait(*, now: datetime) -> bool:
    """Tell whether files wait and none was read, or taken in hand, for a while.

    Scans wait for a worker of their own, who may be away while others read.
    """
    if intake_state().paused_at:
        return False
    every = Document.objects.all()
    scans = Document.objects.filter(is_scanned=True)
    return any(_wait_in_vain(rows, since=now - NOTHING_READ) for rows in (every, scans))


def _wait_in_vain(documents: DocumentQuerySet, *, since: datetime) -> bool:
    if not documents.waiting().filter(uploaded_at__lte=since).exists():
        return False
    taken = documents.in_hand().filter(taken_at__gt=since)
    return not (taken.exists() or documents.filter(read_at__gt=since).exists())


def data_disk() -> Disk:
    usage = shutil.disk_usage(settings.DATA_DIR)
    return Disk(free=usage.free, total=usage.total)


def backup_is_old(signs: Mapping[str, datetime], *, now: datetime) -> bool:
    """Tell whether the last backup is too old; outside production none need ever be made."""
    if BACKUP not in signs:
        return bool(settings.PRODUCTION)
    return now - signs[BACKUP] > BACKUP_EVERY


def troubles_for_lookers(signs: Mapping[str, datetime], *, now: datetime) -> set[str]:
    """Return what is for those who look, and wakes nobody."""
    found = {
        CLOCKS_DIFFER: clocks_differ(signs, now=now),
        BACKUP_NEVER: BACKUP not in signs,
    }
    return {name for name, is_so in found.items() if is_so}


def clocks_differ(signs: Mapping[str, datetime], *, now: datetime) -> bool:
    """Tell whether the scheduler was here at a moment that has not come yet."""
    return TICK in signs and signs[TICK] > now + CLOCKS_APART
