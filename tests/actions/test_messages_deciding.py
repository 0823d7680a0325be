"""A mail that does not go on by itself waits for a person: sent again, or said to have arrived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from actions.exceptions import MessageMovedOnError
from actions.models import ActionItem, Message, Reminder
from actions.services.action_items import action_item_cancel
from actions.services.messages import (
    message_retry,
    message_settle,
    message_withdraw,
    messages_plan,
)
from actions.services.reminders import reminders_plan, reminders_replan
from meetings.models import AgendaItem, Event, Person, Unit
from tests.actions.outbox import another_item, assign, at, one_round, rounds, states
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def stopped(action_item: ActionItem, state: str) -> Message:
    """Return the mail with the news of the item, refused for good or cut on the wire and held."""
    assign(action_item)
    messages_plan(now=NOW)
    message = Message.objects.get()
    Reminder.objects.filter(step="assigned").update(state="included", message=message)
    Message.objects.update(
        state=state,
        attempts=1,
        subject="1 nyt opfølgningspunkt",
        text="Hej",
        html="<p>Hej</p>",
        error="550 Postkassen er fuld",
        transmitting_at=NOW if state == "uncertain" else None,
    )
    message.refresh_from_db()
    return message


@pytest.fixture(params=["failed", "uncertain"])
def stopped_mail(action_item: ActionItem, settings, request) -> Message:
    settings.ON_UNCERTAIN = "hold"
    return stopped(action_item, request.param)


def test_it_does_not_go_on_by_itself(stopped_mail: Message) -> None:
    one_round(LATER)
    assert mail.outbox == []


def test_it_goes_out_again_under_the_same_message_id(
    action_item: ActionItem, stopped_mail: Message, cast: Cast
) -> None:
    message_retry(message=stopped_mail, by=cast.bo, now=LATER)
    one_round(LATER)
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == stopped_mail.message_id
    assert action_item.task in sent.body
    assert states(action_item)["assigned"] == "sent"


def test_it_carries_only_what_is_still_open(
    action_item: ActionItem, stopped_mail: Message, cast: Cast
) -> None:
    other = another_item(action_item, task="Undersøg taget")
    assign(other)
    Reminder.objects.filter(step="assigned").update(state="included", message=stopped_mail)
    action_item_cancel(action_item=action_item, reason="Dobbelt", by=cast.lene, now=NOW)
    message_retry(message=stopped_mail, by=cast.bo, now=LATER)
    one_round(LATER)
    (sent,) = mail.outbox
    assert "Undersøg taget" in sent.body
    assert action_item.task not in sent.body


def test_where_nothing_is_open_any_more_no_mail_goes(
    action_item: ActionItem, stopped_mail: Message, cast: Cast
) -> None:
    action_item_cancel(action_item=action_item, reason="Dobbelt", by=cast.lene, now=NOW)
    message_retry(message=stopped_mail, by=cast.bo, now=LATER)
    one_round(LATER)
    assert mail.outbox == []
    assert Message.objects.get().state == "cancelled"


def test_who_sent_it_again_is_told_on_the_mail_and_on_the_item(
    action_item: ActionItem, stopped_mail: Message, cast: Cast
) -> None:
    message_retry(message=stopped_mail, by=cast.bo, now=LATER)
    noted = Event.objects.filter(kind=Event.Kind.RESENT).values_list("subject", "subject_id", "by")
    assert set(noted) == {
        ("message", stopped_mail.pk, cast.bo.pk),
        ("action_item", action_item.pk, cast.bo.pk),
    }


def test_a_mail_that_may_have_arrived_takes_nothing_new_along(
    action_item: ActionItem, cast: Cast
) -> None:
    message = stopped(action_item, "uncertain")
    assign(another_item(action_item, task="Undersøg taget"))
    message_retry(message=message, by=cast.bo, now=LATER)
    one_round(LATER)
    assert "Undersøg taget" not in mail.outbox[0].body
    one_round(at(date(2026, 3, 4)))
    assert "Undersøg taget" in mail.outbox[1].body


def test_a_server_that_is_away_does_not_hold_it_again(
    action_item: ActionItem, cast: Cast, settings
) -> None:
    settings.ON_UNCERTAIN = "hold"
    message = stopped(action_item, "uncertain")
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message_retry(message=message, by=cast.bo, now=LATER)
    one_round(LATER)
    message.refresh_from_db()
    assert (message.state, message.transmitting_at) == ("planned", NOW)
    settings.EMAIL_BACKEND = backend
    one_round(message.next_at)
    assert len(mail.outbox) == 1


def test_an_uncertain_mail_that_arrived_counts_as_sent_from_then(
    action_item: ActionItem, cast: Cast
) -> None:
    message = stopped(action_item, "uncertain")
    message_settle(message=message, by=cast.bo, now=LATER)
    assert (message.state, message.sent_at, message.error) == ("sent", NOW, "")
    assert states(action_item)["assigned"] == "sent"
    event = Event.objects.get(kind=Event.Kind.SENT, subject="action_item")
    assert (event.by, event.note) == (cast.bo, "Mailen er kommet frem.")


def test_a_failed_mail_cannot_be_said_to_have_arrived(action_item: ActionItem, cast: Cast) -> None:
    message = stopped(action_item, "failed")
    with pytest.raises(MessageMovedOnError):
        message_settle(message=message, by=cast.bo, now=LATER)
    assert Message.objects.get().state == "failed"


@pytest.mark.parametrize("state", ["planned", "claimed", "sent", "cancelled"])
@pytest.mark.parametrize("decide", [message_retry, message_settle])
def test_what_does_not_wait_for_anybody_is_left_in_peace(
    action_item: ActionItem, cast: Cast, state: str, decide
) -> None:
    message = stopped(action_item, state)
    with pytest.raises(MessageMovedOnError):
        decide(message=message, by=cast.bo, now=LATER)
    assert Message.objects.get().state == state
    assert not Event.objects.filter(kind=Event.Kind.RESENT).exists()


def test_two_who_decide_at_once_decide_once(action_item: ActionItem, cast: Cast) -> None:
    message = stopped(action_item, "uncertain")
    message_settle(message=message, by=cast.bo, now=LATER)
    with pytest.raises(MessageMovedOnError):
        message_retry(message=message, by=cast.lene, now=LATER)


# --- closed since ---------------------------------------------------------------------------


def cut_on_the_wire(action_item: ActionItem) -> Message:
    message = stopped(action_item, "uncertain")
    Message.objects.update(state="claimed", token="f" * 32, lease_until=NOW, error="")
    return message


def test_open_words_are_not_sent_again_once_their_item_is_closed(action_item: ActionItem) -> None:
    message = cut_on_the_wire(action_item)
    AgendaItem.objects.update(is_closed=True)
    one_round(LATER)
    message.refresh_from_db()
    assert mail.outbox == []
    assert message.state == "uncertain"
    assert "et punkt i den er lukket" in message.error


def test_a_person_may_send_it_again_in_the_words_of_a_closed_item(
    action_item: ActionItem, cast: Cast
) -> None:
    message = cut_on_the_wire(action_item)
    AgendaItem.objects.update(is_closed=True)
    one_round(LATER)
    message_retry(message=message, by=cast.bo, now=LATER)
    one_round(LATER)
    (sent,) = mail.outbox
    assert action_item.task not in sent.body + str(sent.alternatives[0].content)
    assert states(action_item)["assigned"] == "sent"


# --- not to be sent --------------------------------------------------------------------------


def planned_mail(action_item: ActionItem, now: datetime) -> Message:
    messages_plan(now=now)
    return Message.objects.get(state=Message.State.PLANNED)


def test_what_is_new_is_told_the_next_working_day_though_the_mail_was_not_sent(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    message_withdraw(message=planned_mail(action_item, NOW), by=cast.bo, now=NOW)
    one_round(LATER)
    assert mail.outbox == []
    assert Event.objects.get(kind=Event.Kind.WITHDRAWN, subject="message").note == (
        "Det nye kommer i den næste mail."
    )
    one_round(NOW + timedelta(days=1))
    (sent,) = mail.outbox
    assert sent.subject == f"Ny opgave: {action_item.task}"


def test_news_held_back_on_a_friday_come_on_monday(action_item: ActionItem, cast: Cast) -> None:
    friday = at(date(2026, 3, 6))
    assign(action_item, today=friday.date())
    message_withdraw(message=planned_mail(action_item, friday), by=cast.bo, now=friday)
    assert action_item.reminders.get(step="assigned").due_on == date(2026, 3, 9)


def test_a_reminder_that_a_person_withdrew_is_not_brought_back(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    one_round(NOW)
    before = at(date(2026, 3, 23))  # seven working days before
    message_withdraw(message=planned_mail(action_item, before), by=cast.bo, now=before)
    assert states(action_item)["before-7"] == "withdrawn"
    reminders_plan(action_item=action_item, today=before.date(), assigned=False)
    reminders_replan(action_item=action_item, today=before.date())
    assert states(action_item)["before-7"] == "withdrawn"
    one_round(before)
    assert len(mail.outbox) == 1


def test_a_late_step_that_was_withdrawn_is_followed_by_the_next(
    action_item: ActionItem, cast: Cast
) -> None:
    assign(action_item)
    rounds(TODAY, date(2026, 4, 8))
    late = at(date(2026, 4, 13))
    message_withdraw(message=planned_mail(action_item, late), by=cast.bo, now=late)
    assert states(action_item) | {"late-5": "withdrawn", "late-10": "planned"} == states(
        action_item
    )


def test_a_rung_that_was_withdrawn_does_not_block_the_one_above(
    action_item: ActionItem, cast: Cast
) -> None:
    boss = Person.objects.create(name="Mette Kjær", email="mette@noerrevang.example")
    Unit.objects.filter(pk=cast.directorate.pk).update(manager=boss)
    Unit.objects.filter(pk=cast.unit.pk).update(manager=boss)
    assign(action_item)
    day = TODAY
    while not action_item.reminders.filter(step="unit-10").exists():
        one_round(at(day))
        day += timedelta(days=1)
    rung = action_item.reminders.get(step="unit-10")
    while day < rung.due_on:
        one_round(at(day))
        day += timedelta(days=1)
    messages_plan(now=at(rung.due_on))
    message = Message.objects.get(state="planned", recipient=rung.recipient)
    message_withdraw(message=message, by=cast.bo, now=at(rung.due_on))
    assert states(action_item)["unit-10"] == "withdrawn"
    rounds(rung.due_on + timedelta(days=1), date(2026, 5, 15))
    assert states(action_item)["manager-15"] == "sent"
    assert states(action_item)["unit-10"] == "withdrawn"
