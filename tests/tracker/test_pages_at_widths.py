"""What a secretary sees at common widths: a header in one line, names whole, charts uncut."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionItem
from meetings.models import Committee, Person, Role, Unit, User
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("LOOK")
CUT = """() => [...document.querySelectorAll('.bar-chart-drawing')].flatMap(drawing => {
  const frame = drawing.viewBox.baseVal;
  return [...drawing.querySelectorAll('text')].filter(one => {
    const box = one.getBBox();
    return box.x < -0.5 || box.x + box.width > frame.width + 0.5;
  }).map(one => one.textContent);
})"""
OVERLAPPING = """() => [...document.querySelectorAll('.bar-chart-drawing')].flatMap(drawing =>
  [...drawing.querySelectorAll('.bar-chart-label')].filter(label => {
    const words = label.getBBox();
    return [...drawing.querySelectorAll('rect')].some(bar => {
      const box = bar.getBBox();
      return box.width > 0 && words.x + words.width > box.x && words.x < box.x + box.width
        && words.y + words.height > box.y + 1 && words.y < box.y + box.height - 1;
    });
  }).map(label => label.textContent))"""
LINES = """word => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0 || !node.parentElement.getClientRects().length) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    lines.push(range.getClientRects().length);
  }
  return Math.max(0, ...lines);
}"""


def look(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.fixture
def done_items(cast: Cast, action_item: ActionItem) -> None:
    """Let units with long names have kept and missed many deadlines."""
    Committee.objects.filter(pk=cast.committee.pk).update(name="Fritidsudvalget")
    names = ("Kultur-, Fritids- og Foreningssekretariatet", "Fritidsudvalgets sekretariat")
    now = timezone.now()
    for name in names:
        unit = Unit.objects.create(name=name)
        ActionItem.objects.bulk_create(
            ActionItem(
                committee=cast.committee,
                task="Notat om svømmehallens åbningstider",
                owner_unit=unit,
                deadline=date(2026, 3, 1),
                status=ActionItem.Status.DONE if number % 4 else ActionItem.Status.OPEN,
                answered_at=now if number % 4 else None,
                closed_at=now if number % 4 else None,
                assigned_at=NOW,
                created_at=NOW,
                promised_on=date(2026, 2, 1),
            )
            for number in range(160)
        )


@pytest.mark.parametrize("width", [1280, 1366, 1440])
@pytest.mark.parametrize("route", ["home", "action_items", "overview"])
def test_the_header_of_a_secretary_takes_one_line(cast: Cast, enter, meeting, route, width) -> None:
    anna = cast.anna_holm
    lead = Person.objects.create(
        name="Sanne Sekretær", email="s@noerrevang.example", unit=anna.unit
    )
    User.objects.filter(pk=cast.lene.pk).update(person=lead)
    Role.objects.create(user=cast.lene, kind=Role.Kind.SECRETARY)
    Role.objects.create(user=cast.lene, kind=Role.Kind.MANAGER, unit=cast.unit)
    page = enter(cast.lene, width=width)
    page.goto(reverse(route))
    look(page, f"header-{route}-{width}")
    tops = page.evaluate(
        "[...document.querySelectorAll('.site-nav-link, .site-search, .site-user')]"
        ".map(one => one.getBoundingClientRect()).map(box => (box.top + box.bottom) / 2)"
    )
    assert max(tops) - min(tops) < 12


@pytest.mark.parametrize("width", [320, 768, 900, 1280, 1440])
def test_labels_and_numbers_of_charts_are_whole(cast, done_items, enter, width) -> None:
    page = enter(cast.bo, width=width)
    page.goto(reverse("overview"))
    look(page, f"overview-{width}")
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == []
    assert (
        "Kultur-, Fritids- og Foreningssekr" in page.locator(".bar-chart-drawing").last.inner_html()
    )


@pytest.mark.parametrize("name", ["action_items", "overview", "meetings"])
def test_a_name_is_divided_in_no_word_on_a_tablet(cast, done_items, enter, name) -> None:
    page = enter(cast.bo, width=768)
    page.goto(reverse(name))
    look(page, f"{name}-768")
    assert page.evaluate(LINES, "Fritidsudvalget") <= 1
