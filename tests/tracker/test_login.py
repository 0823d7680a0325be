"""Who gets in: how often it may be tried, what ends a session, and the code of an app."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import Event, LoginAttempt, Role, User
from meetings.services.logins import (
    MOST_FOR_NAME,
    MOST_FOR_ONE,
    MOST_FROM_ADDRESS,
    attempt_begin,
)
from tests.cast import NOW, Cast

PASSWORD = "en-lang-adgangskode"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lene(cast: Cast) -> User:
    cast.lene.set_password(PASSWORD)
    cast.lene.save()
    return cast.lene


def log_in(client: Client, password: str = PASSWORD, username: str = "lene", **more: str):
    return (
        client.post(
            reverse("login"), {"username": username, "password": password}, REMOTE_ADDR="192.0.2.1"
        )
        if not more
        else client.post(reverse("login"), {"username": username, "password": password}, **more)
    )


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


# --- how often ----------------------------------------------------------------------------


def test_after_five_failures_the_right_password_waits_too(lene: User, clock) -> None:
    client = Client()
    for _ in range(MOST_FOR_ONE):
        assert log_in(client, "gæt").status_code == 200
    refused = log_in(client)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert "For mange forsøg. Prøv igen om 15 minutter." in refused.text
    assert not is_in(client)
    clock.shift(timedelta(minutes=15, seconds=1))
    assert log_in(client).status_code == 302
    assert is_in(client)


def test_who_keeps_trying_does_not_make_the_wait_longer(lene: User, clock) -> None:
    for _ in range(MOST_FOR_ONE):
        log_in(Client(), "gæt")
    for _ in range(3):
        clock.shift(timedelta(minutes=4))
        assert log_in(Client()).status_code == 429
    clock.shift(timedelta(minutes=4))
    assert log_in(Client()).status_code == 302


def test_the_wait_is_for_one_name_from_one_address(lene: User, cast: Cast) -> None:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    for _ in range(MOST_FOR_ONE):
        log_in(Client(), "gæt")
    assert log_in(Client(), username="anna").status_code == 302
    assert log_in(Client(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_an_address_that_tries_many_names_waits_with_all_of_them(lene: User) -> None:
    for number in range(MOST_FROM_ADDRESS):
        log_in(Client(), "gæt", username=f"bruger{number}")
    assert log_in(Client()).status_code == 429
    assert log_in(Client(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_the_addresses_of_one_ipv6_network_are_one(lene: User) -> None:
    for number in range(MOST_FOR_ONE):
        log_in(Client(), "gæt", REMOTE_ADDR=f"2001:db8:0:7:{number}::1")
    assert log_in(Client(), REMOTE_ADDR="2001:db8:0:7:ffff::2").status_code == 429
    assert log_in(Client(), REMOTE_ADDR="2001:db8:0:8::1").status_code == 302


def test_an_ipv4_address_written_as_ipv6_is_counted_by_itself(lene: User) -> None:
    for _ in range(MOST_FOR_ONE):
        log_in(Client(), "gæt", REMOTE_ADDR="::ffff:192.0.2.1")
    assert log_in(Client(), REMOTE_ADDR="192.0.2.1").status_code == 429
    assert log_in(Client(), REMOTE_ADDR="::ffff:192.0.2.2").status_code == 302


def test_a_name_tried_from_ever_new_addresses_waits_everywhere(lene: User, cast: Cast) -> None:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    for number in range(MOST_FOR_NAME):
        tried = attempt_begin(username="lene", address=f"198.51.100.{number}", now=NOW)
        assert not tried.wait
    assert log_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 429
    assert log_in(Client(), REMOTE_ADDR="192.0.2.9", username="anna").status_code == 302


def test_a_success_forgets_the_failures_before_it(lene: User) -> None:
    for _ in range(3):
        for _ in range(MOST_FOR_ONE - 1):
            log_in(Client(), "gæt")
        assert log_in(Client()).status_code == 302


def test_names_and_addresses_are_not_kept_with_the_tries(lene: User) -> None:
    log_in(Client(), "gæt", username="min-adgangskode-i-det-forkerte-felt")
    kept = str(list(LoginAttempt.objects.values())) + str(list(Event.objects.values("note")))
    assert "forkerte-felt" not in kept
    assert "192.0.2.1" not in str(list(LoginAttempt.objects.values()))


# --- nobody learns who has a login --------------------------------------------------------


class Counting(Argon2PasswordHasher):
    """Argon2, and how often it was put to work."""

    worked = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).worked += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        type(self).worked += 1
        return super().verify(password, encoded)


@pytest.mark.parametrize("who", ["nobody-at-all", "closed", "without a password"])
def test_a_wrong_name_gets_the_answer_and_the_work_of_a_wrong_password(
    lene: User, settings, who: str
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    if who != "nobody-at-all":
        user = User.objects.create(username=who, is_active=who != "closed")
        user.set_password(PASSWORD if who == "closed" else None)
        user.save()

    def tried(username: str, password: str) -> tuple[int, str, int]:
        before = Counting.worked
        response = log_in(Client(), password, username=username)
        text = re.sub(r'value="[^"]*"|\b\w{64}\b', "", response.text)
        return response.status_code, text, Counting.worked - before

    wrong_password = tried("lene", "gæt")
    assert tried(who, PASSWORD) == wrong_password
    assert wrong_password[2] == 1


# --- what ends a session ------------------------------------------------------------------


def test_a_session_ends_after_eight_hours(lene: User, clock) -> None:
    client = Client()
    log_in(client)
    clock.shift(timedelta(hours=7, minutes=59))
    assert is_in(client)
    clock.shift(timedelta(minutes=2))
    assert not is_in(client)


def test_a_new_password_ends_every_session_but_this_one(lene: User) -> None:
    here, elsewhere = Client(), Client()
    log_in(here)
    log_in(elsewhere)
    new = "en-helt-anden-sætning"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post(reverse("password_change"), fields).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert Event.objects.filter(note="adgangskode skiftet", by=lene).count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"old_password": "gæt"},
        {"new_password1": "kort", "new_password2": "kort"},
        {"new_password1": "passwordpassword", "new_password2": "passwordpassword1"},
        {"new_password1": "password1234", "new_password2": "password1234"},
    ],
)
def test_a_bad_new_password_is_refused_and_the_old_one_stands(lene: User, fields) -> None:
    client = Client()
    log_in(client)
    whole = {"old_password": PASSWORD, "new_password1": "x" * 14, "new_password2": "x" * 14}
    response = client.post(reverse("password_change"), {**whole, **fields})
    assert response.status_code == 422
    assert "field-error" in response.text
    lene.refresh_from_db()
    assert lene.check_password(PASSWORD)


def test_a_role_given_or_taken_ends_the_sessions_of_the_user_alone(lene: User, cast: Cast) -> None:
    client, other = Client(), Client()
    log_in(client)
    other.force_login(cast.ib)
    Role.objects.create(user=lene, kind=Role.Kind.READER)
    assert not is_in(client)
    log_in(client)
    lene.roles.filter(kind=Role.Kind.READER).delete()
    assert not is_in(client)
    assert is_in(other)


def test_a_closed_login_is_out_at_once(lene: User) -> None:
    client = Client()
    log_in(client)
    User.objects.filter(pk=lene.pk).update(is_active=False)
    assert not is_in(client)


def test_logging_out_everywhere_ends_all_sessions(lene: User) -> None:
    here, elsewhere = Client(), Client()
    log_in(here)
    log_in(elsewhere)
    here.post(reverse("sessions_end"))
    assert not is_in(here)
    assert not is_in(elsewhere)


def test_logins_and_refusals_are_in_the_log(lene: User) -> None:
    log_in(Client(), "gæt")
    log_in(Client())
    rows = Event.objects.filter(subject="user").order_by("pk").values_list("kind", "subject_id")
    assert list(rows) == [("login_refused", lene.pk), ("logged_in", lene.pk)]
    assert PASSWORD not in str(list(Event.objects.values()))


# --- the second step ----------------------------------------------------------------------


def app_code(user: User) -> str:
    """Return what the app on the user's phone shows now."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, t0=0):06d}"


def offered_code(page: str) -> str:
    """Return what an app shows that has read the secret on the page of setting up."""
    (secret,) = re.findall(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    return f"{totp(base64.b32decode(secret.replace(' ', '')), t0=0):06d}"


def set_up(client: Client, user: User) -> list[str]:
    """Log in for the first time where an app is demanded; return the recovery codes."""
    assert log_in(client, username=user.username).url == reverse("login_code")
    assert client.get(reverse("login_code")).url == reverse("login_setup")
    page = client.get(reverse("login_setup")).text
    assert "data:image/svg+xml" in page
    response = client.post(reverse("login_setup"), {"code": offered_code(page)})
    assert response.status_code == 200
    return re.findall(r"<code>(\w{5}-\w{5})</code>", response.text)


@pytest.fixture
def demanded(settings) -> None:
    settings.SECOND_STEP = True


def test_a_secretary_sets_the_app_up_and_logs_in_with_it(lene: User, demanded, clock) -> None:
    first = Client()
    assert len(set_up(first, lene)) == 10
    assert is_in(first)
    assert Event.objects.filter(kind="logged_in", by=lene).count() == 1
    clock.shift(timedelta(minutes=1))
    client = Client()
    log_in(client)
    assert not is_in(client)
    assert client.post(reverse("login_code"), {"code": app_code(lene)}).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("name", ["home", "meetings", "profile", "api_documents", "log"])
def test_between_the_steps_nobody_is_logged_in(lene: User, demanded, name: str) -> None:
    client = Client()
    log_in(client)
    assert client.get(reverse(name)).status_code in {302, 401, 403}


def test_an_owner_needs_no_app_and_may_have_one(cast: Cast, demanded, clock) -> None:
    cast.anna.set_password(PASSWORD)
    cast.anna.save()
    client = Client()
    log_in(client, username="anna")
    assert is_in(client)
    code = offered_code(client.get(reverse("login_setup")).text)
    assert client.post(reverse("login_setup"), {"code": code}).status_code == 200
    clock.shift(timedelta(minutes=1))
    other = Client()
    log_in(other, username="anna")
    assert not is_in(other)
    client.post(reverse("second_step_remove"))
    log_in(other, username="anna")
    assert is_in(other)


def test_who_must_have_the_app_cannot_take_it_away(lene: User, demanded) -> None:
    client = Client()
    set_up(client, lene)
    assert client.post(reverse("second_step_remove")).status_code == 403
    assert TOTPDevice.objects.filter(user=lene, confirmed=True).count() == 1


def test_a_code_is_used_once(lene: User, demanded, clock) -> None:
    set_up(Client(), lene)
    clock.shift(timedelta(minutes=1))
    code = app_code(lene)
    for status in (302, 422):
        client = Client()
        log_in(client)
        assert client.post(reverse("login_code"), {"code": code}).status_code == status


def test_wrong_codes_are_refused_and_then_turned_away(lene: User, demanded, clock) -> None:
    set_up(Client(), lene)
    clock.shift(timedelta(minutes=1))
    client = Client()
    log_in(client)
    statuses = []
    for _ in range(MOST_FOR_ONE + 1):
        statuses.append(client.post(reverse("login_code"), {"code": "000000"}).status_code)
        clock.shift(timedelta(seconds=40))
    assert statuses == [422] * MOST_FOR_ONE + [429]
    assert not is_in(client)


def test_a_recovery_code_opens_once_and_new_ones_end_the_old(lene: User, demanded, clock) -> None:
    codes = set_up(Client(), lene)
    clock.shift(timedelta(minutes=1))
    client = Client()
    for status in (302, 422):
        client = Client()
        log_in(client)
        assert client.post(reverse("login_code"), {"code": codes[0]}).status_code == status
        clock.shift(timedelta(minutes=1))
    client = Client()
    log_in(client)
    client.post(reverse("login_code"), {"code": codes[1].upper()})
    assert is_in(client)
    client.post(reverse("second_step_codes"))
    clock.shift(timedelta(minutes=1))
    other = Client()
    log_in(other)
    assert other.post(reverse("login_code"), {"code": codes[2]}).status_code == 422


def test_the_time_between_the_steps_runs_out(lene: User, demanded, clock) -> None:
    set_up(Client(), lene)
    client = Client()
    log_in(client)
    clock.shift(timedelta(minutes=11))
    answer = client.post(reverse("login_code"), {"code": app_code(lene)})
    assert answer.url == reverse("login")


def test_a_password_changed_between_the_steps_ends_them(lene: User, demanded, clock) -> None:
    set_up(Client(), lene)
    clock.shift(timedelta(minutes=1))
    client = Client()
    log_in(client)
    lene.set_password("noget-helt-andet-her")
    lene.save()
    answer = client.post(reverse("login_code"), {"code": app_code(lene)})
    assert answer.url == reverse("login")


def test_an_app_that_is_set_up_is_not_set_up_over_by_who_has_the_password(
    lene: User, demanded, clock
) -> None:
    set_up(Client(), lene)
    client = Client()
    log_in(client)
    assert client.get(reverse("login_setup")).url == reverse("login_code")
    assert client.post(reverse("login_setup"), {"code": "1"}).url == reverse("login_code")
    assert TOTPDevice.objects.filter(user=lene).count() == 1


def test_who_saw_a_secret_with_the_password_alone_has_no_part_in_the_app_of_the_next(
    lene: User, demanded, clock
) -> None:
    stranger, client = Client(), Client()
    log_in(stranger)
    seen = stranger.get(reverse("login_setup")).text
    log_in(client)
    mine = client.get(reverse("login_setup")).text
    assert offered_code(seen) != offered_code(mine)
    assert offered_code(client.get(reverse("login_setup")).text) == offered_code(mine)
    assert client.post(reverse("login_setup"), {"code": offered_code(seen)}).status_code == 422
    assert not TOTPDevice.objects.filter(user=lene).exists()
    assert client.post(reverse("login_setup"), {"code": offered_code(mine)}).status_code == 200
    assert app_code(lene) == offered_code(mine)
    refused = stranger.post(reverse("login_setup"), {"code": offered_code(seen)})
    assert refused.url == reverse("login_code")


def test_the_command_helps_who_has_lost_the_phone(lene: User, demanded) -> None:
    client = Client()
    set_up(client, lene)
    call_command("reset_login", "lene")
    assert not is_in(client)
    assert client.get(reverse("login_code")).url == reverse("login")
    assert len(set_up(Client(), lene)) == 10
    with pytest.raises(CommandError, match="ingen bruger"):
        call_command("reset_login", "findes-ikke")


def test_a_login_leads_to_our_own_pages_alone(lene: User) -> None:
    for wanted in (
        "https://ond.example/",
        "//ond.example/",
        "javascript:alert(1)",
        "/\\ond.example",
    ):
        client = Client()
        answer = client.post(
            f"{reverse('login')}?next={wanted}",
            {"username": "lene", "password": PASSWORD, "next": wanted},
        )
        assert answer.url == reverse("home")


def test_secrets_of_the_app_are_no_rows_in_the_administration(cast: Cast, client_of) -> None:
    client = client_of(cast.bo)
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert "otp" not in client.get("/admin/").text
