"""A person divides suggestions, puts them together, marks what was missed, and steps back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.exceptions import (
    AlreadyReviewedError,
    AlreadySentError,
    ChangedMeanwhileError,
    ChangedSinceError,
    MeetingIncompleteError,
    NothingToUndoError,
    NotTogetherError,
    OutsideError,
)
from actions.language import Grade
from actions.models import ActionItem, Commitment
from actions.services.accepting import commitments_accept_all
from actions.services.arranging import commitment_mark, commitment_split, commitments_merge
from actions.services.commitments import commitment_accept, commitment_reject, commitment_undo
from actions.services.rereading import untouched
from actions.services.reviews import review_send
from actions.services.steps_back import review_undo
from meetings.models import AgendaItem, Event, Meeting
from tests.cast import NOW, TEXT

pytestmark = pytest.mark.django_db


class Clock:
    """A later moment each time it is looked at."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def rows(meeting: Meeting) -> list[Commitment]:
    found = Commitment.objects.standing().filter(agenda_item__meeting=meeting)
    return list(found.select_related("agenda_item__meeting").order_by("start", "ordinal"))


def accept(commitment, *, by, now, version=None, person=None):
    return commitment_accept(
        commitment=commitment,
        task=commitment.task,
        owner_person=person,
        owner_unit=None,
        deadline=None,
        by=by,
        now=now,
        version=version,
    )


def split(commitment, *, by, now, version=None):
    tasks = ("Skriv notatet", "Send notatet ud")
    return commitment_split(commitment=commitment, version=version, tasks=tasks, by=by, now=now)


def merge(commitment, *others, by, now, version=None):
    commitments_merge(commitment=commitment, version=version, others=others, by=by, now=now)


def mark(meeting, words, *, by, now, task=""):
    item = meeting.agenda_items.get(number="1")
    start = TEXT.index(words)
    return commitment_mark(
        agenda_item=item, start=start, end=start + len(words), task=task, by=by, now=now
    )


def undo(meeting, *, by, now, step=0):
    return review_undo(meeting=meeting, step=step, by=by, now=now)


# --- splitting ---------------------------------------------------------------------------


def test_two_suggestions_stand_for_the_one_that_was_divided(cast, meeting, clock):
    one, *_others = rows(meeting)
    parts = split(one, by=cast.lene, now=clock())
    assert [part.task for part in parts] == ["Skriv notatet", "Send notatet ud"]
    assert {(part.quote, part.start, part.end) for part in parts} == {
        (one.quote, one.start, one.end)
    }
    assert [row.pk for row in rows(meeting)][:2] == [part.pk for part in parts]
    assert one.task not in [row.task for row in rows(meeting)]


def test_what_was_decided_already_is_not_divided(cast, meeting, clock):
    one, *_others = rows(meeting)
    commitment_reject(commitment=one, reason="Nej", by=cast.bo, now=clock())
    with pytest.raises(AlreadyReviewedError):
        split(one, by=cast.lene, now=clock())
    assert not Commitment.objects.filter(split_from=one).exists()


def test_reading_anew_leaves_what_people_made_alone(cast, meeting, clock):
    one, two, three = rows(meeting)
    split(one, by=cast.lene, now=clock())
    mark(meeting, "Dagsordenen blev godkendt.", by=cast.lene, now=clock())
    assert [row.pk for row in untouched(rows(meeting))] == [two.pk, three.pk]


# --- merging -----------------------------------------------------------------------------


def test_one_suggestion_stands_for_several_and_knows_their_places(cast, meeting, clock):
    one, two, three = rows(meeting)
    merge(one, two, three, by=cast.lene, now=clock())
    assert [row.pk for row in rows(meeting)] == [one.pk]
    assert {row.quote for row in one.merged.all()} == {two.quote, three.quote}


def test_a_closed_item_is_not_put_together_with_an_open_one(cast, meeting, clock):
    one, two, _three = rows(meeting)
    closed = AgendaItem.objects.create(
        meeting=meeting, position=9, number="9", start=0, end=1, is_closed=True
    )
    Commitment.objects.filter(pk=two.pk).update(agenda_item=closed)
    two = Commitment.objects.get(pk=two.pk)
    with pytest.raises(NotTogetherError):
        merge(one, two, by=cast.lene, now=clock())
    assert len(rows(meeting)) == 3


def test_a_suggestion_is_not_put_together_with_itself_or_with_nothing(cast, meeting, clock):
    one, *_others = rows(meeting)
    for others in ((), (one,)):
        with pytest.raises(NotTogetherError):
            merge(one, *others, by=cast.lene, now=clock())


def test_nothing_is_put_together_once_one_of_them_is_decided(cast, meeting, clock):
    one, two, _three = rows(meeting)
    accept(two, by=cast.bo, now=clock())
    with pytest.raises(AlreadyReviewedError):
        merge(one, two, by=cast.lene, now=clock())
    one.refresh_from_db()
    assert one.version == 1


# --- marking -----------------------------------------------------------------------------


def test_marked_words_become_a_suggestion_at_their_place(cast, meeting, clock):
    made = mark(meeting, "Dagsordenen blev godkendt.", by=cast.lene, now=clock())
    assert TEXT[made.start : made.end] == made.quote == "Dagsordenen blev godkendt."
    assert made.task == made.quote
    assert made.status == Commitment.Status.PROPOSED


def test_half_words_are_taken_whole(cast, meeting, clock):
    assert mark(meeting, "ordenen blev god", by=cast.lene, now=clock()).quote == (
        "Dagsordenen blev godkendt."
    )


def test_the_same_words_marked_twice_are_one_suggestion(cast, meeting, clock):
    first, second = (
        mark(meeting, "Dagsordenen blev godkendt.", by=cast.lene, now=clock()) for _ in range(2)
    )
    assert first == second


def test_words_of_another_agenda_item_are_refused(cast, meeting, clock):
    with pytest.raises(OutsideError):
        mark(meeting, "Det blev aftalt", by=cast.lene, now=clock())
    assert len(rows(meeting)) == 3


# --- a version on the screen -------------------------------------------------------------


def test_another_version_than_the_one_on_the_screen_is_refused(cast, meeting, clock):
    one, two, _three = rows(meeting)
    merge(one, two, by=cast.bo, now=clock())
    with pytest.raises(ChangedMeanwhileError):
        accept(one, by=cast.lene, now=clock(), version=1)
    assert not ActionItem.objects.exists()
    accept(one, by=cast.lene, now=clock(), version=2)
    assert ActionItem.objects.count() == 1


# --- stepping back -----------------------------------------------------------------------


def test_every_step_is_taken_back_the_last_one_first(cast, meeting, clock):
    one, two, three = rows(meeting)
    accept(one, by=cast.lene, now=clock())
    commitment_reject(commitment=two, reason="Nej", by=cast.lene, now=clock())
    parts = split(three, by=cast.lene, now=clock())
    merge(*parts, by=cast.lene, now=clock())
    mark(meeting, "Dagsordenen blev godkendt.", by=cast.lene, now=clock())
    kinds = [undo(meeting, by=cast.lene, now=clock()).kind for _ in range(5)]
    assert kinds == ["marked", "merged", "split", "rejected", "accepted"]
    assert [(row.pk, row.status) for row in rows(meeting)] == [
        (row.pk, Commitment.Status.PROPOSED) for row in (one, two, three)
    ]
    assert not ActionItem.objects.unfinished().exists()
    with pytest.raises(NothingToUndoError):
        undo(meeting, by=cast.lene, now=clock())


def test_what_was_done_done_again_and_undone_leaves_the_steps_before(cast, meeting, clock):
    made = mark(meeting, "Dagsordenen blev godkendt.", by=cast.lene, now=clock())
    accept(made, by=cast.lene, now=clock())
    undo(meeting, by=cast.lene, now=clock())
    made.refresh_from_db()
    accept(made, by=cast.lene, now=clock())
    kinds = [undo(meeting, by=cast.lene, now=clock()).kind for _ in range(2)]
    assert kinds == ["accepted", "marked"]


def test_each_takes_back_only_what_is_their_own(cast, meeting, clock):
    one, two, _three = rows(meeting)
    accept(one, by=cast.lene, now=clock())
    accept(two, by=cast.bo, now=clock())
    assert undo(meeting, by=cast.lene, now=clock()).commitments == (one.pk,)
    two.refresh_from_db()
    assert two.status == Commitment.Status.ACCEPTED


def test_what_another_has_gone_on_with_is_said_and_left_alone(cast, meeting, clock):
    one, *_others = rows(meeting)
    accept(one, by=cast.lene, now=clock())
    undo(meeting, by=cast.lene, now=clock())
    accept(one, by=cast.lene, now=clock())
    step = Event.objects.filter(kind=Event.Kind.ACCEPTED).latest("pk").pk
    commitment_undo(commitment=one, by=cast.bo, now=clock())
    commitment_reject(commitment=one, reason="Nej", by=cast.bo, now=clock())
    with pytest.raises(ChangedSinceError) as refused:
        undo(meeting, by=cast.lene, now=clock(), step=step)
    assert refused.value.who == str(cast.bo)
    one.refresh_from_db()
    assert one.status == Commitment.Status.REJECTED


def test_a_division_is_not_undone_once_another_has_decided_on_a_part(cast, meeting, clock):
    one, *_others = rows(meeting)
    parts = split(one, by=cast.lene, now=clock())
    accept(parts[0], by=cast.bo, now=clock())
    with pytest.raises(ChangedSinceError):
        undo(meeting, by=cast.lene, now=clock())
    assert Commitment.objects.undecided().filter(pk=parts[1].pk).exists()


def test_what_was_sent_is_not_undone(cast, meeting, clock):
    for row in rows(meeting):
        accept(row, by=cast.lene, now=clock(), person=cast.anna_holm)
    step = Event.objects.filter(subject=Event.Subject.COMMITMENT).latest("pk").pk
    review_send(meeting=meeting, by=cast.lene, now=clock())
    for asked in (0, step):
        with pytest.raises((NothingToUndoError, AlreadySentError)):
            undo(meeting, by=cast.lene, now=clock(), step=asked)
    assert ActionItem.objects.unfinished().count() == 3


# --- all at once -------------------------------------------------------------------------


def owned(cast, meeting) -> dict[int, int]:
    Commitment.objects.update(owner_unit=cast.unit)
    return {row.pk: row.version for row in rows(meeting)}


def accept_all(meeting, seen, *, by, now):
    return commitments_accept_all(meeting=meeting, least=Grade.CERTAIN, seen=seen, by=by, now=now)


def test_what_is_sure_is_accepted_at_once_and_taken_back_at_once(cast, meeting, clock):
    seen = owned(cast, meeting)
    unsure = rows(meeting)[2]
    Commitment.objects.filter(pk=unsure.pk).update(confidence=0.5)
    assert accept_all(meeting, seen, by=cast.lene, now=clock()).accepted == 2
    assert ActionItem.objects.filter(owner_unit=cast.unit).count() == 2
    assert len(undo(meeting, by=cast.lene, now=clock()).commitments) == 2
    assert Commitment.objects.undecided().count() == 3


def test_what_has_no_owner_or_was_changed_waits_for_a_person(cast, meeting, clock):
    seen = owned(cast, meeting)
    one, two, _three = rows(meeting)
    Commitment.objects.filter(pk=one.pk).update(owner_unit=None)
    Commitment.objects.filter(pk=two.pk).update(version=7)
    result = accept_all(meeting, seen, by=cast.lene, now=clock())
    assert (result.accepted, result.unsettled, result.changed) == (1, 1, 1)


def test_what_was_not_on_the_screen_is_not_accepted_with_the_rest(cast, meeting, clock):
    seen = owned(cast, meeting)
    seen.pop(rows(meeting)[0].pk)
    assert accept_all(meeting, seen, by=cast.lene, now=clock()).accepted == 2


def test_nothing_is_accepted_in_a_meeting_without_a_date(cast, meeting, clock):
    seen = owned(cast, meeting)
    Meeting.objects.update(held_on=None)
    with pytest.raises(MeetingIncompleteError):
        accept_all(meeting, seen, by=cast.lene, now=clock())
    assert not ActionItem.objects.exists()
