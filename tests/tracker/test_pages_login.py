"""The login page, the front page and the menu."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import make_action_item

pytestmark = pytest.mark.django_db


def test_the_login_page_lets_a_user_in(client, cast):
    cast.lene.set_password("en-lang-adgangskode")
    cast.lene.save()
    response = client.post(
        reverse("login"), {"username": "lene", "password": "en-lang-adgangskode"}, follow=True
    )
    assert response.status_code == 200
    assert "Log ud" in response.text


def test_a_wrong_password_is_refused_in_plain_words(client, cast):
    response = client.post(reverse("login"), {"username": "lene", "password": "gæt"})
    assert "Brugernavn og adgangskode passer ikke sammen." in response.text


def test_a_demo_says_who_can_be_tried(client, settings):
    settings.DEMO = True
    assert "sekretaer" in client.get(reverse("login")).text


def test_outside_a_demo_no_login_is_given_away(client, settings):
    settings.DEMO = False
    assert "folgop-demo" not in client.get(reverse("login")).text


def test_logging_out_takes_a_button_not_a_link(client_of, cast):
    client = client_of(cast.lene)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302


@pytest.mark.parametrize(
    "name", ["home", "documents", "meetings", "document", "review", "page_picture"]
)
def test_a_page_asks_strangers_to_log_in(client, meeting, name):
    args = {"document": [1], "review": [1], "page_picture": [1, 1]}.get(name, [])
    response = client.get(reverse(name, args=args))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_the_front_page_counts_what_waits_for_the_secretary(client_of, cast, meeting):
    page = client_of(cast.lene).get(reverse("home")).text
    assert "møde til gennemgang" in page
    assert reverse("review", args=[meeting.pk]) in page


def test_the_front_page_tells_another_committee_nothing(client_of, cast, meeting):
    page = client_of(cast.eva).get(reverse("home")).text
    assert reverse("review", args=[meeting.pk]) not in page


def test_the_front_page_shows_the_owner_the_own_items(client_of, cast, action_item):
    page = client_of(cast.anna).get(reverse("home")).text
    assert action_item.task in page


def test_what_is_not_sent_yet_is_not_on_the_owners_front_page(client_of, cast, meeting):
    item = make_action_item(meeting, owner_person=cast.anna_holm, is_assigned=False)
    assert item.task not in client_of(cast.anna).get(reverse("home")).text


@pytest.mark.parametrize(
    ("who", "sees", "misses"),
    [
        ("lene", ["Møder", "Dokumenter", "Register"], ["Mine"]),
        ("anna", ["Mine"], ["Møder", "Dokumenter", "Register"]),
        ("mads", ["Opfølgning", "Overblik"], ["Dokumenter", "Register"]),
        ("ib", ["Møder", "Dokumenter", "Opfølgning"], ["Register", "Overblik"]),
    ],
)
def test_the_menu_has_the_ways_that_lead_somewhere(client_of, cast, who, sees, misses):
    page = client_of(getattr(cast, who)).get(reverse("home")).text
    menu = page[page.index("<nav") : page.index("</nav>")]
    assert all(f">{label}</a>" in menu for label in sees)
    assert not any(f">{label}</a>" in menu for label in misses)


def test_a_page_that_does_not_exist_says_so_in_danish(client_of, cast):
    response = client_of(cast.lene).get("/findes-ikke/")
    assert response.status_code == 404
    assert "Siden findes ikke" in response.text


def test_every_page_carries_the_strict_policy(client, settings):
    policy = client.get(reverse("login")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
