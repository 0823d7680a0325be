"""Mails go over TLS 1.2 to the server whose certificate is right, or are held with the reason."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import reverse

from actions.models import ActionItem, Message
from actions.services.alarms import alarm_check
from actions.troubles import find_troubles
from tests.actions.outbox import assign, one_round
from tests.actions.sink import Sink
from tests.cast import NOW, Cast
from tests.certificates import WRONG, Authority, make_authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path)


@pytest.fixture
def due(action_item: ActionItem) -> None:
    """Let there be one mail to send."""
    assign(action_item)


@contextmanager
def mail_server(
    settings, authority: Authority, kind: str | None, *, is_tls_at_once: bool = False
) -> Iterator[Sink]:
    """Run a mail server that offers STARTTLS, or none where `kind` is None."""
    tls = authority.server(kind) if kind else None
    at_once = {"ssl_context": tls} if is_tls_at_once else {"tls_context": tls}
    sink = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sink.port = free.getsockname()[1]
    controller = _Server(sink, hostname="127.0.0.1", port=sink.port, **at_once)
    settings.EMAIL_BACKEND = "config.mail_server.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 2
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = not is_tls_at_once, is_tls_at_once
    settings.MAIL_CA = authority.file
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


class _Server(Controller):
    def _trigger_server(self) -> None:
        """Do not look whether it is up by a line of its own: that one knows no authority."""
        socket.create_connection((self.hostname, self.port), timeout=1).close()


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("is_tls_at_once", [False, True], ids=["starttls", "tls"])
def test_a_mail_goes_over_tls_to_the_right_server(
    settings, authority: Authority, is_tls_at_once: bool
) -> None:
    with mail_server(settings, authority, "right", is_tls_at_once=is_tls_at_once) as sink:
        one_round(NOW)
    assert Message.objects.get().state == "sent"
    assert len(sink.taken) == 1
    assert find_troubles(now=NOW + timedelta(minutes=1)) == []


@pytest.fixture
def is_held(cast: Cast, client_of) -> Callable[[str], None]:
    """See that the mail waits, that the pages say why, and that administrators are warned."""
    return lambda words: held(client_of(cast.bo), words)


def held(client: Client, words: str) -> None:
    message = Message.objects.get()
    assert (message.state, message.transmitting_at, message.sent_at) == ("planned", None, None)
    assert words in message.error
    assert words in client.get(reverse("outbox")).text
    assert "mail_server_unsafe" in find_troubles(now=NOW)
    assert "FOLGOP_MAIL_CA" in client.get(reverse("operations")).text


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("kind", list(WRONG))
@pytest.mark.parametrize("is_tls_at_once", [False, True], ids=["starttls", "tls"])
def test_a_mail_is_held_from_a_server_that_is_not_who_it_should_be(
    settings, authority: Authority, is_held, kind: str, is_tls_at_once: bool
) -> None:
    with mail_server(settings, authority, kind, is_tls_at_once=is_tls_at_once) as sink:
        one_round(NOW)
    assert sink.bodies == []
    is_held(WRONG[kind])


@pytest.mark.usefixtures("due")
def test_a_mail_is_held_where_starttls_is_not_offered_or_was_taken_out_on_the_way(
    settings, authority: Authority, is_held
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "folgop", "hemmelig"
    with mail_server(settings, authority, None) as sink:
        one_round(NOW)
        assert not alarm_check(now=NOW)  # nor does the alarm go out openly
    assert sink.bodies == []
    is_held("Mailserveren tilbyder ikke TLS. Intet er sendt.")


@pytest.mark.usefixtures("due")
def test_what_comes_after_a_yes_to_starttls_is_not_believed_without_tls(
    settings, authority: Authority, is_held
) -> None:
    """A machine between says yes and goes on openly, as if it were the server."""
    heard: list[bytes] = []
    with mail_server(settings, authority, "right"), _liar(heard) as port:
        settings.EMAIL_PORT = port
        one_round(NOW)
    assert not [line for line in heard if line.upper().startswith((b"MAIL", b"AUTH", b"DATA"))]
    is_held("Ingen sikker forbindelse til mailserveren.")


@contextmanager
def _liar(heard: list[bytes]) -> Iterator[int]:
    class Liar(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail.example\r\n")
            while line := self.rfile.readline():
                heard.append(line)
                known = b"250-mail.example\r\n250 STARTTLS\r\n"
                self.wfile.write(known if line.startswith(b"ehlo") else b"220 ja\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Liar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.usefixtures("due")
def test_the_mail_goes_when_the_server_is_put_right_and_the_warning_ends(
    settings, authority: Authority
) -> None:
    with mail_server(settings, authority, "expired"):
        one_round(NOW)
    then = Message.objects.get().next_at
    with mail_server(settings, authority, "right") as sink:
        one_round(then)
    assert len(sink.taken) == 1
    assert "mail_server_unsafe" not in find_troubles(now=then)


@pytest.mark.usefixtures("due")
def test_a_server_that_is_away_is_told_when_it_lasts(settings) -> None:
    settings.EMAIL_BACKEND = "config.mail_server.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_CA = "127.0.0.1", 1, ""
    for minutes in (0, 5, 10, 16):
        one_round(NOW + timedelta(minutes=minutes))
        told = "mail_server_away" in find_troubles(now=NOW + timedelta(minutes=minutes))
        assert told is (minutes == 16)


def test_any_other_mail_of_ours_goes_by_the_same_line(settings, authority) -> None:
    with mail_server(settings, authority, "expired"), pytest.raises(ssl.SSLCertVerificationError):
        EmailMessage("Emne", "Ord", to=["x@example.org"], connection=get_connection()).send()
