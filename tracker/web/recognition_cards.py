"""Open items met again in later minutes, with the evidence, for who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from actions.models import ActionItem, Recognition
from meetings.models import Meeting
from tracker.closed_views import closed_numbers
from tracker.permissions import decided_recognitions, visible_recognitions
from tracker.web.http import UserRequest

ROWS = ("action_item__commitment", "action_item__agenda_item", "agenda_item__meeting", "document")


@dataclass(frozen=True, slots=True)
class Card:
    """A recognition with the way to its words; `may_decide` shows the buttons."""

    recognition: Recognition
    may_decide: bool
    url: str

    @property
    def asked(self) -> str:
        """Return the words in which it was asked for, or the task where no minutes have any."""
        item = self.recognition.action_item
        return item.quote or item.task

    @property
    def words(self) -> str:
        return "; ".join(
            one if one.lower() == other.lower() else f"{one} – {other}"
            for one, other in self.recognition.words
        )


def item_cards(request: UserRequest, action_item: ActionItem) -> list[Card]:
    """Return where the item may be answered, as far as the user may read it."""
    if not action_item.is_open:
        return []
    rows = visible_recognitions(request.user).filter(action_item=action_item)
    return _cards(request, rows.filter(commitment__isnull=True))


def meeting_cards(request: UserRequest, meeting: Meeting) -> list[Card]:
    """Return what the minutes of a meeting, and the appendices in their file, may answer."""
    said = Q(agenda_item__meeting=meeting) | Q(agenda_item=None, document=meeting.document_id)
    rows = decided_recognitions(request.user).filter(said).select_related(*ROWS)
    return [_card(one, may_decide=True) for one in rows]


def waiting_cards(request: UserRequest, *, most: int) -> list[Card]:
    """Return the answers that wait for the user, the oldest first."""
    rows = decided_recognitions(request.user).filter(commitment__isnull=True)
    return [
        _card(one, may_decide=True)
        for one in rows.select_related(*ROWS).order_by("found_at", "pk")[:most]
    ]


def perhaps_answered(request: UserRequest, keys: Collection[int]) -> set[int]:
    """Return which of the items on a page may have been answered."""
    rows = visible_recognitions(request.user).filter(action_item__in=keys)
    return set(rows.filter(commitment=None).values_list("action_item", flat=True))


def closed_items(cards: Iterable[Card]) -> list[str]:
    """Return the numbers of the closed items that the cards show, for the log."""
    return closed_numbers(card.recognition.action_item for card in cards)


def _cards(request: UserRequest, rows: QuerySet[Recognition]) -> list[Card]:
    found: Iterable[Recognition] = list(rows.select_related(*ROWS))
    if not found:
        return []
    decided = set(
        decided_recognitions(request.user).filter(pk__in=rows).values_list("pk", flat=True)
    )
    return [_card(one, may_decide=one.pk in decided) for one in found]


def _card(one: Recognition, *, may_decide: bool) -> Card:
    if one.agenda_item is None:
        url = reverse("document", args=[one.document_id])
    else:
        place = f"#agenda-item-{one.agenda_item_id}"
        url = reverse("review", args=[one.agenda_item.meeting_id]) + place
    return Card(one, may_decide, url)
