"""Refusals in plain words, and nothing lost that was written."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem
from tests.cast import Cast
from tracker.web.errors import RefusalMiddleware

pytestmark = pytest.mark.django_db

HTML = {"Accept": "text/html"}
WORDS = "Vi venter på svar fra leverandøren, som lover det på fredag."


def test_what_is_not_there_says_what_to_do(client: Client) -> None:
    answer = client.get("/findes-ikke/")
    assert answer.status_code == 404
    assert "find vej fra forsiden" in answer.text


def test_what_a_role_does_not_reach_says_who_can_help(cast: Cast, client_of) -> None:
    answer = client_of(cast.ib).get(reverse("register"))
    assert answer.status_code == 403
    assert "Spørg kommunens administrator" in answer.text


def test_a_button_opened_as_a_page_says_so_to_people_and_not_to_programs(
    cast: Cast, client_of
) -> None:
    client = client_of(cast.bo)
    assert "Siden kan ikke åbnes sådan" in client.get(reverse("register_import"), headers=HTML).text
    answer = client.get(reverse("register_import"))
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(ChangedMeanwhileError(), 409, "En anden kom først"), (OperationalError(), 503, "")],
)
def test_what_no_page_has_met_is_no_server_error(error, status, words) -> None:
    refusals = RefusalMiddleware(lambda request: pytest.fail("not asked"))
    answer = refusals.process_exception(RequestFactory().get("/"), error)
    assert answer is not None
    assert answer.status_code == status
    assert words in answer.text
    assert refusals.process_exception(RequestFactory().get("/"), ValueError()) is None


# --- a form that was too old -----------------------------------------------------------------


def too_old(**headers: str):
    client = Client(enforce_csrf_checks=True)
    data = {"task": WORDS, "version": "3"}
    return client.post(reverse("my_items"), data, headers=headers)


def test_a_page_that_was_too_old_gives_back_what_was_written() -> None:
    answer = too_old(**{"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "Siden var for gammel" in answer.text
    assert f">{WORDS}</textarea>" in answer.text
    assert '<input type="hidden" name="version" value="3">' in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_words_from_a_strangers_page_are_not_offered_to_be_sent(site) -> None:
    answer = too_old(**{"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert WORDS not in answer.text
    assert "Gå tilbage, hent siden igen" in answer.text


def test_a_password_is_never_given_back(client) -> None:
    client = Client(enforce_csrf_checks=True)
    data = {"username": "bo", "password": "en-lang-adgangskode-der-er-hemmelig"}
    answer = client.post(reverse("login"), data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "hemmelig" not in answer.text


# --- a login that ran out --------------------------------------------------------------------


def test_who_was_logged_out_while_writing_loses_no_words(
    cast: Cast, action_item: ActionItem, client_of
) -> None:
    address = reverse("action_item_answer", args=[action_item.pk])
    page = Client().post(address, {"answer": WORDS})
    assert page.status_code == 403
    assert "Du er logget ud" in page.text
    assert f'action="{address}"' in page.text
    assert f">{WORDS}</textarea>" in page.text


def test_a_part_of_a_page_gives_way_to_the_words(action_item: ActionItem) -> None:
    address = reverse("action_item_answer", args=[action_item.pk])
    answer = Client().post(address, {"answer": WORDS}, headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#indhold"
    assert WORDS in answer.text
    assert "<html" not in answer.text


def test_who_wrote_nothing_is_asked_to_log_in(action_item: ActionItem) -> None:
    answer = Client().post(reverse("action_item_answer", args=[action_item.pk]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))
