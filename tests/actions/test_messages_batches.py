"""Many mails at once: each is decided on as it goes, and what one meets stops no other."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import ActionItem, Dispatch, Message, Reminder
from actions.services.answers import action_item_answer
from actions.services.dispatch import dispatch_pause
from actions.services.messages import sending
from actions.services.messages.claiming import Claim, message_claim, messages_claim
from meetings.models import AgendaItem, Event, Person
from tests.actions.batches import LATER, Server, planned, says, send, serve, states_in_order
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


class KilledError(BaseException):
    """The worker is gone, and writes nothing more."""


@pytest.fixture
def server(settings: Any) -> Server:
    return serve(settings)


def answered(item: ActionItem) -> Callable[[], None]:
    def answer() -> None:
        action_item_answer(
            action_item=item, deadline_version=1, note="", by=None, by_name="A", now=NOW
        )

    return answer


def test_they_go_over_one_line_each_with_what_is_its_own(
    action_item: ActionItem, server: Server
) -> None:
    items = planned(action_item, 7)
    send()
    assert server.lines == 1
    assert [mail.to for mail in server.taken] == [[f"a{number}@x.example"] for number in range(7)]
    for mail, item in zip(server.taken, items, strict=True):
        assert item.task in mail.body
        assert mail.body.count("Opgave 0") == 1
    assert set(Reminder.objects.filter(step="assigned").values_list("state", flat=True)) == {"sent"}
    noted = Event.objects.filter(kind=Event.Kind.SENT)
    assert noted.filter(subject="message").count() == 7
    assert noted.filter(subject="action_item").values("subject_id").distinct().count() == 7
    assert noted.get(subject="action_item", subject_id=items[3].pk).note == "Til a3@x.example"


def test_a_further_mail_costs_two_statements(action_item: ActionItem, server: Server) -> None:
    def asked(count: int, *, first: int) -> int:
        planned(action_item, count, first=first)
        with CaptureQueriesContext(connection) as queries:
            send()
        statements = [query["sql"].split()[0] for query in queries]
        return sum(word in {"SELECT", "UPDATE", "INSERT", "DELETE"} for word in statements)

    few, many = asked(5, first=0), asked(25, first=5)
    assert many - few <= 2 * 20


def test_the_first_batch_is_small_and_the_next_larger_where_there_was_time(
    action_item: ActionItem, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def claim(*, now: datetime, most: int) -> list[Claim]:
        asked.append(most)
        return messages_claim(now=now, most=most)

    monkeypatch.setattr(sending, "FIRST", 2)
    monkeypatch.setattr(sending, "BATCH", 6)
    monkeypatch.setattr(sending, "FRESH_SECONDS", 60)
    monkeypatch.setattr(sending, "messages_claim", claim)
    planned(action_item, 12)
    send()
    assert len(server.taken) == 12
    assert asked == [2, 4, 6, 6]


# --- cut in between -------------------------------------------------------------------------------


def test_a_sender_that_is_killed_leaves_only_the_mail_on_the_wire_in_doubt(
    action_item: ActionItem, server: Server
) -> None:
    planned(action_item, 5)
    server.fates = {3: says(KilledError())}
    with pytest.raises(KilledError):
        send()
    assert set(states_in_order()) == {"claimed"}
    rows = Message.objects.order_by("next_at")
    assert [row.taken_at is not None for row in rows] == [True, True, False, False, False]
    assert [row.transmitting_at is not None for row in rows] == [True, True, True, False, False]
    send(LATER)
    assert states_in_order() == ["sent"] * 5
    assert sorted(server.ids) == sorted(Message.objects.values_list("message_id", flat=True))


def test_what_the_server_has_is_noted_and_not_sent_again_though_its_sender_died(
    action_item: ActionItem, server: Server, settings: Any
) -> None:
    settings.ON_UNCERTAIN = "hold"
    planned(action_item, 4)
    server.fates = {4: says(KilledError())}
    with pytest.raises(KilledError):
        send()
    send(LATER)
    assert states_in_order() == ["sent", "sent", "sent", "uncertain"]
    assert len(server.taken) == 3
    assert set(Message.objects.filter(state="sent").values_list("sent_at", flat=True)) == {NOW}
    assert Event.objects.filter(kind=Event.Kind.SENT, subject="message").count() == 3


def test_what_its_sender_died_over_goes_alone(action_item: ActionItem, server: Server) -> None:
    planned(action_item, 3)
    first = Message.objects.order_by("next_at")[0]
    message_claim(message_id=first.pk, now=NOW)
    alone = messages_claim(now=LATER)
    assert [claim.message_id for claim in alone] == [first.pk]
    assert len(messages_claim(now=LATER)) == 2


def test_a_broken_line_costs_the_mail_on_it_and_no_other(
    action_item: ActionItem, server: Server
) -> None:
    planned(action_item, 4)
    server.fates = {2: says(smtplib.SMTPServerDisconnected("midt i det hele"))}
    send()
    assert sorted(states_in_order()) == ["planned", "sent", "sent", "sent"]
    assert server.lines == 2
    doubted = Message.objects.get(state="planned")
    assert doubted.transmitting_at == NOW


# --- decided as it goes ---------------------------------------------------------------------------


def test_what_is_answered_while_an_earlier_mail_is_on_the_wire_is_not_told(
    action_item: ActionItem, server: Server
) -> None:
    items = planned(action_item, 3)
    server.fates = {1: answered(items[2])}
    send()
    assert [mail.to for mail in server.taken] == [["a0@x.example"], ["a1@x.example"]]
    send()
    assert Message.objects.get(recipient=f"person:{items[2].owner_person_id}").state == "cancelled"


def test_what_is_closed_while_an_earlier_mail_is_on_the_wire_is_told_as_closed(
    action_item: ActionItem, server: Server
) -> None:
    items = planned(action_item, 2)
    server.fates = {1: lambda: AgendaItem.objects.update(is_closed=True)}
    send()
    send()
    assert len(server.taken) == 2
    assert items[1].task not in server.taken[1].body
    assert "Lukket punkt" in server.taken[1].body


def test_words_that_have_grown_old_on_the_way_are_written_anew(
    action_item: ActionItem, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.services.messages.sending.FRESH_SECONDS", -1)
    planned(action_item, 3)
    server.fates = {
        1: lambda: Person.objects.filter(name="Ansvarlig 2").update(email="ny@x.dk") and None
    }
    send()
    assert [mail.to[0] for mail in server.taken] == ["a0@x.example", "a1@x.example", "ny@x.dk"]


def test_a_batch_whose_words_grow_old_makes_the_next_one_smaller(
    action_item: ActionItem, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def claim(*, now: datetime, most: int) -> list[Claim]:
        asked.append(most)
        return messages_claim(now=now, most=most)

    monkeypatch.setattr(sending, "FIRST", 4)
    monkeypatch.setattr(sending, "BATCH", 4)
    monkeypatch.setattr(sending, "messages_claim", claim)
    planned(action_item, 8)
    server.fates = {
        2: lambda: monkeypatch.setattr(sending, "FRESH_SECONDS", -1),
        3: lambda: monkeypatch.setattr(sending, "FRESH_SECONDS", 60),
    }
    send()
    assert len(server.taken) == 8
    assert asked[:3] == [4, 2, 4]


def test_a_pause_stops_between_two_mails_and_the_rest_has_lost_no_try(
    action_item: ActionItem, server: Server, cast: Cast
) -> None:
    planned(action_item, 4)
    server.fates = {2: lambda: dispatch_pause(by=cast.bo, now=NOW)}
    send()
    assert len(server.taken) == 2
    assert states_in_order() == ["sent", "sent", "planned", "planned"]
    assert set(Message.objects.filter(state="planned").values_list("attempts", "token")) == {
        (0, "")
    }


def test_a_server_that_wants_fewer_gets_the_others_one_at_a_time(
    action_item: ActionItem, server: Server
) -> None:
    planned(action_item, 4)
    server.fates = {2: says(smtplib.SMTPDataError(432, b"Concurrent connections exceeded"))}
    send()
    assert Dispatch.objects.get().is_single(now=NOW)
    assert len(server.taken) == 3
    assert server.lines == 3
    assert Message.objects.get(state="planned").attempts == 1


def test_a_server_that_is_away_is_called_once_and_each_mail_has_had_its_try(
    action_item: ActionItem, server: Server
) -> None:
    planned(action_item, 4)
    server.is_down = True
    send()
    assert server.lines == 1
    assert set(Message.objects.values_list("state", "attempts")) == {("planned", 1)}
    assert all("away" in error for error in Message.objects.values_list("error", flat=True))


def test_one_refused_address_stops_no_other(action_item: ActionItem, server: Server) -> None:
    planned(action_item, 3)
    refusal = smtplib.SMTPRecipientsRefused({"a1@x.example": (550, b"Ukendt modtager")})
    server.fates = {2: says(refusal)}
    send()
    assert sorted(Message.objects.values_list("state", flat=True)) == ["failed", "sent", "sent"]
    assert Message.objects.get(state="failed").error == "550 Ukendt modtager"


def test_one_that_cannot_be_made_stops_no_other(action_item: ActionItem, server: Server) -> None:
    planned(action_item, 4)
    Person.objects.filter(name="Ansvarlig 1").update(email="a1@x\nBcc: alle@x.example")
    send()
    assert [mail.to[0] for mail in server.taken] == [f"a{number}@x.example" for number in (0, 2, 3)]
    assert "kunne ikke dannes" in Message.objects.get(state="planned").error


def test_one_whose_words_the_line_cannot_take_stops_no_other(
    action_item: ActionItem, server: Server
) -> None:
    planned(action_item, 3)
    server.fates = {2: says(UnicodeError("x"))}
    send()
    assert [mail.to[0] for mail in server.taken] == ["a0@x.example", "a2@x.example"]


def test_when_the_time_is_up_the_rest_is_anybodys_at_once(
    action_item: ActionItem, server: Server, settings: Any
) -> None:
    planned(action_item, 3)
    settings.MAIL_LEASE_SECONDS = 0
    assert send(seconds=0.001)
    assert states_in_order() == ["sent", "planned", "planned"]
    settings.MAIL_LEASE_SECONDS = 120
    send()
    assert states_in_order() == ["sent"] * 3
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}
