"""Where a suggestion stands in the browser, and the keys that are pressed on it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

NUMBER = 20


def card(page: Page, number: int) -> Locator:
    return page.get_by_label(f"Forslag {number}", exact=True).and_(page.locator("article"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
