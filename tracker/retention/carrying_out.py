"""The worker erases what two have approved, a batch at a time; killed, it goes on where it was.

1. A batch is erased, its rows are marked and its files noted, all in one transaction.
2. Then the files are taken out of the folder, and each note with its file.
A crash before the end of 1 leaves everything, one before 2 leaves notes: the next tick takes those
files out first. So no file outlives its row for good, and no row loses its file.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Q

from meetings.models import Event
from meetings.models.masking import forget_known
from meetings.services.events import event_record, events_record
from tracker.models.retention import RetentionItem, RetentionRun
from tracker.retention.classes import CLASSES, erasures_note
from tracker.retention.erasable import Erasable

BATCH = 100
SECONDS = 10.0


def retention_work(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Carry out what is approved for as long as one go may last; return how many rows went."""
    until, erased = clock() + SECONDS, 0
    _take_out_files()
    for run in RetentionRun.objects.filter(state=RetentionRun.State.APPROVED).order_by("pk"):
        while clock() < until:
            number = _erase_batch(run, now=now)
            if number is None:
                _finish(run, now=now)
                break
            erased += number
            _take_out_files()
    return erased


def _erase_batch(run: RetentionRun, *, now: datetime) -> int | None:
    """Erase the next rows; return how many went, or None where no more are listed."""
    kind = CLASSES[run.data_class]
    with transaction.atomic():
        # Two workers take turns: the second finds the first one's rows marked.
        RetentionRun.objects.select_for_update().get(pk=run.pk)
        listed = run.items.filter(state=RetentionItem.State.LISTED).order_by("pk")[:BATCH]
        items = {item.row_id: item for item in listed}
        if not items:
            return None
        # Asked anew: a hold that came since, or an item that was opened again, spares a row.
        due = kind.due(before=run.before, committee=run.committee).filter(pk__in=items)
        pks = sorted(due.values_list("pk", flat=True))
        gone = frozenset(pks)
        told = _told_of(kind, pks)
        files = kind.erase(pks, now)
        events_record(
            subject=kind.subject,
            subject_ids=told,
            kind=Event.Kind.ERASED,
            at=now,
            by=run.approved_by,
        )
        if kind.hides_log:
            erasures_note(kind.subject, told, now=now)
        for pk, item in items.items():
            is_gone = pk in gone
            item.state = RetentionItem.State.ERASED if is_gone else RetentionItem.State.SPARED
            item.file = files.get(pk, "")
        RetentionItem.objects.bulk_update(items.values(), ["state", "file"])
    forget_known()
    return len(pks)


def _told_of(kind: Erasable, pks: Sequence[int]) -> list[int]:
    """Return the rows in whose life it stands: of a file, its item's."""
    rows = kind.model._default_manager.filter(pk__in=pks)
    return sorted(set(rows.order_by().values_list(kind.told_of, flat=True)))


def _take_out_files() -> None:
    """Take the files of erased rows out of the folder; one that is gone already is none."""
    noted = RetentionItem.objects.filter(state=RetentionItem.State.ERASED).exclude(file="")
    for item in noted.select_related("run").order_by("pk"):
        default_storage.delete(item.file)
        take_along = CLASSES[item.run.data_class].take_along
        if take_along:
            take_along(item.row_id)
        RetentionItem.objects.filter(pk=item.pk).update(file="")


def _finish(run: RetentionRun, *, now: datetime) -> None:
    """Attest what went; the digest is of the certificate as it stands from now on."""
    with transaction.atomic():
        run = RetentionRun.objects.select_for_update().get(pk=run.pk)
        if run.state != RetentionRun.State.APPROVED:
            return
        run.state, run.finished_at = RetentionRun.State.DONE, now
        run.digest = certificate_digest(run)
        run.save(update_fields=["state", "finished_at", "digest"])
        counts = run_counts(run)
        event_record(
            subject=Event.Subject.LOG,
            subject_id=0,
            kind=Event.Kind.ERASED,
            at=now,
            by=run.approved_by,
            note=f"sletning nr. {run.pk}: {counts['erased']} slettet, {counts['spared']} bevaret,"
            f" attest {run.digest}",
        )


def run_counts(run: RetentionRun) -> dict[str, int]:
    """Return how many rows were listed, erased and spared."""
    state = RetentionItem.State
    counts: dict[str, int] = run.items.aggregate(
        listed=Count("pk"),
        erased=Count("pk", filter=Q(state=state.ERASED)),
        spared=Count("pk", filter=Q(state=state.SPARED)),
    )
    return counts


def certificate_digest(run: RetentionRun) -> str:
    """Return the SHA-256 of what the certificate says, row by row, without any content."""
    says = {
        "run": run.pk,
        "data_class": run.data_class,
        "committee": run.committee_id,
        "legal_basis": run.legal_basis,
        "years": run.years,
        "before": run.before.isoformat(),
        "proposed_by": run.proposed_by_id,
        "approved_by": run.approved_by_id,
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "rows": list(run.items.order_by("row_id").values_list("row_id", "state")),
    }
    text = json.dumps(says, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
