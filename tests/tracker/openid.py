"""A browser's way through a login by OpenID Connect, without the browser."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.tracker import oidc_provider
from tests.tracker.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider

SITE = "https://folgop.noerrevang.example"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    """Give the municipality's own login, which Anna sits before, and have it in the settings."""
    with oidc_provider.running() as running:
        set_up(running, settings)
        yield running


def set_up(running: Provider, settings: Any) -> None:
    running.redirect_uri = f"{SITE}{reverse('openid_back')}"
    running.person = {
        "sub": "anna-1",
        "email": "anna.holm@noerrevang.example",
        "email_verified": True,
        "preferred_username": "anna.holm",
    }
    settings.SITE_URL = SITE
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_CLIENT_ID = CLIENT_ID
    settings.OIDC_CLIENT_SECRET = CLIENT_SECRET
    cache.clear()


def begin(client: Client, next_url: str = "", route: str = "openid_start") -> str:
    """Return the address at the provider that a login begun here leads to."""
    query = {"next": next_url} if next_url else None
    answer = client.get(reverse(route, query=query))
    assert answer.status_code == 302, answer.text
    return answer.url


def visit(address: str) -> str:
    """Go to the provider, and return the path and query of ours that it leads back to."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=10)
    line.request("GET", f"{parts.path}?{parts.query}")
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 302, "the provider refuses"
    back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}" == SITE
    return f"{back.path}?{back.query}"


def log_in(client: Client, next_url: str = "", route: str = "openid_start") -> Any:
    return client.get(visit(begin(client, next_url, route)))


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200
