"""Danish and English: who sees which, and that the whole page is in it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from actions.answer_links import Purpose, answer_link
from actions.models import ActionItem
from meetings.models import Person
from tests.cast import Cast
from tracker.templatetags.folgop import long_date, short_date

pytestmark = pytest.mark.django_db


def lang(page: str) -> str:
    found = re.search(r'<html lang="(\w+)"', page)
    assert found
    return found[1]


def test_pages_are_danish_whatever_the_browser_asks_for(client: Client) -> None:
    page = client.get(reverse("login"), headers={"Accept-Language": "en-GB,en"})
    assert lang(page.text) == "da"
    assert "Adgangskode" in page.text


def test_who_chooses_english_gets_it_and_stays_where_he_was(cast: Cast, client_of) -> None:
    client = client_of(cast.lene)
    address = f"{reverse('register')}?vis=units"
    page = client.post(reverse("language_choose"), {"language": "en", "next": address}, follow=True)
    assert page.redirect_chain == [(address, 302)]
    assert lang(page.text) == page.headers["Content-Language"] == "en"
    assert "Who decides, who works where" in page.text
    page = client.post(reverse("language_choose"), {"language": "da", "next": address}, follow=True)
    assert lang(page.text) == "da"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "\\\\example.org", "javascript:1", ""]
)
def test_a_choice_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("language_choose"), {"language": "en", "next": elsewhere})
    assert answer["Location"] == reverse("home")


def test_a_language_that_there_is_not_is_not_kept(client: Client) -> None:
    assert not client.post(reverse("language_choose"), {"language": "xx"}).cookies


def test_pages_follow_the_language_of_the_mails(cast: Cast, client_of) -> None:
    client = client_of(cast.anna)
    page = client.post(reverse("profile"), {"language": "en"}, follow=True).text
    assert lang(page) == "en"
    assert "Saved." in page
    client.post(reverse("language_choose"), {"language": "da"})
    assert lang(client.get(reverse("profile")).text) == "da"
    page = client.post(reverse("profile"), {"language": "en"}, follow=True).text
    assert lang(page) == "en"


def test_a_link_in_an_english_mail_opens_an_english_page(action_item: ActionItem) -> None:
    Person.objects.filter(pk=action_item.owner_person_id).update(language="en")
    owner = f"person:{action_item.owner_person_id}"
    address = reverse("answer", args=[answer_link(action_item, owner, Purpose.DONE)])
    page = Client().get(address).text
    assert lang(page) == "en"
    assert "Is it done?" in page
    chosen = Client()
    chosen.post(reverse("language_choose"), {"language": "da"})
    assert lang(chosen.get(address).text) == "da"


def test_days_are_written_the_way_of_the_language() -> None:
    day = date(2026, 5, 3)
    assert (short_date(day), long_date(day)) == ("03-05-2026", "søndag 3. maj 2026")
    with translation.override("en"):
        assert (short_date(day), long_date(day)) == ("3 May 2026", "Sunday 3 May 2026")


def test_the_accessibility_statement_is_for_all_and_in_both_languages(client: Client) -> None:
    assert "WCAG 2.1 niveau AA" in client.get(reverse("accessibility")).text
    client.post(reverse("language_choose"), {"language": "en"})
    assert "WCAG 2.1 level AA" in client.get(reverse("accessibility")).text
