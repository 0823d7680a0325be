"""What an owner is to hear: planned, cancelled, moved, never twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from actions.models import ActionItem, Message, Reminder
from actions.services.action_items import (
    action_item_cancel,
    action_item_change,
    action_item_reopen,
)
from actions.services.answers import action_item_answer, answer_accept
from actions.services.messages import messages_plan
from actions.services.reminders import reminders_plan
from tests.actions.outbox import DEADLINE, another_item, assign, at, one_round, rounds, states
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def change(action_item: ActionItem, cast: Cast, **values: object) -> None:
    asked = {
        "task": action_item.task,
        "owner_person": action_item.owner_person,
        "owner_unit": action_item.owner_unit,
        "deadline": action_item.deadline,
    } | values
    action_item_change(
        action_item=action_item, version=action_item.version, by=cast.lene, now=NOW, **asked
    )


def answer(action_item: ActionItem) -> None:
    action_item_answer(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        note="Notatet er sendt.",
        by=None,
        by_name="Anna Holm",
        now=NOW,
    )


def test_an_assigned_item_has_all_its_steps_ahead(action_item: ActionItem) -> None:
    assign(action_item)
    assert states(action_item) == dict.fromkeys(
        ["assigned", "before-7", "before-1", "due", "late-5"], "planned"
    )


def test_planning_twice_is_planning_once(action_item: ActionItem) -> None:
    assign(action_item)
    assign(action_item)
    assert Reminder.objects.count() == 5


def test_an_item_without_a_deadline_is_told_of_and_then_left_in_peace(
    action_item: ActionItem,
) -> None:
    ActionItem.objects.update(deadline=None)
    action_item.refresh_from_db()
    assign(action_item)
    rounds(TODAY, date(2026, 6, 30))
    assert states(action_item) == {"assigned": "sent"}
    assert len(mail.outbox) == 1


def test_an_item_that_nobody_owns_plans_nothing(action_item: ActionItem) -> None:
    ActionItem.objects.update(owner_person=None)
    action_item.refresh_from_db()
    assign(action_item)
    assert not Reminder.objects.exists()


def test_a_unit_hears_as_a_unit(action_item: ActionItem, cast: Cast) -> None:
    item = another_item(action_item, owner=cast.unit)
    assign(item)
    assert set(item.reminders.values_list("recipient", flat=True)) == {f"unit:{cast.unit.pk}"}


def test_an_answer_stops_the_mails(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    answer(action_item)
    rounds(TODAY, date(2026, 5, 1))
    assert len(mail.outbox) == 1
    assert states(action_item)["due"] == "cancelled"


def test_a_cancelled_item_is_left_in_peace(action_item: ActionItem, cast: Cast) -> None:
    assign(action_item)
    action_item_cancel(action_item=action_item, reason="Dobbelt", by=cast.lene, now=NOW)
    rounds(TODAY, date(2026, 5, 1))
    assert mail.outbox == []


def test_a_new_owner_hears_of_it_and_the_old_one_no_more(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    change(action_item, cast, owner_person=None, owner_unit=cast.unit)
    rounds(TODAY, DEADLINE)
    assert {address for sent in mail.outbox for address in sent.to} == {cast.unit.email}
    old = Reminder.objects.filter(recipient=f"person:{cast.anna_holm.pk}")
    assert set(old.values_list("state", flat=True)) == {"cancelled"}


def test_a_new_deadline_is_told_once_and_moves_the_reminders(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    one_round(NOW)
    change(action_item, cast, deadline=date(2026, 5, 29))
    # The links of the first mail are bound to the old deadline: the second has some that work.
    rounds(date(2026, 3, 4), date(2026, 4, 30))
    assert len(mail.outbox) == 2
    assert "29. maj 2026" in mail.outbox[1].body
    rounds(date(2026, 5, 1), date(2026, 5, 29))
    assert len(mail.outbox) == 5


def test_a_deadline_corrected_before_the_news_went_out_loses_no_news(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    change(action_item, cast, deadline=date(2026, 5, 29))
    one_round(NOW)
    assert len(mail.outbox) == 1
    assert states(action_item)["assigned"] == "sent"


def test_nor_does_one_corrected_while_the_server_wanted_the_mail_later(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    messages_plan(now=NOW)
    message = Message.objects.get()
    Reminder.objects.filter(step="assigned").update(state="included", message=message)
    Message.objects.update(attempts=1, transmitting_at=NOW)  # on the wire …
    change(action_item, cast, deadline=date(2026, 5, 29))
    Message.objects.update(transmitting_at=None)  # … and refused
    one_round(NOW)
    assert len(mail.outbox) == 1
    assert "29. maj 2026" in mail.outbox[0].body
    assert states(action_item)["assigned"] == "sent"


def test_reminders_of_an_earlier_deadline_go_even_where_nobody_cancelled_them(
    action_item: ActionItem,
) -> None:
    assign(action_item)
    ActionItem.objects.update(deadline_version=2)
    action_item.refresh_from_db()
    reminders_plan(action_item=action_item, today=TODAY, assigned=False)
    old = Reminder.objects.filter(deadline_version=1)
    assert set(old.values_list("state", flat=True)) == {"cancelled"}


def test_a_reopened_item_is_told_of_again(action_item: ActionItem, cast: Cast) -> None:
    assign(action_item)
    answer(action_item)
    answer_accept(action_item=action_item, by=cast.lene, now=NOW)
    action_item_reopen(action_item=action_item, by=cast.lene, now=NOW)
    one_round(NOW)
    assert len(mail.outbox) == 1
    assert states(action_item)["before-7"] == "planned"


def test_what_was_cancelled_unsent_is_taken_up_again_with_the_same_row(
    action_item: ActionItem,
) -> None:
    assign(action_item)
    Reminder.objects.update(state=Reminder.State.CANCELLED)
    assign(action_item)
    assert set(states(action_item).values()) == {"planned"}
    assert Reminder.objects.count() == 5


def test_after_a_mail_the_next_late_step_is_planned(action_item: ActionItem) -> None:
    assign(action_item)
    rounds(TODAY, date(2026, 4, 30))
    assert states(action_item) == {
        "assigned": "sent",
        "before-7": "sent",
        "before-1": "sent",
        "due": "sent",
        "late-5": "sent",
        "late-10": "sent",
        "unit-10": "sent",
        "late-15": "sent",
        "late-20": "planned",
    }
    assert len([sent for sent in mail.outbox if sent.to == [action_item.owner.email]]) == 7


def test_an_outage_of_weeks_is_made_up_for_in_one_mail(action_item: ActionItem) -> None:
    assign(action_item)
    one_round(at(date(2026, 4, 24)))
    assert len(mail.outbox) == 1
    assert states(action_item)["late-15"] == "planned"  # not late-10, whose day has passed
    assert "late-10" not in states(action_item)
