"""The worker gathers what is stored about a person; killed in the middle, it is begun anew.

1. The row is taken, and says that the worker lives and how far it is.
2. The files are written into a folder of this attempt.
3. Only then the row is ready, where it is still in the same hands.
After three attempts that came to nothing it stands as failed.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tracker.models import PersonReport
from tracker.persondata.asking import FIRST_ROWS, SILENT, WHOLE, files_remove, folder_of
from tracker.persondata.files import report_json
from tracker.persondata.first_rows import Section
from tracker.persondata.report import Found, Whose, rows_of, whose
from tracker.persondata.tables import TOLD

logger = logging.getLogger(__name__)

ATTEMPTS = 3
SECONDS_BETWEEN_BEATS = 3.0


class ReportLostError(Exception):
    """The report is in other hands: this worker is to stop."""


@dataclass(slots=True)
class Holding:
    """A worker's hold on a report, kept by saying how far it is."""

    report: PersonReport
    taken_at: datetime
    said_at: float = field(default_factory=time.monotonic)

    def says_nothing_yet(self) -> bool:
        return time.monotonic() - self.said_at < SECONDS_BETWEEN_BEATS

    def say(self, *, tables_done: int, rows: int) -> None:
        """Raise ReportLostError where another worker has taken over."""
        now = timezone.now()
        try:
            if not self._held().update(taken_at=now, tables_done=tables_done, rows=rows):
                raise ReportLostError
        except DatabaseError as error:
            # SQLite does not write while a long table is read; the next one may.
            logger.warning("Report %s: its hold was not renewed: %s", self.report.pk, error)
            return
        self.taken_at, self.said_at = now, time.monotonic()

    def finish(self) -> bool:
        """Say that the files are whole; False where another worker has taken over."""
        ready = {"state": PersonReport.State.READY, "finished_at": timezone.now()}
        return bool(self._held().update(**ready, taken_at=None))

    def _held(self) -> QuerySet[PersonReport]:
        making = PersonReport.objects.filter(state=PersonReport.State.MAKING)
        return making.filter(pk=self.report.pk, taken_at=self.taken_at)


def report_make(*, report_id: int, now: datetime) -> None:
    """Gather a report that waits, or that another worker left; else do nothing."""
    holding = _take(report_id, now=now)
    if holding is None:
        return
    folder = folder_of(holding.report)
    try:
        _write(holding, now=now)
        is_ours = holding.finish()
    except ReportLostError:
        is_ours = False
    if not is_ours:
        shutil.rmtree(folder, ignore_errors=True)


def _take(report_id: int, *, now: datetime) -> Holding | None:
    left = Q(state=PersonReport.State.MAKING, taken_at__lte=now - SILENT)
    waiting = Q(state=PersonReport.State.WAITING) | left
    taken = {"state": PersonReport.State.MAKING, "attempts": F("attempts") + 1, "taken_at": now}
    if not PersonReport.objects.filter(waiting, pk=report_id).update(
        **taken, tables_done=0, rows=0
    ):
        return None
    report = PersonReport.objects.get(pk=report_id)
    files_remove(report)
    if report.attempts <= ATTEMPTS:
        return Holding(report, now)
    failed = {"state": PersonReport.State.FAILED, "finished_at": now, "taken_at": None}
    PersonReport.objects.filter(pk=report_id, taken_at=now).update(**failed)
    return None


def _write(holding: Holding, *, now: datetime) -> None:
    folder, one = folder_of(holding.report), whose(holding.report.person)
    folder.mkdir(mode=0o700, parents=True)
    sections: list[Section] = []
    with (folder / WHOLE).open("wb") as whole:
        whole.writelines(report_json(one, _rows(holding, one, sections), now=now))
    shown = [section.as_shown() for section in sections]
    (folder / FIRST_ROWS).write_text(json.dumps(shown, ensure_ascii=False), "utf-8")


def _rows(holding: Holding, one: Whose, sections: list[Section]) -> Iterator[Found]:
    """Yield all rows, and note of each table how many there are and the first ones."""
    rows = 0
    for done, told in enumerate(TOLD):
        section = Section(told)
        sections.append(section)
        for row in rows_of(told, one):
            section.add(row)
            rows += 1
            if not holding.says_nothing_yet():
                holding.say(tables_done=done, rows=rows)
            yield row
        holding.say(tables_done=done + 1, rows=rows)
