"""What outlives a session asks for the password again when it is more than a quarter ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from actions.models import Webhook
from meetings.models import Event, User
from meetings.services.logins import MOST_FOR_ONE
from tests.cast import NOW, Cast
from tracker.models import ApiToken

PASSWORD = "en-lang-adgangskode"
KEY = {"name": "Kalender", "scopes": ["read"], "days": "90"}
QUARTER = timedelta(minutes=15)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(cast: Cast) -> User:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    return cast.anna


@pytest.fixture
def client(anna: User) -> Client:
    client = Client()
    client.post(reverse("login"), {"username": "anna", "password": PASSWORD})
    return client


def again(client: Client, password: str = PASSWORD, goes_to: str = ""):
    return client.post(reverse("login_again", query={"next": goes_to}), {"password": password})


def asked(response) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("login_again"))


def test_a_key_is_made_within_a_quarter_and_asks_after_it(client: Client, clock) -> None:
    clock.shift(QUARTER)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert asked(client.post(reverse("tokens"), KEY))
    assert ApiToken.objects.count() == 1


def test_the_password_opens_the_page_that_was_wanted(client: Client, clock) -> None:
    clock.shift(2 * QUARTER)
    page = client.get(reverse("tokens")).text
    assert "Lav nøglen" not in page
    assert f"{reverse('login_again')}?next={reverse('tokens')}" in page
    assert again(client, goes_to=reverse("tokens")).url == reverse("tokens")
    assert "Lav nøglen" in client.get(reverse("tokens")).text
    assert client.post(reverse("tokens"), KEY).status_code == 200
    assert ApiToken.objects.count() == 1


def test_a_wrong_password_opens_nothing_and_is_written_down(client: Client, clock, anna) -> None:
    clock.shift(2 * QUARTER)
    answer = again(client, "gæt", reverse("tokens"))
    assert answer.status_code == 422
    assert "Adgangskoden passer ikke." in answer.text
    assert asked(client.post(reverse("tokens"), KEY))
    assert Event.objects.filter(kind="login_refused", subject_id=anna.pk).count() == 1


def test_tries_are_counted_with_those_of_the_login(client: Client, clock) -> None:
    clock.shift(2 * QUARTER)
    for _try in range(MOST_FOR_ONE):
        assert again(client, "gæt").status_code == 422
    answer = again(client)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert asked(client.post(reverse("tokens"), KEY))
    locked = Client().post(reverse("login"), {"username": "anna", "password": PASSWORD})
    assert locked.status_code == 429


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "javascript:1"])
def test_nobody_is_led_out_of_the_house(client: Client, elsewhere: str) -> None:
    assert again(client, goes_to=elsewhere).url == reverse("profile")


def test_the_password_of_one_session_opens_no_other(client: Client, clock) -> None:
    forgotten = Client()
    forgotten.post(reverse("login"), {"username": "anna", "password": PASSWORD})
    clock.shift(2 * QUARTER)
    again(client)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    assert asked(forgotten.post(reverse("tokens"), KEY))


def test_the_second_step_is_set_up_and_taken_away_only_by_who_is_fresh(
    client: Client, clock, anna: User
) -> None:
    clock.shift(2 * QUARTER)
    assert asked(client.get(reverse("login_setup")))
    assert asked(client.post(reverse("login_setup"), {"code": "123456"}))
    TOTPDevice.objects.create(user=anna, name="app", confirmed=True)
    assert asked(client.post(reverse("second_step_codes")))
    assert asked(client.post(reverse("second_step_remove")))
    assert TOTPDevice.objects.filter(user=anna).exists()
    again(client)
    client.post(reverse("second_step_remove"))
    assert not TOTPDevice.objects.filter(user=anna).exists()


def test_the_key_of_another_system_is_made_only_by_who_is_fresh(cast: Cast, client_of, clock):
    client = client_of(cast.bo)
    assert client.get(reverse("webhook_new")).status_code == 200
    webhook = Webhook.objects.create(
        name="ESDH",
        address="https://esdh.noerrevang.example/folgop",
        kinds=["answered"],
        late_from=NOW,
        salt="salt",
        created_at=NOW,
    )
    renew = reverse("webhook_secret", args=[webhook.pk])
    clock.shift(2 * QUARTER)
    assert asked(client.get(reverse("webhook_new")))
    assert asked(client.post(reverse("webhook_new"), {"name": "Sag"}))
    assert asked(client.post(renew))
    webhook.refresh_from_db()
    assert webhook.salt == "salt"
    client = client_of(cast.bo)
    assert client.post(renew).url == reverse("webhook", args=[webhook.pk])
    webhook.refresh_from_db()
    assert webhook.salt != "salt"


def test_who_has_no_password_here_logs_in_again_another_way(cast: Cast, clock) -> None:
    cast.anna.set_unusable_password()
    cast.anna.save()
    client = Client()
    client.force_login(cast.anna)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    clock.shift(2 * QUARTER)
    answer = client.post(reverse("tokens"), KEY)
    assert asked(answer)
    page = client.get(answer.url).text
    assert "Du har ingen adgangskode her." in page
    assert 'type="password"' not in page
    assert again(client, "").status_code == 422
    assert again(client, "gæt").status_code == 422
    client.force_login(cast.anna)
    assert client.post(reverse("tokens"), KEY).status_code == 200
