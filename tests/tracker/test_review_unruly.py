"""Going through a meeting when things go wrong: two at once, long words, words nobody expected."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from actions.models import ActionItem, Commitment
from meetings.models import Role, User
from tests.tracker.cards import card, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

UNUSUAL = "Skriv til מרכז הנוער 👩‍👩‍👧 om \u200fשלום\u200f og Æøå 🏊"


@pytest.fixture
def mette(cast) -> User:
    user = User.objects.create(username="mette")
    Role.objects.create(user=user, kind=Role.Kind.SECRETARY, committee=cast.committee)
    return user


def test_the_second_of_two_reviewers_is_told_and_loses_nothing(
    enter, cast, long_meeting, mette
) -> None:
    one, other = enter(cast.lene), enter(mette)
    address = f"/moeder/{long_meeting.pk}/"
    one.goto(address)
    other.goto(address)
    expect(other.locator("#presence")).to_contain_text("lene ser også på dette møde.")
    card(one, 1).get_by_role("button", name="Godkend").click()
    expect(card(one, 1)).to_contain_text("Godkendt")
    card(other, 1).get_by_label("Opgave", exact=True).fill("Mit eget bud på sag 01")
    card(other, 1).get_by_role("button", name="Godkend").click()
    expect(card(other, 1)).to_contain_text("lene har behandlet forslaget i mellemtiden.")
    expect(card(other, 1)).to_contain_text("Mit eget bud på sag 01")
    expect(card(other, 1)).to_contain_text("Undersøg sag 01")
    assert ActionItem.objects.get().task == "Undersøg sag 01"
    # The next one is open to both as before.
    card(other, 2).get_by_role("button", name="Godkend").click()
    expect(card(other, 2)).to_contain_text("Godkendt")


def test_keys_do_nothing_else_while_somebody_types(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    field = card(page, 1).get_by_label("Opgave", exact=True)
    field.fill("")
    letters = "ajkreodsxmugntf?+-0"
    field.press_sequentially(letters)
    expect(field).to_have_value(letters)
    expect(field).to_be_focused()
    expect(page.locator("#keys")).not_to_be_visible()
    assert not ActionItem.objects.exists()
    assert not Commitment.objects.exclude(status=Commitment.Status.PROPOSED).exists()


def test_a_task_of_ten_thousand_letters_is_refused_and_stays(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    field = card(page, 1).get_by_label("Opgave", exact=True)
    long = "Undersøg sagen. " * 625
    # As pasted where the browser does not cut it off.
    field.evaluate("(field) => field.removeAttribute('maxlength')")
    field.fill(long)
    card(page, 1).get_by_role("button", name="Godkend").click()
    expect(card(page, 1).locator(".field-error")).to_be_visible()
    expect(card(page, 1).get_by_label("Opgave", exact=True)).to_have_value(long)
    assert not ActionItem.objects.exists()


def test_any_script_and_any_sign_is_kept_as_it_was_typed(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    card(page, 1).get_by_label("Opgave", exact=True).fill(UNUSUAL)
    card(page, 1).get_by_role("button", name="Godkend").click()
    expect(card(page, 1)).to_contain_text("Godkendt")
    expect(card(page, 1)).to_contain_text("מרכז הנוער 👩‍👩‍👧")
    assert ActionItem.objects.get().task == UNUSUAL


def test_an_owner_is_found_by_keyboard_alone_and_axe_finds_nothing(
    enter, cast, long_meeting
) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    press(page, "j", "o")
    field = card(page, 1).get_by_role("combobox", name="Ansvarlig")
    expect(field).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("hol")
    option = page.get_by_role("option", name="Anna Holm")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    press(page, "ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [one["id"] for one in found.response["violations"]] == []
    press(page, "Enter")
    expect(field).to_have_value("Anna Holm (AH), Kultur og Fritid")
    expect(option).to_have_count(0)
    press(page, "Escape", "a")
    expect(card(page, 1)).to_contain_text("Godkendt")
    assert ActionItem.objects.get().owner_person == cast.anna_holm


def test_words_marked_with_the_mouse_become_a_suggestion(enter, cast, long_meeting) -> None:
    page = enter(cast.lene)
    page.goto(f"/moeder/{long_meeting.pk}/")
    words = page.locator(".page-words span", has_text="Intet nyt.").last
    words.evaluate(SELECT, "Intet nyt.")
    page.mouse.up()
    page.get_by_role("button", name="Tilføj det markerede").click()
    expect(page.locator("#announced")).not_to_be_empty()
    added = Commitment.objects.get(quote="Intet nyt.")
    assert added.agenda_item.number == "2"


SELECT = """(span, wanted) => {
  const node = Array.from(span.childNodes).find((one) => one.data && one.data.includes(wanted));
  const range = document.createRange();
  const at = node.data.indexOf(wanted);
  range.setStart(node, at);
  range.setEnd(node, at + wanted.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
  document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""


@pytest.mark.parametrize("address", ["/", "/moeder/", "/opfoelgning/", "/register/"])
def test_tab_reaches_what_can_be_used_and_the_focus_is_seen(
    enter, cast, long_meeting, address
) -> None:
    page = enter(cast.lene)
    page.goto(address)
    total = page.evaluate(USABLE)
    reached = set()
    for _ in range(total + 5):
        press(page, "Tab")
        at, is_seen = page.evaluate(FOCUS)
        if at >= 0:
            assert is_seen, f"no visible focus on number {at} of {address}"
            reached.add(at)
    assert len(reached) == total


USABLE = """() => {
  window.usable = Array.from(document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary",
  )).filter((one) => !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({ checkVisibilityCSS: true }));
  return window.usable.length;
}"""
FOCUS = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return [window.usable.indexOf(here), isSeen];
}"""
