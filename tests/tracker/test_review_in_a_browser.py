"""A meeting of twenty suggestions cleared in a browser: by keyboard alone, and without scripts."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from actions.models import ActionItem, Commitment
from tests.tracker.cards import NUMBER, card, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


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

    # One is rejected for a reason of one's own, the step is taken back, and it is accepted.
    expect(card(page, 6)).to_be_focused()
    press(page, "r")
    page.keyboard.type("Løst på mødet")
    press(page, "Enter")
    expect(card(page, 6)).to_contain_text("Afvist")
    expect(card(page, 6).get_by_text("Løst på mødet", exact=True)).to_be_visible()
    expect(card(page, 7)).to_be_focused()
    press(page, "u")
    expect(page.locator("#announced")).to_contain_text("Afvisningen er fortrudt.")
    for number in range(6, NUMBER + 1):
        accept(page, number)

    expect(page.locator("#send")).to_be_focused()
    send_by_keyboard(page)
    expect(page.locator("main")).to_contain_text(f"afsluttet med {NUMBER} opgaver.")
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
    card(page, 1).get_by_role("textbox", name="Ansvarlig").fill("Anna Holm")
    card(page, 1).get_by_role("button", name="Godkend").click()
    expect(card(page, 1)).to_contain_text("Godkendt")
    card(page, 2).get_by_text("Del i to").click()
    card(page, 2).get_by_label("Anden opgave").fill("Skriv svar i sag 02")
    card(page, 2).get_by_role("button", name="Del forslaget").click()
    for number in (4, 5):
        card(page, number).get_by_role("checkbox", name="Vælg").check()
    page.get_by_role("button", name="Læg valgte sammen").click()
    expect(page.locator("#messages")).to_contain_text("2 forslag er lagt sammen.")
    card(page, 5).get_by_text("Afvis", exact=True).click()
    card(page, 5).get_by_role("button", name="Afvis forslaget").click()
    page.get_by_role("button", name="Fortryd afvisningen").click()
    expect(page.locator("#messages")).to_contain_text("Afvisningen er fortrudt.")
    page.get_by_role("button", name="Godkend 19 sikre").click()
    expect(page.locator("#messages")).to_contain_text("19 forslag er godkendt.")
    send_by_hand(page)
    expect(page.locator("main")).to_contain_text(f"afsluttet med {NUMBER} opgaver.")
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
