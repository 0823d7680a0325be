"""A browser goes to the municipality's own login and back: in, shown again, and turned away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.tracker.oidc_provider import Provider
from tests.tracker.openid import provider
from tests.tracker.test_every_page import RULES, WIDTHS
from tracker.models import ApiToken
from tracker.web.fresh import SHOWN

__all__ = ["provider"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(
    browser, beside_the_browser, live_server, provider: Provider, settings
) -> Iterator[Callable[..., Page]]:
    settings.SITE_URL = live_server.url
    provider.redirect_uri = f"{live_server.url}{reverse('openid_back')}"
    provider.shows_page = True
    contexts = []

    def page_of_a_new_browser(*, scripts: bool = True, has_axe: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="da-DK", java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        if not has_axe:  # which writes styles of its own into the page, and is stopped
            page.on("console", lambda line: refuse_violation(line.text))
        return page

    yield page_of_a_new_browser
    for context in contexts:
        context.close()


def refuse_violation(line: str) -> None:
    assert "Content Security Policy" not in line, line


def nothing_found(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        seen, there = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        assert there <= seen


def go_there_and_back(page: Page) -> None:
    expect(page.get_by_role("heading", name="Kommunens login")).to_be_visible()
    page.get_by_role("link", name="Jeg er Anna").click()


def log_in(page: Page) -> None:
    page.goto("/log-ind/")
    page.get_by_role("link", name="Log ind med din arbejdskonto").click()
    go_there_and_back(page)


def leave_the_machine() -> None:
    """Let half an hour go by in the one session there is."""
    session = Session.objects.get()
    store = session.get_session_store_class()(session.session_key)
    store[SHOWN] = (timezone.now() - timedelta(minutes=30)).isoformat()
    store.save()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_anna_logs_in_with_her_work_account(cast: Cast, opened, live_server, scripts: bool) -> None:
    page = opened(scripts=scripts)
    log_in(page)
    expect(page).to_have_url(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Hej Anna Holm")).to_be_visible()


def test_the_pages_on_the_way_are_accessible(cast: Cast, opened, provider: Provider) -> None:
    page = opened(has_axe=True)
    page.goto("/log-ind/")
    nothing_found(page)
    log_in(page)
    expect(page.get_by_role("heading", name="Hej Anna Holm")).to_be_visible()
    leave_the_machine()
    page.goto(reverse("login_again"))
    expect(page.get_by_role("heading", name="Vis igen, hvem du er")).to_be_visible()
    nothing_found(page)
    page.context.clear_cookies()
    provider.person = {"sub": "en fremmed"}
    log_in(page)
    expect(page.get_by_role("heading", name="Du har ikke adgang til Følg op")).to_be_visible()
    nothing_found(page)


def test_half_an_hour_later_she_shows_it_there_and_makes_her_key(cast: Cast, opened) -> None:
    page = opened()
    log_in(page)
    expect(page.get_by_role("heading", name="Hej Anna Holm")).to_be_visible()
    leave_the_machine()
    page.goto(reverse("tokens"))
    page.locator(f"main a[href^='{reverse('login_again')}']").click()
    page.get_by_role("link", name="Vis det hos kommunens login").click()
    go_there_and_back(page)
    expect(page).to_have_url(re.compile(f"{re.escape(reverse('tokens'))}$"))
    page.get_by_label("Hvad skal nøglen bruges til?").fill("Kalender")
    page.get_by_role("button", name="Lav nøglen").click()
    expect(page.locator("main")).to_contain_text("Kalender")
    assert ApiToken.objects.get().owner == cast.anna


def test_the_language_can_be_chosen_where_somebody_is_turned_away(
    cast: Cast, opened, provider: Provider
) -> None:
    provider.person = {"sub": "en fremmed"}
    page = opened()
    log_in(page)
    assert "code=" not in page.locator("body").inner_html()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Log in with your work account")).to_be_visible()
