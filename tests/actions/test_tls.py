"""Nothing leaves the house but over TLS 1.2 to whom the certificate says: calls, mailbox."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import reverse

from actions.models import Webhook, WebhookCall
from actions.services.incoming import inbox_poll
from actions.services.webhooks import WebhookDraft, webhook_call, webhook_create, webhook_try
from tests.actions import imap_server, webhook_server
from tests.cast import NOW, Cast
from tests.certificates import WRONG, Authority, make_authority, speak_old

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path)


def test_the_old_server_can_be_spoken_to_by_who_allows_it(authority: Authority) -> None:
    """Otherwise the refusals below would prove nothing."""
    lax = ssl.create_default_context(cafile=authority.file)
    speak_old(lax)
    with webhook_server.running(authority.server("old TLS")) as old:
        raw = socket.create_connection(("127.0.0.1", old.port))
        with lax.wrap_socket(raw, server_hostname="127.0.0.1") as line:
            assert line.version() == "TLSv1.1"


# --- calls to other systems -----------------------------------------------------------------


@contextmanager
def called(settings, authority: Authority, kind: str) -> Iterator[webhook_server.System]:
    settings.WEBHOOK_CA = authority.file
    settings.WEBHOOK_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    settings.WEBHOOK_HTTP = False
    with webhook_server.running(authority.server(kind)) as system:
        settings.WEBHOOK_HOSTS = frozenset({f"127.0.0.1:{system.port}"})
        yield system


def one_call(system: webhook_server.System, cast: Cast) -> WebhookCall:
    draft = WebhookDraft(name="ESDH", address=system.address, kinds=("answered",))
    webhook: Webhook = webhook_create(draft=draft, by=cast.bo, now=NOW)
    webhook_try(webhook=webhook, by=cast.bo, now=NOW)
    webhook_call(webhook_id=webhook.pk, clock=lambda: NOW)
    return WebhookCall.objects.get()


def test_a_system_with_the_right_certificate_is_called(settings, authority, cast: Cast) -> None:
    with called(settings, authority, "right") as system:
        call = one_call(system, cast)
    assert (call.state, len(system.requests)) == ("delivered", 1)


def test_a_system_that_the_machine_does_not_know_is_not(settings, authority, cast: Cast) -> None:
    with called(settings, authority, "right") as system:
        settings.WEBHOOK_CA = ""
        call = one_call(system, cast)
    assert call.error == WRONG["stranger's"]
    assert (system.lines, system.requests) == (1, [])


@pytest.mark.parametrize("kind", list(WRONG))
def test_a_system_that_is_not_who_it_should_be_is_told_nothing_and_the_page_says_why(
    settings, authority, cast: Cast, client_of, kind: str
) -> None:
    with called(settings, authority, kind) as system:
        call = one_call(system, cast)
    assert call.state == "failed"
    assert WRONG[kind] in call.error
    assert (system.lines, system.requests) == (1, [])
    page = client_of(cast.bo).get(reverse("webhook", args=[call.webhook_id])).text
    assert WRONG[kind] in page


# --- the mailbox ----------------------------------------------------------------------------


def look_into(settings, authority: Authority, port: int, *, starts_tls: bool) -> int:
    settings.INBOX_HOST, settings.INBOX_PORT = "127.0.0.1", port
    settings.INBOX_USER, settings.INBOX_PASSWORD = imap_server.USER, imap_server.PASSWORD
    settings.INBOX_FOLDER, settings.INBOX_STARTS_TLS = "INBOX", starts_tls
    settings.INBOX_CA = authority.file
    return inbox_poll(now=NOW)


def test_the_mailbox_is_read_over_tls_under_the_authority_that_is_named(
    settings, authority
) -> None:
    with imap_server.running_with(authority.server("right")) as box:
        box.put(b"From: anna@noerrevang.example\r\n\r\nHej\r\n")
        assert look_into(settings, authority, box.port, starts_tls=False) == 1


@pytest.mark.parametrize("kind", list(WRONG))
def test_a_mailbox_that_is_not_who_it_should_be_hears_no_password(
    settings, authority, caplog, kind: str
) -> None:
    with imap_server.running_with(authority.server(kind)) as box:
        assert look_into(settings, authority, box.port, starts_tls=False) == 0
    assert box.asked == []
    assert WRONG[kind] in caplog.text


def test_a_mailbox_that_offers_no_starttls_hears_no_password(settings, authority, caplog) -> None:
    with imap_server.running_with(None) as box:
        assert look_into(settings, authority, box.port, starts_tls=True) == 0
    assert not [said for said in box.asked if said.startswith(("LOGIN", "AUTH", "EXAMINE"))]
    assert "The mailbox cannot be read" in caplog.text
