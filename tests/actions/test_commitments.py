"""A suggestion is decided by a person, once, and can be taken back until it is sent."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    DeadlineTooFarError,
    MeetingIncompleteError,
    OwnerMissingError,
    UndecidedError,
)
from actions.models import ActionItem, Commitment, Message, Reminder
from actions.services.action_items import action_item_cancel, action_item_change
from actions.services.commitments import (
    commitment_accept,
    commitment_reject,
    commitment_undo,
)
from actions.services.rereads import meetings_reread
from actions.services.reviews import meeting_settle, review_send
from actions.services.suggestions import commitments_propose
from meetings.models import Event, Meeting
from meetings.services.documents import document_read, document_receive
from tests.cast import NOW, Cast, make_meeting


def accept(commitment: Commitment, cast: Cast, **changes: object) -> ActionItem:
    decision = {
        "task": commitment.task,
        "owner_person": cast.anna_holm,
        "owner_unit": None,
        "deadline": commitment.due,
    }
    return commitment_accept(
        commitment=commitment, by=cast.lene, now=NOW, **{**decision, **changes}
    )


def reject(commitment: Commitment, cast: Cast) -> None:
    commitment_reject(commitment=commitment, reason="Intet løfte", by=cast.lene, now=NOW)


def suggestions(meeting: Meeting) -> list[Commitment]:
    return list(Commitment.objects.filter(agenda_item__meeting=meeting).order_by("start"))


def test_an_accepted_suggestion_becomes_an_action_item_linked_to_its_words(
    cast: Cast, meeting: Meeting
) -> None:
    first = suggestions(meeting)[0]
    action_item = accept(first, cast, deadline=date(2026, 5, 1))
    first.refresh_from_db()
    assert first.status == Commitment.Status.ACCEPTED
    assert action_item.commitment == first
    assert action_item.agenda_item.meeting == meeting
    assert meeting.document.text[first.start : first.end] == first.quote


def test_what_the_machine_wrote_and_what_the_person_wrote_stay_told_apart(
    cast: Cast, meeting: Meeting
) -> None:
    first = suggestions(meeting)[0]
    action_item = accept(first, cast, task="Skriv et kort notat")
    event = Event.objects.get(subject="action_item", subject_id=action_item.pk)
    assert Commitment.objects.get(pk=first.pk).task == first.task
    assert event.changes["task"] == [first.task, "Skriv et kort notat"]


def test_two_reviewers_cannot_both_decide(cast: Cast, meeting: Meeting) -> None:
    first = suggestions(meeting)[0]
    accept(first, cast)
    with pytest.raises(AlreadyReviewedError):
        reject(Commitment.objects.get(pk=first.pk), cast)
    assert Commitment.objects.get(pk=first.pk).status == Commitment.Status.ACCEPTED


def test_a_meeting_without_a_date_or_committee_must_be_settled_first(cast: Cast) -> None:
    meeting = make_meeting(None, sha256="b" * 64)
    first = suggestions(meeting)[0]
    with pytest.raises(MeetingIncompleteError):
        accept(first, cast)
    meeting_settle(
        meeting=meeting, committee=cast.committee, held_on=meeting.held_on, by=cast.lene, now=NOW
    )
    assert accept(suggestions(meeting)[0], cast).is_open


def test_a_rejected_suggestion_keeps_its_reason_and_can_be_taken_back(
    cast: Cast, meeting: Meeting
) -> None:
    first = suggestions(meeting)[0]
    reject(first, cast)
    assert Commitment.objects.get(pk=first.pk).rejected_because == "Intet løfte"
    commitment_undo(commitment=first, by=cast.lene, now=NOW)
    assert first.status == Commitment.Status.PROPOSED
    assert accept(first, cast).is_open


def test_an_accepted_suggestion_can_be_taken_back_and_accepted_anew(
    cast: Cast, meeting: Meeting
) -> None:
    first = suggestions(meeting)[0]
    withdrawn = accept(first, cast)
    commitment_undo(commitment=first, by=cast.lene, now=NOW)
    accept(first, cast)
    withdrawn.refresh_from_db()
    assert withdrawn.status == ActionItem.Status.CANCELLED
    assert ActionItem.objects.unfinished().count() == 1


def test_a_sent_action_item_cannot_be_undone(cast: Cast, meeting: Meeting) -> None:
    first, *others = suggestions(meeting)
    accept(first, cast)
    for other in others:
        reject(other, cast)
    review_send(meeting=meeting, by=cast.lene, now=NOW)
    with pytest.raises(AlreadySentError):
        commitment_undo(commitment=first, by=cast.lene, now=NOW)
    first.refresh_from_db()
    assert first.status == Commitment.Status.ACCEPTED


def test_nothing_is_sent_while_a_suggestion_is_undecided(cast: Cast, meeting: Meeting) -> None:
    accept(suggestions(meeting)[0], cast)
    with pytest.raises(UndecidedError) as refused:
        review_send(meeting=meeting, by=cast.lene, now=NOW)
    assert refused.value.count == 2
    assert not Reminder.objects.exists()


def test_nothing_is_sent_while_an_owner_is_missing(cast: Cast, meeting: Meeting) -> None:
    first, *others = suggestions(meeting)
    homeless = accept(first, cast, owner_person=None)
    for other in others:
        reject(other, cast)
    with pytest.raises(OwnerMissingError) as refused:
        review_send(meeting=meeting, by=cast.lene, now=NOW)
    assert refused.value.action_items == [homeless]


def test_sending_assigns_each_action_item_once(cast: Cast, meeting: Meeting) -> None:
    for suggestion in suggestions(meeting):
        accept(suggestion, cast)
    assert review_send(meeting=meeting, by=cast.lene, now=NOW) == 3
    assert review_send(meeting=meeting, by=cast.lene, now=NOW) == 0
    assert Reminder.objects.filter(step="assigned").count() == 3
    meeting.refresh_from_db()
    assert meeting.review == Meeting.Review.SENT


def send_all_but_one(meeting: Meeting, cast: Cast) -> Commitment:
    """Send the meeting with two action items, and return the suggestion that was rejected."""
    last, *others = reversed(suggestions(meeting))
    for other in others:
        accept(other, cast)
    reject(last, cast)
    review_send(meeting=meeting, by=cast.lene, now=NOW)
    return last


def test_what_is_taken_back_after_the_meeting_was_sent_brings_it_back(
    cast: Cast, meeting: Meeting
) -> None:
    last = send_all_but_one(meeting, cast)
    commitment_undo(commitment=last, by=cast.lene, now=NOW)
    meeting.refresh_from_db()
    assert meeting.review == Meeting.Review.OPEN
    assert Event.objects.filter(subject="meeting", kind=Event.Kind.REOPENED).count() == 1
    accept(last, cast)
    assert review_send(meeting=meeting, by=cast.lene, now=NOW) == 1
    assert meeting.review == Meeting.Review.SENT


def test_so_does_what_is_accepted_after_it(cast: Cast, meeting: Meeting) -> None:
    last = send_all_but_one(meeting, cast)
    commitment_undo(commitment=last, by=cast.lene, now=NOW)
    Meeting.objects.update(review=Meeting.Review.SENT)
    accept(last, cast)
    meeting.refresh_from_db()
    assert meeting.review == Meeting.Review.OPEN


def test_a_meeting_under_review_is_not_opened_once_more(cast: Cast, meeting: Meeting) -> None:
    accept(suggestions(meeting)[0], cast)
    assert not Event.objects.filter(subject="meeting", kind=Event.Kind.REOPENED).exists()


def test_an_action_item_that_lapsed_before_the_sending_is_not_assigned(
    cast: Cast, meeting: Meeting
) -> None:
    first, *others = suggestions(meeting)
    lapsed = accept(first, cast)
    for other in others:
        accept(other, cast)
    action_item_cancel(action_item=lapsed, reason="Dobbelt", by=cast.lene, now=NOW)
    assert review_send(meeting=meeting, by=cast.lene, now=NOW) == 2
    lapsed.refresh_from_db()
    assert lapsed.assigned_at is None
    assert not lapsed.reminders.exists()


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2036, 3, 4)])
def test_a_deadline_beyond_ten_years_is_a_slip_of_the_pen(
    cast: Cast, meeting: Meeting, day: date
) -> None:
    first = suggestions(meeting)[0]
    with pytest.raises(DeadlineTooFarError) as refused:
        accept(first, cast, deadline=day)
    assert refused.value.latest == date(2036, 3, 3)
    first.refresh_from_db()
    assert first.status == Commitment.Status.PROPOSED


def test_nor_can_a_deadline_be_moved_there(cast: Cast, meeting: Meeting) -> None:
    action_item = accept(suggestions(meeting)[0], cast, deadline=date(2036, 3, 3))
    with pytest.raises(DeadlineTooFarError):
        action_item_change(
            action_item=action_item,
            version=action_item.version,
            task=action_item.task,
            owner_person=action_item.owner_person,
            owner_unit=None,
            deadline=date(2036, 3, 4),
            by=cast.lene,
            now=NOW,
        )
    assert ActionItem.objects.get().deadline == date(2036, 3, 3)


RELATIVE = """Kultur- og Fritidsudvalget

02-03-2026 16:00 - 18:00

Referat

Punkt 1: Svømmehallen

Udvalget ønskede et notat om åbningstiderne om 14 dage. KF følger op.

Udvalget besluttede, at taget undersøges inden 1. april 2026.
"""


def read_from(cast: Cast, text: str) -> Meeting:
    document = document_receive(
        name="referat.txt",
        content=ContentFile(text.encode()),
        committee=cast.committee,
        by=cast.lene,
        now=NOW,
    )
    document_read(document_id=document.pk, now=NOW)
    commitments_propose(document_id=document.pk, now=NOW)
    return Meeting.objects.get(document=document)


def test_a_corrected_date_moves_the_deadlines_that_hang_on_it_and_says_so(cast: Cast) -> None:
    meeting = read_from(cast, RELATIVE)
    moving, standing = suggestions(meeting)
    assert (moving.due, standing.due) == (date(2026, 3, 16), date(2026, 4, 1))
    meeting_settle(
        meeting=meeting, committee=cast.committee, held_on=date(2026, 3, 4), by=cast.lene, now=NOW
    )
    # Until they are read again they may be wrong.
    assert [one.due for one in suggestions(meeting)] == [None, None]
    assert meetings_reread(now=NOW) == 2
    assert [one.due for one in suggestions(meeting)] == [date(2026, 3, 18), date(2026, 4, 1)]
    events = Event.objects.filter(subject="commitment", subject_id=moving.pk).order_by("pk")
    assert [(one.by, one.changes) for one in events] == [
        (cast.lene, {"deadline": ["2026-03-16", None]}),
        (None, {"deadline": [None, "2026-03-18"]}),
    ]


def test_a_deadline_that_waited_for_the_date_is_read_with_its_words(cast: Cast) -> None:
    meeting = read_from(cast, RELATIVE.replace("02-03-2026 16:00 - 18:00\n\n", ""))
    waiting, _standing = suggestions(meeting)
    assert (meeting.held_on, waiting.due) == (None, None)
    meeting_settle(
        meeting=meeting, committee=cast.committee, held_on=date(2026, 3, 2), by=cast.lene, now=NOW
    )
    meetings_reread(now=NOW)
    waiting.refresh_from_db()
    assert (waiting.due, waiting.due_text) == (date(2026, 3, 16), "om 14 dage")


def test_what_a_person_decided_stays_when_the_date_is_corrected(cast: Cast) -> None:
    meeting = read_from(cast, RELATIVE)
    action_item = accept(suggestions(meeting)[0], cast)
    meeting_settle(
        meeting=meeting, committee=cast.committee, held_on=date(2026, 3, 4), by=cast.lene, now=NOW
    )
    meetings_reread(now=NOW)
    action_item.refresh_from_db()
    assert action_item.deadline == date(2026, 3, 16)
    assert suggestions(meeting)[0].due == date(2026, 3, 16)


def test_an_accepted_suggestion_that_is_rolled_back_leaves_nothing(
    cast: Cast, meeting: Meeting
) -> None:
    for suggestion in suggestions(meeting):
        accept(suggestion, cast)
    try:
        with transaction.atomic():
            review_send(meeting=meeting, by=cast.lene, now=NOW)
            raise IntegrityError
    except IntegrityError:
        pass
    assert not Reminder.objects.exists()
    assert not Message.objects.exists()
