"""Every page with payloads in every field, in a browser: nothing runs, the policy is kept.

Escaping and policy are two walls: the page is to give the second one nothing to hold back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from meetings.models import User
from tests.cast import Cast
from tests.tracker.hostile_words import MARK, fill
from tests.tracker.test_access_matrix import addresses
from tests.tracker.test_every_page import AS_ANNA, routes

__all__ = ["addresses"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WATCH = """
window.__broken = [];
document.addEventListener('securitypolicyviolation',
    event => window.__broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def test_no_page_runs_words_or_breaks_the_policy(
    addresses: Callable[[str], str],
    enter: Callable[[User], Page],
    cast: Cast,
) -> None:
    known = {route: addresses(route) for route in routes()}
    fill(0)
    pages = {"bo": enter(cast.bo), "anna": enter(cast.anna)}
    for page in pages.values():
        page.add_init_script(WATCH)
    wrong, shown = [], 0
    for route, address in known.items():
        page = pages["anna" if route in AS_ANNA else "bo"]
        page.goto(address, wait_until="load")
        ran, broken = page.evaluate("[window.__x, window.__broken]")
        if ran is not None or broken:
            wrong.append((route, ran, broken))
        shown += MARK in page.content()
    sys.stdout.write(f"\n{len(known)} pages opened, {shown} of them with a payload\n")
    assert wrong == []
    assert shown > 40


def test_the_watch_sees_what_runs_and_what_is_held_back(
    enter: Callable[[User], Page], cast: Cast
) -> None:
    page = enter(cast.bo)
    page.add_init_script(WATCH)
    page.goto("/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.__x=1>')"
    )
    # The policy is told of a little later than it acts.
    broken = page.evaluate(
        "new Promise(tell => setTimeout(() => tell(window.__broken), 2000))",
    )
    assert [one.split()[0] for one in broken] == ["script-src-attr"]
    assert page.evaluate("window.__x") is None
