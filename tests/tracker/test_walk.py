"""The main job in a browser, on real processes: from a file dropped on the page to a kept promise.

`make pictures` takes the README's pictures on the way.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
DROPPED = "direktion-2026-10-06.pdf"
OWNER, OWNER_MAIL = "Nanna Høj", "nanna.hoej@noerrevang.example"
PATIENCE = 90

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the data folder of an installation with the invented municipality."""
    data = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    environment = {
        **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "BROKER_URL"}},
        "FOLGOP_DATA": str(data),
        "FOLGOP_DEMO": "1",
        "FOLGOP_SEND_ANY_TIME": "1",
        "FOLGOP_TICK_SECONDS": "2",
        "FOLGOP_SITE_URL": address,
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "demo"], env=environment, cwd=ROOT, check=True, timeout=300)
    log = (data / "log").open("wb")
    up = subprocess.Popen(
        [*manage, "up", "--port", port], env=environment, cwd=ROOT, stdout=log, stderr=log
    )
    try:
        until(lambda: _answers(address), "the site answers")
        yield address, data
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(timeout=120)
        log.close()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until(come_true: Callable[[], object], what: str) -> None:
    for _ in range(PATIENCE * 5):
        if come_true():
            return
        time.sleep(0.2)
    pytest.fail(f"Waited {PATIENCE} s in vain until {what}.")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def enter(site, browser) -> Iterator[Callable[[str], Page]]:
    """Log in as one of the demo people, each in a browser of their own."""
    contexts = []

    def log_in(name: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="da-DK", base_url=site[0]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda line: _refuse_violation(line.text))
        page.goto("/log-ind/")
        page.get_by_role("button", name=name).click()
        return page

    yield log_in
    for context in contexts:
        context.close()


def _refuse_violation(line: str) -> None:
    assert "Content Security Policy" not in line, line


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("PICTURES")
    if folder:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}.png")


def mails(data: Path) -> list[tuple[str, str, str]]:
    """Return recipient, subject and text of each mail, oldest first."""
    found = []
    for path in sorted((data / "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        found.append((str(mail["To"]), str(mail["Subject"]), body.get_content()))
    return found


def test_a_dropped_file_becomes_a_kept_promise(site, enter) -> None:
    _address, data = site
    secretary = enter("sekretaer")
    drop_the_file(secretary)
    review_the_meeting(secretary)
    send_the_action_items(secretary)

    until(lambda: news_for_owner(data), "the owner has the mail")
    answer_without_a_login(enter("ansvarlig").context.browser, link_to_answer(data))
    see_what_became_of_it(secretary)
    see_what_is_open_and_late(enter("leder"))


def drop_the_file(page: Page) -> None:
    page.goto("/dokumenter/")
    page.get_by_label("Udvalg").select_option(label="Direktionen")
    page.locator("input[type=file]").set_input_files(ROOT / "samples" / DROPPED)
    page.get_by_role("button", name="Læg ind").click()
    row = page.locator("li.document").filter(has_text=DROPPED)
    expect(row).to_contain_text("4 forslag", timeout=PATIENCE * 1000)
    picture(page, "dokumenter")
    row.get_by_role("link", name=re.compile("Møde 22-09-2026")).click()


def review_the_meeting(page: Page) -> None:
    """Give the first to Nanna with a later deadline, accept two as they are, reject the last."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Direktionen")
    picture_of_page = page.locator("svg image, .page-picture img, img").first
    expect(picture_of_page).to_be_visible()
    picture(page, "gennemgang")
    first, second, third, fourth = page.locator("article.commitment").all()
    first.get_by_label("Ansvarlig", exact=True).fill(OWNER)
    first.get_by_label("Frist").fill("2027-03-01")
    for suggestion in (first, second, third):
        suggestion.get_by_role("button", name="Godkend").click()
        expect(suggestion).to_contain_text("Godkendt")
    fourth.get_by_text("Afvis", exact=True).click()
    fourth.get_by_label(re.compile("Hvorfor|Begrundelse|Grund|Årsag")).fill("Er allerede gjort")
    fourth.get_by_role("button", name="Afvis forslaget").click()
    expect(fourth).to_contain_text("Afvist")


def send_the_action_items(page: Page) -> None:
    send = page.locator("#send")
    expect(send).to_contain_text(OWNER)
    send.get_by_role("link", name="Se mailene, og send 3 opgaver").click()
    expect(page.locator("main")).to_contain_text(OWNER)
    picture(page, "mailene")
    page.get_by_role("button", name="Send 3 opgaver").click()
    expect(page.locator("#send")).to_contain_text("Sendt")


def news_for_owner(data: Path) -> list[str]:
    """Return the mails that tell the owner of what she was given, and of nothing else."""
    return [
        text for to, _subject, text in mails(data) if to == OWNER_MAIL and "1. marts 2027" in text
    ]


def link_to_answer(data: Path) -> str:
    (text,) = news_for_owner(data)
    mine = text[text.index("1. marts 2027") :]
    assert "KT ønskede et overblik" in " ".join(mine.split())
    return re.findall(r"http\S+/svar/\S+", mine)[0]


def answer_without_a_login(browser, link: str) -> None:
    page = browser.new_context(locale="da-DK", viewport={"width": 390, "height": 844}).new_page()
    page.goto(link)
    picture(page, "svar")
    page.get_by_label("Bemærkning").fill("Overblikket ligger på sagen.")
    page.get_by_role("button", name="Meld udført").click()
    expect(page.locator("main")).to_contain_text("Tak")
    page.goto(link)
    expect(page.get_by_role("button", name="Meld udført")).to_have_count(0)
    page.context.close()


def see_what_became_of_it(page: Page) -> None:
    page.goto("/opfoelgning/?status=answered")
    page.get_by_role("link", name=re.compile("overblik over husleje", re.IGNORECASE)).first.click()
    expect(page.locator("main")).to_contain_text("Overblikket ligger på sagen.")
    expect(page.locator("main")).to_contain_text(OWNER)
    picture(page, "opfoelgningspunkt")
    page.get_by_role("button", name="Godkend og afslut").click()
    expect(page.locator("main")).to_contain_text("opgaven er afsluttet")


def see_what_is_open_and_late(page: Page) -> None:
    page.goto("/overblik/")
    expect(page.get_by_role("heading", name="Overblik")).to_be_visible()
    expect(page.locator(".figures")).to_contain_text(re.compile("frist", re.IGNORECASE))
    picture(page, "overblik")
