"""The municipality's own rhythm, quiet weeks, and the owner's own say."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    BadDayError,
    ChangedMeanwhileError,
    ReasonMissingError,
    SnoozesSpentError,
)
from actions.models import ActionItem, Message, Reminder, ReminderRhythm
from actions.policy import Rhythm
from actions.services.messages import messages_due, messages_plan
from actions.services.pace import reminder_day_set, reminders_snooze
from actions.services.rhythms import rhythm_settle, rhythm_withdraw, rhythms_apply
from meetings.models import CalendarPeriod, Event, Person
from meetings.selectors import closing_days
from meetings.usual_days import USUAL
from tests.actions.outbox import another_item, assign, at, rounds, sent_steps, states
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def settle(cast: Cast, *days: int, late: int = 5, **scope: object) -> ReminderRhythm:
    whole = {"committee": None, "priority": "", **scope}
    return rhythm_settle(rhythm=Rhythm(days, late), by=cast.bo, now=NOW, **whole)


def test_a_committees_own_rhythm_is_what_its_owners_hear(cast: Cast, action_item: ActionItem):
    settle(cast, 10, committee=cast.committee)
    settle(cast, 2, 0, committee=cast.other_committee)
    assign(action_item)
    assert list(states(action_item)) == ["assigned", "before-10", "late-5"]


def test_an_urgent_item_has_the_rhythm_of_urgent_items(cast: Cast, action_item: ActionItem):
    settle(cast, 7, 0)
    settle(cast, 3, 2, 1, 0, late=1, priority="urgent")
    ActionItem.objects.update(priority="urgent")
    action_item.refresh_from_db()
    assign(action_item)
    assert list(states(action_item)) == [
        "assigned", "before-3", "before-2", "before-1", "due", "late-1",
    ]  # fmt: skip


def test_a_new_rhythm_lays_what_waits_over_and_keeps_what_was_told(cast, action_item):
    assign(action_item)
    rounds(date(2026, 3, 3), date(2026, 3, 24))
    assert sent_steps() == ["assigned", "before-7"]
    settle(cast, 3, late=2)
    assert rhythms_apply(now=at(date(2026, 3, 24))) == 1
    assert rhythms_apply(now=at(date(2026, 3, 24))) == 0
    assert states(action_item) == {
        "assigned": "sent",
        "before-7": "sent",
        "before-3": "planned",
        "before-1": "cancelled",
        "due": "cancelled",
        "late-2": "planned",
        "late-5": "cancelled",
    }


def test_a_rhythm_leaves_other_committees_alone(cast, action_item):
    assign(action_item)
    settle(cast, 3, committee=cast.other_committee)
    rhythms_apply(now=NOW)
    assert "before-7" in states(action_item)


def test_a_rhythm_that_is_withdrawn_gives_the_common_one_back(cast, action_item):
    assign(action_item)
    rhythm = settle(cast, 3, late=0)
    rhythms_apply(now=NOW)
    rhythm_withdraw(rhythm=rhythm, by=cast.bo, now=NOW)
    rhythms_apply(now=NOW)
    planned = [step for step, state in states(action_item).items() if state == "planned"]
    assert planned == ["assigned", "before-7", "before-1", "due", "late-5"]
    with pytest.raises(ChangedMeanwhileError):
        rhythm_withdraw(rhythm=rhythm, by=cast.bo, now=NOW)


def test_what_is_settled_anew_keeps_the_old_row_and_says_who(cast):
    settle(cast, 7)
    settle(cast, 5, 0)
    assert ReminderRhythm.objects.count() == 2
    assert ReminderRhythm.objects.standing().get().days_before == [5, 0]
    told = Event.objects.get(kind=Event.Kind.CHANGED, subject=Event.Subject.REGISTER)
    assert (told.by, told.changes["days_before"]) == (cast.bo, [[7], [5, 0]])


def test_nothing_is_sent_in_the_quiet_weeks(cast, action_item):
    CalendarPeriod.objects.create(
        name="industriferie",
        first_day=date(2025, 3, 16),
        last_day=date(2025, 3, 29),
        is_yearly=True,
        is_quiet=True,
    )
    assert date(2026, 3, 23) in closing_days()
    ActionItem.objects.update(deadline=date(2026, 3, 25))
    action_item.refresh_from_db()
    assign(action_item)
    rounds(date(2026, 3, 3), date(2026, 3, 31))
    days = {timezone.localdate(mail.sent_at) for mail in Message.objects.all()}
    # The day before the quiet stands for the deadline in it.
    assert days == {date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 12), date(2026, 3, 13)}


def test_a_period_that_is_not_quiet_closes_nothing(db):
    CalendarPeriod.objects.create(
        name="efterårsferie", first_day=date(2026, 10, 12), last_day=date(2026, 10, 16)
    )
    assert closing_days() == USUAL


def test_the_mornings_mails_are_spread_and_each_keeps_its_minute(cast, action_item):
    for number in range(40):
        owner = Person.objects.create(name=f"Ny {number}", email=f"ny{number}@noerrevang.example")
        assign(another_item(action_item, owner=owner))
    opening = at(date(2026, 3, 4), 7)
    assert messages_plan(now=opening) == 40
    moments = list(Message.objects.values_list("next_at", flat=True))
    assert len(set(moments)) > 30
    assert all(opening <= moment < opening + timedelta(hours=1) for moment in moments)
    assert len(messages_due(now=opening)) < 10
    assert len(messages_due(now=opening + timedelta(hours=1))) == 40
    before = dict(Message.objects.values_list("recipient", "next_at"))
    Message.objects.all().delete()
    messages_plan(now=opening + timedelta(days=1))
    again = dict(Message.objects.values_list("recipient", "next_at"))
    assert {key: moment + timedelta(days=1) for key, moment in before.items()} == again


# --- the owner's own ------------------------------------------------------------------------


def own_day(action_item: ActionItem, cast: Cast, day: date | None, now: datetime = NOW) -> None:
    reminder_day_set(action_item=action_item, day=day, by=cast.anna, now=now)


def snooze(action_item: ActionItem, cast: Cast, day: date | None, now: datetime = NOW) -> None:
    reminders_snooze(action_item=action_item, until=day, by=cast.anna, now=now)


def test_an_owner_is_reminded_on_a_day_of_the_owners_own(cast, action_item):
    assign(action_item)
    own_day(action_item, cast, date(2026, 3, 15))  # a Sunday
    rounds(date(2026, 3, 3), date(2026, 3, 20))
    assert sent_steps() == ["assigned", "own-2026-03-15"]
    assert Message.objects.filter(day=date(2026, 3, 13)).exists()


def test_an_own_day_that_is_moved_is_told_on_the_new_day_alone(cast, action_item):
    assign(action_item)
    own_day(action_item, cast, date(2026, 3, 11))
    own_day(action_item, cast, date(2026, 3, 12))
    own_day(action_item, cast, None)
    own_day(action_item, cast, date(2026, 3, 11))
    rounds(date(2026, 3, 3), date(2026, 3, 20))
    assert sent_steps() == ["assigned", "own-2026-03-11"]


def test_an_owner_is_left_in_peace_until_the_day_and_then_told_once(cast, action_item):
    assign(action_item)
    rounds(date(2026, 3, 3), date(2026, 3, 3))
    snooze(action_item, cast, date(2026, 3, 26))
    rounds(date(2026, 3, 4), date(2026, 3, 25))
    assert sent_steps() == ["assigned"]
    rounds(date(2026, 3, 26), date(2026, 3, 27))
    assert sent_steps() == ["assigned", "before-7"]


def test_nobody_is_left_in_peace_past_the_deadline(cast, action_item):
    for day in (date(2026, 4, 2), date(2026, 3, 3), date(2026, 3, 1)):
        with pytest.raises(BadDayError):
            snooze(action_item, cast, day)
    late = at(date(2026, 4, 20))
    with pytest.raises(BadDayError):
        snooze(action_item, cast, date(2026, 4, 28), late)
    snooze(action_item, cast, date(2026, 4, 27), late)


def test_news_come_also_to_who_is_left_in_peace(cast, action_item):
    assign(action_item)
    snooze(action_item, cast, date(2026, 3, 20))
    rounds(date(2026, 3, 3), date(2026, 3, 10))
    assert sent_steps() == ["assigned"]


def test_a_closed_item_has_no_days_to_set(cast, action_item):
    ActionItem.objects.update(status="done", closed_at=NOW)
    with pytest.raises(AlreadyClosedError):
        own_day(action_item, cast, date(2026, 3, 15))
    assert not Reminder.objects.exists()


def test_an_owner_puts_off_a_late_item_twice_and_a_secretary_goes_on(
    action_item: ActionItem, cast: Cast
) -> None:
    ActionItem.objects.filter(pk=action_item.pk).update(deadline=date(2026, 3, 12))
    action_item.refresh_from_db()
    snooze(action_item, cast, date(2026, 3, 11))  # before the deadline: not counted
    for day in (13, 16):
        snooze(action_item, cast, date(2026, 3, 18), at(date(2026, 3, day)))
        snooze(action_item, cast, None, at(date(2026, 3, day)))  # nor is taking it back
    third = at(date(2026, 3, 17))
    with pytest.raises(SnoozesSpentError):
        snooze(action_item, cast, date(2026, 3, 20), third)
    snooze(action_item, cast, None, third)
    further = {"until": date(2026, 3, 20), "by": cast.lene, "now": third, "is_own": False}
    with pytest.raises(ReasonMissingError):
        reminders_snooze(action_item=action_item, reason="  ", **further)
    action_item.refresh_from_db()
    assert action_item.snoozed_until is None
    reminders_snooze(action_item=action_item, reason="Anna er på kursus.", **further)
    action_item.refresh_from_db()
    assert action_item.snoozed_until == date(2026, 3, 20)
    told = Event.objects.filter(kind=Event.Kind.SNOOZED).latest("pk")
    assert (told.by, told.note) == (cast.lene, "Anna er på kursus.")


def test_what_the_secretariat_puts_off_takes_nothing_from_the_owner(
    action_item: ActionItem, cast: Cast
) -> None:
    ActionItem.objects.filter(pk=action_item.pk).update(deadline=date(2026, 3, 12))
    action_item.refresh_from_db()
    for day in (13, 16):
        reminders_snooze(
            action_item=action_item,
            until=date(2026, 3, 18),
            by=cast.lene,
            now=at(date(2026, 3, day)),
            is_own=False,
        )
    for day in (20, 21):
        snooze(action_item, cast, date(2026, 3, day), at(date(2026, 3, 17)))
    with pytest.raises(SnoozesSpentError):
        snooze(action_item, cast, date(2026, 3, 22), at(date(2026, 3, 17)))


def test_whether_an_owner_may_still_put_it_off_is_asked_of_the_item_as_it_is(
    action_item: ActionItem, cast: Cast
) -> None:
    # On the screen it was not late yet: it was due earlier by the time it was put off.
    ActionItem.objects.filter(pk=action_item.pk).update(deadline=date(2026, 3, 12))
    late = at(date(2026, 3, 17))
    for _time in range(2):
        fresh = ActionItem.objects.get(pk=action_item.pk)
        snooze(fresh, cast, date(2026, 3, 20), late)
    with pytest.raises(SnoozesSpentError):
        snooze(action_item, cast, date(2026, 3, 20), late)
