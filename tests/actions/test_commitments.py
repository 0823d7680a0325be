"""A suggestion is decided by a person, once, and can be taken back until it is sent."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    MeetingIncompleteError,
    OwnerMissingError,
    UndecidedError,
)
from actions.models import ActionItem, Commitment, Message, Reminder
from actions.services.commitments import (
    commitment_accept,
    commitment_reject,
    commitment_undo,
)
from actions.services.reviews import meeting_settle, review_send
from meetings.models import Event, Meeting
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
