"""Every kind of mail as a mail program shows it: whole, legible, light and dark, for Outlook too.

With a folder in MAIL_PICTURES each is left there as a picture and as text, to be looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Browser, Page

from actions.models import ActionItem
from tests.cast import Cast
from tests.tracker.mail_kinds import KINDS, seen, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PICTURES = os.environ.get("MAIL_PICTURES")
WIDTHS = (700, 360, 320)
# A mail is shown inside the page of a mail program, which has the landmarks.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
# What Outlook for Windows, which draws with Word, leaves out or puts elsewhere.
NOT_FOR_OUTLOOK = re.compile(
    r"<(?:div|button|svg|form|video)\b|(?:display:\s*(?:inline-)?(?:flex|grid)|position|float"
    r"|background-image|calc\(|var\(|rgba\()"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail that is open in the browser."""

    kind: str
    sent: EmailMultiAlternatives
    page: Page

    @property
    def html(self) -> str:
        return seen(self.sent)


@pytest.fixture
def shown(
    browser: Browser, beside_the_browser, cast: Cast, action_item: ActionItem, request
) -> Iterator[Shown]:
    page = browser.new_page()
    one = Shown(request.param, send(request.param, cast, action_item), page)
    page.set_content(one.html)
    yield one
    page.close()


def leave_picture(shown: Shown, name: str) -> None:
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        shown.page.screenshot(path=folder / f"{shown.kind}-{name}.png", full_page=True)
        words = f"{shown.sent.subject}\n\n{shown.sent.body}"
        (folder / f"{shown.kind}.txt").write_text(words, encoding="utf-8")


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_it_is_whole_at_any_width_and_axe_finds_nothing(shown: Shown) -> None:
    for width in WIDTHS:
        shown.page.set_viewport_size({"width": width, "height": 700})
        leave_picture(shown, str(width))
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(shown.page) == []


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_it_can_be_read_in_the_dark(shown: Shown) -> None:
    shown.page.emulate_media(color_scheme="dark")
    shown.page.set_viewport_size({"width": 360, "height": 700})
    leave_picture(shown, "dark")
    sheet = shown.page.locator(".sheet")
    colour = sheet.evaluate("element => getComputedStyle(element).backgroundColor")
    assert colour == "rgb(31, 31, 31)"
    assert faults(shown.page) == []


@pytest.mark.parametrize("shown", ["new"], indirect=True)
def test_without_its_pictures_it_says_the_same(shown: Shown) -> None:
    words = shown.page.locator("body").inner_text()
    shown.page.set_content(str(shown.sent.alternatives[0].content))
    leave_picture(shown, "no-pictures")
    assert shown.page.locator("body").inner_text() == words
    assert shown.page.evaluate("document.images[0].naturalWidth") == 0
    assert faults(shown.page) == []


@pytest.mark.parametrize("shown", KINDS, indirect=True)
def test_outlook_can_draw_it_and_nothing_hides_behind_a_picture(shown: Shown) -> None:
    html = str(shown.sent.alternatives[0].content)
    assert not NOT_FOR_OUTLOOK.search(html)
    # A ninth of a megabyte is where Gmail cuts a mail off.
    assert len(html.encode()) < 100_000
    pictures = shown.page.locator("img")
    for picture in pictures.all():
        assert picture.get_attribute("width")
        assert picture.get_attribute("alt") in shown.page.locator("body").inner_text()
