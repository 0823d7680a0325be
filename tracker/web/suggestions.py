"""The suggestions of a meeting as a user may see them, with their forms or what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.forms import Form
from django.utils import timezone

from actions.alias_offers import AliasOffer, alias_offers
from actions.language import Grade
from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Meeting, Person
from tracker.permissions import visible_action_items
from tracker.web.arrange_forms import SplitForm
from tracker.web.comparison import Comparison
from tracker.web.http import UserRequest
from tracker.web.news_words import news_words
from tracker.web.recognition_cards import Card
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
    split_form: Form | None = None
    # Suggestions that this one stands for as well.
    merged: tuple[Commitment, ...] = ()
    comparison: Comparison | None = None
    notice: str = ""
    is_overdue: bool = False
    source_change: SourceChange | None = None
    alias_offer: AliasOffer | None = None
    # Whether the owner of what was sent has been told, or when the mail goes.
    news: str = ""
    # Who share the initials that the minutes give the work to.
    sharers: tuple[str, ...] = ()
    # Open items that perhaps ask for the same already.
    repeats: tuple[Card, ...] = ()
    # The task that was made of its words before a corrected version changed them.
    standing: ActionItem | None = None

    def is_seen(self, least: Grade) -> bool:
        """Tell whether it is shown to who wants to see this grade: what is decided always is."""
        is_open = self.commitment.status == Commitment.Status.PROPOSED
        return not is_open or self.commitment.confidence >= least.least_confidence


def all_suggestions(
    meeting: Meeting, agenda_items: Sequence[AgendaItem], made: Sequence[ActionItem]
) -> list[Suggestion]:
    """Return every suggestion that nothing holds back, the least sure ones too."""
    standing = Q(status__in=set(Commitment.Status) - set(Commitment.OFF))
    action_items = _latest(made)
    return _with_news(
        _with_offers(
            [
                _decided(placed, action_items.get(placed.commitment.pk))
                if placed.commitment.status != Commitment.Status.PROPOSED
                else _undecided(placed, withdrawn=action_items.get(placed.commitment.pk))
                for placed in _numbered(meeting, agenda_items, standing)
            ]
        )
    )


def _with_news(suggestions: list[Suggestion]) -> list[Suggestion]:
    news = news_words(
        [one.action_item for one in suggestions if one.action_item], now=timezone.now()
    )
    return [
        replace(one, news=news.get(one.action_item.pk, "")) if one.action_item else one
        for one in suggestions
    ]


def _with_offers(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Add what a corrected owner could teach the register, and who share initials in it."""
    offers = alias_offers([(s.commitment, s.action_item) for s in suggestions if s.action_item])
    sharers = _sharers([s.commitment for s in suggestions if s.accept_form])
    return [
        replace(
            one,
            alias_offer=offers.get(one.commitment.pk),
            sharers=sharers.get(one.commitment.owner_text, ()),
        )
        for one in suggestions
    ]


def _sharers(commitments: Sequence[Commitment]) -> dict[str, tuple[str, ...]]:
    """Return the names behind initials that are more than one person's, by the initials."""
    found: dict[str, list[str]] = {}
    # Counted along with the suggestions: the register is asked for names where there are several.
    shared = {
        row.owner_text
        for row in commitments
        if (getattr(row, "bearers", 0) or 0) > 1 and not (row.owner_person_id or row.owner_unit_id)
    }
    if shared:
        people = Person.objects.filter(is_active=True, initials__in=shared).order_by("name")
        for initials, name in people.values_list("initials", "name"):
            found.setdefault(initials, []).append(name)
    return {initials: tuple(names) for initials, names in found.items()}


def with_repeats(suggestions: Sequence[Suggestion], cards: Sequence[Card]) -> list[Suggestion]:
    """Add to each suggestion the open items that perhaps ask for the same already."""
    repeats: dict[int | None, list[Card]] = {}
    for card in cards:
        repeats.setdefault(card.recognition.commitment_id, []).append(card)
    return [replace(one, repeats=tuple(repeats.get(one.commitment.pk, ()))) for one in suggestions]


def sent_suggestions(
    request: UserRequest, meeting: Meeting, agenda_items: Sequence[AgendaItem]
) -> list[Suggestion]:
    """Return what became somebody's work: what was weighed on the way is the secretary's own."""
    sent = visible_action_items(request.user).filter(
        agenda_item__meeting=meeting, assigned_at__isnull=False
    )
    action_items = _latest(_with_owners(sent))
    accepted = Q(pk__in=action_items.keys(), status=Commitment.Status.ACCEPTED)
    return _with_news(
        [
            _decided(placed, action_items[placed.commitment.pk])
            for placed in _numbered(meeting, agenda_items, accepted)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A suggestion with its number, and those that it stands for as well."""

    number: int
    commitment: Commitment
    merged: tuple[Commitment, ...]


def _numbered(meeting: Meeting, agenda_items: Sequence[AgendaItem], wanted: Q) -> Iterator[_Placed]:
    rows = (
        Commitment.objects.filter(wanted | Q(status=Commitment.Status.MERGED))
        .filter(agenda_item__in=agenda_items)
        .annotate(bearers=Subquery(_bearers()))
        .select_related("owner_person__unit", "owner_unit", "reviewed_by__person")
        .order_by("agenda_item__position", "start", "ordinal")
    )
    by_pk = {item.pk: item for item in agenda_items}
    for row in rows:
        # The rows in hand, so that the forms need not ask for the meeting's date again.
        row.agenda_item = by_pk[row.agenda_item_id]
        row.agenda_item.meeting = meeting
    merged = [row for row in rows if row.status == Commitment.Status.MERGED]
    standing = [row for row in rows if row.status != Commitment.Status.MERGED]
    for number, commitment in enumerate(standing, start=1):
        yield _Placed(number, commitment, tuple(_below(commitment.pk, merged)))


def _bearers() -> QuerySet[Person, int]:
    """Count who has the initials that a suggestion gives the work to."""
    bearers = Person.objects.filter(is_active=True, initials=OuterRef("owner_text"))
    counted = bearers.exclude(initials="").order_by().values("initials").annotate(n=Count("pk"))
    return counted.values_list("n", flat=True)


def _below(pk: int, merged: Sequence[Commitment]) -> Iterator[Commitment]:
    """Yield what was put together with the one, and what with that before."""
    for one in merged:
        if one.merged_into_id == pk:
            yield one
            yield from _below(one.pk, merged)


def action_items_of(meeting: Meeting) -> list[ActionItem]:
    """Return every action item of the meeting, of a suggestion or made by hand."""
    return list(_with_owners(ActionItem.objects.filter(agenda_item__meeting=meeting)))


def _with_owners(action_items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    return action_items.select_related("owner_person__unit", "owner_unit").order_by("pk")


def _latest(rows: Iterable[ActionItem]) -> dict[int, ActionItem]:
    """Return the last action item that a review made of each commitment, withdrawn ones too."""
    made = (row for row in rows if row.renewal_of_id is None)
    return {row.commitment_id: row for row in made if row.commitment_id}


def _decided(placed: _Placed, action_item: ActionItem | None) -> Suggestion:
    is_overdue = action_item is not None and action_item.is_overdue(today=timezone.localdate())
    return Suggestion(
        placed.commitment,
        placed.number,
        merged=placed.merged,
        action_item=action_item,
        is_overdue=is_overdue,
    )


def _undecided(placed: _Placed, *, withdrawn: ActionItem | None) -> Suggestion:
    return Suggestion(
        placed.commitment,
        placed.number,
        merged=placed.merged,
        accept_form=AcceptForm.of(placed.commitment, withdrawn=withdrawn),
        reject_form=RejectForm(commitment=placed.commitment),
        split_form=SplitForm(commitment=placed.commitment),
    )
