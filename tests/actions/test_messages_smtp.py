"""Against a mail server that refuses, waits, breaks off or is away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import Message as EmailMessage

import pytest

from actions.models import ActionItem, Message
from actions.services.messages import messages_plan
from meetings.models import Event
from tests.actions import sink as servers
from tests.actions.outbox import another_item, assign, at, one_round, states
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

ANNA = "anna.holm@noerrevang.example"


@pytest.fixture
def sink(settings) -> Iterator[servers.Sink]:
    sink = servers.Sink()
    controller = servers.start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_TIMEOUT = 2
    yield sink
    controller.stop()


def try_until(moment: datetime, *, last: datetime) -> datetime:
    """Let a tick come each time the mail says it is to be tried, and return when the last came."""
    while moment <= last:
        one_round(moment)
        message = Message.objects.latest("pk")
        if message.state != Message.State.PLANNED:
            return moment
        assert message.next_at > moment
        moment = message.next_at
    return moment


def test_a_mail_is_delivered_once_with_its_message_id(
    action_item: ActionItem, sink: servers.Sink
) -> None:
    assign(action_item)
    one_round(NOW)
    one_round(NOW + timedelta(minutes=1))
    message = Message.objects.get()
    assert sink.taken == [(ANNA, message.message_id)]
    assert b"Auto-Submitted: auto-generated" in sink.bodies[0]


@pytest.mark.parametrize("code", ["421", "432", "450", "451", "452"])
def test_not_now_means_later_with_the_same_message_id(
    action_item: ActionItem, sink: servers.Sink, code: str
) -> None:
    assign(action_item)
    sink.answers = {ANNA: f"{code} Ikke nu"}
    one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.error) == ("planned", f"{code} Ikke nu")
    assert NOW + timedelta(seconds=8) <= message.next_at <= NOW + timedelta(seconds=12)
    assert message.transmitting_at is None  # the server has it not
    sink.answers = {}
    one_round(NOW + timedelta(seconds=12))
    assert sink.taken == [(ANNA, message.message_id)]


@pytest.mark.parametrize("code", ["550", "552", "553", "554"])
def test_never_is_final_at_once_and_says_why(
    action_item: ActionItem, sink: servers.Sink, code: str
) -> None:
    assign(action_item)
    sink.answers = {ANNA: f"{code} Ukendt modtager"}
    one_round(NOW)
    one_round(NOW + timedelta(hours=2))
    message = Message.objects.get()
    assert (message.state, message.error) == ("failed", f"{code} Ukendt modtager")
    assert message.attempts == 1
    failed = Event.objects.filter(kind=Event.Kind.FAILED, subject="action_item")
    assert failed.get().note == message.error


def test_a_refused_address_does_not_end_the_reminders(
    action_item: ActionItem, sink: servers.Sink
) -> None:
    ActionItem.objects.update(deadline=date(2026, 2, 25))
    action_item.refresh_from_db()
    assign(action_item)
    sink.answers = {ANNA: "550 Ukendt modtager"}
    one_round(NOW)
    sink.answers = {}
    one_round(at(date(2026, 3, 4)))
    assert len(sink.taken) == 1
    ahead = {"late-10": "planned", "unit-10": "planned"}
    assert states(action_item) == {"assigned": "included", "late-5": "sent", **ahead}


@pytest.mark.parametrize(("answer", "state"), [("451 Senere", "planned"), ("554 Spam", "failed")])
def test_an_answer_to_the_body_counts_as_one_to_the_address(
    action_item: ActionItem, sink: servers.Sink, answer: str, state: str
) -> None:
    assign(action_item)
    sink.data_answers = [answer]
    one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.error, message.transmitting_at) == (state, answer, None)


def leaves(body: bytes) -> list[EmailMessage]:
    """Return what the mail says, without the borders that are drawn anew each time."""
    return [part for part in message_from_bytes(body).walk() if not part.is_multipart()]


def test_a_line_that_breaks_after_the_body_gives_the_same_mail_again(
    action_item: ActionItem, sink: servers.Sink
) -> None:
    assign(action_item)
    sink.data_answers = ["hang up"]
    one_round(NOW)
    assert Message.objects.get().transmitting_at is not None
    one_round(NOW + timedelta(seconds=15))
    assert sink.count_by_id == {Message.objects.get().message_id: 2}
    first, second = ([part.get_payload() for part in leaves(body)] for body in sink.bodies)
    assert len(first) > 1
    assert first == second


def test_or_a_mail_that_waits_for_a_person(
    action_item: ActionItem, sink: servers.Sink, settings
) -> None:
    settings.ON_UNCERTAIN = "hold"
    assign(action_item)
    sink.data_answers = ["hang up"]
    one_round(NOW)
    one_round(NOW + timedelta(minutes=5))
    assert Message.objects.get().state == "uncertain"
    assert len(sink.taken) == 1


def test_a_server_that_is_away_costs_nothing_but_time(
    action_item: ActionItem, sink: servers.Sink, settings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assign(action_item)
    one_round(NOW)
    message = Message.objects.get()
    assert message.state == "planned"
    assert "Connection refused" in message.error
    settings.EMAIL_PORT = port
    one_round(message.next_at)
    assert len(sink.taken) == 1


def test_a_server_that_takes_the_line_and_says_nothing_costs_the_mail_a_try(
    action_item: ActionItem, sink: servers.Sink, settings
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    assign(action_item)
    port = settings.EMAIL_PORT
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.EMAIL_PORT = mute.getsockname()[1]
        one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.transmitting_at) == ("planned", None)
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = port, 2
    one_round(message.next_at)
    assert sink.taken == [(ANNA, message.message_id)]


@pytest.mark.parametrize(("choice", "state"), [("resend", "planned"), ("hold", "uncertain")])
def test_a_server_that_falls_silent_over_the_body_leaves_the_mail_in_doubt(
    action_item: ActionItem, sink: servers.Sink, settings, choice: str, state: str
) -> None:
    settings.ON_UNCERTAIN, settings.EMAIL_TIMEOUT = choice, 0.3
    sink.delay = 2.0
    assign(action_item)
    one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.transmitting_at) == (state, NOW)
    sink.delay, settings.EMAIL_TIMEOUT = 0.0, 2
    one_round(NOW + timedelta(minutes=5))
    assert set(sink.count_by_id) <= {message.message_id}
    assert Message.objects.get().state == ("sent" if choice == "resend" else "uncertain")


def test_a_server_away_for_days_is_given_up_and_made_up_for_once(
    action_item: ActionItem, sink: servers.Sink, settings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assign(action_item)
    given_up = try_until(NOW, last=NOW + timedelta(days=14))
    assert Message.objects.get().state == "failed"
    assert timedelta(days=1) < given_up - NOW < timedelta(days=7)  # in working hours only
    assert states(action_item)["assigned"] == "planned"
    settings.EMAIL_PORT = port
    for day in (1, 2, 3, 4):
        one_round(given_up + timedelta(days=day))
    assert len(sink.taken) == 1
    assert states(action_item)["assigned"] == "sent"


def test_one_refused_address_stops_no_other(
    action_item: ActionItem, cast: Cast, sink: servers.Sink
) -> None:
    assign(action_item)
    assign(another_item(action_item, owner=cast.unit))
    sink.answers = {ANNA: "550 Ukendt modtager"}
    one_round(NOW)
    assert [address for address, _message_id in sink.taken] == [cast.unit.email]


def test_a_refused_sender_is_our_own_trouble_and_fails_nobodys_mail(
    action_item: ActionItem, sink: servers.Sink
) -> None:
    async def refuse(*_args: object) -> str:
        return "553 Afsenderen kendes ikke"

    sink.handle_MAIL = refuse  # type: ignore[attr-defined]
    assign(action_item)
    messages_plan(now=NOW)
    one_round(NOW)
    message = Message.objects.get()
    assert (message.state, message.error) == ("planned", "553 Afsenderen kendes ikke")
