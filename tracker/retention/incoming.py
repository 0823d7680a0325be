"""Mails that came in: once each is settled, and the item that it lies on is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, Lower

from actions.models import IncomingMail, Reminder
from meetings.models import Erasure, Event, Hold, Person
from tracker.retention.erasable import ERASED, Erasable

BLANK = dict.fromkeys(("raw", "from_email", "by_name", "subject", "text", "note"), "")


def _rows() -> QuerySet[Any]:
    is_settled = Q(settled_at__isnull=False) | Q(state=IncomingMail.State.NOTED)
    is_over = Q(action_item__isnull=True) | Q(action_item__closed_at__isnull=False)
    kept = IncomingMail.objects.filter(is_settled & is_over, erased_at__isnull=True)
    return kept.exclude(_tells_words_apart()).annotate(
        over_at=Greatest(
            "received_at",
            Coalesce("settled_at", "received_at"),
            Coalesce("action_item__closed_at", "received_at"),
        )
    )


def _tells_words_apart() -> Q:
    """Cover the answers to mails about several items whose own item has its words still.

    By their text it is known which of the item's words may be of another one.
    """
    of_others = Reminder.objects.filter(message=OuterRef("message")).exclude(
        action_item=OuterRef("action_item")
    )
    has_words = Q(action_item__isnull=False) & ~Q(action_item__task=ERASED)
    return has_words & Q(Exists(of_others))


def _also_held(standing: QuerySet[Hold]) -> QuerySet[Any]:
    """Return what came from, or answers a mail to, a person who is held."""
    people = list(Person.objects.filter(holds__in=standing).values_list("pk", "email"))
    told = Q(message__recipient__in=[f"person:{pk}" for pk, _email in people])
    sent = Q(sender__in={email.lower() for _pk, email in people if email})
    return IncomingMail.objects.annotate(sender=Lower("from_email")).filter(told | sent)


def _erase(pks: Sequence[int], now: datetime) -> dict[int, str]:
    """Take the mail; its Message-ID and digest stay, so that it does not come in once more."""
    mails = IncomingMail.objects.filter(pk__in=pks)
    files = dict(mails.exclude(raw="").values_list("pk", "raw"))
    lay_on = set(mails.exclude(action_item=None).values_list("action_item", flat=True))
    mails.update(**BLANK, erased_at=now)
    # The log of the item told the words as well. A new row is what other processes look for.
    told = Event.Kind.REPLIED
    Erasure.objects.filter(subject=told, subject_id__in=lay_on).delete()
    Erasure.objects.bulk_create(
        Erasure(subject=told, subject_id=pk, until=now) for pk in sorted(lay_on)
    )
    return files


INCOMING_MAILS = Erasable(
    IncomingMail,
    _rows,
    "over_at",
    ("action_item__committee", "message__reminders__action_item__committee"),
    (
        "action_item__agenda_item__meeting",
        "message__reminders__action_item__agenda_item__meeting",
    ),
    (
        "action_item__owner_person",
        "action_item__co_owners__person",
        "message__reminders__action_item__owner_person",
        "message__reminders__action_item__co_owners__person",
    ),
    _erase,
    Event.Subject.INCOMING,
    also_held=_also_held,
)
