"""What a phrase would touch in the minutes that are here, before it becomes a house rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Substr

from actions.language.house_rules import says, sentence_with
from actions.models import Commitment, HouseRule
from meetings.models import AgendaItem, Document, Meeting
from meetings.reading.damage import is_damaged

LOOKED_AT = 200
EXAMPLES = 5
# Above this share of the minutes a phrase is common language, unless somebody says that it is not.
BROAD_SHARE, FEWEST_BROAD = 0.2, 3
# Enough of a text to tell whether its letters are damaged.
SAMPLE = 6000


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that has the phrase, and the meeting it was minuted at."""

    meeting: Meeting
    sentence: str


@dataclass(frozen=True, slots=True)
class Impact:
    """How many of the minutes looked at have the phrase, and what it would do to suggestions.

    `silenced` are those that would no longer be suggested; `accepted` of them were found to be
    promises by a person.
    """

    looked_at: int
    touched: int
    silenced: int
    accepted: int
    examples: tuple[Example, ...]

    @property
    def is_broad(self) -> bool:
        return self.touched >= FEWEST_BROAD and self.touched > BROAD_SHARE * self.looked_at


def phrase_impact(
    *,
    phrase: str,
    kind: HouseRule.Kind,
    meetings: QuerySet[Meeting],
    agenda_items: QuerySet[AgendaItem],
) -> Impact:
    """Try a clean phrase on the latest of the meetings, in the agenda items given and no others."""
    latest = meetings.select_related("committee").order_by("-held_on", "-pk")
    # Not their files: the texts of two hundred of them are not held at once.
    rows = list(latest.annotate(sample=Substr("document__text", 1, SAMPLE))[:LOOKED_AT])
    spans: dict[int, list[AgendaItem]] = {row.pk: [] for row in rows}
    for item in agenda_items.filter(meeting__in=[row.pk for row in rows]).order_by("position"):
        spans[item.meeting_id].append(item)
    examples = [
        Example(row, sentence)
        for row in rows
        if (sentence := _sentence(phrase, row, spans[row.pk])) is not None
    ]
    silenced = list(_silenced(phrase, spans.values())) if kind == HouseRule.Kind.NEVER else []
    return Impact(
        looked_at=len(rows),
        touched=len(examples),
        silenced=len(silenced),
        accepted=sum(one.status == Commitment.Status.ACCEPTED for one in silenced),
        examples=tuple(examples[:EXAMPLES]),
    )


def _sentence(phrase: str, meeting: Meeting, items: Sequence[AgendaItem]) -> str | None:
    damaged = is_damaged(meeting.sample)  # type: ignore[attr-defined]  # annotated
    for words in _words(meeting, items):
        sentence = sentence_with(phrase, words, damaged=damaged)
        if sentence is not None:
            return sentence
    return None


def _words(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[str]:
    """Yield the minuted words of each item; of one from before they were kept, as they stand."""
    text: str | None = None
    for item in items:
        if item.minuted or item.fingerprint:
            yield item.minuted
            continue
        if text is None:
            text = Document.objects.values_list("text", flat=True).get(pk=meeting.document_id)
        yield text[item.start : item.end]


def _silenced(phrase: str, spans: Iterable[list[AgendaItem]]) -> Iterable[Commitment]:
    pks = [item.pk for items in spans for item in items]
    rows = Commitment.objects.filter(agenda_item__in=pks)
    return (row for row in rows.only("quote", "status") if says(phrase, row.quote))
