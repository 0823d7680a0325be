"""A meeting laid out for review: its page pictures, its suggestions, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.language import Grade
from actions.models import ActionItem, Commitment
from actions.review_steps import Step, find_steps
from meetings.models import AgendaItem, Event, Meeting, Person, Unit
from tracker.permissions import (
    MeetingRights,
    meeting_rights,
    visible_agenda_items,
)
from tracker.web.arrange_forms import MarkForm
from tracker.web.case_number_form import CaseNumberForm
from tracker.web.evidence import MeetingEvidence, meeting_evidence
from tracker.web.file_names import file_name
from tracker.web.grades import GradeChoice, grade_choices, seen_grade
from tracker.web.http import UserRequest
from tracker.web.page_marks import Segment
from tracker.web.participant_form import ParticipantForm
from tracker.web.recognition_cards import Card, meeting_cards
from tracker.web.relations import Relation, meeting_relations
from tracker.web.review_forms import REASONS, MeetingForm
from tracker.web.review_pictures import Picture, minutes_shown
from tracker.web.source_changes import source_changes
from tracker.web.standing_items import standing_items
from tracker.web.suggestions import (
    Suggestion,
    action_items_of,
    all_suggestions,
    sent_suggestions,
    with_repeats,
)
from tracker.web.waiting import waiting_meetings

STEP_WORDS = {
    Event.Kind.ACCEPTED: gettext_lazy("Fortryd godkendelsen"),
    Event.Kind.REJECTED: gettext_lazy("Fortryd afvisningen"),
    Event.Kind.SPLIT: gettext_lazy("Fortryd delingen"),
    Event.Kind.MERGED: gettext_lazy("Fortryd sammenlægningen"),
    Event.Kind.MARKED: gettext_lazy("Fortryd det tilføjede forslag"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """An agenda item with its suggestions, none of them hidden where there are none."""

    agenda_item: AgendaItem
    suggestions: tuple[Suggestion, ...]
    add_form: MarkForm | None = None


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
    # What sending would send, made by hand or on a suggestion that is not shown as well.
    unsent: tuple[ActionItem, ...] = ()
    # Less sure than what the user wants to see.
    unseen: tuple[Suggestion, ...] = ()
    may_open_file: bool = False
    pictures: tuple[Picture, ...] = ()
    text: list[Segment] = field(default_factory=list)
    meeting_form: MeetingForm | None = None
    filing_form: CaseNumberForm | None = None
    participant_form: ParticipantForm | None = None
    evidence: MeetingEvidence | None = None
    grades: Sequence[GradeChoice] = ()
    reasons: Sequence[object] = REASONS
    relations: Sequence[Relation] = ()
    step: Step | None = None
    # The meeting to go through next, once this one is sent.
    next_meeting: Meeting | None = None
    # Open items that the minutes perhaps answer.
    answered: Sequence[Card] = ()

    @property
    def file_name(self) -> str:
        return file_name(
            self.meeting.document, may_open=self.may_open_file, may_decide=self.may_decide
        )

    @property
    def cards(self) -> list[Card]:
        """Return every open item that is shown beside the minutes."""
        return [*self.answered, *(card for one in self.suggestions for card in one.repeats)]

    @property
    def step_words(self) -> str:
        """Say what the next step back takes back."""
        return str(STEP_WORDS[Event.Kind(self.step.kind)]) if self.step else ""

    @property
    def swapped(self) -> str:
        """Return what else changes on the page with the suggestions, as htmx wants it named."""
        numbers = [0, *(picture.page.number for picture in self.pictures)]
        marks = [f"#{kind}-{number}" for number in numbers for kind in ("marks", "words")]
        return ",".join(["#messages", "#review-progress", *marks])

    @property
    def sure(self) -> list[Commitment]:
        """Return what can be accepted at once: open, sure, with an owner, and no task already."""
        rows = [one.commitment for one in self.undecided if not one.standing]
        sure = [row for row in rows if row.confidence >= Grade.CERTAIN.least_confidence]
        return [row for row in sure if row.owner_person_id or row.owner_unit_id]

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
    def homeless(self) -> list[ActionItem]:
        """Return the accepted action items that nobody is to do."""
        return [one for one in self.unsent if not one.owner]

    @property
    def recipients(self) -> list[Recipient]:
        counted = Counter(one.owner for one in self.unsent if one.owner)
        return [Recipient(owner, number) for owner, number in counted.items()]


def meeting_lacks(meeting: Meeting) -> str:
    """Say what the meeting lacks before anything in it can be accepted; nothing if all is there."""
    if meeting.committee_id is None and meeting.held_on is None:
        return _("Mødet mangler udvalg og dato.")
    if meeting.committee_id is None:
        return _("Mødet mangler udvalg.")
    return _("Mødet mangler dato.") if meeting.held_on is None else ""


def load_review(
    request: UserRequest, meeting: Meeting, rights: MeetingRights | None = None
) -> Review:
    """Return the meeting as it stands, as far as the user may see it, without the file's pages."""
    rights = rights or meeting_rights(request.user, meeting)
    may_decide = rights.may_decide
    agenda_items = list(
        visible_agenda_items(request.user).filter(meeting=meeting).order_by("position")
    )
    least = seen_grade(request.user)
    made = action_items_of(meeting) if may_decide else []
    if may_decide:
        every = all_suggestions(meeting, agenda_items, made)
    else:
        every = sent_suggestions(request, meeting, agenda_items)
    relations = meeting_relations(request, meeting, has_versions=rights.has_versions)
    # What stands in one version alone has no words that changed.
    in_versions = rights.has_versions or meeting.version_of_id is not None
    changed = source_changes(request, [one.commitment for one in every]) if in_versions else {}
    standing = standing_items(request, meeting) if may_decide else {}
    every = [
        replace(
            one,
            source_change=changed.get(one.commitment.pk),
            standing=standing.get(one.commitment.pk),
        )
        for one in every
    ]
    shows_cards = may_decide and rights.has_recognitions
    cards = meeting_cards(request, meeting) if shows_cards else []
    every = with_repeats(every, [card for card in cards if card.recognition.is_repeat])
    suggestions = [one for one in every if one.is_seen(least)]
    steps = find_steps(meeting, request.user) if may_decide else []
    return Review(
        meeting=meeting,
        may_decide=may_decide,
        unsent=tuple(one for one in made if one.is_open and not one.assigned_at),
        may_open_file=rights.may_open_file,
        relations=relations,
        answered=[card for card in cards if not card.recognition.is_repeat],
        step=next((step for step in steps if not step.overtaken_by), None),
        next_meeting=_next_meeting(request, meeting) if may_decide else None,
        unseen=tuple(one for one in every if not one.is_seen(least)),
        grades=grade_choices(least),
        sections=tuple(
            Section(
                item,
                tuple(one for one in suggestions if one.commitment.agenda_item_id == item.pk),
                MarkForm(meeting=meeting, items=[], item=item) if may_decide else None,
            )
            for item in agenda_items
        ),
    )


def _next_meeting(request: UserRequest, meeting: Meeting) -> Meeting | None:
    """Return what waits after a meeting that is done with; nothing while it is gone through."""
    return waiting_meetings(request).first() if meeting.review == Meeting.Review.SENT else None


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


def with_section(review: Review, agenda_item: int, form: MarkForm) -> Review:
    """Return the review with what was filled in under an agenda item, its errors beside it."""
    sections = tuple(
        replace(one, add_form=form) if one.agenda_item.pk == agenda_item else one
        for one in review.sections
    )
    return replace(review, sections=sections)


def with_page(
    request: UserRequest,
    review: Review,
    form: MeetingForm | None = None,
    people: ParticipantForm | None = None,
) -> Review:
    """Add what only the whole page needs: the file's pages, the meeting's forms."""
    if review.may_decide:
        review = replace(
            review,
            meeting_form=form or MeetingForm(meeting=review.meeting, user=request.user),
            filing_form=review.filing_form or CaseNumberForm.of(review.meeting),
            participant_form=people or ParticipantForm(meeting=review.meeting),
        )
    if not review.may_open_file:
        return replace(review, evidence=meeting_evidence(review.meeting, "", [], until=0))
    items = [section.agenda_item for section in review.sections]
    pictures, text = minutes_shown(review.meeting, items, review.suggestions)
    pages = [picture.page for picture in pictures]
    until = items[0].end if items else len(review.meeting.document.text)
    evidence = meeting_evidence(review.meeting, review.meeting.document.text, pages, until=until)
    return replace(review, pictures=pictures, text=text, evidence=evidence)
