"""The address of an answer page is a key: it stands in no log and is told to nobody else."""

from __future__ import annotations

import logging
import logging.config
from collections.abc import Callable, Iterator
from io import StringIO
from urllib.parse import urlsplit

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Request

from actions.answer_links import PATHS, Purpose, answer_link, unsubscribe_link
from actions.models import ActionItem
from meetings.models import Event
from tests.actions.outbox import assign, one_round
from tests.cast import NOW, Cast

FILLED_IN = {"note": "x", "text": "x", "reason": "x", "deadline": "2027-05-03"}


def tokens(action_item: ActionItem) -> dict[str, str]:
    """Return each keyed page's path with its key."""
    owner = action_item.owner_person_id
    found = {
        f"{PATHS[purpose]}{token}/": token
        for purpose in Purpose
        for token in [answer_link(action_item, f"person:{owner}", purpose)]
    }
    leave = unsubscribe_link(owner)
    return {**found, reverse("unsubscribe", args=[leave]): leave}


@pytest.fixture
def keyed(action_item: ActionItem) -> Iterator[dict[str, str]]:
    with time_machine.travel(NOW, tick=False):
        yield tokens(action_item)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Give all that any logger writes, in the form of the product's own handler."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    described = settings.LOGGING["formatters"]["line"]
    configurator = logging.config.DictConfigurator({"version": 1})
    handler.setFormatter(configurator.configure_formatter(dict(described)))
    loggers = [logging.getLogger(name) for name in ("", "django.request", "django.server")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG)
    yield out
    for one, level in zip(loggers, levels, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


def test_no_log_holds_a_key(log: StringIO, keyed, monkeypatch, settings) -> None:
    client = Client(raise_request_exception=False)
    for path, token in keyed.items():
        for ask in (client.get, client.head, client.put, client.post):
            ask(path, FILLED_IN)
        client.get(f"{path[:-1]}x/")
        client.get(path, headers={"host": "ond.example"})
        logging.getLogger("django.server").info('"%s %s HTTP/1.1" 200 -', "GET", path)
        assert token not in log.getvalue()
    monkeypatch.setattr("tracker.web.answer_access.read_answer_link", _breaks)
    monkeypatch.setattr("tracker.web.unsubscribe.read_unsubscribe_link", _breaks)
    statuses = [client.get(path).status_code for path in keyed]
    assert statuses == [500] * len(keyed)
    told = log.getvalue()
    assert "Internal Server Error" in told
    assert "en fejl med" in told
    for token in keyed.values():
        assert token not in told
        assert token.rpartition(":")[2] not in told


def _breaks(token: str) -> None:
    raise RuntimeError(f"en fejl med /svar/{token}/")


def test_no_row_but_the_mail_itself_holds_a_key(log: StringIO, action_item: ActionItem) -> None:
    assign(action_item)
    one_round(NOW)
    sent = {word for word in mail.outbox[0].body.split() if "/svar/" in word}
    keys = {urlsplit(link).path.rstrip("/").rpartition("/")[2] for link in sent}
    assert len(keys) == len(Purpose)
    with time_machine.travel(NOW, tick=False):
        for link in sorted(sent):
            Client().post(urlsplit(link).path, FILLED_IN)
    kept = [repr(list(Event.objects.values_list()))]
    for model in apps.get_app_config("actions").get_models():
        if model.__name__ != "Message":
            kept.append(repr(list(model.objects.values_list())))
    for key in keys:
        assert key not in log.getvalue()
        assert not any(key in rows for rows in kept)


@pytest.mark.parametrize("kind", ["whole", "broken", "answered", "too fast"])
def test_every_answer_on_such_a_page_tells_the_next_site_nothing(keyed, settings, kind) -> None:
    client = Client()
    for path in keyed:
        if kind == "too fast":
            settings.LINKS_A_MINUTE = 1
            client.get(path)
        asked = f"{path[:-1]}x/" if kind == "broken" else path
        ask = client.post if kind == "answered" else client.get
        answer = ask(asked, FILLED_IN)
        assert (answer.status_code == 429) is (kind == "too fast")
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_pages_fetch_from_us_alone_and_hand_the_key_to_nothing(
    live_server, browser, beside_the_browser, action_item: ActionItem, cast: Cast
) -> None:
    asked: list[tuple[str, str]] = []
    context = browser.new_context(base_url=live_server.url)
    page: Page = context.new_page()
    note: Callable[[Request], None] = lambda request: asked.append(  # noqa: E731 (a listener)
        (request.url, request.headers.get("referer", ""))
    )
    page.on("request", note)
    for path, token in tokens(action_item).items():
        asked.clear()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert len(asked) > 1, "style and pictures are fetched"
        for url, referer in asked:
            assert url.startswith(live_server.url), url
            assert token not in referer
        assert [url for url, _referer in asked if token in url] == [f"{live_server.url}{path}"]
    context.close()
