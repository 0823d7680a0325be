"""A deadline read as "til næste udvalgsmøde" goes where the meeting goes, and says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from actions.models import ActionItem, Commitment, Reminder
from actions.services.action_items import action_item_change
from actions.services.commitments import commitment_accept
from actions.services.extensions import deadline_postpone
from actions.services.meeting_bound import Followed, deadline_release, deadlines_follow
from actions.services.reviews import review_send
from actions.services.undoing import action_item_undo, undoable_step
from actions.tasks import tick
from meetings.models import Committee, Event, Meeting, PlannedMeeting
from meetings.services.meeting_plan import (
    planned_meeting_cancel,
    planned_meeting_change,
    planned_meeting_restore,
    planned_meeting_split,
)
from tests.actions.outbox import at, one_round, rounds, states
from tests.actions.test_calendars import deadline_of
from tests.cast import NOW, TODAY, Cast

HELD = date(2026, 3, 23)
LATER = date(2026, 3, 30)


def plan(committee: Committee, day: date = HELD) -> PlannedMeeting:
    return PlannedMeeting.objects.create(committee=committee, held_on=day)


def accepted(cast: Cast, words: str = "til næste udvalgsmøde", **other: object) -> ActionItem:
    """Return the item of minutes with those words, sent to its owner."""
    due = deadline_of(cast, words)
    commitment = Commitment.objects.get()
    settled = {"deadline": due, "owner_person": cast.anna_holm, **other}
    item = commitment_accept(
        commitment=commitment, task="Notat", owner_unit=None, by=cast.lene, now=NOW, **settled
    )
    review_send(meeting=Meeting.objects.get(), by=cast.lene, now=NOW)
    item.refresh_from_db()
    return item


def move(planned: PlannedMeeting, to: date, cast: Cast) -> None:
    planned.refresh_from_db()
    planned_meeting_change(
        planned=planned,
        seen=(planned.held_on, planned.place),
        held_on=to,
        place=planned.place,
        by=cast.bo,
        now=NOW,
    )


def told(item: ActionItem, kind: Event.Kind) -> list[str]:
    events = Event.objects.filter(subject=Event.Subject.ACTION_ITEM, subject_id=item.pk, kind=kind)
    return list(events.order_by("pk").values_list("note", flat=True))


def test_the_deadline_goes_where_the_meeting_goes_and_says_why(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    assert (item.deadline, item.bound_to) == (HELD, planned)
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed(moved=1)
    item.refresh_from_db()
    assert (item.deadline, item.extensions) == (LATER, 0)
    assert told(item, Event.Kind.FOLLOWED) == [
        "Mødet i Kultur- og Fritidsudvalget holdes nu den 30. marts 2026. Fristen følger mødet."
    ]
    event = Event.objects.get(kind=Event.Kind.FOLLOWED)
    assert event.changes == {"deadline": ["2026-03-23", "2026-03-30"]}
    assert event.by is None


def test_run_again_it_moves_nothing_more(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    move(planned, LATER, cast)
    deadlines_follow(now=NOW)
    before = ActionItem.objects.values().get(pk=item.pk)
    assert deadlines_follow(now=NOW) == Followed()
    assert ActionItem.objects.values().get(pk=item.pk) == before


def test_a_tick_makes_up_for_what_was_changed_in_any_other_way(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    PlannedMeeting.objects.filter(pk=planned.pk).update(held_on=LATER + timedelta(days=400))
    tick()
    item.refresh_from_db()
    assert item.deadline == LATER + timedelta(days=400)


def test_unsent_reminders_move_along_and_none_comes_for_the_day_that_was(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    one_round(NOW)
    move(planned, LATER, cast)
    deadlines_follow(now=NOW)
    old = Reminder.objects.filter(action_item=item, deadline_version=1)
    assert set(old.values_list("state", flat=True)) == {"sent", "cancelled"}
    item.refresh_from_db()
    assert states(item)["assigned"] == "planned"
    rounds(TODAY + timedelta(days=1), LATER)
    sent = item.reminders.filter(state=Reminder.State.SENT).order_by("due_on", "pk")
    days = list(sent.values_list("deadline_version", "step", "due_on"))
    assert days == [
        (1, "assigned", TODAY),
        (2, "assigned", TODAY),
        (2, "before-7", date(2026, 3, 19)),
        (2, "before-1", date(2026, 3, 27)),
        (2, "due", LATER),
    ]


def test_the_next_mail_tells_the_owner_where_the_deadline_was(cast: Cast) -> None:
    planned = plan(cast.committee)
    accepted(cast)
    one_round(NOW)
    move(planned, LATER, cast)
    deadlines_follow(now=NOW)
    one_round(at(TODAY + timedelta(days=1)))
    first, second = mail.outbox
    assert "følger mødet" not in first.body
    assert second.subject == "Ændret opgave: Notat"
    html = second.alternatives[0][0]
    for text in (second.body, html):
        assert "Fristen følger mødet, som er flyttet eller aflyst. Før var den 23. marts." in text
    assert "frister.ics" in {part[0] for part in second.attachments}


def test_an_english_reader_is_told_in_english(cast: Cast) -> None:
    cast.anna_holm.language = "en"
    cast.anna_holm.save()
    planned = plan(cast.committee)
    accepted(cast)
    move(planned, LATER, cast)
    deadlines_follow(now=NOW)
    one_round(NOW)
    assert "The deadline follows the meeting, which was moved or called off. It was 23 March" in (
        mail.outbox[0].body
    )


def test_called_off_the_next_meeting_takes_over_and_gives_it_back(cast: Cast) -> None:
    planned = plan(cast.committee)
    plan(cast.committee, LATER)
    item = accepted(cast)
    planned_meeting_cancel(planned=planned, by=cast.bo, now=NOW)
    deadlines_follow(now=NOW)
    item.refresh_from_db()
    assert item.deadline == LATER
    assert (
        "er aflyst. Fristen følger det næste møde, den 30. marts 2026."
        in (told(item, Event.Kind.FOLLOWED)[0])
    )
    planned_meeting_restore(planned=planned, by=cast.bo, now=NOW)
    deadlines_follow(now=NOW)
    item.refresh_from_db()
    assert item.deadline == HELD


def test_called_off_without_a_next_one_the_deadline_stays_and_the_secretary_is_asked(
    cast: Cast,
) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    plan(cast.other_committee, LATER)
    planned_meeting_cancel(planned=planned, by=cast.bo, now=NOW)
    assert deadlines_follow(now=NOW) == Followed(stranded=1)
    assert deadlines_follow(now=NOW) == Followed()
    item.refresh_from_db()
    assert (item.deadline, item.deadline_version) == (HELD, 1)
    assert list(ActionItem.objects.stranded()) == [item]
    assert told(item, Event.Kind.STRANDED) == [
        "Mødet i Kultur- og Fritidsudvalget den 23. marts 2026 er aflyst, og der er ikke planlagt "
        "et nyt. Fristen står, til sekretæren sætter en anden."
    ]


def test_held_all_the_same_the_deadline_that_stood_is_not_told_as_moved(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    moved_at = ActionItem.objects.get(pk=item.pk).moved_at
    planned_meeting_cancel(planned=planned, by=cast.bo, now=NOW)
    deadlines_follow(now=NOW, by=cast.bo)
    planned_meeting_restore(planned=planned, by=cast.bo, now=NOW)
    deadlines_follow(now=NOW + timedelta(days=1), by=cast.bo)
    stranded, followed = Event.objects.filter(
        kind__in=[Event.Kind.STRANDED, Event.Kind.FOLLOWED]
    ).order_by("pk")
    assert followed.changes == {}
    assert "holdes nu den 23. marts 2026" in followed.note
    assert (stranded.by, followed.by) == (cast.bo, cast.bo)
    item.refresh_from_db()
    assert (item.deadline, item.moved_at) == (HELD, moved_at)


def test_once_a_new_meeting_is_planned_the_stranded_deadline_follows_it(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    planned_meeting_cancel(planned=planned, by=cast.bo, now=NOW)
    deadlines_follow(now=NOW)
    plan(cast.committee, LATER)
    assert deadlines_follow(now=NOW) == Followed(moved=1)
    item.refresh_from_db()
    assert item.deadline == LATER
    assert not item.is_stranded


def test_of_a_meeting_in_two_parts_the_first_counts(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    part = planned_meeting_split(planned=planned, held_on=LATER, place="", by=cast.bo, now=NOW)
    assert deadlines_follow(now=NOW) == Followed()
    move(part, date(2026, 3, 16), cast)
    deadlines_follow(now=NOW)
    item.refresh_from_db()
    assert item.deadline == date(2026, 3, 16)
    assert (
        "er delt. Fristen følger den første del, den 16. marts 2026."
        in (told(item, Event.Kind.FOLLOWED)[0])
    )


def test_the_deadline_of_a_person_is_left_alone(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast, deadline=date(2026, 3, 25))
    assert item.bound_to is None
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed()


@pytest.mark.parametrize("how", ["change", "postpone", "release"])
def test_what_a_person_settles_later_holds_too(cast: Cast, how: str) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    common = {"action_item": item, "version": item.version, "by": cast.lene, "now": NOW}
    if how == "change":
        action_item_change(
            task=item.task,
            owner_person=item.owner_person,
            owner_unit=None,
            deadline=date(2026, 3, 24),
            **common,
        )
    elif how == "postpone":
        deadline_postpone(deadline=date(2026, 3, 24), reason="Sygdom", **common)
    else:
        deadline_release(**common)
    settled = ActionItem.objects.get(pk=item.pk).deadline
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed()
    assert ActionItem.objects.get(pk=item.pk).deadline == settled


def test_a_postponement_taken_back_binds_it_again(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    deadline_postpone(
        action_item=item,
        version=item.version,
        deadline=LATER,
        reason="Sygdom",
        by=cast.lene,
        now=NOW + timedelta(minutes=1),
    )
    assert item.bound_to is None
    step = undoable_step(action_item=item, by=cast.lene)
    assert step is not None
    action_item_undo(
        action_item=item, event_id=step.pk, by=cast.lene, now=NOW + timedelta(minutes=2)
    )
    assert (item.deadline, item.bound_to, item.bound_on) == (HELD, planned, HELD)
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed(moved=1)


def test_another_change_lets_it_go_on_following(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    action_item_change(
        action_item=item,
        version=item.version,
        task="Et andet notat",
        owner_person=None,
        owner_unit=cast.unit,
        deadline=item.deadline,
        by=cast.lene,
        now=NOW,
    )
    move(planned, LATER, cast)
    assert deadlines_follow(now=NOW) == Followed(moved=1)


def test_a_day_named_in_the_words_hangs_on_no_meeting(cast: Cast) -> None:
    plan(cast.committee)
    assert accepted(cast, "til næste møde den 23. marts 2026").bound_to is None


def test_the_meeting_of_another_committee_is_followed_by_name(cast: Cast) -> None:
    cast.other_committee.name = "Byrådet"
    cast.other_committee.save()
    plan(cast.committee)
    other = plan(cast.other_committee, date(2026, 3, 25))
    item = accepted(cast, "til næste byrådsmøde")
    assert (item.deadline, item.bound_to) == (date(2026, 3, 25), other)


def test_what_was_moved_between_reading_and_accepting_is_followed_too(cast: Cast) -> None:
    planned = plan(cast.committee)
    deadline_of(cast, "til næste udvalgsmøde")
    move(planned, LATER, cast)
    commitment = Commitment.objects.get()
    item = commitment_accept(
        commitment=commitment,
        task="Notat",
        owner_person=cast.anna_holm,
        owner_unit=None,
        deadline=commitment.due,
        by=cast.lene,
        now=NOW,
    )
    deadlines_follow(now=NOW)
    item.refresh_from_db()
    assert item.deadline == LATER
    assert not item.reminders.exists()


def test_nothing_follows_that_is_closed_or_into_a_day_that_is_over(cast: Cast) -> None:
    planned = plan(cast.committee)
    item = accepted(cast)
    move(planned, date(2026, 3, 2) - timedelta(days=1), cast)
    assert deadlines_follow(now=NOW) == Followed()
    move(planned, LATER, cast)
    ActionItem.objects.filter(pk=item.pk).update(status="done", closed_at=NOW)
    assert deadlines_follow(now=NOW) == Followed()
