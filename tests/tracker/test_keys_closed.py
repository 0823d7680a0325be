"""What ends the keys of one's programs: logging out everywhere, a new password, a closed login."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.models import Event, User
from tests.cast import Cast
from tracker.models import ApiToken
from tracker.tokens import token_make, token_read

PASSWORD, NEW = "en-lang-adgangskode", "en-anden-lang-adgangskode"
BOX = 'name="closes_keys"'
CHANGE = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

pytestmark = pytest.mark.django_db


@pytest.fixture
def lene(cast: Cast) -> User:
    cast.lene.set_password(PASSWORD)
    cast.lene.save()
    return cast.lene


def key_of(user: User) -> str:
    return token_make(owner=user, name="Prøve", scopes=["read"], days=30, now=timezone.now())[1]


def works(text: str) -> bool:
    client = Client(headers={"Authorization": f"Bearer {text}"})
    return client.get("/api/v1/action-items/").status_code == 200


def ticked(page: str) -> bool:
    (tag,) = (part for part in page.split("<input")[1:] if BOX in part.partition(">")[0])
    return " checked" in tag.partition(">")[0]


@pytest.mark.parametrize("name", ["profile", "password_change"])
def test_closing_the_keys_is_offered_beforehand_to_who_has_any(
    lene: User, client_of, name: str
) -> None:
    client = client_of(lene)
    assert BOX not in client.get(reverse(name)).text
    key_of(lene)
    assert ticked(client.get(reverse(name)).text)
    ApiToken.objects.update(revoked_at=timezone.now())
    assert BOX not in client.get(reverse(name)).text


def test_logging_out_everywhere_closes_all_keys_of_the_user_alone(
    lene: User, cast: Cast, client_of
) -> None:
    own, second, others = key_of(lene), key_of(lene), key_of(cast.bo)
    answer = client_of(lene).post(reverse("sessions_end"), {"closes_keys": "on"}, follow=True)
    assert "Du er logget ud alle steder. 2 nøgler er lukket." in answer.text
    assert not works(own)
    assert not works(second)
    assert works(others)
    closed = Event.objects.filter(subject="user", subject_id=lene.pk, kind=Event.Kind.WITHDRAWN)
    assert [event.by_id for event in closed] == [lene.pk, lene.pk]


def test_keys_stay_where_the_tick_is_taken_away(lene: User, client_of) -> None:
    text = key_of(lene)
    answer = client_of(lene).post(reverse("sessions_end"), follow=True)
    assert "lukket" not in answer.text
    assert works(text)
    lene.refresh_from_db()
    client_of(lene).post(reverse("password_change"), CHANGE)
    lene.refresh_from_db()
    assert lene.check_password(NEW)
    assert works(text)


def test_a_new_password_closes_the_keys_with_the_tick(lene: User, client_of) -> None:
    text = key_of(lene)
    whole = {**CHANGE, "closes_keys": "on"}
    answer = client_of(lene).post(reverse("password_change"), whole, follow=True)
    assert "Du er logget ud alle andre steder. 1 nøgle er lukket." in answer.text
    assert not works(text)


def test_a_refused_password_closes_nothing(lene: User, client_of) -> None:
    text = key_of(lene)
    wrong = {**CHANGE, "old_password": "gæt", "closes_keys": "on"}
    assert client_of(lene).post(reverse("password_change"), wrong).status_code == 422
    assert works(text)


def test_a_closed_login_stops_its_keys_at_once(lene: User) -> None:
    text = key_of(lene)
    assert works(text)
    User.objects.filter(pk=lene.pk).update(is_active=False)
    assert not works(text)
    assert token_read(text, now=timezone.now()) is None


def test_the_page_of_the_keys_says_what_ends_them(lene: User, client_of) -> None:
    page = client_of(lene).get(reverse("tokens")).text
    assert "lukkes dit login, virker den ikke" in page
    assert "Log ud alle steder" in page
