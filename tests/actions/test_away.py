"""Who is away is stood in for; who has left is never written to again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from actions.exceptions import (
    AlreadyDecidedError,
    AlreadyLeftError,
    LastAdministratorError,
    OneselfError,
)
from actions.models import ActionItem, CoOwner, Message
from actions.services.action_items import action_item_reopen
from actions.services.co_owners import co_owner_add, co_owner_end
from actions.services.declines import owner_decline
from actions.services.leaving import person_leave
from actions.services.messages import messages_plan
from meetings.models import Absence, AgendaItem, Event, Person, Role, User
from meetings.services.register_entries import entry_activate
from tests.actions.outbox import another_item, assign, at, one_round, rounds
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl(cast: Cast) -> Person:
    return Person.objects.create(name="Carl Bro", email="carl@noerrevang.example", unit=cast.unit)


def away(cast: Cast, stand_in: Person | None) -> Absence:
    return Absence.objects.create(
        person=cast.anna_holm,
        stand_in=stand_in,
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 27),
    )


def test_a_stand_in_gets_the_mail_while_the_owner_is_away(cast, carl, action_item):
    away(cast, carl)
    assign(action_item)
    rounds(TODAY, date(2026, 3, 31))
    assert [sent.to[0] for sent in mail.outbox] == [carl.email, carl.email, cast.anna_holm.email]
    first = mail.outbox[0]
    assert "Anna Holm er fraværende, og du er stedfortræder." in first.body
    assert "/afmeld/" not in first.body
    assert "List-Unsubscribe" not in first.message()
    assert "List-Unsubscribe" in mail.outbox[-1].message()


def test_without_a_stand_in_who_can_be_written_to_the_unit_is(cast, carl, action_item):
    Person.objects.filter(pk=carl.pk).update(is_active=False)
    away(cast, carl)
    assign(action_item)
    one_round(NOW)
    assert mail.outbox[0].to == ["kf@noerrevang.example"]


def test_an_absence_taken_back_counts_no_more(cast, carl, action_item):
    Absence.objects.filter(pk=away(cast, carl).pk).update(withdrawn_at=NOW)
    assign(action_item)
    one_round(NOW)
    assert mail.outbox[0].to == [cast.anna_holm.email]


# --- leaving ----------------------------------------------------------------------------------


def test_who_leaves_hands_everything_to_the_unit_and_is_never_written_to_again(
    cast, carl, action_item
):
    done = another_item(action_item, deadline=date(2026, 3, 20))
    ActionItem.objects.filter(pk=done.pk).update(status="done", closed_at=NOW)
    late = another_item(action_item, deadline=date(2026, 2, 2))
    for item in (action_item, late):
        assign(item)
    one_round(NOW)
    messages_plan(now=at(date(2026, 3, 4)))
    before = len(mail.outbox)
    count = person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=at(TODAY, 12))
    assert count == 2
    done.refresh_from_db()
    action_item_reopen(action_item=done, by=cast.lene, now=at(date(2026, 3, 4)))
    rounds(date(2026, 3, 4), date(2026, 5, 1))
    assert {sent.to[0] for sent in mail.outbox[before:]} == {"kf@noerrevang.example"}
    assert not Message.objects.filter(state="planned").exists()
    assert set(ActionItem.objects.exclude(pk=done.pk).values_list("owner_unit", flat=True)) == {
        cast.unit.pk
    }
    assert Event.objects.filter(subject="action_item", kind="handed_over").count() == 2
    cast.anna.refresh_from_db()
    assert not cast.anna.is_active


def test_what_was_done_together_with_the_leaver_stays_with_the_others(cast, carl, action_item):
    item = another_item(action_item, owner=carl)
    CoOwner.objects.create(action_item=item, person=cast.anna_holm, added_at=NOW)
    assign(item)
    person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)
    rounds(TODAY, date(2026, 3, 6))
    assert {sent.to[0] for sent in mail.outbox} == {carl.email, "kf@noerrevang.example"}


def test_what_is_closed_waits_for_its_secretary(cast, action_item):
    AgendaItem.objects.update(is_closed=True)
    person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)
    action_item.refresh_from_db()
    assert action_item.owner is None


def test_nobody_leaves_twice(cast):
    person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)
    with pytest.raises(AlreadyLeftError):
        person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)


def test_who_was_closed_in_the_register_first_leaves_all_the_same(cast, action_item):
    entry_activate(row=cast.anna_holm, is_active=False, by=cast.bo, now=NOW)
    assert person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW) == 1
    action_item.refresh_from_db()
    cast.anna.refresh_from_db()
    assert action_item.owner == cast.unit
    assert not cast.anna.is_active
    with pytest.raises(AlreadyLeftError):
        person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)


def test_nobody_leaves_by_the_own_hand_and_the_last_administrator_stays(cast, carl):
    with pytest.raises(OneselfError):
        person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.anna, now=NOW)
    User.objects.filter(pk=cast.bo.pk).update(person=carl)
    with pytest.raises(LastAdministratorError):
        person_leave(person=carl, heir=cast.unit, by=cast.lene, now=NOW)
    carl.refresh_from_db()
    assert carl.is_active
    Role.objects.create(user=cast.anna, kind=Role.Kind.ADMINISTRATOR)
    person_leave(person=carl, heir=cast.unit, by=cast.anna, now=NOW)
    assert not User.objects.get(pk=cast.bo.pk).is_active


def share_with_the_unit(cast, action_item):
    """Let the unit be co-owner of what one of its people has taken from its inbox."""
    assign(action_item)
    ActionItem.objects.filter(pk=action_item.pk).update(taken_from=cast.unit)
    return co_owner_add(action_item=action_item, person=None, unit=cast.unit, by=cast.lene, now=NOW)


def holds_once(cast, action_item, shared):
    action_item.refresh_from_db()
    assert action_item.owner == cast.unit
    assert action_item.taken_from is None
    assert not action_item.co_owners.standing().exists()
    assert Event.objects.filter(kind="shared", subject_id=action_item.pk).count() == 2
    with pytest.raises(AlreadyDecidedError):
        co_owner_end(co_owner=shared, by=cast.lene, now=NOW)
    assert action_item.reminders.filter(state="planned", recipient=f"unit:{cast.unit.pk}").exists()


def test_what_goes_to_a_unit_that_was_co_owner_is_its_own_once(cast, action_item):
    shared = share_with_the_unit(cast, action_item)
    person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW)
    holds_once(cast, action_item, shared)


def test_what_is_declined_to_a_unit_that_was_co_owner_is_its_own_once(cast, action_item):
    shared = share_with_the_unit(cast, action_item)
    owner_decline(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        suggestion="",
        reason="Det er ikke mit område.",
        by=cast.anna,
        by_name="Anna Holm",
        now=NOW,
    )
    holds_once(cast, action_item, shared)


def test_ending_a_co_ownership_leaves_the_accountable_owner_the_reminders(cast, action_item):
    assign(action_item)
    twice = CoOwner.objects.create(action_item=action_item, person=cast.anna_holm, added_at=NOW)
    co_owner_end(co_owner=twice, by=cast.lene, now=NOW)
    assert action_item.reminders.filter(state="planned").exists()


def test_a_login_left_open_is_enough_to_leave(cast):
    entry_activate(row=cast.anna_holm, is_active=False, by=cast.bo, now=NOW)
    assert person_leave(person=cast.anna_holm, heir=cast.unit, by=cast.bo, now=NOW) == 0
    cast.anna.refresh_from_db()
    assert not cast.anna.is_active


def test_who_leaves_manages_and_stands_in_no_more(cast, carl):
    cast.unit.manager = carl
    cast.unit.save()
    absence = away(cast, carl)
    person_leave(person=carl, heir=cast.unit, by=cast.bo, now=NOW)
    cast.unit.refresh_from_db()
    absence.refresh_from_db()
    assert cast.unit.manager is None
    assert absence.withdrawn_at == NOW
