"""A meeting laid out for review: its page pictures, its suggestions, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from actions.models import Commitment
from meetings.models import AgendaItem, Meeting, Page, Person, Unit
from tracker.owners import OwnerChoice, owner_choices
from tracker.permissions import (
    may_decide_meeting,
    visible_agenda_items,
    visible_documents,
)
from tracker.web.grades import GradeChoice, grade_choices, seen_grade
from tracker.web.http import UserRequest
from tracker.web.page_marks import Mark, Quoted, Rule, Segment, marks_on, segments, unsure_words
from tracker.web.relations import Relation, meeting_relations
from tracker.web.review_forms import REASONS, MeetingForm
from tracker.web.source_changes import source_changes
from tracker.web.suggestions import Suggestion, all_suggestions, sent_suggestions


@dataclass(frozen=True, slots=True)
class Section:
    """An agenda item with its suggestions, none of them hidden where there are none."""

    agenda_item: AgendaItem
    suggestions: tuple[Suggestion, ...]


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
    def height(self) -> str:
        return f"{self.page.height:.0f}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to hear of how many action items."""

    owner: Person | Unit
    number: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the page of review shows."""

    meeting: Meeting
    sections: tuple[Section, ...]
    may_decide: bool
    # Less sure than what the user wants to see.
    unseen: tuple[Suggestion, ...] = ()
    may_open_file: bool = False
    pictures: tuple[Picture, ...] = ()
    text: list[Segment] = field(default_factory=list)
    owners: Sequence[OwnerChoice] = ()
    meeting_form: MeetingForm | None = None
    grades: Sequence[GradeChoice] = ()
    reasons: Sequence[object] = REASONS
    relations: Sequence[Relation] = ()

    @property
    def suggestions(self) -> list[Suggestion]:
        return [one for section in self.sections for one in section.suggestions]

    def suggestion(self, pk: int) -> Suggestion:
        everything = (*self.suggestions, *self.unseen)
        return next(one for one in everything if one.commitment.pk == pk)

    @property
    def undecided(self) -> list[Suggestion]:
        return self._with(Commitment.Status.PROPOSED)

    @property
    def accepted(self) -> list[Suggestion]:
        return self._with(Commitment.Status.ACCEPTED)

    @property
    def rejected(self) -> list[Suggestion]:
        return self._with(Commitment.Status.REJECTED)

    @property
    def decided(self) -> int:
        return len(self.accepted) + len(self.rejected)

    def _with(self, status: Commitment.Status) -> list[Suggestion]:
        return [one for one in self.suggestions if one.commitment.status == status]

    @property
    def missing(self) -> str:
        return meeting_lacks(self.meeting)

    @property
    def is_sent(self) -> bool:
        return self.meeting.review == Meeting.Review.SENT

    @property
    def sent(self) -> list[Suggestion]:
        """Return the suggestions that have become somebody's work."""
        return [one for one in self.accepted if one.action_item and one.action_item.assigned_at]

    @property
    def unsent(self) -> list[Suggestion]:
        return [
            one
            for one in self.accepted
            if one.action_item and one.action_item.is_open and not one.action_item.assigned_at
        ]

    @property
    def homeless(self) -> list[Suggestion]:
        """Return the accepted suggestions that nobody is to do."""
        return [one for one in self.unsent if one.action_item and not one.action_item.owner]

    @property
    def recipients(self) -> list[Recipient]:
        owners = [one.action_item.owner for one in self.unsent if one.action_item]
        counted = Counter(owner for owner in owners if owner)
        return [Recipient(owner, number) for owner, number in counted.items()]


def meeting_lacks(meeting: Meeting) -> str:
    """Say what the meeting lacks before anything in it can be accepted; nothing if all is there."""
    if meeting.committee_id is None and meeting.held_on is None:
        return _("Mødet mangler udvalg og dato.")
    if meeting.committee_id is None:
        return _("Mødet mangler udvalg.")
    return _("Mødet mangler dato.") if meeting.held_on is None else ""


def load_review(request: UserRequest, meeting: Meeting) -> Review:
    """Return the meeting as it stands, as far as the user may see it, without the file's pages."""
    may_decide = may_decide_meeting(request.user, meeting)
    agenda_items = list(
        visible_agenda_items(request.user).filter(meeting=meeting).order_by("position")
    )
    least = seen_grade(request.user)
    if may_decide:
        every = all_suggestions(meeting, agenda_items)
    else:
        every = sent_suggestions(request, meeting, agenda_items)
    changed = source_changes(request, [one.commitment for one in every])
    every = [replace(one, source_change=changed.get(one.commitment.pk)) for one in every]
    suggestions = [one for one in every if one.is_seen(least)]
    return Review(
        meeting=meeting,
        may_decide=may_decide,
        unseen=tuple(one for one in every if not one.is_seen(least)),
        grades=grade_choices(least),
        sections=tuple(
            Section(item, tuple(s for s in suggestions if s.commitment.agenda_item_id == item.pk))
            for item in agenda_items
        ),
    )


def with_suggestion(review: Review, changed: Suggestion) -> Review:
    """Return the review with one suggestion as it was filled in, its errors beside it."""
    pk = changed.commitment.pk
    return replace(
        review,
        sections=tuple(
            replace(
                section,
                suggestions=tuple(
                    changed if one.commitment.pk == pk else one for one in section.suggestions
                ),
            )
            for section in review.sections
        ),
    )


def with_page(request: UserRequest, review: Review, form: MeetingForm | None = None) -> Review:
    """Add what only the whole page needs: the file's pages, the owners, the meeting's form."""
    review = replace(review, relations=meeting_relations(request, review.meeting))
    if review.may_decide:
        review = replace(
            review,
            owners=owner_choices(),
            meeting_form=form or MeetingForm(meeting=review.meeting, user=request.user),
        )
    if not visible_documents(request.user).filter(pk=review.meeting.document_id).exists():
        return review
    quoted = [_quoted(one) for one in review.suggestions]
    pages = _pages(review)
    if pages:
        pictures = _pictures(review.meeting, pages, quoted)
        return replace(review, may_open_file=True, pictures=pictures)
    text = segments(review.meeting.document.text, *_span(review), quoted)
    return replace(review, may_open_file=True, text=text)


def _quoted(one: Suggestion) -> Quoted:
    row = one.commitment
    return Quoted(
        pk=row.pk,
        number=one.number,
        start=row.start,
        end=row.end,
        boxes=row.boxes,
        is_rejected=row.status == Commitment.Status.REJECTED,
    )


def _span(review: Review) -> tuple[int, int]:
    items = [section.agenda_item for section in review.sections]
    if not items:
        return 0, len(review.meeting.document.text)
    return min(item.start for item in items), max(item.end for item in items)


def _pages(review: Review) -> list[Page]:
    """Return the pages on which the meeting's minutes stand, from first to last agenda item.

    Those without a suggestion too: what was missed is found there.
    """
    document = review.meeting.document
    if document.text_source == "file":
        return []
    start, end = _span(review)
    pages = document.pages.filter(start__lt=end, end__gt=start)
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
