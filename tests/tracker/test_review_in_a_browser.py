"""A meeting of twenty suggestions cleared in a browser: by keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from actions.models import ActionItem, Commitment
from meetings.models import AgendaItem, Document, Meeting, User
from tests.cast import NOW, Cast

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000
NUMBER = 20

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module", autouse=True)
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
def enter(browser, live_server) -> Iterator[Callable[..., Page]]:
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


def card(page: Page, number: int):
    return page.get_by_label(f"Forslag {number}", exact=True).and_(page.locator("article"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def accept(page: Page, number: int) -> None:
    expect(card(page, number)).to_be_focused()
    press(page, "a")
    expect(card(page, number)).to_contain_text("Godkendt")


def test_a_meeting_of_twenty_is_cleared_by_keyboard_alone(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    press(page, "j")
    accept(page, 1)

    # Another owner, and a deadline, typed where the key leads.
    expect(card(page, 2)).to_be_focused()
    press(page, "o")
    page.keyboard.type("Anna Holm")
    press(page, "Escape", "d")
    expect(card(page, 2).get_by_label("Frist")).to_be_focused()
    page.keyboard.type("05052027")
    press(page, "Escape")
    accept(page, 2)

    # Two out of the third; they are 3 and 4 now, and the first of them has the focus.
    expect(card(page, 3)).to_be_focused()
    press(page, "s", "Tab")
    page.keyboard.type("Skriv svar i sag 03")
    press(page, "Control+Enter")
    accept(page, 3)
    accept(page, 4)

    # Five and six become one.
    expect(card(page, 5)).to_be_focused()
    press(page, "x", "j", "x", "m")
    expect(page.locator("#announced")).to_contain_text("2 forslag er lagt sammen.")
    accept(page, 5)

    # One is rejected, the step is taken back, and it is accepted after all.
    expect(card(page, 6)).to_be_focused()
    press(page, "r", "Enter")
    expect(card(page, 6)).to_contain_text("Afvist")
    expect(card(page, 7)).to_be_focused()
    press(page, "u")
    expect(page.locator("#announced")).to_contain_text("Afvisningen er fortrudt.")
    for number in range(6, NUMBER + 1):
        accept(page, number)

    expect(page.locator("#send")).to_be_focused()
    send_by_keyboard(page)
    expect(page.locator("main")).to_contain_text(f"{NUMBER} opgaver er sendt.")
    assert ActionItem.objects.filter(assigned_at__isnull=False).count() == NUMBER
    second = ActionItem.objects.get(owner_person=cast.anna_holm)
    assert (second.task, second.deadline) == ("Undersøg sag 02", date(2027, 5, 5))
    assert ActionItem.objects.filter(task="Skriv svar i sag 03").count() == 1
    assert Commitment.objects.filter(status=Commitment.Status.MERGED).count() == 1


def send_by_keyboard(page: Page) -> None:
    press(page, "f", "Enter")
    button = page.get_by_role("button", name=f"Send {NUMBER} opgaver")
    expect(button).to_be_visible()
    button.focus()
    press(page, "Enter")


def test_the_same_road_leads_on_without_scripts(enter, cast, long_meeting) -> None:
    page = enter(cast.lene, scripts=False)
    page.goto(f"/moeder/{long_meeting.pk}/")
    card(page, 1).get_by_label("Ansvarlig").fill("Anna Holm")
    card(page, 1).get_by_role("button", name="Godkend").click()
    expect(card(page, 1)).to_contain_text("Godkendt")
    card(page, 2).get_by_text("Del i to").click()
    card(page, 2).get_by_label("Anden opgave").fill("Skriv svar i sag 02")
    card(page, 2).get_by_role("button", name="Del forslaget").click()
    for number in (4, 5):
        card(page, number).get_by_role("checkbox").check()
    page.get_by_role("button", name="Læg valgte sammen").click()
    expect(page.locator("#messages")).to_contain_text("2 forslag er lagt sammen.")
    card(page, 5).get_by_text("Afvis", exact=True).click()
    card(page, 5).get_by_role("button", name="Afvis forslaget").click()
    page.get_by_role("button", name="Fortryd afvisningen").click()
    expect(page.locator("#messages")).to_contain_text("Afvisningen er fortrudt.")
    page.get_by_role("button", name="Godkend 19 sikre").click()
    expect(page.locator("#messages")).to_contain_text("19 forslag er godkendt.")
    send_by_hand(page)
    expect(page.locator("main")).to_contain_text(f"{NUMBER} opgaver er sendt.")
    assert ActionItem.objects.filter(assigned_at__isnull=False).count() == NUMBER


def send_by_hand(page: Page) -> None:
    page.get_by_role("link", name=f"Se mailene, og send {NUMBER} opgaver").click()
    page.get_by_role("button", name=f"Send {NUMBER} opgaver").click()


def test_a_double_click_accepts_once(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    card(page, 1).get_by_role("button", name="Godkend").dblclick()
    expect(card(page, 1)).to_contain_text("Godkendt")
    assert ActionItem.objects.count() == 1
