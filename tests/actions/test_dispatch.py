"""All mails at once: paused, on trial, one at a time; suspect addresses; the alarm."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Locmem
from django.urls import reverse

from actions.exceptions import MessageMovedOnError
from actions.models import ActionItem, Dispatch, Heartbeat, Message, Reminder
from actions.selectors import TICK
from actions.services.alarms import alarm_check
from actions.services.dispatch import (
    address_trust,
    dispatch_go_single,
    dispatch_pause,
    dispatch_resume,
    dispatch_try,
)
from actions.services.messages import message_retry, message_withdraw, messages_plan
from actions.services.messages.claiming import message_claim
from actions.troubles import find_troubles, known_troubles, suspect_addresses
from meetings.models import Event, Person
from tests.actions.outbox import another_item, assign, at, one_round, states
from tests.cast import NOW, TODAY, Cast
from tracker.web.mail_words import sent_words

pytestmark = pytest.mark.django_db

ANNA = "anna.holm@noerrevang.example"


def test_nothing_goes_out_while_mails_are_paused_and_one_mail_makes_up_for_it(cast, action_item):
    assign(action_item)
    messages_plan(now=NOW)
    assert dispatch_pause(by=cast.bo, now=NOW)
    assert not dispatch_pause(by=cast.bo, now=NOW)
    for days in range(4):
        one_round(NOW + timedelta(days=days))
    assert mail.outbox == []
    assign(another_item(action_item))
    assert dispatch_resume(by=cast.bo, now=NOW + timedelta(days=6))
    one_round(NOW + timedelta(days=6))
    one_round(NOW + timedelta(days=6, minutes=1))
    assert len(mail.outbox) == 1
    assert "Inviter svømmeklubben" in mail.outbox[0].body
    told = Event.objects.filter(subject=Event.Subject.DISPATCH).values_list("kind", flat=True)
    assert list(told) == ["paused", "resumed"]


def test_on_trial_all_mails_go_to_one_address_and_the_subject_says_for_whom(cast, action_item):
    assign(action_item)
    assert dispatch_try(email="proeve@noerrevang.example", by=cast.bo, now=NOW)
    one_round(NOW)
    (sent,) = mail.outbox
    assert sent.to == ["proeve@noerrevang.example"]
    assert sent.subject.startswith(f"[Prøve, til {ANNA}] ")
    message = Message.objects.get()
    assert (message.to_email, message.trial_email) == (ANNA, "proeve@noerrevang.example")
    assert dispatch_try(email="", by=cast.bo, now=NOW)
    one_round(at(action_item.deadline))
    assert mail.outbox[-1].to == [ANNA]
    assert "Prøve" not in mail.outbox[-1].subject


@pytest.mark.parametrize(
    ("before", "after"), [("", "proeve@noerrevang.example"), ("proeve@noerrevang.example", "")]
)
def test_a_mail_cut_on_the_wire_is_not_repeated_to_the_other_address_once_the_trial_changed(
    cast, action_item, settings, before, after
):
    settings.ON_UNCERTAIN = "resend"
    dispatch_try(email=before, by=cast.bo, now=NOW)
    message = on_the_wire(action_item, trial_email=before)
    dispatch_try(email=after, by=cast.bo, now=NOW)
    one_round(NOW + timedelta(minutes=10))
    assert mail.outbox == []
    message.refresh_from_db()
    assert message.state == "uncertain"
    assert "prøven er ændret" in message.error
    # A person may send it all the same: it is written anew, to where mails now go.
    message_retry(message=message, by=cast.bo, now=NOW + timedelta(minutes=11))
    one_round(NOW + timedelta(minutes=12))
    assert [sent.to for sent in mail.outbox] == [[after or ANNA]]


def test_on_the_same_trial_it_is_repeated_to_the_same_address(cast, action_item, settings):
    settings.ON_UNCERTAIN = "resend"
    dispatch_try(email="proeve@noerrevang.example", by=cast.bo, now=NOW)
    on_the_wire(action_item, trial_email="proeve@noerrevang.example")
    one_round(NOW + timedelta(minutes=10))
    assert [sent.to for sent in mail.outbox] == [["proeve@noerrevang.example"]]


def on_the_wire(action_item: ActionItem, *, trial_email: str) -> Message:
    """Return a mail whose sender was killed between the body and the note of it."""
    assign(action_item)
    messages_plan(now=NOW)
    message = Message.objects.get()
    Reminder.objects.filter(step="assigned").update(state="included", message=message)
    Message.objects.update(
        subject="Ny opgave",
        text="Hej",
        html="<p>Hej</p>",
        state=Message.State.CLAIMED,
        attempts=1,
        token="f" * 32,
        lease_until=NOW + timedelta(minutes=2),
        transmitting_at=NOW,
        to_email=ANNA,
        trial_email=trial_email,
    )
    message.refresh_from_db()
    return message


def test_a_trial_that_begins_while_the_line_is_opened_holds_for_that_mail(
    cast, action_item, monkeypatch
):
    assign(action_item)

    def begin(self):
        dispatch_try(email="proeve@noerrevang.example", by=cast.bo, now=NOW)

    monkeypatch.setattr(Locmem, "open", begin)
    one_round(NOW)
    assert mail.outbox == []
    one_round(NOW + timedelta(minutes=1))
    assert [sent.to for sent in mail.outbox] == [["proeve@noerrevang.example"]]


def test_a_pause_that_begins_while_the_line_is_opened_holds_that_mail_back(
    cast, action_item, monkeypatch
):
    assign(action_item)
    monkeypatch.setattr(Locmem, "open", lambda self: dispatch_pause(by=cast.bo, now=NOW))
    one_round(NOW)
    assert mail.outbox == []
    assert Message.objects.get().state == "planned"
    monkeypatch.undo()
    dispatch_resume(by=cast.bo, now=NOW + timedelta(minutes=1))
    one_round(NOW + timedelta(minutes=1))
    assert len(mail.outbox) == 1


def test_a_person_keeps_a_planned_mail_back_and_what_it_was_to_tell(cast, action_item):
    ActionItem.objects.update(deadline=TODAY - timedelta(days=1))
    action_item.refresh_from_db()
    assign(action_item)
    messages_plan(now=NOW)
    message_withdraw(message=Message.objects.get(), by=cast.bo, now=NOW)
    one_round(NOW + timedelta(minutes=1))
    assert mail.outbox == []
    assert states(action_item) == {"assigned": "planned", "late-5": "planned"}
    assert Event.objects.filter(subject="message", kind="withdrawn", by=cast.bo).exists()


def test_a_mail_that_is_sent_cannot_be_kept_back(cast, action_item):
    assign(action_item)
    one_round(NOW)
    with pytest.raises(MessageMovedOnError):
        message_withdraw(message=Message.objects.get(), by=cast.bo, now=NOW)
    assert Reminder.objects.get(step="assigned").state == "sent"


# --- one at a time --------------------------------------------------------------------------


def two_mails(action_item: ActionItem) -> list[int]:
    owner = Person.objects.create(name="Ole Krog", email="ole@noerrevang.example")
    assign(action_item)
    assign(another_item(action_item, owner=owner))
    messages_plan(now=NOW)
    return list(Message.objects.order_by("pk").values_list("pk", flat=True))


def test_where_the_server_wants_fewer_a_second_mail_waits_for_the_first(action_item, monkeypatch):
    monkeypatch.setattr("actions.services.messages.claiming.TURNS", 1)
    first, second = two_mails(action_item)
    dispatch_go_single(now=NOW)
    held = message_claim(message_id=first, is_single=True, now=NOW)
    assert message_claim(message_id=second, is_single=True, now=NOW) is None
    held.held().update(state="sent")
    assert message_claim(message_id=second, is_single=True, now=NOW)


def test_after_a_while_there_may_be_several_again(action_item):
    first, second = two_mails(action_item)
    dispatch_go_single(now=NOW)
    later = NOW + timedelta(minutes=11)
    assert not Dispatch.objects.get().is_single(now=later)
    assert message_claim(message_id=first, now=later)
    assert message_claim(message_id=second, now=later)


# --- addresses that are refused ---------------------------------------------------------------


def refuse(cast: Cast, number: int, *, now: datetime = NOW) -> None:
    Message.objects.create(
        recipient=f"person:{cast.anna_holm.pk}",
        kind=Message.Kind.DIGEST,
        day=TODAY - timedelta(days=number),
        message_id=f"<afvist-{number}@noerrevang.example>",
        state=Message.State.FAILED,
        to_email=ANNA,
        error="550 Ukendt modtager",
        refused_at=now,
        next_at=now,
        created_at=now,
    )


def test_after_two_refusals_the_unit_is_written_to_until_somebody_trusts_the_address(
    cast, action_item
):
    refuse(cast, 1)
    assert suspect_addresses() == []
    refuse(cast, 2)
    assert [(one.email, one.refusals) for one in suspect_addresses()] == [(ANNA, 2)]
    assign(action_item)
    one_round(NOW)
    assert mail.outbox[0].to == ["kf@noerrevang.example"]
    assert address_trust(email=ANNA, by=cast.bo, now=NOW)
    assert not address_trust(email=ANNA, by=cast.bo, now=NOW)
    one_round(at(action_item.deadline))
    assert mail.outbox[-1].to == [ANNA]


def test_a_mail_that_arrives_clears_the_address(cast, action_item):
    refuse(cast, 1)
    assign(action_item)
    one_round(NOW)
    refuse(cast, 2)
    assert suspect_addresses() == []


# --- the alarm --------------------------------------------------------------------------------


@pytest.fixture
def administrator(cast: Cast) -> str:
    cast.bo.person = Person.objects.create(name="Bo Friis", email="bo@noerrevang.example")
    cast.bo.save()
    return "bo@noerrevang.example"


def test_a_scheduler_that_stands_still_is_told_once_and_once_more_a_day(administrator):
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(minutes=4))
    assert alarm_check(now=NOW)
    assert not alarm_check(now=NOW + timedelta(hours=3))
    assert alarm_check(now=NOW + timedelta(hours=24))
    (first, _again) = mail.outbox
    assert first.to == [administrator]
    assert "Planlæggeren står stille" in first.body
    assert "/drift/" in first.body


def test_a_mail_that_failed_is_told_within_a_quarter_of_an_hour(cast, administrator):
    Heartbeat.objects.create(name=TICK, at=NOW)
    assert not alarm_check(now=NOW)
    message = Message.objects.create(
        recipient="person:1", kind="digest", day=TODAY, message_id="<x@x>", state="failed",
        next_at=NOW, created_at=NOW,
    )  # fmt: skip
    Event.objects.create(at=NOW, subject="message", subject_id=message.pk, kind="failed")
    assert alarm_check(now=NOW)
    Event.objects.create(at=NOW, subject="message", subject_id=message.pk, kind="failed")
    assert not alarm_check(now=NOW + timedelta(minutes=1))
    Heartbeat.objects.update(at=NOW + timedelta(minutes=15))
    assert alarm_check(now=NOW + timedelta(minutes=15))


def test_when_all_is_well_again_the_next_trouble_is_told_anew(administrator):
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(minutes=4))
    alarm_check(now=NOW)
    Heartbeat.objects.update(at=NOW)
    assert not alarm_check(now=NOW)
    assert alarm_check(now=NOW + timedelta(minutes=20))
    assert len(mail.outbox) == 2


def test_those_of_the_settings_are_told_instead(settings, administrator):
    settings.ALARM_TO = ["drift@noerrevang.example"]
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(minutes=4))
    alarm_check(now=NOW)
    assert mail.outbox[0].to == ["drift@noerrevang.example"]


def test_an_alarm_that_cannot_be_mailed_stops_nothing(administrator, monkeypatch):
    def away(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(Locmem, "send_messages", away)
    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(minutes=4))
    assert not alarm_check(now=NOW)
    assert find_troubles(now=NOW) == ["scheduler_stands_still"]


def test_an_alarm_that_could_not_be_mailed_is_tried_again_in_a_quarter_of_an_hour(
    administrator, monkeypatch
):
    def away(self, messages):
        raise ConnectionRefusedError

    Heartbeat.objects.create(name=TICK, at=NOW - timedelta(minutes=4))
    with monkeypatch.context() as patched:
        patched.setattr(Locmem, "send_messages", away)
        assert not alarm_check(now=NOW)
        assert not alarm_check(now=NOW + timedelta(minutes=15))
    assert known_troubles(now=NOW) == ["scheduler_stands_still"]
    assert not alarm_check(now=NOW + timedelta(minutes=16))
    assert alarm_check(now=NOW + timedelta(minutes=30))
    assert not alarm_check(now=NOW + timedelta(hours=3))
    assert len(mail.outbox) == 1


def test_a_mail_that_waits_for_the_pause_is_not_late_and_wakes_nobody(
    cast, action_item, administrator
):
    assign(action_item)
    messages_plan(now=NOW)
    later = NOW + timedelta(minutes=30)
    Heartbeat.objects.create(name=TICK, at=later)
    assert find_troubles(now=later) == ["late_mail"]
    dispatch_pause(by=cast.bo, now=NOW)
    assert find_troubles(now=later) == []
    assert not alarm_check(now=later)
    # When it ends the mail has its five minutes, and no more.
    dispatch_resume(by=cast.bo, now=later)
    assert find_troubles(now=later) == []
    assert "late_mail" in find_troubles(now=later + timedelta(minutes=6))


def test_on_pause_nobody_is_promised_a_mail_now(cast, action_item):
    assert "Får en mail nu: Anna Holm." in sent_words([action_item], now=NOW)
    dispatch_pause(by=cast.bo, now=NOW)
    said = sent_words([action_item], now=NOW)
    assert "mail nu" not in said
    assert "Mails er på pause. Får en mail efter den: Anna Holm." in said


def test_the_days_of_mails_to_come_are_told_with_the_pause(cast, action_item, client_of):
    assign(action_item)
    lene, address = client_of(cast.lene), reverse("action_item", args=[action_item.pk])
    words = "Alle mails er sat på pause. Dagene her gælder først, når pausen er slut."
    assert words not in lene.get(address).text
    dispatch_pause(by=cast.bo, now=NOW)
    assert words in lene.get(address).text
