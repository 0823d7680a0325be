"""A browser beside the rows, and a long meeting to go through in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from actions.models import Commitment
from meetings.models import AgendaItem, Document, Meeting, User
from tests.cast import NOW, Cast
from tests.tracker.cards import NUMBER

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000


@pytest.fixture(scope="module")
def beside_the_browser() -> Iterator[None]:
    """Let a test look at the rows while the browser's loop runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def enter(browser, beside_the_browser, live_server) -> Iterator[Callable[..., Page]]:
    contexts = []

    def log_in(user: User, *, scripts: bool = True, width: int = 1440) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="da-DK",
            base_url=live_server.url,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield log_in
    for context in contexts:
        context.close()


@pytest.fixture
def long_meeting(cast: Cast) -> Meeting:
    sentences = [f"Det blev aftalt, at sag {n:02} undersøges." for n in range(1, NUMBER + 1)]
    text = "Punkt 1: Sager\n\n" + "\n\n".join(sentences) + "\n\nPunkt 2: Eventuelt\n\nIntet nyt.\n"
    document = Document.objects.create(
        name="referat.txt",
        sha256="c" * 64,
        size=len(text.encode()),
        file=ContentFile(text.encode(), name="referat.txt"),
        committee=cast.committee,
        uploaded_at=NOW,
        read_at=NOW,
        stage=Document.Stage.READY,
        text=text,
        text_source="file",
    )
    meeting = Meeting.objects.create(
        document=document,
        position=0,
        committee=cast.committee,
        title="Kultur- og Fritidsudvalget",
        held_on=date(2026, 3, 2),
    )
    second = text.index("Punkt 2")
    first = AgendaItem.objects.create(
        meeting=meeting, position=0, number="1", title="Sager", start=0, end=second
    )
    AgendaItem.objects.create(
        meeting=meeting, position=1, number="2", title="Eventuelt", start=second, end=len(text)
    )
    for number, quote in enumerate(sentences, start=1):
        start = text.index(quote)
        Commitment.objects.create(
            agenda_item=first,
            quote=quote,
            start=start,
            end=start + len(quote),
            task=f"Undersøg sag {number:02}",
            owner_unit=cast.unit,
            confidence=0.9,
            rule="follow-up mark",
            because="Ordene siger, hvad der skal ske.",
        )
    return meeting
