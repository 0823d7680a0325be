"""Logging in by the municipality's own login: who is let in, and what the session knows."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from meetings.models import Event, Identity, Person, Role, User
from tests.cast import Cast
from tests.tracker.openid import SITE, begin, is_in, log_in, provider, visit
from tracker.log_filter import hide_secrets
from tracker.models import ApiToken
from tracker.tasks import tick

__all__ = ["provider"]

ROUTES = ("openid_start", "openid_back", "openid_again")
KEY = {"name": "Kalender", "scopes": ["read"], "days": "90"}

pytestmark = pytest.mark.django_db


def noted(user: User, provider, subject: str = "anna-1") -> Identity:
    return Identity.objects.create(user=user, issuer=provider.issuer, subject=subject)


# --- with and without a login service -----------------------------------------------------


def test_without_a_login_service_there_is_neither_button_nor_address(client: Client) -> None:
    assert "arbejdskonto" not in client.get(reverse("login")).text
    assert {client.get(reverse(name)).status_code for name in ROUTES} == {404}


def test_the_login_page_leads_there_by_the_sites_own_name(client: Client, provider) -> None:
    page = client.get(reverse("login", query={"next": "/mine/"}), headers={"host": "localhost"})
    assert "Log ind med din arbejdskonto" in page.text
    assert f'href="{SITE}{reverse("openid_start")}?next=%2Fmine%2F"' in page.text


def test_the_provider_is_asked_with_pkce_state_nonce_and_our_own_address(
    client: Client, provider
) -> None:
    address = urlsplit(begin(client))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.issuer}/authorize"
    assert asked["redirect_uri"] == f"{SITE}{reverse('openid_back')}"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["scope"] == "openid profile email"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert "prompt" not in asked
    again = parse_qs(urlsplit(begin(client)).query)
    assert all(again[name] != [asked[name]] for name in ("state", "nonce", "code_challenge"))


def test_a_false_host_does_not_reach_the_redirect_address(client: Client, provider) -> None:
    answer = client.get(reverse("openid_start"), headers={"host": "localhost"})
    assert parse_qs(urlsplit(answer.url).query)["redirect_uri"][0].startswith(SITE)


@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example", "javascript:1"])
def test_nobody_is_led_out_of_the_house(cast: Cast, client, provider, elsewhere: str) -> None:
    assert log_in(client, elsewhere).url == reverse("home")
    assert is_in(client)


# --- the first time -----------------------------------------------------------------------


def test_a_vouched_for_address_of_one_user_lets_that_user_in(cast: Cast, client, provider) -> None:
    answer = log_in(client, reverse("my_items"))
    assert answer.url == reverse("my_items")
    assert client.get(reverse("home")).context["user"] == cast.anna
    identity = Identity.objects.get()
    assert (identity.user, identity.issuer, identity.subject) == (
        cast.anna,
        provider.issuer,
        "anna-1",
    )
    notes = list(Event.objects.filter(subject="user").order_by("pk").values_list("kind", "note"))
    assert notes == [("changed", "arbejdskonto knyttet til brugeren"), ("logged_in", "")]


def test_the_second_time_the_identity_counts_and_the_address_does_not(cast: Cast, provider) -> None:
    log_in(Client())
    provider.person |= {"email": "lene@noerrevang.example", "email_verified": False}
    client = Client()
    log_in(client)
    assert client.get(reverse("home")).context["user"] == cast.anna
    assert Identity.objects.count() == 1


def test_an_identity_that_was_noted_beforehand_needs_no_address(
    cast: Cast, client, provider
) -> None:
    noted(cast.lene, provider, "l-7")
    provider.person = {"sub": "l-7"}
    log_in(client)
    assert client.get(reverse("home")).context["user"] == cast.lene


def test_an_administrator_notes_who_somebody_is_there(cast: Cast, client_of, provider) -> None:
    client = client_of(cast.bo)
    address = reverse("admin:meetings_user_change", args=[cast.lene.pk])
    page = client.get(address)
    assert provider.issuer in page.text
    data = {
        "username": "lene",
        "is_active": "on",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
        "identities-TOTAL_FORMS": "1",
        "identities-INITIAL_FORMS": "0",
        "identities-0-issuer": provider.issuer,
        "identities-0-subject": "l-7",
        "identities-0-user": str(cast.lene.pk),
    }
    assert client.post(address, data).status_code == 302
    assert Identity.objects.get(subject="l-7").user == cast.lene
    assert Event.objects.filter(kind="created", note__contains="l-7", by=cast.bo).count() == 1


def identities_form(identity: Identity, **further: str) -> dict[str, str]:
    """Return what the administration sends of a user with one work account."""
    return {
        "username": identity.user.username,
        "is_active": "on",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
        "identities-TOTAL_FORMS": "1",
        "identities-INITIAL_FORMS": "1",
        "identities-0-id": str(identity.pk),
        "identities-0-user": str(identity.user_id),
        **further,
    }


GONE = {"identities-0-DELETE": "on"}


def test_a_work_account_that_is_taken_away_ends_the_sessions_of_its_user_alone(
    cast: Cast, client_of, provider
) -> None:
    here, other, bo = Client(), client_of(cast.lene), client_of(cast.bo)
    log_in(here)
    identity = Identity.objects.get()
    address = reverse("admin:meetings_user_change", args=[cast.anna.pk])
    bo.post(address, identities_form(identity))
    assert Identity.objects.exists()
    assert is_in(here)
    assert bo.post(address, identities_form(identity, **GONE)).status_code == 302
    assert not Identity.objects.exists()
    assert not is_in(here)
    assert is_in(other)
    assert is_in(bo)
    ended = Event.objects.get(subject="user", note="logget ud alle steder")
    assert (ended.subject_id, ended.by_id) == (cast.anna.pk, cast.bo.pk)


def test_who_takes_ones_own_work_account_away_stays_here_and_is_out_elsewhere(
    cast: Cast, client_of, provider
) -> None:
    identity = noted(cast.bo, provider, "bo-1")
    here, elsewhere = client_of(cast.bo), client_of(cast.bo)
    address = reverse("admin:meetings_user_change", args=[cast.bo.pk])
    assert here.post(address, identities_form(identity, **GONE)).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("vouched", [{"email_verified": "true"}, {"xms_edov": True}])
def test_what_ad_fs_and_entra_id_say_of_an_address_counts(
    cast: Cast, client, provider, vouched
) -> None:
    del provider.person["email_verified"]
    provider.person |= vouched
    log_in(client)
    assert is_in(client)


def test_letters_large_and_small_are_one_address(cast: Cast, client, provider) -> None:
    provider.person["email"] = "Anna.Holm@Noerrevang.Example"
    log_in(client)
    assert client.get(reverse("home")).context["user"] == cast.anna


def test_the_object_id_of_entra_id_may_be_what_counts(
    cast: Cast, client, provider, settings
) -> None:
    settings.OIDC_SUBJECT = "oid"
    noted(cast.lene, provider, "0b5e")
    provider.person |= {"oid": "0b5e"}
    log_in(client)
    assert client.get(reverse("home")).context["user"] == cast.lene


def test_a_secret_that_has_run_out_is_our_own_doing(cast: Cast, client, provider, settings) -> None:
    settings.OIDC_CLIENT_SECRET = "en anden"
    answer = log_in(client)
    assert answer.status_code == 503
    assert "it-afdelingen" in answer.text
    assert not is_in(client)
    # Nothing is held against who came.
    assert not Event.objects.exists()


# --- the session --------------------------------------------------------------------------


def test_a_session_ends_after_eight_hours_and_everywhere_when_asked(cast: Cast, provider) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        here, elsewhere = Client(), Client()
        log_in(here)
        log_in(elsewhere)
        here.post(reverse("sessions_end"))
        assert not is_in(here)
        assert not is_in(elsewhere)
        log_in(here)
        clock.shift(timedelta(hours=8, minutes=1))
        assert not is_in(here)


def test_the_session_key_changes_with_the_login(cast: Cast, client, provider) -> None:
    address = begin(client)
    before = client.cookies["sessionid"].value
    client.get(visit(address))
    assert client.cookies["sessionid"].value != before


def test_who_is_in_already_is_led_on(cast: Cast, client, provider) -> None:
    log_in(client)
    asked = len(provider.asked)
    answer = client.get(reverse("openid_start", query={"next": reverse("profile")}))
    assert answer.url == reverse("profile")
    assert len(provider.asked) == asked


def test_two_tabs_on_their_way_both_arrive(cast: Cast, client, provider) -> None:
    first, second = begin(client, reverse("my_items")), begin(client, reverse("profile"))
    assert client.get(visit(second)).url == reverse("profile")
    assert is_in(client)
    assert first != second


# --- the second step ----------------------------------------------------------------------


def test_a_secretary_shows_a_code_here_too(cast: Cast, client, provider, settings) -> None:
    settings.SECOND_STEP = True
    noted(cast.lene, provider)
    assert log_in(client).url == reverse("login_code")
    assert not is_in(client)
    assert client.get(reverse("login_code")).url == reverse("login_setup")


@pytest.mark.parametrize("shown", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
def test_a_code_shown_there_counts_where_the_settings_trust_it(
    cast: Cast, provider, settings, shown
) -> None:
    settings.SECOND_STEP = True
    noted(cast.lene, provider)
    provider.person |= shown
    untrusting = Client()
    log_in(untrusting)
    assert not is_in(untrusting)
    settings.OIDC_MFA = frozenset({"mfa"})
    client = Client()
    log_in(client)
    assert is_in(client)


def test_what_is_trusted_must_be_said(cast: Cast, client, provider, settings) -> None:
    settings.SECOND_STEP = True
    settings.OIDC_MFA = frozenset({"mfa"})
    noted(cast.lene, provider)
    provider.person |= {"amr": ["pwd"], "acr": "1"}
    log_in(client)
    assert not is_in(client)


def test_who_has_an_app_shows_its_code(cast: Cast, client, provider) -> None:
    TOTPDevice.objects.create(user=cast.anna, name="app", confirmed=True)
    assert log_in(client).url == reverse("login_code")
    assert not is_in(client)


# --- shown again --------------------------------------------------------------------------


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def old(cast: Cast, client, provider, clock) -> Client:
    """Give a client whose login by the provider is half an hour old."""
    log_in(client)
    assert client.post(reverse("tokens"), KEY).status_code == 200
    clock.shift(timedelta(minutes=30))
    return client


def test_after_a_quarter_the_provider_is_asked_again(old: Client, provider) -> None:
    asked = old.post(reverse("tokens"), KEY)
    page = old.get(asked.url).text
    assert 'type="password"' not in page
    assert "Vis det hos kommunens login" in page
    address = begin(old, reverse("tokens"), "openid_again")
    query = parse_qs(urlsplit(address).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
    assert old.get(visit(address)).url == reverse("tokens")
    assert old.post(reverse("tokens"), KEY).status_code == 200
    assert ApiToken.objects.count() == 2


def test_a_provider_that_only_waves_through_does_not_make_it_fresh(old: Client, provider) -> None:
    provider.authenticates = False
    answer = log_in(old, reverse("tokens"), "openid_again")
    assert answer.status_code == 403
    assert "auth_time" in answer.text
    assert old.post(reverse("tokens"), KEY).status_code == 302
    assert is_in(old)


def test_coming_in_anew_without_showing_it_does_not_make_it_fresh(old: Client, provider) -> None:
    old.post(reverse("logout"))
    assert not is_in(old)
    log_in(old)
    assert is_in(old)
    assert old.post(reverse("tokens"), KEY).url.startswith(reverse("login_again"))
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("auth_time", [None, True, 1e300, -1])
def test_a_provider_that_does_not_say_when_is_asked_again(
    cast: Cast, client, provider, auth_time
) -> None:
    provider.person["auth_time"] = auth_time
    log_in(client)
    assert is_in(client)
    assert client.post(reverse("tokens"), KEY).url.startswith(reverse("login_again"))
    del provider.person["auth_time"]
    log_in(client, reverse("tokens"), "openid_again")
    assert client.post(reverse("tokens"), KEY).status_code == 200


def test_another_person_at_the_provider_does_not_make_it_fresh(
    old: Client, provider, cast: Cast
) -> None:
    noted(cast.lene, provider, "l-7")
    provider.person = {"sub": "l-7"}
    assert log_in(old, reverse("tokens"), "openid_again").status_code == 403
    assert old.post(reverse("tokens"), KEY).status_code == 302
    assert old.get(reverse("home")).context["user"] == cast.anna


def test_a_password_does_not_stand_in_for_it(old: Client, cast: Cast) -> None:
    cast.anna.refresh_from_db()
    assert old.post(reverse("login_again"), {"password": "gæt"}).status_code == 422
    assert not Event.objects.filter(kind="login_refused").exists()


def test_showing_it_again_takes_a_login(client: Client, provider) -> None:
    answer = client.get(reverse("openid_again"))
    assert answer.url.startswith(reverse("login"))


# --- made by a group ----------------------------------------------------------------------


def test_who_is_unknown_and_in_a_mapped_group_becomes_a_user(
    cast: Cast, client, provider, settings
) -> None:
    settings.OIDC_GROUPS = (("KFU-sekretærer", "secretary", "KFU"),)
    provider.person = {
        "sub": "ny-1",
        "email": "ny@noerrevang.example",
        "preferred_username": "ny@noerrevang.example",
        "groups": ["KFU-sekretærer", "alle"],
    }
    log_in(client)
    user = client.get(reverse("home")).context["user"]
    assert (user.username, user.has_usable_password()) == ("ny@noerrevang.example", False)
    assert [(r.kind, r.committee, r.by_group) for r in user.roles.all()] == [
        (Role.Kind.SECRETARY, cast.committee, True)
    ]
    assert Identity.objects.get().by_group
    assert not user.email


def test_a_new_user_is_the_person_of_the_register_with_the_vouched_for_address(
    cast: Cast, client, provider, settings
) -> None:
    settings.OIDC_GROUPS = (("ansatte", "owner", ""),)
    per = Person.objects.create(name="Per Dam", email="per@noerrevang.example")
    provider.person |= {"sub": "p", "email": per.email, "groups": ["ansatte"]}
    log_in(client)
    assert client.get(reverse("home")).context["user"].person == per


def test_a_name_that_is_taken_is_numbered_on(cast: Cast, client, provider, settings) -> None:
    settings.OIDC_GROUPS = (("ansatte", "reader", ""),)
    provider.person = {"sub": "x", "preferred_username": "LENE", "groups": "ansatte"}
    log_in(client)
    assert client.get(reverse("home")).context["user"].username == "LENE-2"


# --- who gets in where, with a login service ----------------------------------------------

ROLES = ("nobody", "gone", "anna", "ib", "mads", "ulla", "lene", "eva", "bo")
TABLE = {
    # The provider, for who is not in; home, for who is.
    "openid_start": "302 302 302 302 302 302 302 302 302",
    # Nothing was begun.
    "openid_back": "400 400 400 400 400 400 400 400 400",
    # The login page, or the provider.
    "openid_again": "in  in  302 302 302 302 302 302 302",
}


@pytest.mark.parametrize("name", TABLE)
def test_each_role_meets_what_the_table_says(cast: Cast, provider, client_of, name: str) -> None:
    expected = dict(zip(ROLES, TABLE[name].split(), strict=True))
    for role in ROLES:
        client = Client() if role == "nobody" else client_of(getattr(cast, role, cast.ulla))
        if role == "gone":
            User.objects.filter(pk=cast.ulla.pk).update(is_active=False)
        answer = client.get(reverse(name))
        is_to_login = answer.status_code == 302 and answer.url.startswith(reverse("login") + "?")
        assert ("in" if is_to_login else str(answer.status_code)) == expected[role], role
        assert client.post(reverse(name)).status_code == 405
        assert client.head(reverse(name)).status_code == 405
        assert "no-store" in answer["Cache-Control"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        if role == "gone":
            User.objects.filter(pk=cast.ulla.pk).update(is_active=True)


def test_what_comes_back_stands_in_no_log_line() -> None:
    line = 'GET /log-ind/arbejdskonto/svar/?code=hemmelig&state=ogs%C3%A5 HTTP/1.1" 302'
    hidden = hide_secrets(line)
    assert "hemmelig" not in hidden
    assert "state" not in hidden
    assert hidden.endswith('HTTP/1.1" 302')


def test_a_user_without_a_password_here_is_offered_none(cast: Cast, client, provider) -> None:
    cast.anna.set_unusable_password()
    cast.anna.save()
    log_in(client)
    page = client.get(reverse("profile")).text
    assert reverse("password_change") not in page
    assert "Log ud alle steder" in page


def test_logins_that_were_only_begun_leave_nothing_behind(client, provider) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        begin(client)
        tick()
        assert Session.objects.count() == 1
        clock.shift(timedelta(hours=8, minutes=1))
        tick()
        assert Session.objects.count() == 0
