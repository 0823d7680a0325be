"""A passkey logs in whom it belongs to, and nobody else; what is wrong with it lets nobody in."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import Event, Passkey, User
from meetings.services.second_step import recovery_codes_make
from tests.cast import NOW, Cast
from tests.tracker.authenticator import PRESENT, Authenticator, text
from tests.tracker.passkey_steps import PASSWORD, SITE, add, challenge, logged_in, show, who
from tracker.models import ApiToken
from tracker.tokens import token_make

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
    """Lene's, with a passkey that she has made."""
    made = Authenticator(count=1)
    answer = add(logged_in(lene), made)
    assert answer.status_code == 200
    return made


def test_a_passkey_is_made_once_with_codes_for_when_it_is_gone(lene: User) -> None:
    client = logged_in(lene)
    made = add(client, Authenticator())
    assert "Dine nødkoder" in made.content.decode()
    assert add(client, Authenticator(), "Telefon").status_code == 302
    page = client.get(reverse("passkeys")).content.decode()
    assert "Arbejds-pc" in page
    assert "Telefon" in page
    notes = Event.objects.filter(subject="user", subject_id=lene.pk).values_list("note", flat=True)
    assert "adgangsnøgle lagt til: Telefon" in notes


def test_a_passkey_lets_in_without_name_password_or_code(lene: User, device: Authenticator) -> None:
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    client = Client()
    answer = show(client, device)
    assert (answer.status_code, answer.url) == (302, "/")
    assert who(client) == str(lene.pk)
    assert Event.objects.filter(kind=Event.Kind.LOGGED_IN, subject_id=lene.pk).exists()
    # Whoever has just shown it may change the keys.
    assert client.post(reverse("passkey_options")).status_code == 200


def test_it_leads_on_to_where_the_login_was_needed_and_to_no_other_site(
    device: Authenticator,
) -> None:
    for wanted, goes_to in (("/opfoelgning/", "/opfoelgning/"), ("//evil.example/", "/")):
        client = Client()
        fields = {"credential": device.show(challenge(client)), "next": wanted}
        assert client.post(reverse("passkey_login"), fields).url == goes_to


def old(client: Client, device: Authenticator, clock) -> str:
    answer = device.show(challenge(client))
    clock.shift(timedelta(minutes=5, seconds=1))
    return answer


def of_another_session(client: Client, device: Authenticator, clock) -> str:
    challenge(client)
    return device.show(challenge(Client()))


def used_before(client: Client, device: Authenticator, clock) -> str:
    answer = device.show(challenge(client))
    client.post(reverse("passkey_login"), {"credential": answer})
    client.logout()
    return answer


def unasked(client: Client, device: Authenticator, clock) -> str:
    return device.show({"challenge": text(b"0" * 64)})


def told(**wrong: object) -> Callable[[Client, Authenticator, object], str]:
    def answer(client: Client, device: Authenticator, clock: object) -> str:
        for name, value in wrong.items():
            setattr(device, name, value)
        return device.show(challenge(client))

    return answer


def part(**wrong: object) -> Callable[[Client, Authenticator, object], str]:
    return lambda client, device, clock: device.show(challenge(client), **wrong)


def fixed(answer: str) -> Callable[[Client, Authenticator, object], str]:
    def sent(client: Client, device: Authenticator, clock: object) -> str:
        challenge(client)
        return answer

    return sent


def closed(client: Client, device: Authenticator, clock) -> str:
    User.objects.update(is_active=False)
    return device.show(challenge(client))


REFUSED = {
    "after five minutes": old,
    "a challenge of another session": of_another_session,
    "a challenge used before": used_before,
    "a challenge that nobody made": unasked,
    "another site's origin": told(origin="https://evil.example"),
    "the origin without TLS": told(origin="http://opfoelgning.example"),
    "another site's name": told(rp_id="evil.example"),
    "the person not made sure of": told(flags=PRESENT),
    "nobody present": told(flags=0),
    "a passkey that nobody has": told(credential_id=b"x" * 32),
    "another key": told(key=Authenticator().key),
    "a count that stands still": told(count=0),
    "a closed login": closed,
    "another person's handle": part(userHandle=text(b"y" * 32)),
    "a signature of something else": part(signature=text(b"z" * 70)),
    "no signature": part(signature=""),
    "authenticator data of no length": part(authenticatorData=""),
    "authenticator data that is a number": part(authenticatorData=7),
    "client data that is no JSON": part(clientDataJSON=text(b"hej")),
    "client data of another kind": part(
        clientDataJSON=urlsafe_b64encode(json.dumps({"type": "webauthn.create"}).encode()).decode()
    ),
    "nothing": fixed(""),
    "no JSON": fixed("{"),
    "a list": fixed("[]"),
    "a number for an id": fixed('{"id": 7, "response": 8}'),
    "deep brackets": fixed("[" * 9000),
    "too much": fixed(json.dumps({"id": "a" * 30_000})),
    "half a letter for an id": fixed('{"id": "\\ud800", "response": {}}'),
    "half a letter elsewhere": part(clientDataJSON="\ud800", userHandle=None),
    "a NUL": fixed('{"id": "\\u0000", "response": {}}'),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_wrong_lets_nobody_in(reason: str, device: Authenticator, clock) -> None:
    client = Client()
    answer = REFUSED[reason](client, device, clock)
    refused = client.post(reverse("passkey_login"), {"credential": answer})
    assert (refused.status_code, refused.url) == (302, reverse("login"))
    assert who(client) == ""
    page = client.get(reverse("login")).content.decode()
    assert "Adgangsnøglen" in page
    assert Event.objects.filter(kind=Event.Kind.LOGIN_REFUSED).exists()


def test_a_count_that_goes_back_is_told_as_a_copy(device: Authenticator) -> None:
    show(Client(), device)
    device.count = 1
    client = Client()
    show(client, device)
    assert who(client) == ""
    assert "kopieret" in client.get(reverse("login")).content.decode()
    assert Event.objects.filter(note__contains="tæller gik tilbage").exists()


def test_a_device_that_does_not_count_is_let_in_each_time(lene: User) -> None:
    still = Authenticator()
    add(logged_in(lene), still)
    for _time in range(2):
        client = Client()
        show(client, still)
        assert who(client) == str(lene.pk)


def test_too_many_wrong_tries_wait(device: Authenticator) -> None:
    device.flags = PRESENT
    for _try in range(5):
        show(Client(), device)
    client = Client()
    device.flags |= 0x04
    show(client, device)
    assert "For mange forsøg" in client.get(reverse("login")).content.decode()
    assert who(client) == ""


def test_the_options_are_the_same_whoever_has_a_passkey(device: Authenticator, cast: Cast) -> None:
    one, other = challenge(Client()), challenge(Client())
    assert one.pop("challenge") != other.pop("challenge")
    assert one == other
    assert "allowCredentials" not in one or one["allowCredentials"] == []


def test_after_the_password_the_passkey_is_asked_for_and_no_app_can_be_set_up_instead(
    lene: User, device: Authenticator
) -> None:
    client = logged_in(lene)
    page = client.get(reverse("login_code")).content.decode()
    assert "Brug din adgangsnøgle" in page
    assert who(client) == ""
    assert client.get(reverse("login_setup")).url == reverse("login_code")
    assert client.post(reverse("login_setup"), {"code": "123456"}).url == reverse("login_code")
    show(client, device)
    assert who(client) == str(lene.pk)


def test_a_recovery_code_lets_in_who_has_lost_the_device(lene: User, device: Authenticator) -> None:
    code, *_rest = recovery_codes_make(lene)
    client = logged_in(lene)
    client.post(reverse("login_code"), {"code": code})
    assert who(client) == str(lene.pk)


def test_a_passkey_is_made_only_soon_after_a_login(lene: User, clock) -> None:
    client = logged_in(lene)
    options = client.post(reverse("passkey_options")).json()
    clock.shift(timedelta(minutes=16))
    assert client.post(reverse("passkey_options")).status_code == 403
    fields = {"name": "Pc", "credential": Authenticator().make(options)}
    assert client.post(reverse("passkeys"), fields).url.startswith(reverse("login_again"))
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}],
    ids=["origin", "site", "nobody made sure of"],
)  # fmt: skip
def test_a_passkey_that_is_not_ours_is_not_kept(lene: User, wrong: dict[str, object]) -> None:
    answer = add(logged_in(lene), Authenticator(**wrong))  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "blev ikke lavet" in answer.content.decode()
    assert not Passkey.objects.exists()


def test_a_passkey_is_nobody_elses_too(cast: Cast, device: Authenticator) -> None:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    assert add(logged_in(cast.anna), device).status_code == 422
    assert Passkey.objects.get().user == cast.lene


def test_one_renames_and_removes_ones_own_alone(
    cast: Cast, lene: User, device: Authenticator, client_of
) -> None:
    passkey = Passkey.objects.get()
    for route in ("passkey_rename", "passkey_remove"):
        address = reverse(route, args=[passkey.pk])
        assert client_of(cast.anna).post(address, {"name": "Min"}).status_code == 404
    own = Client()
    show(own, device)
    own.post(reverse("passkey_rename", args=[passkey.pk]), {"name": "Hjemme-pc"})
    assert Passkey.objects.get().name == "Hjemme-pc"
    own.post(reverse("passkey_remove", args=[passkey.pk]))
    assert not Passkey.objects.exists()
    assert Event.objects.filter(note="adgangsnøgle fjernet: Hjemme-pc").exists()


def test_who_must_have_a_second_step_keeps_the_last(
    settings, lene: User, device: Authenticator
) -> None:
    settings.SECOND_STEP = True
    client = Client()
    show(client, device)
    address = reverse("passkey_remove", args=[Passkey.objects.get().pk])
    client.post(address)
    assert "dit eneste andet trin" in client.get(reverse("passkeys")).content.decode()
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    client.post(address)
    assert not Passkey.objects.exists()


def test_with_a_passkey_the_app_may_go(settings, lene: User, device: Authenticator) -> None:
    settings.SECOND_STEP = True
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    client = Client()
    show(client, device)
    client.post(reverse("second_step_remove"))
    assert not TOTPDevice.objects.exists()
    assert Passkey.objects.exists()


def test_a_passkey_stands_for_the_password_that_is_asked_for_again(
    cast: Cast, device: Authenticator, clock
) -> None:
    client = Client()
    show(client, device)
    clock.shift(timedelta(minutes=16))
    assert client.post(reverse("passkey_options")).status_code == 403
    fields = {"credential": device.show(challenge(client)), "next": "/min-profil/noegler/"}
    assert client.post(reverse("passkey_again"), fields).url == "/min-profil/noegler/"
    assert client.post(reverse("passkey_options")).status_code == 200


def test_another_persons_passkey_does_not(
    cast: Cast, device: Authenticator, client_of, clock
) -> None:
    client = client_of(cast.anna)
    clock.shift(timedelta(minutes=16))
    fields = {"credential": device.show(challenge(client))}
    assert client.post(reverse("passkey_again"), fields).url.startswith(reverse("login_again"))
    assert client.post(reverse("passkey_options")).status_code == 403
    assert who(client) == str(cast.anna.pk)


def test_a_reset_takes_passkeys_codes_and_the_keys_of_programs(
    lene: User, device: Authenticator
) -> None:
    TOTPDevice.objects.create(user=lene, name="app", confirmed=True)
    token_make(owner=lene, name="Kalender", scopes=["read"], days=90, now=NOW)
    client = Client()
    show(client, device)
    call_command("reset_login", "lene")
    assert not Passkey.objects.exists()
    assert not TOTPDevice.objects.exists()
    assert not ApiToken.objects.standing(now=NOW).exists()
    assert client.get(reverse("profile")).status_code == 302


def test_who_logs_in_with_the_municipality_has_no_way_in_beside_it(
    settings, lene: User, device: Authenticator
) -> None:
    settings.OIDC_ISSUER = "https://login.example"
    lene.set_unusable_password()
    lene.save()
    client = Client()
    show(client, device)
    assert who(client) == ""
    client.force_login(lene)
    assert "kommunens eget login" in client.get(reverse("passkeys")).content.decode()
    assert client.post(reverse("passkey_options")).status_code == 404


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://opfoelgning.example"])
def test_where_browsers_make_none_the_page_says_so(settings, lene: User, address: str) -> None:
    settings.SITE_URL, settings.HAS_TLS = address, False
    client = logged_in(lene)
    assert "kan ikke lade sig gøre her" in client.get(reverse("passkeys")).content.decode()
    assert client.post(reverse("passkey_options")).status_code == 404
    assert Client().post(reverse("passkey_login_options")).status_code == 404
    assert "data-passkey" not in Client().get(reverse("login")).content.decode()
