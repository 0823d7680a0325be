"""What becomes of passkeys with a new password, and with logging out everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import Event, Passkey, User
from tests.cast import NOW, Cast
from tests.tracker.authenticator import Authenticator
from tests.tracker.passkey_steps import PASSWORD, SITE, add, logged_in, show, who
from tracker.models import ApiToken
from tracker.tokens import token_make

NEW = "en-anden-lang-adgangskode"
CHANGE = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
BOX = 'name="closes_passkeys"'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.SITE_URL, settings.HAS_TLS = SITE, True
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lene(cast: Cast) -> User:
    cast.lene.set_password(PASSWORD)
    cast.lene.save()
    return cast.lene


@pytest.fixture
def pc(lene: User) -> Authenticator:
    device = Authenticator(count=1)
    add(logged_in(lene), device, "Arbejds-pc")
    return device


@pytest.fixture
def phone(client: Client) -> Authenticator:
    device = Authenticator(count=1)
    add(client, device, "Telefon")
    return device


@pytest.fixture
def client(pc: Authenticator) -> Client:
    """Lene's, who came in with the passkey of the PC."""
    client = Client()
    show(client, pc)
    return client


def lets_in(device: Authenticator) -> bool:
    client = Client()
    show(client, device)
    return who(client) != ""


def boxes(page: str) -> dict[int, bool]:
    """Return whether the box of each passkey is ticked."""
    tags = [part.partition(">")[0] for part in page.split("<input")[1:]]
    return {
        int(tag.partition('value="')[2].partition('"')[0]): " checked" in tag
        for tag in tags
        if BOX in tag
    }


def key(name: str) -> int:
    return Passkey.objects.get(name=name).pk


@pytest.mark.parametrize("name", ["profile", "password_change"])
def test_all_are_ticked_beforehand_but_the_one_that_is_used(
    client: Client, phone: Authenticator, name: str
) -> None:
    page = client.get(reverse(name)).text
    assert boxes(page) == {key("Arbejds-pc"): False, key("Telefon"): True}
    assert "Arbejds-pc, som du bruger nu" in page


def test_who_came_with_the_password_has_them_all_ticked_and_who_has_none_is_asked_nothing(
    cast: Cast, lene: User, phone: Authenticator, client_of
) -> None:
    page = client_of(lene).get(reverse("password_change")).text
    assert boxes(page) == {key("Arbejds-pc"): True, key("Telefon"): True}
    for name in ("profile", "password_change"):
        assert BOX not in client_of(cast.anna).get(reverse(name)).text


def test_a_new_password_closes_those_that_are_ticked_and_no_other(
    client: Client, lene: User, pc: Authenticator, phone: Authenticator
) -> None:
    answer = client.post(
        reverse("password_change"), {**CHANGE, "closes_passkeys": [key("Telefon")]}, follow=True
    )
    assert "1 adgangsnøgle er lukket." in answer.text
    assert lets_in(pc)
    assert not lets_in(phone)
    gone = Event.objects.get(note="adgangsnøgle fjernet: Telefon")
    assert (gone.subject_id, gone.by_id) == (lene.pk, lene.pk)


def test_they_stay_where_the_ticks_are_taken_away(
    client: Client, pc: Authenticator, phone: Authenticator
) -> None:
    client.post(reverse("password_change"), CHANGE)
    assert lets_in(pc)
    client.post(reverse("sessions_end"))
    assert lets_in(phone)


def test_a_refused_password_closes_none(client: Client, phone: Authenticator) -> None:
    wrong = {**CHANGE, "old_password": "gæt", "closes_passkeys": [key("Telefon")]}
    assert client.post(reverse("password_change"), wrong).status_code == 422
    assert lets_in(phone)


def test_nobody_elses_is_closed(cast: Cast, client: Client, pc: Authenticator, client_of) -> None:
    theirs = cast.anna.passkeys.create(
        name="Annas", credential_id="a", public_key=b"a", made_at=NOW
    )
    whole = {**CHANGE, "closes_passkeys": [theirs.pk]}
    assert client.post(reverse("password_change"), whole).status_code == 422
    answer = client.post(reverse("sessions_end"), {"closes_passkeys": [theirs.pk]}, follow=True)
    assert "Adgangsnøglerne er ikke lukket." in answer.text
    assert who(client) == ""
    assert Passkey.objects.filter(pk=theirs.pk).exists()


def test_logging_out_everywhere_closes_those_that_are_ticked(
    client: Client, pc: Authenticator, phone: Authenticator
) -> None:
    both = {"closes_passkeys": [key("Telefon"), key("Arbejds-pc")]}
    answer = client.post(reverse("sessions_end"), both, follow=True)
    assert "Du er logget ud alle steder. 2 adgangsnøgler er lukket." in answer.text
    assert not lets_in(pc)
    assert not lets_in(phone)


def test_the_keys_of_programs_are_closed_though_one_of_the_passkeys_is_gone_already(
    client: Client, lene: User, phone: Authenticator
) -> None:
    token_make(owner=lene, name="Prøve", scopes=["read"], days=30, now=NOW)
    chosen = {"closes_keys": "on", "closes_passkeys": [key("Telefon")]}
    Passkey.objects.filter(name="Telefon").delete()
    answer = client.post(reverse("sessions_end"), chosen, follow=True)
    assert "1 nøgle er lukket." in answer.text
    assert not ApiToken.objects.standing(now=NOW).exists()


def test_from_a_machine_that_was_left_all_are_logged_out_and_the_passkeys_stay(
    client: Client, phone: Authenticator, clock
) -> None:
    elsewhere = Client()
    show(elsewhere, phone)
    clock.shift(timedelta(minutes=16))
    page = client.get(reverse("profile")).text
    assert BOX not in page
    assert "skal du først vise, at det er dig" in page
    chosen = {"closes_passkeys": [key("Telefon")]}
    answer = client.post(reverse("sessions_end"), chosen, follow=True)
    assert "Du er logget ud alle steder." in answer.text
    assert "Adgangsnøglerne er ikke lukket." in answer.text
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert lets_in(phone)


def test_who_must_have_a_second_step_keeps_one(
    settings, client: Client, lene: User, pc: Authenticator, phone: Authenticator
) -> None:
    settings.SECOND_STEP = True
    both = {"closes_passkeys": [key("Telefon"), key("Arbejds-pc")]}
    answer = client.post(reverse("password_change"), {**CHANGE, **both})
    assert answer.status_code == 422
    assert "Behold en nøgle" in answer.text
    lene.refresh_from_db()
    assert lene.check_password(PASSWORD)
    assert "ikke lukket" in client.post(reverse("sessions_end"), both, follow=True).text
    assert lets_in(pc)
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    client = Client()
    show(client, phone)
    assert (
        "2 adgangsnøgler er lukket."
        in client.post(reverse("password_change"), {**CHANGE, **both}, follow=True).text
    )
    assert not lets_in(pc)


def test_with_the_new_password_the_session_goes_on_and_the_others_end(
    client: Client, lene: User, phone: Authenticator
) -> None:
    elsewhere = Client()
    show(elsewhere, phone)
    client.post(reverse("password_change"), {**CHANGE, "closes_passkeys": [key("Telefon")]})
    assert client.get(reverse("profile")).status_code == 200
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert who(logged_in(lene)) == ""
