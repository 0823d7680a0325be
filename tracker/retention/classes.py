"""What each class of data is: when a row's time begins, what holds it, and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from actions.models import (
    ActionItem,
    Attachment,
    Comment,
    Commitment,
    Decline,
    Extension,
    Message,
)
from actions.services.search import search_index
from meetings.models import Erasure, Event
from tracker.models.retention import DataClass
from tracker.retention.erasable import ERASED, Erasable
from tracker.retention.incoming import INCOMING_MAILS
from tracker.retention.originals import ORIGINALS


def _unerased(rows: QuerySet[Any], subject: Event.Subject, *, since: str) -> QuerySet[Any]:
    """Leave those with words: what was taken up again after it was erased, and ended anew, has."""
    gone = Erasure.objects.filter(subject=subject, subject_id=OuterRef("pk"))
    return rows.exclude(Exists(gone.filter(until__gte=OuterRef(since))))


def _message_rows() -> QuerySet[Any]:
    final = (Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED)
    return Message.objects.filter(state__in=final).exclude(text="", html="", to_email="")


def _erase_messages(pks: Sequence[int], now: datetime) -> dict[int, str]:
    del now
    blank = dict.fromkeys(("subject", "text", "html", "to_email", "error", "trial_email"), "")
    Message.objects.filter(pk__in=pks).update(**blank)
    return {}


def _suggestion_rows() -> QuerySet[Any]:
    rejected = Commitment.objects.filter(status=Commitment.Status.REJECTED)
    return _unerased(rejected, Event.Subject.COMMITMENT, since="reviewed_at")


def _erase_suggestions(pks: Sequence[int], now: datetime) -> dict[int, str]:
    """Take our words; the quote is the minutes' own and stands in the document in any case."""
    del now
    Commitment.objects.filter(pk__in=pks).update(task=ERASED, rejected_because="", because="")
    return {}


def _attachment_rows() -> QuerySet[Any]:
    return Attachment.objects.filter(action_item__closed_at__isnull=False)


def _erase_attachments(pks: Sequence[int], now: datetime) -> dict[int, str]:
    del now
    files = dict(Attachment.objects.filter(pk__in=pks).values_list("pk", "file"))
    Attachment.objects.filter(pk__in=pks).delete()
    return files


def _item_rows() -> QuerySet[Any]:
    # Files have a class of their own, which comes first: nothing of an item outlives it.
    closed = ActionItem.objects.filter(closed_at__isnull=False, attachments=None)
    return _unerased(closed, Event.Subject.ACTION_ITEM, since="closed_at")


def _erase_items(pks: Sequence[int], now: datetime) -> dict[int, str]:
    blank = dict.fromkeys(("background", "answer", "answered_by", "returned_because"), "")
    ActionItem.objects.filter(pk__in=pks).update(task=ERASED, **blank)
    Comment.objects.filter(action_item__in=pks).update(text=ERASED)
    Extension.objects.filter(action_item__in=pks).update(reason=ERASED, decision="", asked_by="")
    Decline.objects.filter(action_item__in=pks).update(reason=ERASED, suggestion="", declined_by="")
    search_index(action_items=pks)
    return {}


ITEM_MEETING = "agenda_item__meeting"
CLASSES: dict[str, Erasable] = {
    DataClass.MAIL_TEXTS: Erasable(
        Message,
        _message_rows,
        "created_at",
        ("reminders__action_item__committee",),
        (f"reminders__action_item__{ITEM_MEETING}",),
        (
            "reminders__action_item__owner_person",
            "reminders__action_item__co_owners__person",
        ),
        _erase_messages,
        Event.Subject.MESSAGE,
    ),
    DataClass.SUGGESTIONS: Erasable(
        Commitment,
        _suggestion_rows,
        "reviewed_at",
        (f"{ITEM_MEETING}__committee",),
        (ITEM_MEETING,),
        ("owner_person",),
        _erase_suggestions,
        Event.Subject.COMMITMENT,
    ),
    DataClass.ATTACHMENTS: Erasable(
        Attachment,
        _attachment_rows,
        "action_item__closed_at",
        ("action_item__committee",),
        (f"action_item__{ITEM_MEETING}",),
        ("action_item__owner_person", "action_item__co_owners__person"),
        _erase_attachments,
        Event.Subject.ACTION_ITEM,
        told_of="action_item",
        hides_log=False,
    ),
    DataClass.ITEMS: Erasable(
        ActionItem,
        _item_rows,
        "closed_at",
        ("committee",),
        (ITEM_MEETING,),
        ("owner_person", "co_owners__person"),
        _erase_items,
        Event.Subject.ACTION_ITEM,
    ),
    DataClass.INCOMING_MAILS: INCOMING_MAILS,
    DataClass.ORIGINALS: ORIGINALS,
}


def erasures_note(subject: Event.Subject, pks: Sequence[int], *, now: datetime) -> None:
    """Let the log show no content of these rows up to now; of one that went before, anew."""
    # As new rows, which is what every process looks for.
    Erasure.objects.filter(subject=subject, subject_id__in=pks).delete()
    Erasure.objects.bulk_create([Erasure(subject=subject, subject_id=pk, until=now) for pk in pks])
