"""A passkey made on the page and shown at the login, with a device in the browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from meetings.models import Passkey
from tests.cast import Cast

PASSWORD = "en-lang-adgangskode"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(enter, cast: Cast, live_server, settings) -> Page:
    """A browser that nobody is logged in with, on a machine that knows its person by finger."""
    settings.SITE_URL, settings.HAS_TLS = live_server.url, False
    cast.lene.set_password(PASSWORD)
    cast.lene.save()
    opened = enter(cast.lene)
    opened.context.clear_cookies()
    device = opened.context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return opened


def accessible(page: Page) -> None:
    assert Axe().run(page).response["violations"] == []


def test_it_is_made_shown_at_the_login_and_asked_for_again(
    page: Page, cast: Cast, live_server
) -> None:
    page.goto("/log-ind/")
    accessible(page)
    page.get_by_label("Brugernavn").fill("lene")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.goto("/min-profil/adgangsnoegler/")
    page.get_by_label("Navn").fill("Arbejds-pc")
    accessible(page)
    page.get_by_role("button", name="Lav adgangsnøgle").click()
    expect(page.get_by_role("heading", name="Dine nødkoder")).to_be_visible()
    page.get_by_role("link", name="Jeg har gemt dem").click()
    expect(page.get_by_role("heading", name="Adgangsnøgler", level=1)).to_be_visible()
    expect(page.get_by_text("Arbejds-pc").first).to_be_visible()
    accessible(page)

    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind/")
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto("/min-profil/")
    expect(page.get_by_text("Du logger ind med en adgangsnøgle.")).to_be_visible()
    assert Passkey.objects.get(user=cast.lene).used_at

    page.goto("/min-profil/igen/?next=/min-profil/noegler/")
    accessible(page)
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    page.wait_for_url("**/min-profil/noegler/")


def test_who_thinks_better_of_it_is_told_what_else_to_do(page: Page) -> None:
    page.goto("/log-ind/")
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    expect(page.get_by_role("alert")).to_contain_text("brug adgangskoden")
    assert page.url.endswith("/log-ind/")
