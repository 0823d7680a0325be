"""The list of mails: every one in a state that somebody can see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import Heartbeat, Message
from actions.selectors import TICK
from actions.services.reminders import reminders_plan
from meetings.models import Role
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def mails(cast: Cast) -> dict[str, Message]:
    return {
        state: Message.objects.create(
            recipient=f"person:{cast.anna_holm.pk}",
            kind=Message.Kind.REMINDER,
            day=TODAY.replace(day=number),
            message_id=f"<{state}@noerrevang.example>",
            state=state,
            to_email=cast.anna_holm.email,
            subject=f"Emne {state}",
            error="550 ukendt modtager" if state == "failed" else "",
            next_at=NOW,
            sent_at=NOW if state == "sent" else None,
            created_at=NOW,
        )
        for number, state in enumerate(Message.State.values, start=1)
    }


def test_every_mail_is_shown_with_its_state_and_error(cast, mails, client_of):
    page = client_of(cast.bo).get(reverse("outbox")).text
    for state in mails:
        assert f"Emne {state}" in page
    assert "550 ukendt modtager" in page
    assert "Anna Holm" in page


def test_one_state_can_be_chosen(cast, mails, client_of):
    answer = client_of(cast.bo).get(reverse("outbox"), {"state": "failed"})
    assert [row.state for row in answer.context["rows"]] == ["failed"]


def test_a_state_that_is_none_shows_all(cast, mails, client_of):
    answer = client_of(cast.bo).get(reverse("outbox"), {"state": "x' OR 1=1"})
    assert len(answer.context["rows"]) == len(mails)


def test_an_empty_list_says_so(cast, client_of):
    assert "Her er ingen mails." in client_of(cast.bo).get(reverse("outbox")).text


def test_reminders_that_wait_for_their_day_are_counted(cast, action_item, client_of):
    client = client_of(cast.bo)
    assert "venter på" not in client.get(reverse("outbox")).text
    reminders_plan(action_item=action_item, today=TODAY, assigned=True)
    assert "5 påmindelser venter på deres dag." in client.get(reverse("outbox")).text


def test_a_recipient_who_is_gone_does_not_break_the_page(cast, mails, client_of):
    Message.objects.update(recipient="person:99999")
    assert client_of(cast.bo).get(reverse("outbox")).status_code == 200


def test_a_secretary_of_all_committees_sees_it(cast, mails, client_of):
    Role.objects.create(user=cast.ib, kind=Role.Kind.SECRETARY)
    assert client_of(cast.ib).get(reverse("outbox")).status_code == 200


@pytest.mark.parametrize("who", ["lene", "eva", "ib", "mads", "anna"])
def test_others_do_not(cast, mails, client_of, who):
    answer = client_of(getattr(cast, who)).get(reverse("outbox"))
    assert answer.status_code == 403
    assert "Emne" not in answer.text


def test_many_mails_cost_no_more_questions(cast, mails, client_of, django_assert_max_num_queries):
    client = client_of(cast.bo)
    Heartbeat.objects.create(name=TICK, at=timezone.now())
    with django_assert_max_num_queries(12):
        client.get(reverse("outbox"))


def test_what_stands_still_can_be_decided_on_and_nothing_else(cast, mails, client_of):
    page = client_of(cast.bo).get(reverse("outbox")).text
    offered = {
        name: {state for state, row in mails.items() if reverse(name, args=[row.pk]) in page}
        for name in ("message_retry", "message_settle")
    }
    assert offered == {"message_retry": {"failed", "uncertain"}, "message_settle": {"uncertain"}}


def test_send_again_plans_the_mail_and_comes_back_to_the_same_list(cast, mails, client_of):
    address = reverse("message_retry", args=[mails["failed"].pk])
    answer = client_of(cast.bo).post(address, {"state": "failed"}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('outbox')}?state=failed", 302)]
    assert "Mailen sendes igen" in answer.text
    assert Message.objects.get(pk=mails["failed"].pk).state == "planned"


def test_an_uncertain_mail_can_be_said_to_have_arrived(cast, mails, client_of):
    Message.objects.filter(state="uncertain").update(transmitting_at=NOW)
    address = reverse("message_settle", args=[mails["uncertain"].pk])
    answer = client_of(cast.bo).post(address, {"state": "x' OR 1=1"}, follow=True)
    assert answer.redirect_chain == [(reverse("outbox"), 302)]
    assert Message.objects.get(pk=mails["uncertain"].pk).state == "sent"


@pytest.mark.parametrize("name", ["message_retry", "message_settle"])
def test_what_somebody_else_decided_meanwhile_stays(cast, mails, client_of, name):
    answer = client_of(cast.bo).post(reverse(name, args=[mails["sent"].pk]), follow=True)
    assert "venter ikke længere på en afgørelse" in answer.text
    assert Message.objects.get(pk=mails["sent"].pk).state == "sent"


@pytest.mark.parametrize("name", ["message_retry", "message_settle"])
def test_others_decide_nothing(cast, mails, client_of, name):
    address = reverse(name, args=[mails["uncertain"].pk])
    assert client_of(cast.lene).post(address).status_code == 403
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert Message.objects.get(pk=mails["uncertain"].pk).state == "uncertain"


# --- narrowed, kept back, paused and on trial ------------------------------------------------


def test_mails_are_found_by_who_what_and_when(cast, mails, client_of):
    client = client_of(cast.bo)
    Message.objects.filter(state="sent").update(recipient="unit:1", to_email="kf@x.example")

    def found(**asked: str) -> set[str]:
        rows = client.get(reverse("outbox"), asked).context["rows"]
        return {row.state for row in rows}

    everything = set(mails)
    assert found(who="anna") == everything - {"sent"}
    assert found(who="kf@x") == {"sent"}
    assert found(kind="weekly") == set()
    assert found(first="2026-03-02", last="2026-03-03") == {"claimed", "sent"}
    assert found(first="i går", state="failed") == {"failed"}
    assert found(who="\0") == everything


def test_only_a_planned_mail_can_be_kept_back(cast, mails, client_of):
    client = client_of(cast.bo)
    for state in ("planned", "sent"):
        client.post(reverse("message_withdraw", args=[mails[state].pk]))
        mails[state].refresh_from_db()
    assert mails["planned"].state == "cancelled"
    assert mails["sent"].state == "sent"


def test_an_administrator_pauses_and_resumes_and_the_pages_say_so(cast, mails, client_of):
    client = client_of(cast.bo)
    page = client.post(reverse("dispatch_pause"), {"til": "pause"}, follow=True).text
    assert "sat på pause siden" in page
    assert "sat på pause siden" in client.get(reverse("outbox")).text
    state = client.get(reverse("dispatch")).text
    assert "Alt går, som det skal." not in state
    assert "men ingen mails sendes, så længe pausen varer." in state
    client.post(reverse("dispatch_pause"), {"til": "start"})
    assert "sat på pause siden" not in client.get(reverse("outbox")).text


def test_a_trial_needs_an_address_and_is_said_on_the_page(cast, client_of):
    client = client_of(cast.bo)
    assert client.post(reverse("dispatch_trial"), {"email": "bo"}).status_code == 422
    page = client.post(reverse("dispatch_trial"), {"email": "bo@x.example"}, follow=True).text
    assert "alle mails sendes til bo@x.example" in page


def test_a_scheduler_that_stands_still_shows_on_every_page_of_administrators(cast, client_of):
    Heartbeat.objects.create(name=TICK, at=timezone.now() - timedelta(minutes=4))
    assert "Planlæggeren står stille" in client_of(cast.bo).get(reverse("register")).text
    assert "Planlæggeren står stille" in client_of(cast.bo).get(reverse("dispatch")).text
    assert "Planlæggeren" not in client_of(cast.lene).get(reverse("register")).text


def test_a_secretary_of_all_looks_at_the_drift_and_changes_nothing(cast, client_of):
    Role.objects.create(user=cast.ib, kind=Role.Kind.SECRETARY)
    page = client_of(cast.ib).get(reverse("dispatch"))
    assert page.status_code == 200
    assert "Sæt alle mails på pause" not in page.text
    assert client_of(cast.ib).post(reverse("dispatch_pause"), {"til": "pause"}).status_code == 403
