"""The municipality's own login is spoken to over TLS, under the right name, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.certificates import WRONG, Authority, make_authority
from tests.tracker import oidc_provider
from tests.tracker.oidc_provider import Provider
from tests.tracker.openid import begin, is_in, set_up
from tracker.oidc import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path, settings) -> Authority:
    made = make_authority(tmp_path)
    settings.OIDC_CA = made.file
    return made


def answer_of(provider: Provider, client: Client) -> str:
    """Let the provider hand out a code, as a browser would bring it back."""
    state = begin(client).partition("state=")[2].partition("&")[0]
    pending = client.session["openid-pending"][0]
    assert pending["state"] == state
    provider.codes["koden"] = {
        "nonce": pending["nonce"],
        "code_challenge": asking.create_s256_code_challenge(pending["verifier"]),
    }
    return reverse("openid_back", query={"code": "koden", "state": state})


def test_it_is_spoken_to_over_tls_under_an_authority_of_ones_own(
    cast: Cast, client, authority: Authority, settings
) -> None:
    with oidc_provider.running(authority.server("right")) as provider:
        set_up(provider, settings)
        assert provider.issuer.startswith("https://")
        client.get(answer_of(provider, client))
        assert is_in(client)
        assert {"openid-configuration", "token", "keys"} <= set(provider.asked)


@pytest.mark.parametrize("kind", WRONG)
def test_it_is_told_nothing_where_the_certificate_is_wrong(
    client, authority: Authority, settings, kind: str
) -> None:
    with oidc_provider.running(authority.server(kind)) as provider:
        set_up(provider, settings)
        assert client.get(reverse("openid_start")).status_code == 503
        assert provider.asked == []


def test_an_authority_the_machine_does_not_know_vouches_for_nothing_by_itself(
    client, authority: Authority, settings
) -> None:
    settings.OIDC_CA = ""
    with oidc_provider.running(authority.server("right")) as provider:
        set_up(provider, settings)
        assert client.get(reverse("openid_start")).status_code == 503
        assert provider.asked == []


def test_a_certificate_that_goes_bad_on_the_way_gets_no_code(
    cast: Cast, client, authority: Authority, settings
) -> None:
    with oidc_provider.running(authority.server("right")) as provider:
        set_up(provider, settings)
        back = answer_of(provider, client)
        settings.OIDC_CA = ""
        assert client.get(back).status_code == 503
        assert "token" not in provider.asked
        assert not is_in(client)
