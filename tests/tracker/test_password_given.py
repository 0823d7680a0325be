"""A password that an administrator sets: what of the user's ends, and what may be kept."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice

from meetings.models import Event, User
from meetings.services.passkeys import passkey_add
from tests.cast import NOW, Cast
from tracker.models import ApiToken
from tracker.tokens import token_make

NEW = "en-anden-lang-adgangskode"
GIVEN = {"password1": NEW, "password2": NEW, "usable_password": "true", "set-password": "1"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def lene(cast: Cast) -> User:
    """Lene, with a passkey, a key to a program, and a password that somebody else knew."""
    cast.lene.set_password("en-lang-adgangskode")
    cast.lene.save()
    new = {"credential_id": "a", "public_key": b"a", "sign_count": 1, "now": NOW}
    passkey_add(user=cast.lene, name="Telefon", **new)
    token_make(owner=cast.lene, name="Prøve", scopes=["read"], days=30, now=timezone.now())
    return cast.lene


def page_of(user: User) -> str:
    return reverse("admin:auth_user_password_change", args=[user.pk])


def is_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def has_keys(user: User) -> bool:
    return ApiToken.objects.standing(now=timezone.now()).filter(owner=user).exists()


def ticks(user: User) -> dict[str, object]:
    return {"closes_keys": "on", "closes_passkeys": [one.pk for one in user.passkeys.all()]}


def notes_by(user: User | None) -> list[str]:
    return list(Event.objects.filter(subject="user", by=user).values_list("note", flat=True))


def test_the_page_offers_both_ticked_beforehand_to_who_has_any(
    cast: Cast, lene: User, client_of
) -> None:
    page = client_of(cast.bo).get(page_of(lene)).text
    assert "er brugeren logget ud alle steder" in page
    for name in ("closes_keys", "closes_passkeys"):
        (tag,) = (part for part in page.split("<input")[1:] if name in part.partition(">")[0])
        assert " checked" in tag.partition(">")[0]
    other = client_of(cast.bo).get(page_of(cast.ib)).text
    assert "er brugeren logget ud alle steder" in other
    assert "closes_" not in other


def test_sessions_end_and_what_is_ticked_is_closed_and_written_down(
    cast: Cast, lene: User, client_of
) -> None:
    hers, bo, anna = client_of(lene), client_of(cast.bo), client_of(cast.anna)
    assert is_in(hers)
    answer = bo.post(page_of(lene), {**GIVEN, **ticks(lene)}, follow=True)
    said = "Brugeren er logget ud alle steder. 1 nøgle er lukket. 1 adgangsnøgle er lukket."
    assert said in answer.text
    assert not is_in(hers)
    assert is_in(bo)
    assert is_in(anna)
    assert not has_keys(lene)
    assert not lene.passkeys.exists()
    notes = notes_by(cast.bo)
    assert notes[:2] == ["adgangskode sat af en anden", "logget ud alle steder"]
    assert notes[2].startswith("nøgle til program »Prøve«")
    assert notes[3:] == ["adgangsnøgle fjernet: Telefon"]


def test_the_recovery_codes_go_with_the_last_passkey(cast: Cast, lene: User, client_of) -> None:
    assert StaticDevice.objects.filter(user=lene).exists()
    client_of(cast.bo).post(page_of(lene), {**GIVEN, **ticks(lene)})
    assert not StaticDevice.objects.filter(user=lene).exists()


def test_without_the_ticks_the_sessions_alone_end(cast: Cast, lene: User, client_of) -> None:
    hers = client_of(lene)
    client_of(cast.bo).post(page_of(lene), GIVEN)
    assert not is_in(hers)
    assert has_keys(lene)
    assert lene.passkeys.exists()
    assert StaticDevice.objects.filter(user=lene).exists()


def test_a_password_that_is_taken_away_ends_them_too(cast: Cast, lene: User, client_of) -> None:
    hers = client_of(lene)
    away = {"usable_password": "false", "unset-password": "1"}
    client_of(cast.bo).post(page_of(lene), away)
    assert not is_in(hers)
    assert "adgangskode fjernet" in notes_by(cast.bo)


@pytest.mark.parametrize(
    "wrong", [{"password2": "noget-helt-andet"}, {"closes_passkeys": [0]}, {"password1": "kort"}]
)
def test_a_refused_password_ends_and_closes_nothing(
    cast: Cast, lene: User, client_of, wrong: dict[str, object]
) -> None:
    hers = client_of(lene)
    client_of(cast.bo).post(page_of(lene), {**GIVEN, **ticks(lene), **wrong})
    assert is_in(hers)
    assert has_keys(lene)
    assert lene.passkeys.exists()
    assert not notes_by(cast.bo)


def test_nobody_but_an_administrator_sets_it(cast: Cast, lene: User, client_of) -> None:
    hers = client_of(lene)
    answer = client_of(cast.anna).post(page_of(lene), GIVEN, follow=True)
    assert answer.status_code == 403
    assert is_in(hers)


def test_who_sets_the_own_password_there_stays_here(cast: Cast, client_of) -> None:
    here, elsewhere = client_of(cast.bo), client_of(cast.bo)
    answer = here.post(page_of(cast.bo), GIVEN, follow=True)
    assert "Du er logget ud alle andre steder." in answer.text
    assert is_in(here)
    assert not is_in(elsewhere)


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def typed(self, monkeypatch) -> None:
        monkeypatch.setattr("getpass.getpass", lambda prompt="": NEW)

    def test_it_closes_all_and_says_so(self, lene: User, client_of) -> None:
        hers, told = client_of(lene), StringIO()
        call_command("changepassword", "lene", stdout=told)
        assert (
            "logget ud alle steder. 1 nøgle er lukket. 1 adgangsnøgle er lukket." in told.getvalue()
        )
        assert not is_in(hers)
        assert not has_keys(lene)
        assert not lene.passkeys.exists()
        assert {event.by_name for event in Event.objects.filter(by=None)} >= {"kommandolinjen"}

    def test_the_keys_are_kept_where_that_is_asked_for(self, lene: User, client_of) -> None:
        hers = client_of(lene)
        call_command("changepassword", "lene", keep_keys=True, stdout=StringIO())
        assert not is_in(hers)
        assert has_keys(lene)
        assert lene.passkeys.exists()

    def test_a_weak_password_changes_nothing(self, lene: User, client_of, monkeypatch) -> None:
        hers = client_of(lene)
        monkeypatch.setattr("getpass.getpass", lambda prompt="": "kort")
        with pytest.raises(CommandError):
            call_command("changepassword", "lene", stdout=StringIO(), stderr=StringIO())
        assert is_in(hers)
        assert has_keys(lene)
