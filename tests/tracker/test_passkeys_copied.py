"""A passkey whose count went back may be copied: it opens nothing more, and that is told."""

from __future__ import annotations

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import Event, Passkey, User
from meetings.services.second_step import recovery_codes_make
from tests.cast import NOW, Cast
from tests.tracker.authenticator import Authenticator
from tests.tracker.passkey_steps import PASSWORD, SITE, add, challenge, logged_in, show, who

TOLD = "kan være kopieret og er taget ud af brug"

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
def device(lene: User) -> Authenticator:
    """Lene's, which somebody has shown a copy of since."""
    made = Authenticator(count=5)
    add(logged_in(lene), made)
    return made


def copied(device: Authenticator) -> Client:
    """Show the device with a count that was seen before; return the client."""
    show(Client(), device)
    device.count -= 3
    client = Client()
    show(client, device)
    return client


def with_recovery_code(user: User) -> Client:
    code, *_rest = recovery_codes_make(user)
    client = logged_in(user)
    client.post(reverse("login_code"), {"code": code})
    assert who(client) == str(user.pk)
    return client


def test_it_is_refused_for_good_also_where_it_counts_on(device: Authenticator, lene: User) -> None:
    client = copied(device)
    assert who(client) == ""
    assert "taget ud af brug" in client.get(reverse("login")).text
    assert Passkey.objects.get().stopped_at == NOW
    device.count = 50
    show(client, device)
    assert who(client) == ""
    notes = Event.objects.filter(kind="login_refused", subject_id=lene.pk).order_by("pk")
    assert [note.note.partition(": ")[2] for note in notes] == [
        "dens tæller gik tilbage, måske er den kopieret; den er taget ud af brug",
        "den er taget ud af brug",
    ]


@pytest.mark.parametrize("first", [0, 5])
def test_one_that_does_not_count_and_one_that_counts_up_stay(lene: User, first: int) -> None:
    device = Authenticator(count=first)
    add(logged_in(lene), device)
    for _time in range(3):
        client = Client()
        show(client, device)
        assert who(client) == str(lene.pk)
    assert not Passkey.objects.stopped().exists()


def test_whoever_is_in_with_it_is_logged_out_and_nobody_else(
    cast: Cast, device: Authenticator, client_of
) -> None:
    thief, other = Client(), client_of(cast.bo)
    show(thief, device)
    copied(device)
    assert thief.get(reverse("profile")).status_code == 302
    assert other.get(reverse("profile")).status_code == 200


def test_it_does_not_stand_for_the_password_either(device: Authenticator) -> None:
    client = Client()
    show(client, device)
    device.count -= 1
    fields = {"credential": device.show(challenge(client))}
    client.post(reverse("passkey_again"), fields)
    assert client.post(reverse("passkey_options")).status_code == 302


def test_the_password_alone_lets_nobody_in_afterwards(device: Authenticator, lene: User) -> None:
    copied(device)
    client = logged_in(lene)
    assert who(client) == ""
    page = client.get(reverse("login_code")).text
    assert "nødkoder" in page
    assert "data-passkey" not in page
    assert client.get(reverse("login_setup")).url == reverse("login_code")
    with_recovery_code(lene)


def test_the_page_of_the_passkeys_says_what_to_do(
    settings, device: Authenticator, lene: User
) -> None:
    settings.SECOND_STEP = True
    client = with_recovery_code(lene)
    assert "ude af brug" not in client.get(reverse("passkeys")).text
    copied(device)
    client = with_recovery_code(lene)
    page = client.get(reverse("passkeys")).text
    assert "Den blev afvist" in page
    assert "Lav en ny, fjern denne, og skift din adgangskode." in page
    # It is no second step to be left with, and stands in the way of no new one.
    remove = reverse("passkey_remove", args=[Passkey.objects.get().pk])
    assert "dit eneste andet trin" in client.post(remove, follow=True).text
    assert client.post(reverse("passkey_options")).json()["excludeCredentials"] == []
    add(client, Authenticator(count=1), "Ny")
    client.post(remove)
    assert Passkey.objects.get().name == "Ny"


def test_with_it_alone_the_app_may_not_go(device: Authenticator, lene: User) -> None:
    copied(device)
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    client = with_recovery_code(lene)
    assert client.post(reverse("second_step_remove")).status_code == 403
    assert TOTPDevice.objects.exists()


def test_administrators_see_it_until_it_is_gone(
    cast: Cast, device: Authenticator, client_of
) -> None:
    bo = client_of(cast.bo)
    assert TOLD not in bo.get(reverse("operations")).text
    copied(device)
    page = bo.get(reverse("operations")).text
    assert TOLD in page
    assert "1 er taget ud af brug" in page
    log = bo.get(reverse("log")).text
    assert "dens tæller gik tilbage" in log
    assert client_of(cast.anna).get(reverse("operations")).status_code == 403
    call_command("reset_login", "lene")
    assert TOLD not in bo.get(reverse("operations")).text
