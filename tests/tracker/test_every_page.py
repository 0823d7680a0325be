"""Every page in a browser, in both languages, three widths: axe finds nothing, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from meetings.models import User
from tests.cast import Cast
from tests.tracker.test_access_matrix import TABLE, addresses

__all__ = ["addresses"]

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1440, 768, 320)
# What WCAG 2.1 AA, and with it EN 301 549, asks for.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
# Not pages of ours: files, pictures, answers to programs, and a mail as it was sent.
NO_PAGES = {
    "action_item_attachment",
    "action_item_clip",
    "action_item_journal",
    "action_item_life",
    "calendar_feed",
    "document_original",
    "exchange_table",
    "healthz",
    "incoming_original",
    "mailbox_html",
    "meeting_journal",
    "owner_search",
    "page_picture",
    "paper_file",
    "person_report_file",
    "readyz",
    "unit_status",
    # Swagger UI is not ours; the statement of accessibility says what it lacks.
    "try_api",
}
# Who has a person behind the login sees more there than the administrator does.
AS_ANNA = {"absences", "profile", "my_items", "home"}

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def routes() -> list[str]:
    """Return the names of the pages that somebody may open."""
    opened = [name for name, (get, _post) in TABLE.items() if "200" in get]
    return sorted(
        name
        for name in opened
        if name not in NO_PAGES and not name.startswith("api_") and not name.endswith("_export")
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's own loop runs in this thread; the server and its database run in another.
    unsafe = pytest.MonkeyPatch()
    unsafe.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    unsafe.undo()


@pytest.fixture
def open_page(
    live_server, browser: Browser, client_of, settings
) -> Iterator[Callable[[User | None, str], Page]]:
    """Open a browser as somebody, in a language."""
    settings.LINKS_A_MINUTE = 10_000
    contexts = []

    def opened(user: User | None, language: str) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": WIDTHS[0], "height": 900}
        )
        contexts.append(context)
        cookies = {"sprog": language}
        if user is not None:
            client: Client = client_of(user)
            cookies["sessionid"] = client.cookies["sessionid"].value
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()]
        )
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def faults(axe: Axe, page: Page) -> list[str]:
    found = axe.run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize(
    ("language", "asked_at"),
    [
        ("da", (1440, 320)),
        ("en", ()),
        *(pytest.param(one, WIDTHS, marks=pytest.mark.thorough) for one in ("da", "en")),
    ],
    ids=["da", "en", "da at each width", "en at each width"],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    language: str, asked_at: tuple[int, ...], addresses, cast: Cast, open_page
) -> None:
    """A page is measured at each width, and axe asked, which takes its time, at those given."""
    axe = Axe()
    pages = {user: open_page(user, language) for user in (None, cast.bo, cast.anna)}
    found: dict[str, object] = {}
    for name in routes():
        user = None if name == "login" else cast.anna if name in AS_ANNA else cast.bo
        page = pages[user]
        page.goto(addresses(name))
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong = faults(axe, page) if width in asked_at else []
            seen, there = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
            if there > seen:
                wrong.append(f"{there} pixels wide")
            if wrong:
                found[f"{name} at {width}"] = wrong
    assert found == {}


def test_the_keyboard_comes_everywhere_and_is_caught_nowhere(
    addresses, cast: Cast, open_page
) -> None:
    page = open_page(cast.bo, "da")
    for name in ("home", "review", "register", "meeting_plan", "action_items"):
        page.goto(addresses(name))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link", name
        stops = page.evaluate(
            """[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
            .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0
                    && one.type !== 'hidden').length"""
        )
        reached = set()
        for _stop in range(stops + 20):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    """() => { const one = document.activeElement;
                    if (one === document.body) return 'out';
                    if (!one.dataset.stop) one.dataset.stop = Math.random();
                    // Inside a date field the browser itself shows where one is.
                    if (one.type === 'date') return one.dataset.stop;
                    const style = getComputedStyle(one);
                    return one.dataset.stop + (style.outlineStyle === 'none'
                        && style.boxShadow === 'none' ? ' unseen ' + one.outerHTML : ''); }"""
                )
            )
        # Radio buttons of one question are one stop.
        assert len(reached) > stops * 0.6, name
        assert [one for one in reached if "unseen" in one] == [], name
    page.goto(reverse("home"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"
