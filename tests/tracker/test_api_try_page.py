"""The page to try the API works as it is served: by us alone, under the policy of all pages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from actions.models import ActionItem
from tests.cast import Cast

CHROMIUM = "/usr/bin/chromium"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_person_calls_the_api_from_the_browser_with_nothing_blocked(
    cast: Cast, action_item: ActionItem, live_server, client_of, monkeypatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    said, asked = [], []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(base_url=live_server.url)
        session = client_of(cast.lene).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(reverse("try_api"))
        listed = page.locator("#operations-action_items-get_action_items")
        listed.locator(".opblock-summary-control").click()
        listed.locator(".execute").click()
        answer = listed.locator(
            ".live-responses-table tbody .response-col_description"
        ).inner_text()
        chromium.close()
    assert action_item.task in answer
    assert said == []
    assert all(one.startswith((live_server.url, "data:")) for one in asked)
