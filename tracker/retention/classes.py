"""What each class of data is: when a row's time begins, what holds it, and how it is erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

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
from meetings.models import Committee, Erasure, Event, Hold
from tracker.models.retention import DataClass

ERASED = "Slettet efter frist"


@dataclass(frozen=True, slots=True)
class Erasable:
    """`rows` are those whose time has begun, `begins` the moment at which it did.

    `committee` and `meeting` lead there from a row, `person` to whom it is about. `erase` takes
    the rows and the moment, and returns the names of files that have no row any more.
    """

    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    begins: str
    committee: str
    meeting: str
    person: str
    erase: Callable[[Sequence[int], datetime], dict[int, str]]
    subject: Event.Subject

    def due(self, *, before: date, committee: Committee | None) -> QuerySet[Any]:
        """Return the rows whose period ended before that day, local time, and are not held."""
        rows = self.rows().filter(**{f"{self.begins}__date__lt": before})
        if committee is not None:
            own = self.model._default_manager.filter(**{self.committee: committee})
            others = self.model._default_manager.exclude(**{self.committee: None}).filter(
                ~Q(**{self.committee: committee})
            )
            # A mail about several committees waits for the rule that covers them all.
            rows = rows.filter(pk__in=own.values("pk")).exclude(pk__in=others.values("pk"))
        return rows.exclude(pk__in=self.held().values("pk")).distinct()

    def held(self) -> QuerySet[Any]:
        """Return the rows that a hold stands on."""
        standing = Hold.objects.standing()
        either = Q(**{f"{self.committee}__holds__in": standing})
        for path in (self.meeting, f"{self.meeting}__document", f"{self.meeting}__committee"):
            either |= Q(**{f"{path}__holds__in": standing})
        either |= Q(**{f"{self.person}__holds__in": standing})
        return self.model._default_manager.filter(either)


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
    return rejected.exclude(task=ERASED)


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
    return closed.exclude(task=ERASED)


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
        "reminders__action_item__committee",
        f"reminders__action_item__{ITEM_MEETING}",
        "reminders__action_item__owner_person",
        _erase_messages,
        Event.Subject.MESSAGE,
    ),
    DataClass.SUGGESTIONS: Erasable(
        Commitment,
        _suggestion_rows,
        "reviewed_at",
        f"{ITEM_MEETING}__committee",
        ITEM_MEETING,
        "owner_person",
        _erase_suggestions,
        Event.Subject.COMMITMENT,
    ),
    DataClass.ATTACHMENTS: Erasable(
        Attachment,
        _attachment_rows,
        "action_item__closed_at",
        "action_item__committee",
        f"action_item__{ITEM_MEETING}",
        "action_item__owner_person",
        _erase_attachments,
        Event.Subject.ACTION_ITEM,
    ),
    DataClass.ITEMS: Erasable(
        ActionItem,
        _item_rows,
        "closed_at",
        "committee",
        ITEM_MEETING,
        "owner_person",
        _erase_items,
        Event.Subject.ACTION_ITEM,
    ),
}


def erasures_note(subject: Event.Subject, pks: Sequence[int], *, now: datetime) -> None:
    """Let the log show no content of these rows up to now."""
    Erasure.objects.bulk_create(
        [Erasure(subject=subject, subject_id=pk, until=now) for pk in pks], ignore_conflicts=True
    )
