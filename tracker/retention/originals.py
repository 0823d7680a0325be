"""The files of minutes: once everything of them is over. The text that was read from them stays."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from actions.models import ActionItem, Commitment, Difference
from meetings.models import Document, Event, Meeting
from meetings.services.pictures import pictures_folder
from tracker.retention.erasable import Erasable

SETTLED = (Document.Stage.READY, Document.Stage.REJECTED)


def _rows() -> QuerySet[Any]:
    items = ActionItem.objects.filter(agenda_item__meeting__document=OuterRef("pk"))
    closed = items.filter(closed_at__isnull=False).order_by("-closed_at").values("closed_at")
    # Nobody has said yet what becomes of these.
    open_ones = (
        items.filter(closed_at__isnull=True),
        Meeting.objects.filter(document=OuterRef("pk"), review=Meeting.Review.OPEN),
        Meeting.objects.filter(document=OuterRef("pk"), reread_at__isnull=False),
        Commitment.objects.filter(
            agenda_item__meeting__document=OuterRef("pk"), status=Commitment.Status.PROPOSED
        ),
        Difference.objects.undecided().filter(version__document=OuterRef("pk")),
    )
    rows = Document.objects.filter(stage__in=SETTLED, original_erased_at__isnull=True)
    for waiting in open_ones:
        rows = rows.exclude(Exists(waiting))
    last = Coalesce(Subquery(closed[:1]), "uploaded_at")
    return rows.annotate(over_at=Greatest("uploaded_at", last))


def _erase(pks: Sequence[int], now: datetime) -> dict[int, str]:
    documents = Document.objects.filter(pk__in=pks)
    files = dict(documents.exclude(file="").values_list("pk", "file"))
    documents.update(file="", original_erased_at=now)
    return files


def _take_pictures(document_id: int) -> None:
    """Take out the pictures that were drawn of the pages."""
    document = Document.objects.only("sha256").get(pk=document_id)
    shutil.rmtree(Path(default_storage.path(pictures_folder(document))), ignore_errors=True)


ORIGINALS = Erasable(
    Document,
    _rows,
    "over_at",
    ("committee", "meetings__committee", "meetings__agenda_items__action_items__committee"),
    ("meetings", "copies__meeting"),
    (
        "meetings__agenda_items__action_items__owner_person",
        "meetings__agenda_items__action_items__co_owners__person",
        "meetings__agenda_items__commitments__owner_person",
        "uploaded_by__person",
    ),
    _erase,
    Event.Subject.DOCUMENT,
    documents=("self",),
    hides_log=False,
    take_along=_take_pictures,
)
