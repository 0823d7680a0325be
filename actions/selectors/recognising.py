"""What a file answers or repeats of the open items, as values: nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from actions.language.homecoming import Agreement, Asked, Told, answers, repeats
from actions.language.tellings import ItemSpan, Telling, appendix_heads, tellings_in
from actions.language.topics import topic_of
from actions.models import ActionItem, Commitment
from actions.selectors.open_items import OpenItems, asked_of
from meetings.models import AgendaItem, Document, Meeting


@dataclass(frozen=True, slots=True)
class Found:
    """An open item and the words, or the suggestion, in which it was met again."""

    action_item: ActionItem
    agenda_item: AgendaItem | None
    commitment: Commitment | None
    start: int
    end: int
    said_on: date
    agreement: Agreement

    @property
    def key(self) -> tuple[int, int | None]:
        return (self.action_item.pk, self.commitment.pk if self.commitment else None)


def recognised_in(document: Document) -> list[Found]:
    """Return the best evidence for each item; what was minuted goes before an appendix."""
    meetings = list(document.meetings.order_by("position"))
    best: dict[tuple[int, int | None], Found] = {}
    for meeting in meetings:
        for one in _in_meeting(meeting, document):
            known = best.get(one.key)
            if known is None or one.agreement.score > known.agreement.score:
                best[one.key] = one
    for one in _in_appendices(meetings, document):
        best.setdefault(one.key, one)
    return list(best.values())


def _in_meeting(meeting: Meeting, document: Document) -> Iterator[Found]:
    if meeting.committee_id is None or meeting.held_on is None:
        return
    items = list(meeting.agenda_items.order_by("position"))
    among = OpenItems(committee_id=meeting.committee_id, before=meeting.held_on)
    for telling in tellings_in(document.text, [_span(item) for item in items]):
        said_under = items[telling.item or 0]
        yield from _answered(telling, among, said_under, is_closed=said_under.is_closed)
    rows = Commitment.objects.undecided().filter(agenda_item__in=items)
    for commitment in rows.select_related("agenda_item"):
        yield from _repeated(commitment, among)


def _in_appendices(meetings: list[Meeting], document: Document) -> Iterator[Found]:
    """Yield what the heads of papers outside the minutes answer."""
    came_with = _came_with(meetings, document)
    # The text of minutes that are here already is no appendix.
    if came_with is None or document.copies.exists():
        return
    items = list(AgendaItem.objects.filter(meeting__in=meetings).order_by("start"))
    is_closed = document.mentions_closed or any(item.is_closed for item in items)
    among = OpenItems(committee_id=came_with[0], before=came_with[1])
    for head in appendix_heads(document.text, [_span(item) for item in items]):
        yield from _answered(head, among, None, is_closed=is_closed)


def _came_with(meetings: list[Meeting], document: Document) -> tuple[int, date] | None:
    """Return the committee and day of the one meeting in the file, else those of the file itself.

    A file of several meetings does not say to which of them a paper belongs, and one that came with
    a folder not when it was written.
    """
    if len(meetings) == 1:
        committee_id, day = meetings[0].committee_id, meetings[0].held_on
    elif meetings or document.is_bulk:
        return None
    else:
        committee_id, day = document.committee_id, timezone.localdate(document.uploaded_at)
    return (committee_id, day) if committee_id is not None and day is not None else None


def _span(item: AgendaItem) -> ItemSpan:
    return ItemSpan(item.start, item.end, item.title)


def _answered(
    telling: Telling, among: OpenItems, said_under: AgendaItem | None, *, is_closed: bool
) -> Iterator[Found]:
    told = Told(
        telling.text, telling.place, among.committee_id, among.before, heading=telling.heading
    )
    topic = topic_of(f"{telling.text}\n{telling.heading}")
    for item in _open_to(among.may_be_meant(topic), is_closed=is_closed):
        agreement = answers(asked_of(item), told, among.counts_of(topic))
        if agreement:
            span = (telling.start, telling.end)
            yield Found(item, said_under, None, *span, among.before, agreement)


def _open_to(items: Iterable[ActionItem], *, is_closed: bool) -> Iterator[ActionItem]:
    """Yield the items for which it may be told: what is closed answers nothing that is open."""
    return (item for item in items if item.is_confidential or not is_closed)


def _repeated(commitment: Commitment, among: OpenItems) -> Iterator[Found]:
    row = commitment.agenda_item
    topic = topic_of(commitment.task)
    new = Asked(commitment.task, among.committee_id, among.before, heading=row.title)
    for item in among.may_be_meant(topic):
        # Neither shows the other to who may not see it.
        if item.is_confidential != row.is_closed:
            continue
        agreement = repeats(asked_of(item), new, among.counts_of(topic))
        if agreement:
            span = (commitment.start, commitment.end)
            yield Found(item, row, commitment, *span, among.before, agreement)
