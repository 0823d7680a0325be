"""The minutes beside the suggestions: pages as pictures or text, with the words lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from actions.models import Commitment
from meetings.models import AgendaItem, Meeting, Page
from tracker.web.page_marks import Mark, Quoted, Rule, Segment, marks_on, segments, unsure_words
from tracker.web.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the file with the lit words, and its text for those who do not see it."""

    page: Page
    marks: list[Mark]
    text: list[Segment]
    unsure: list[Rule]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.page.width:.1f} {self.page.height:.1f}"

    @property
    def width(self) -> str:
        return f"{self.page.width:.0f}"

    @property
    def pixels(self) -> str:
        """Return how wide the picture is, and below how wide the sharper one is."""
        return f"{2 * self.page.width:.0f}"

    @property
    def pixels_sharp(self) -> str:
        return f"{4 * self.page.width:.0f}"

    @property
    def height(self) -> str:
        return f"{self.page.height:.0f}"


def minutes_shown(
    meeting: Meeting, items: Sequence[AgendaItem], suggestions: Sequence[Suggestion]
) -> tuple[tuple[Picture, ...], list[Segment]]:
    """Return the pages of the meeting's minutes, or their text where the file has none."""
    quoted = [place for one in suggestions for place in _quoted(one)]
    span = _span(meeting, items)
    pages = _pages(meeting, span)
    if pages:
        return _pictures(meeting, pages, quoted), []
    return (), segments(meeting.document.text, *span, quoted)


def _quoted(one: Suggestion) -> list[Quoted]:
    return [
        Quoted(
            pk=one.commitment.pk,
            number=one.number,
            start=row.start,
            end=row.end,
            boxes=row.boxes,
            is_rejected=one.commitment.status == Commitment.Status.REJECTED,
            is_further=row is not one.commitment,
        )
        for row in (one.commitment, *one.merged)
    ]


def _span(meeting: Meeting, items: Sequence[AgendaItem]) -> tuple[int, int]:
    if not items:
        return 0, len(meeting.document.text)
    return min(item.start for item in items), max(item.end for item in items)


def _pages(meeting: Meeting, span: tuple[int, int]) -> list[Page]:
    """Return the pages of the meeting's minutes, from their head to the last agenda item.

    Those without a suggestion too: what was missed is found there.
    """
    document = meeting.document
    if document.text_source == "file" or document.original_erased_at:
        return []
    start, end = span
    shown = Q(start__lt=end, end__gt=start)
    if meeting.page:
        # The head above the first item too: there it stands who met, when, and who was there.
        shown |= Q(number__gte=meeting.page, end__lte=start)
    pages = document.pages.filter(shown)
    # The places of words are many, and asked for only where they tell how sure the engine was.
    read = pages.defer("words") if document.text_source == "text layer" else pages
    return list(read.order_by("number"))


def _pictures(
    meeting: Meeting, pages: Sequence[Page], quoted: Sequence[Quoted]
) -> tuple[Picture, ...]:
    text = meeting.document.text
    return tuple(
        Picture(
            page=page,
            marks=marks_on(page.number, quoted),
            text=segments(text, page.start, page.end, quoted),
            unsure=unsure_words(page.words, quoted) if page.source == "ocr" else [],
        )
        for page in pages
    )
