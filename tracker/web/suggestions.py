"""The suggestions of a meeting as a user may see them, with their forms or what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.forms import Form
from django.utils import timezone

from actions.alias_offers import AliasOffer, alias_offers
from actions.language import Grade
from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Meeting
from tracker.permissions import visible_action_items
from tracker.web.http import UserRequest
from tracker.web.review_forms import AcceptForm, RejectForm
from tracker.web.source_changes import SourceChange


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A commitment with its number, its forms while it is undecided, and what came of it."""

    commitment: Commitment
    number: int
    action_item: ActionItem | None = None
    accept_form: Form | None = None
    reject_form: Form | None = None
    notice: str = ""
    is_overdue: bool = False
    source_change: SourceChange | None = None
    alias_offer: AliasOffer | None = None

    def is_seen(self, least: Grade) -> bool:
        """Tell whether it is shown to who wants to see this grade: what is decided always is."""
        is_open = self.commitment.status == Commitment.Status.PROPOSED
        return not is_open or self.commitment.confidence >= least.least_confidence


def all_suggestions(meeting: Meeting, agenda_items: Sequence[AgendaItem]) -> list[Suggestion]:
    """Return every suggestion that nothing holds back, the least sure ones too."""
    standing = Commitment.objects.standing()
    action_items = _latest(ActionItem.objects.filter(agenda_item__meeting=meeting))
    return _with_offers(
        [
            _decided(number, commitment, action_items.get(commitment.pk))
            if commitment.status != Commitment.Status.PROPOSED
            else _undecided(number, commitment, withdrawn=action_items.get(commitment.pk))
            for number, commitment in _numbered(meeting, agenda_items, standing)
        ]
    )


def _with_offers(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Add what a corrected owner could teach the register."""
    offers = alias_offers([(s.commitment, s.action_item) for s in suggestions if s.action_item])
    return [replace(one, alias_offer=offers.get(one.commitment.pk)) for one in suggestions]


def sent_suggestions(
    request: UserRequest, meeting: Meeting, agenda_items: Sequence[AgendaItem]
) -> list[Suggestion]:
    """Return what became somebody's work: what was weighed on the way is the secretary's own."""
    sent = visible_action_items(request.user).filter(
        agenda_item__meeting=meeting, assigned_at__isnull=False
    )
    action_items = _latest(sent)
    accepted = Commitment.objects.filter(
        pk__in=action_items.keys(), status=Commitment.Status.ACCEPTED
    )
    return [
        _decided(number, commitment, action_items[commitment.pk])
        for number, commitment in _numbered(meeting, agenda_items, accepted)
    ]


def _numbered(
    meeting: Meeting, agenda_items: Sequence[AgendaItem], commitments: QuerySet[Commitment]
) -> Iterator[tuple[int, Commitment]]:
    rows = (
        commitments.filter(agenda_item__in=agenda_items)
        .select_related("owner_person__unit", "owner_unit", "reviewed_by__person")
        .order_by("agenda_item__position", "start", "ordinal")
    )
    by_pk = {item.pk: item for item in agenda_items}
    for number, commitment in enumerate(rows, start=1):
        # The rows in hand, so that the forms need not ask for the meeting's date again.
        commitment.agenda_item = by_pk[commitment.agenda_item_id]
        commitment.agenda_item.meeting = meeting
        yield number, commitment


def _latest(action_items: QuerySet[ActionItem]) -> dict[int, ActionItem]:
    """Return the last action item that was made of each commitment, withdrawn ones too."""
    rows = action_items.select_related("owner_person__unit", "owner_unit").order_by("pk")
    return {row.commitment_id: row for row in rows if row.commitment_id}


def _decided(number: int, commitment: Commitment, action_item: ActionItem | None) -> Suggestion:
    is_overdue = action_item is not None and action_item.is_overdue(today=timezone.localdate())
    return Suggestion(commitment, number, action_item=action_item, is_overdue=is_overdue)


def _undecided(number: int, commitment: Commitment, *, withdrawn: ActionItem | None) -> Suggestion:
    return Suggestion(
        commitment,
        number,
        accept_form=AcceptForm.of(commitment, withdrawn=withdrawn),
        reject_form=RejectForm(commitment=commitment),
    )
