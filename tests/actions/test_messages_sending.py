"""Claimed, written, sent, settled: what becomes of a mail when things go wrong in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from actions.models import ActionItem, Message, Reminder
from actions.services.answers import action_item_answer
from actions.services.messages import message_send, messages_due, messages_plan
from actions.services.messages.claiming import message_claim
from meetings.models import Event, Person
from tests.actions.outbox import another_item, assign, at, one_round, states
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)


def planned(action_item: ActionItem) -> Message:
    assign(action_item)
    messages_plan(now=NOW)
    return Message.objects.get()


def answer(action_item: ActionItem) -> None:
    action_item_answer(
        action_item=action_item,
        deadline_version=action_item.deadline_version,
        note="",
        by=None,
        by_name="Anna Holm",
        now=NOW,
    )


def written(action_item: ActionItem) -> Message:
    """Return a mail that was written, and refused by a server that wants it later."""
    message = planned(action_item)
    Message.objects.update(subject="Ny opgave: Skriv", text="Hej", html="<p>Hej</p>", attempts=1)
    Reminder.objects.filter(step="assigned").update(state="included", message=message)
    message.refresh_from_db()
    return message


def cut_on_the_wire(action_item: ActionItem) -> Message:
    """Return a mail whose sender was killed between the body and the note of it."""
    written(action_item)
    Message.objects.update(
        state=Message.State.CLAIMED,
        token="f" * 32,
        lease_until=NOW + timedelta(minutes=2),
        transmitting_at=NOW,
        to_email="anna.holm@noerrevang.example",
    )
    return Message.objects.get()


def test_a_sent_mail_is_noted_on_the_mail_the_reminder_and_the_item(
    action_item: ActionItem,
) -> None:
    message = planned(action_item)
    message_send(message_id=message.pk, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.token) == ("sent", NOW, "")
    assert message.text == mail.outbox[0].body
    assert states(action_item)["assigned"] == "sent"
    noted = Event.objects.filter(kind=Event.Kind.SENT).values_list("subject", "subject_id", "note")
    assert set(noted) == {
        ("message", message.pk, "Til anna.holm@noerrevang.example"),
        ("action_item", action_item.pk, "Til anna.holm@noerrevang.example"),
    }


def test_sending_twice_sends_once(action_item: ActionItem) -> None:
    message = planned(action_item)
    message_send(message_id=message.pk, now=NOW)
    message_send(message_id=message.pk, now=NOW)
    assert len(mail.outbox) == 1
    assert Event.objects.filter(kind=Event.Kind.SENT, subject="message").count() == 1


def test_a_mail_that_is_not_there_harms_nobody() -> None:
    message_send(message_id=404, now=NOW)
    assert mail.outbox == []


def test_a_claimed_mail_is_nobody_elses_until_the_lease_is_out(
    action_item: ActionItem, settings
) -> None:
    message = planned(action_item)
    lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    assert message_claim(message_id=message.pk, now=NOW) is not None
    assert message_claim(message_id=message.pk, now=NOW + lease / 2) is None
    assert messages_due(now=NOW + lease / 2) == []
    assert message_claim(message_id=message.pk, now=NOW + lease) is not None


def test_who_has_lost_the_claim_writes_nothing(action_item: ActionItem) -> None:
    message = planned(action_item)
    lost = message_claim(message_id=message.pk, now=NOW)
    message_claim(message_id=message.pk, now=LATER)
    assert lost is not None
    assert not lost.held().update(state=Message.State.SENT)


def test_a_sender_who_died_before_the_wire_loses_nothing(action_item: ActionItem) -> None:
    message = planned(action_item)
    message_claim(message_id=message.pk, now=NOW)
    one_round(LATER)
    assert len(mail.outbox) == 1
    assert Message.objects.get().attempts == 2


# --- cut on the wire ----------------------------------------------------------------------


def test_a_mail_cut_on_the_wire_is_sent_again_as_the_same_mail(action_item: ActionItem) -> None:
    message = cut_on_the_wire(action_item)
    one_round(LATER)
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == message.message_id
    assert sent.body == "Hej"  # not a word is changed
    assert states(action_item)["assigned"] == "sent"


def test_or_is_held_for_a_person_to_decide_on(action_item: ActionItem, settings) -> None:
    settings.ON_UNCERTAIN = "hold"
    message = cut_on_the_wire(action_item)
    one_round(LATER)
    one_round(LATER + timedelta(hours=1))
    message.refresh_from_db()
    assert mail.outbox == []
    assert message.state == "uncertain"
    assert states(action_item)["assigned"] == "included"
    assert Event.objects.filter(kind=Event.Kind.UNCERTAIN, subject="action_item").count() == 1


def test_a_mail_cut_on_the_wire_is_not_repeated_once_all_in_it_is_closed(
    action_item: ActionItem,
) -> None:
    cut_on_the_wire(action_item)
    answer(action_item)
    one_round(LATER)
    assert mail.outbox == []
    assert Message.objects.get().state == "cancelled"
    assert states(action_item)["assigned"] == "cancelled"


def test_what_may_have_been_told_is_not_taken_up_again(action_item: ActionItem) -> None:
    cut_on_the_wire(action_item)
    answer(action_item)
    one_round(LATER)
    ActionItem.objects.update(status="open", closed_at=None)
    action_item.refresh_from_db()
    assign(action_item)
    assert states(action_item)["assigned"] == "cancelled"


# --- between the writing and the wire -----------------------------------------------------


def test_an_item_answered_before_the_wire_is_left_out(action_item: ActionItem) -> None:
    other = another_item(action_item, task="Undersøg taget")
    assign(other)
    written(action_item)
    answer(action_item)
    one_round(NOW)
    (sent,) = mail.outbox
    assert "Undersøg taget" in sent.body
    assert action_item.task not in sent.body
    assert action_item.task not in sent.alternatives[0].content


def test_where_all_is_answered_no_mail_goes(action_item: ActionItem) -> None:
    written(action_item)
    answer(action_item)
    one_round(NOW)
    assert mail.outbox == []
    assert Message.objects.get().state == "cancelled"


def test_a_mail_that_waited_for_days_tells_what_is_true_today(action_item: ActionItem) -> None:
    assign(action_item)
    Reminder.objects.filter(step="assigned").update(state="cancelled")
    messages_plan(now=at(date(2026, 3, 31)))
    one_round(at(date(2026, 4, 1)))
    (sent,) = mail.outbox
    assert sent.subject == "Frist i dag: Udarbejd notat om svømmehallens åbningstider i ferierne"


# --- poison -------------------------------------------------------------------------------


def test_a_row_that_cannot_be_made_fails_after_five_tries_and_stops_nobody(
    action_item: ActionItem, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="anna@x\nBcc: alle@x.example")
    assign(action_item)
    assign(another_item(action_item, owner=cast.unit))
    for minutes in (0, 1, 3, 10, 30, 60, 120):
        one_round(NOW + timedelta(minutes=minutes))
    poisoned = Message.objects.get(recipient=f"person:{cast.anna_holm.pk}")
    assert (poisoned.state, poisoned.attempts) == ("failed", 5)
    assert "kunne ikke dannes" in poisoned.error
    assert states(action_item)["assigned"] == "planned"  # goes into the next day's mail
    assert [sent.to for sent in mail.outbox] == [[cast.unit.email]]


def test_a_poisoned_row_put_right_goes_out_the_next_day(
    action_item: ActionItem, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="anna@x\nBcc: alle@x.example")
    assign(action_item)
    for minutes in (0, 1, 3, 10, 30, 60):
        one_round(NOW + timedelta(minutes=minutes))
    assert mail.outbox == []
    Person.objects.filter(pk=cast.anna_holm.pk).update(email="anna@noerrevang.example")
    one_round(at(date(2026, 3, 4)))
    assert len(mail.outbox) == 1


def test_a_mail_that_kills_its_senders_is_given_up_in_the_end(action_item: ActionItem) -> None:
    message = planned(action_item)
    moment = NOW
    for _ in range(29):
        message_claim(message_id=message.pk, now=moment)
        moment += timedelta(minutes=3)
    one_round(moment)
    message.refresh_from_db()
    assert (message.state, mail.outbox) == ("failed", [])
    assert states(action_item)["assigned"] == "planned"


# --- the clock ----------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=3)])
def test_a_clock_that_jumps_doubles_nothing(action_item: ActionItem, jump: timedelta) -> None:
    assign(action_item)
    one_round(NOW)
    one_round(NOW + jump)
    one_round(NOW)
    assert len(mail.outbox) == 1
