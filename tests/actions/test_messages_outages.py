"""A database that fails among mails: nothing the server has is sent again, none stops another.

All but a killed sender knows what it has sent, and goes on trying to say so.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, OperationalError

from actions.models import ActionItem, Message, Reminder
from actions.services.messages import following, noting, outages, sending, wire
from meetings.models import Event
from tests.actions.batches import LATER, Server, planned, says, send, serve, states_in_order
from tests.cast import NOW

pytestmark = pytest.mark.django_db

GONE = OperationalError("the database is away")


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(outages, "PAUSES", (0.0, 0.0))
    return serve(settings)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let a function fail at those of its calls, or for those arguments."""

    def fail(module: Any, name: str, error: Exception, *, when: Callable[..., bool]) -> None:
        real, calls = getattr(module, name), 0

        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if when(calls, *args, **kwargs):
                raise error
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, call)

    return fail


def at_calls(*numbers: int) -> Callable[..., bool]:
    return lambda number, *_args, **_kwargs: number in numbers


def carries(item: ActionItem) -> Callable[..., bool]:
    return lambda _number, ready, **_kwargs: ready.message.recipient == recipient_of(item)


def recipient_of(item: ActionItem) -> str:
    return f"person:{item.owner_person_id}"


def mail_of(item: ActionItem) -> Message:
    return Message.objects.get(recipient=recipient_of(item))


def each_once(server: Server, count: int) -> bool:
    return len(server.ids) == len(set(server.ids)) == count


# --- marking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("calls", [(1,), (2,), (3,), (2, 3), (2, 3, 4)])
def test_a_mark_that_fails_is_made_again_and_doubles_nothing(
    action_item: ActionItem, server: Server, failing: Any, calls: tuple[int, ...]
) -> None:
    planned(action_item, 3)
    failing(wire, "_columns", OperationalError("deadlock detected"), when=at_calls(*calls))
    send()
    assert states_in_order() == ["sent"] * 3
    assert each_once(server, 3)


def test_the_mail_before_a_mark_that_fails_is_marked_by_itself(
    action_item: ActionItem, server: Server, failing: Any, settings: Any
) -> None:
    settings.ON_UNCERTAIN = "hold"
    items = planned(action_item, 3)
    failing(wire, "_columns", GONE, when=lambda number, *_a, **_k: number > 1)
    send()
    assert mail_of(items[0]).state == "sent"
    assert each_once(server, 1)
    rest = Message.objects.exclude(state="sent")
    assert set(rest.values_list("state", "transmitting_at")) == {("planned", None)}


def test_a_mail_that_cannot_be_marked_has_had_a_try_and_stops_no_other(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    items = planned(action_item, 3)
    failing(wire, "_columns", DataError("NUL"), when=carries(items[1]))
    for minutes in (0, 1, 3, 10, 30, 60):
        send(NOW + timedelta(minutes=minutes))
    assert each_once(server, 2)
    odd = mail_of(items[1])
    assert (odd.state, odd.attempts) == ("failed", 5)
    assert "DataError" in odd.error
    assert Reminder.objects.get(action_item=items[1], step="assigned").state == "planned"


def test_a_database_that_stays_away_leaves_no_doubt_about_what_was_not_on_the_wire(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    planned(action_item, 4)
    failing(wire, "_columns", GONE, when=lambda number, *_a, **_k: number > 2)
    failing(sending, "message_spoilt", GONE, when=at_calls(1))
    with pytest.raises(OperationalError):
        send()
    assert sorted(states_in_order()) == ["claimed", "planned", "sent", "sent"]
    assert set(Message.objects.filter(state="planned").values_list("attempts", flat=True)) == {0}
    assert not Message.objects.exclude(state="sent").filter(transmitting_at__isnull=False).exists()


def test_the_last_mail_is_marked_though_the_database_was_away_as_the_server_took_it(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    planned(action_item, 1)
    failing(sending, "wire_taken", GONE, when=at_calls(1, 2))
    send()
    assert states_in_order() == ["sent"]
    send(LATER)
    assert each_once(server, 1)


def test_a_refusal_that_cannot_be_noted_at_first_is_noted_all_the_same(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    items = planned(action_item, 3)
    server.fates = {2: says(smtplib.SMTPRecipientsRefused({"a1@x.example": (550, b"Ukendt")}))}
    failing(sending, "message_fail", GONE, when=at_calls(1))
    send()
    assert mail_of(items[1]).state == "failed"
    assert each_once(server, 2)


@pytest.mark.parametrize("name", ["messages_sent", "mails_ready"])
def test_what_could_not_be_written_as_the_round_fell_is_anybodys_at_once(
    action_item: ActionItem, server: Server, failing: Any, name: str
) -> None:
    planned(action_item, 2)
    failing(sending, name, GONE, when=at_calls(1))
    with pytest.raises(OperationalError):
        send()
    assert set(Message.objects.values_list("state", "attempts", "token")) == {("planned", 0, "")}
    send()
    assert each_once(server, 2)


# --- noting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reminders_continue", "items_escalate"])
def test_one_mail_whose_noting_fails_stops_no_other_and_is_noted_as_sent(
    action_item: ActionItem, server: Server, failing: Any, name: str
) -> None:
    items = planned(action_item, 3)

    def is_odd(_number: int, **given: Any) -> bool:
        told = {item.pk for item in given.get("action_items", [])}
        mails = {message.recipient for message in given.get("messages", [])}
        return items[1].pk in told or recipient_of(items[1]) in mails

    failing(following, name, ValueError("odd"), when=is_odd)
    send()
    assert states_in_order() == ["sent"] * 3
    assert Event.objects.filter(kind=Event.Kind.SENT, subject="message").count() == 3
    assert Reminder.objects.get(action_item=items[1], step="assigned").state == "sent"
    planned(action_item, 2, first=10)
    send(LATER)
    assert each_once(server, 5)


def test_what_comes_after_the_others_is_planned_though_one_of_them_is_odd(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    items = planned(action_item, 3)
    asked: list[int] = []

    def is_odd(_number: int, *, action_items: Any, today: Any) -> bool:
        asked.extend(item.pk for item in action_items if len(action_items) == 1)
        return items[1] in action_items

    failing(following, "reminders_continue", ValueError("odd"), when=is_odd)
    send()
    assert {items[0].pk, items[2].pk} <= set(asked)


def test_noting_that_the_database_does_not_take_waits_and_is_made_up_for(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    items = planned(action_item, 3)
    odd = [recipient_of(items[1])]
    failing(
        noting,
        "_trust",
        GONE,
        when=lambda _number, messages: {one.recipient for one in messages} & set(odd),
    )
    send()
    assert states_in_order() == ["sent", "claimed", "sent"]
    planned(action_item, 1, first=10)
    send(LATER)
    assert each_once(server, 4)
    odd.clear()
    send(LATER + timedelta(minutes=10))
    assert states_in_order().count("sent") == 4
    assert mail_of(items[1]).sent_at == NOW
    assert each_once(server, 4)


def test_a_mail_that_was_refused_stands_as_failed_though_what_comes_after_it_is_odd(
    action_item: ActionItem, server: Server, failing: Any
) -> None:
    items = planned(action_item, 2)
    server.fates = {1: says(smtplib.SMTPRecipientsRefused({"a0@x.example": (550, b"Ukendt")}))}
    failing(
        following,
        "reminders_continue",
        ValueError("odd"),
        when=lambda _number, *, action_items, today: items[0] in action_items,
    )
    send()
    assert mail_of(items[0]).state == "failed"
    assert mail_of(items[1]).state == "sent"
