"""A deadline bound by hand to a planned meeting follows it, and can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.exceptions import AlreadyClosedError, ChangedMeanwhileError, MeetingOffError
from actions.models import ActionItem, Commitment
from actions.selectors import action_item_events, deadline_steps
from actions.services.action_items import action_item_create
from actions.services.binding import deadline_bind
from actions.services.commitments import commitment_accept
from actions.services.extensions import deadline_postpone
from actions.services.meeting_bound import Followed, deadline_release, deadlines_follow
from actions.services.undoing import action_item_undo, undoable_step
from meetings.models import Event, PlannedMeeting
from meetings.services.meeting_plan import planned_meeting_cancel, planned_meeting_split
from tests.actions.outbox import assign, states
from tests.actions.test_meeting_bound import HELD, LATER, move, plan
from tests.cast import NOW, TODAY, Cast

WAS = date(2026, 4, 1)


def bind(item: ActionItem, meeting: PlannedMeeting, cast: Cast, *, minutes: int = 1) -> None:
    now = NOW + timedelta(minutes=minutes)
    deadline_bind(action_item=item, version=item.version, meeting=meeting, by=cast.lene, now=now)


def undo(item: ActionItem, cast: Cast) -> None:
    step = undoable_step(action_item=item, by=cast.lene)
    assert step is not None
    now = NOW + timedelta(minutes=5)
    action_item_undo(action_item=item, event_id=step.pk, by=cast.lene, now=now)


def test_the_deadline_becomes_the_meetings_day_and_goes_where_it_goes(cast, action_item):
    assign(action_item)
    planned = plan(cast.committee)
    bind(action_item, planned, cast)
    assert (action_item.deadline, action_item.bound_to, action_item.extensions) == (
        HELD,
        planned,
        0,
    )
    assert states(action_item)["assigned"] == "planned"
    event = Event.objects.get(kind=Event.Kind.BOUND)
    assert event.by == cast.lene
    assert event.changes["deadline"] == [WAS.isoformat(), HELD.isoformat()]
    assert event.note == "Fristen følger mødet i Kultur- og Fritidsudvalget den 23. marts 2026."
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed(moved=1)
    action_item.refresh_from_db()
    assert action_item.deadline == LATER
    steps = deadline_steps(action_item_events(action_item))
    assert [(step.was, step.becomes) for step in steps] == [(HELD, LATER), (WAS, HELD)]


def test_a_meeting_on_the_day_of_the_deadline_is_no_news_to_the_owner(cast, action_item):
    assign(action_item)
    before = states(action_item)
    bind(action_item, plan(cast.committee, WAS), cast)
    assert (action_item.deadline_version, states(action_item)) == (1, before)


def test_of_a_meeting_in_two_parts_the_first_is_the_day(cast, action_item):
    planned = plan(cast.committee, LATER)
    planned_meeting_split(planned=planned, held_on=HELD, place="", by=cast.bo, now=NOW)
    bind(action_item, planned, cast)
    assert action_item.deadline == HELD


def test_taken_back_the_deadline_is_what_it_was_and_follows_what_it_followed(cast, action_item):
    first, second = plan(cast.committee), plan(cast.committee, LATER)
    bind(action_item, first, cast)
    bind(action_item, second, cast, minutes=2)
    undo(action_item, cast)
    assert (action_item.deadline, action_item.bound_to, action_item.bound_on) == (HELD, first, HELD)
    told = Event.objects.get(kind=Event.Kind.UNBOUND)
    assert (told.note, told.changes) == ("Fortrudt", {"deadline": ["2026-03-30", "2026-03-23"]})


def test_taken_back_at_once_it_follows_nothing(cast, action_item):
    bind(action_item, plan(cast.committee), cast)
    undo(action_item, cast)
    assert (action_item.deadline, action_item.bound_to) == (WAS, None)


def test_freed_it_stays_and_can_be_put_off(cast, action_item):
    planned = plan(cast.committee)
    bind(action_item, planned, cast)
    deadline_release(action_item=action_item, version=action_item.version, by=cast.lene, now=NOW)
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed()
    assert action_item.deadline == HELD


def test_put_off_by_hand_it_is_freed_and_bound_again_when_that_is_taken_back(cast, action_item):
    planned = plan(cast.committee)
    bind(action_item, planned, cast)
    deadline_postpone(
        action_item=action_item,
        version=action_item.version,
        deadline=LATER,
        reason="Sygdom",
        by=cast.lene,
        now=NOW + timedelta(minutes=3),
    )
    assert action_item.bound_to is None
    undo(action_item, cast)
    assert action_item.bound_to == planned


def test_a_pause_past_the_meeting_ends_with_it(cast, action_item):
    ActionItem.objects.update(snoozed_until=date(2026, 3, 31))
    action_item.refresh_from_db()
    bind(action_item, plan(cast.committee), cast)
    assert action_item.snoozed_until == HELD


@pytest.mark.parametrize("how", ["over", "off"])
def test_nothing_follows_a_meeting_that_is_over_or_off(cast, action_item, how):
    planned = plan(cast.committee, TODAY - timedelta(days=1) if how == "over" else HELD)
    if how == "off":
        planned_meeting_cancel(planned=planned, by=cast.bo, now=NOW)
    with pytest.raises(MeetingOffError):
        bind(action_item, planned, cast)
    action_item.refresh_from_db()
    assert (action_item.deadline, action_item.bound_to) == (WAS, None)
    assert not Event.objects.filter(kind=Event.Kind.BOUND).exists()


def test_what_is_closed_or_changed_meanwhile_is_not_bound(cast, action_item):
    planned = plan(cast.committee)
    ActionItem.objects.update(version=7)
    with pytest.raises(ChangedMeanwhileError):
        bind(action_item, planned, cast)
    ActionItem.objects.update(status="done", closed_at=NOW)
    with pytest.raises(AlreadyClosedError):
        bind(action_item, planned, cast)


def test_made_by_hand_it_follows_its_meeting_from_the_start(cast):
    planned = plan(cast.other_committee)
    item = action_item_create(
        committee=cast.committee,
        agenda_item=None,
        task="Notat",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=None,
        is_closed=False,
        follows=planned,
        by=cast.lene,
        now=NOW,
    )
    assert (item.deadline, item.bound_to) == (HELD, planned)
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed(moved=1)


def test_a_suggestion_is_accepted_with_the_meeting_it_follows(cast, meeting):
    planned = plan(cast.committee)
    item = commitment_accept(
        commitment=Commitment.objects.earliest("start"),
        task="Notat",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=HELD,
        follows=planned,
        by=cast.lene,
        now=NOW,
    )
    assert (item.deadline, item.bound_to, item.bound_on) == (HELD, planned, HELD)
