"""Answers that do not hold: each is refused for its own reason, and nobody is let in by any."""

from __future__ import annotations

import hmac
import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from meetings.models import Event, Identity, Person, User
from tests.cast import Cast
from tests.tracker.oidc_provider import Provider
from tests.tracker.openid import begin, is_in, log_in, provider, visit
from tracker.oidc import line
from tracker.oidc.pending import KEPT

__all__ = ["provider"]

pytestmark = [
    pytest.mark.django_db,
    # Keys and algorithms that nobody should use are what is tried here.
    pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning"),
]

Spoil = Callable[[Provider], None]
OTHER = RSAKey.generate_key(2048, {"kid": "nøgle-1"})


def claims(**changed: object) -> Spoil:
    """Change claims before they are signed; None takes one out."""

    def spoil(provider: Provider) -> None:
        def change(told: dict) -> None:
            told.update(changed)
            for name in [name for name, value in told.items() if value is None]:
                del told[name]

        provider.change = change

    return spoil


def later(**seconds: int) -> Spoil:
    """Move times by so many seconds from now."""

    def spoil(provider: Provider) -> None:
        claims(**{name: int(time.time()) + more for name, more in seconds.items()})(provider)

    return spoil


def unsigned(provider: Provider) -> None:
    provider.sign = lambda told: jwt.encode(
        {"alg": "none", "kid": "nøgle-1"}, told, provider.key, algorithms=["none"]
    )


def signed_with_the_public_key(provider: Provider) -> None:
    """Sign as one would who takes the published key for a secret; no library helps with that."""

    def sign(told: dict) -> str:
        head = {"alg": "HS256", "kid": "nøgle-1"}
        parts = b".".join(_base64(json.dumps(one).encode()) for one in (head, told))
        digest = hmac.digest(provider.key.as_pem(private=False), parts, "sha256")
        return b".".join([parts, _base64(digest)]).decode()

    provider.sign = sign


def _base64(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")


def signed_with_the_client_secret(provider: Provider) -> None:
    secret = OctKey.import_key(b"en-hemmelighed-med-tegn-og-laengde")
    provider.extra_keys = [{**secret.as_dict(), "kid": "delt"}]
    provider.sign = lambda told: jwt.encode(
        {"alg": "HS256", "kid": "delt"}, told, secret, algorithms=["HS256"]
    )


def signed_by(key: RSAKey, **header: object) -> Spoil:
    def spoil(provider: Provider) -> None:
        provider.sign = lambda told: jwt.encode(
            {"alg": "RS256", "kid": "nøgle-1", **header}, told, key, algorithms=["RS256"]
        )

    return spoil


def header(**changed: object) -> Spoil:
    def spoil(provider: Provider) -> None:
        provider.sign = lambda told: provider.signed(told, **changed)

    return spoil


def with_a_key_for_encrypting(provider: Provider) -> None:
    provider.extra_keys = [OTHER.as_dict(private=False, kid="til-kryptering", use="enc")]
    signed_by(OTHER, kid="til-kryptering")(provider)


def with_a_short_key(provider: Provider) -> None:
    short = RSAKey.generate_key(1024, {"kid": "kort"})
    provider.extra_keys = [short.as_dict(private=False)]
    signed_by(short, kid="kort")(provider)


def with_a_key_of_another_kind(provider: Provider) -> None:
    provider.extra_keys = [ECKey.generate_key("P-256", {"kid": "kurve"}).as_dict(private=False)]
    header(kid="kurve")(provider)


def changed_afterwards(provider: Provider) -> None:
    def sign(told: dict) -> str:
        head, _payload, signature = provider.signed(told).split(".")
        forged = provider.signed({**told, "sub": "lene-1"}).split(".")[1]
        return f"{head}.{forged}.{signature}"

    provider.sign = sign


def says(text: object) -> Spoil:
    def spoil(provider: Provider) -> None:
        provider.sign = lambda _told: text

    return spoil


def answers(address: str, status: int, content: object) -> Spoil:
    told = content if isinstance(content, bytes) else json.dumps(content).encode()

    def spoil(provider: Provider) -> None:
        provider.instead[address] = lambda: (status, told)

    return spoil


# What is wrong: (how, the reason in the log of events).
BAD_TOKENS: dict[str, tuple[Spoil, str]] = {
    "another issuer": (claims(iss="https://ond.example/adfs"), "ID-token: iss"),
    "no issuer": (claims(iss=None), "ID-token: iss"),
    "another audience": (claims(aud="en-anden"), "ID-token: aud"),
    "an audience beside us": (claims(aud=["folgop", "en-anden"], azp="folgop"), "ID-token: aud"),
    "no audience": (claims(aud=None), "ID-token: aud"),
    "another authorized party": (claims(azp="en-anden"), "ID-token: azp"),
    "another nonce": (claims(nonce="x" * 43), "ID-token: nonce"),
    "no nonce": (claims(nonce=None), "ID-token: nonce"),
    "expired": (later(exp=-120), "ID-token: exp"),
    "no end": (claims(exp=None), "ID-token: exp"),
    "an end that is no number": (claims(exp="i morgen"), "ID-token: exp"),
    "issued in the future": (later(iat=300), "ID-token: iat"),
    "issued long ago": (later(iat=-1200), "ID-token: iat"),
    "no moment of issue": (claims(iat=None), "ID-token: iat"),
    "not valid yet": (later(nbf=300), "ID-token: nbf"),
    "no subject": (claims(sub=None), "ID-token: sub"),
    "an empty subject": (claims(sub=" "), "ID-token: sub"),
    "a subject that is a number": (claims(sub=7), "ID-token: sub"),
    "a subject that breaks the line": (claims(sub="anna\n1"), "ID-token: sub"),
    "a subject with a nought": (claims(sub="anna\0001"), "ID-token: sub"),
    "an end of no number": (claims(exp=float("nan")), "ID-token: exp"),
    "a subject without end": (claims(sub="x" * 256), "ID-token: sub"),
    "of another access token": (claims(at_hash="x" * 22), "ID-token: at_hash"),
    "methods that are no list": (claims(amr="mfa"), "ID-token: amr"),
    "unsigned": (unsigned, "ID-token: alg"),
    "signed with the public key as a secret": (signed_with_the_public_key, "ID-token: alg"),
    "signed with a secret that both know": (signed_with_the_client_secret, "ID-token: alg"),
    "a kid that nobody has": (header(kid="ukendt"), "ID-token: kid"),
    "no kid": (header(kid=None), "ID-token: kid"),
    "the right kid and another key": (signed_by(OTHER), "ID-token: underskriften"),
    "a key for encrypting": (with_a_key_for_encrypting, "ID-token: kid"),
    "a key that is too short": (with_a_short_key, "ID-token: kid"),
    "a key of another kind": (with_a_key_of_another_kind, "ID-token: underskriften"),
    "changed after signing": (changed_afterwards, "ID-token: underskriften"),
    "no token": (says(None), "ID-token: mangler"),
    "no token at all": (says("hej"), "ID-token: underskriften"),
    "a list for a token": (says(["a"]), "ID-token: mangler"),
    "the code refused": (answers("token", 400, {"error": "invalid_grant"}), "invalid_grant"),
    "words of a stranger": (answers("token", 400, {"error": "<b>hej</b>"}), "koden: fejl"),
    "tokens of another kind": (answers("token", 200, {"token_type": "mac"}), "token_type"),
}


def nobody_came_in(client: Client) -> None:
    assert not is_in(client)
    assert not Event.objects.filter(kind="logged_in").exists()
    assert not Identity.objects.exists()


def refused() -> str:
    """Return the reason in the log of events."""
    event = Event.objects.get(kind="login_refused")
    assert event.note.startswith("arbejdskonto: ")
    return event.note.removeprefix("arbejdskonto: ")


@pytest.mark.parametrize("wrong", BAD_TOKENS)
def test_a_token_that_does_not_hold_lets_nobody_in(
    cast: Cast, client: Client, provider: Provider, wrong: str
) -> None:
    spoil, reason = BAD_TOKENS[wrong]
    spoil(provider)
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Svaret fra kommunens login kunne ikke godkendes" in answer.text
    assert answer["X-Request-ID"] in answer.text
    assert reason in refused()
    nobody_came_in(client)


def test_the_same_way_with_nothing_wrong_lets_in(cast: Cast, client, provider) -> None:
    """All that is refused above is refused for what is wrong with it alone."""
    log_in(client)
    assert is_in(client)


# --- state, code and who answers ----------------------------------------------------------


def test_an_answer_without_a_login_begun_here_is_none(cast: Cast, client, provider) -> None:
    for query in ("", "?code=abc", "?code=abc&state=", "?code=abc&state=æ"):
        answer = client.get(f"{reverse('openid_back')}{query}")
        assert answer.status_code == 400
        assert "Begynd forfra" in answer.text
    # Whoever makes such addresses up does not fill the log of events.
    assert not Event.objects.exists()
    assert "token" not in provider.asked
    nobody_came_in(client)


def test_an_answer_is_good_once(cast: Cast, client, provider) -> None:
    back = visit(begin(client))
    client.get(back)
    client.post(reverse("logout"))
    assert client.get(back).status_code == 400
    assert not is_in(client)


def test_an_answer_opens_no_other_session(cast: Cast, client, provider) -> None:
    back = visit(begin(client))
    thief = Client()
    assert thief.get(back).status_code == 400
    begin(thief)
    assert thief.get(back).status_code == 400
    nobody_came_in(thief)


def test_an_answer_comes_within_ten_minutes(cast: Cast, client, provider) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        back = visit(begin(client))
        clock.shift(timedelta(minutes=10, seconds=1))
        assert client.get(back).status_code == 400
        nobody_came_in(client)


def with_code(back: str, code: str) -> str:
    parts = urlsplit(back)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return f"{parts.path}?{urlencode({**query, 'code': code})}"


def test_a_code_that_was_used_lets_nobody_in(cast: Cast, client, provider) -> None:
    first = visit(begin(client))
    client.get(first)
    code = parse_qs(urlsplit(first).query)["code"][0]
    other = Client()
    assert other.get(with_code(visit(begin(other)), code)).status_code == 403
    assert refused() == "koden: invalid_grant"
    assert not is_in(other)


def test_the_code_of_another_persons_login_lets_nobody_in(cast: Cast, client, provider) -> None:
    """PKCE: the code is bound to the session that asked for it."""
    victims = parse_qs(urlsplit(visit(begin(Client()))).query)["code"][0]
    assert client.get(with_code(visit(begin(client)), victims)).status_code == 403
    assert refused() == "koden: invalid_grant"
    nobody_came_in(client)


def test_another_verifier_lets_nobody_in(cast: Cast, client, provider) -> None:
    back = visit(begin(client))
    session = client.session
    session[KEPT] = [{**session[KEPT][0], "verifier": "x" * 43}]
    session.save()
    assert client.get(back).status_code == 403
    assert refused() == "koden: invalid_grant"
    nobody_came_in(client)


@pytest.mark.parametrize("code", ["", "æ", "x" * 9000])
def test_what_is_no_code_is_not_sent_on(cast: Cast, client, provider, code: str) -> None:
    assert client.get(with_code(visit(begin(client)), code)).status_code == 403
    assert "token" not in provider.asked
    nobody_came_in(client)


@pytest.mark.parametrize("error", ["access_denied", "login_required", "<b>hej</b>"])
def test_a_no_of_the_provider_is_told_without_its_words(
    cast: Cast, client, provider, error: str
) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    told = {"error": error, "error_description": "ring 12345678", "state": state, "code": "abc"}
    answer = client.get(reverse("openid_back", query=told))
    assert answer.status_code == 403
    assert "Du blev ikke logget ind" in answer.text
    assert "12345678" not in answer.text
    assert "hej" not in answer.text
    assert "token" not in provider.asked
    nobody_came_in(client)


def test_an_answer_that_names_another_issuer_is_not_followed_up(
    cast: Cast, client, provider
) -> None:
    back = visit(begin(client))
    assert client.get(f"{back}&iss=https://ond.example").status_code == 403
    assert "token" not in provider.asked
    nobody_came_in(client)


# --- a provider that is away, or not itself -----------------------------------------------

STRANGE_PROVIDERS: dict[str, Spoil] = {
    "discovery is an error": answers("openid-configuration", 500, {}),
    "discovery is no JSON": answers("openid-configuration", 200, b"<html>"),
    "discovery is a list": answers("openid-configuration", 200, [1]),
    "discovery is a redirect": answers("openid-configuration", 302, {}),
    "discovery is endless": answers("openid-configuration", 200, b"x" * 100_000),
    "another issuer": lambda p: p.discovery.update(issuer="https://ond.example"),
    "another host for people": lambda p: p.discovery.update(
        authorization_endpoint="https://ond.example/authorize"
    ),
    "another host for codes": lambda p: p.discovery.update(token_endpoint="http://127.0.0.1:1/t"),
    "another host for keys": lambda p: p.discovery.update(jwks_uri="https://ond.example/keys"),
    "a file for keys": lambda p: p.discovery.update(jwks_uri="file:///etc/passwd"),
    "a name before the host": lambda p: p.discovery.update(
        token_endpoint=p.issuer.replace("//", "//ond@") + "/token"
    ),
    "no address for codes": lambda p: p.discovery.update(token_endpoint=None),
}


@pytest.mark.parametrize("strange", STRANGE_PROVIDERS)
def test_a_provider_that_is_not_itself_is_asked_no_further(
    client: Client, provider: Provider, strange: str
) -> None:
    STRANGE_PROVIDERS[strange](provider)
    answer = client.get(reverse("openid_start"))
    assert answer.status_code == 503
    assert "Kommunens login svarer ikke" in answer.text
    assert provider.asked == ["openid-configuration"]


@pytest.mark.parametrize(
    "spoil",
    [
        answers("keys", 500, {}),
        answers("keys", 200, {"keys": "ingen"}),
        answers("keys", 200, b"x" * 300_000),
        answers("token", 200, b"<html>"),
        answers("token", 200, [1]),
        answers("token", 200, b"x" * 300_000),
        answers("token", 500, b"nede"),
        answers("token", 200, b"[" * 100_000),
        answers("keys", 200, b"[" * 100_000),
    ],
    ids=[
        "no keys",
        "odd keys",
        "endless keys",
        "a page",
        "a list",
        "endless",
        "down",
        "deep",
        "deep keys",
    ],
)
def test_a_provider_that_fails_on_the_way_lets_nobody_in(
    cast: Cast, client, provider, spoil: Spoil
) -> None:
    spoil(provider)
    assert log_in(client).status_code == 503
    nobody_came_in(client)


def test_a_provider_that_says_nothing_holds_nobody_up(
    cast: Cast, client, provider, monkeypatch
) -> None:
    monkeypatch.setattr(line, "STEP_SECONDS", 0.2)

    def sleeps() -> tuple[int, bytes]:
        time.sleep(0.6)
        return 200, b"{}"

    provider.instead["token"] = sleeps
    begun = time.monotonic()
    assert log_in(client).status_code == 503
    assert time.monotonic() - begun < 5
    nobody_came_in(client)


def test_a_provider_that_is_not_there_is_said_to_be_away(client, provider, settings) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:1/adfs"
    assert client.get(reverse("openid_start")).status_code == 503


def test_a_provider_without_tls_elsewhere_is_not_called(client, provider, settings) -> None:
    settings.OIDC_ISSUER = "http://login.noerrevang.example/adfs"
    provider.discovery = {}
    cache.clear()
    assert not line.is_safe("http://login.noerrevang.example/adfs/token")
    assert client.get(reverse("openid_start")).status_code == 503


def test_new_keys_are_found_and_a_made_up_one_is_asked_for_once(
    cast: Cast, client, provider
) -> None:
    log_in(Client())
    Identity.objects.all().delete()
    new = RSAKey.generate_key(2048, {"kid": "nøgle-2"})
    provider.extra_keys = [new.as_dict(private=False)]
    signed_by(new, kid="nøgle-2")(provider)
    log_in(client)
    assert is_in(client)
    asked = provider.asked.count("keys")
    signed_by(OTHER, kid="opdigtet")(provider)
    for _ in range(3):
        assert log_in(Client()).status_code == 403
    assert provider.asked.count("keys") == asked


# --- who is known there and not let in here -----------------------------------------------


def closed(cast: Cast, provider: Provider) -> None:
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)


def closed_and_known(cast: Cast, provider: Provider) -> None:
    Identity.objects.create(user=cast.anna, issuer=provider.issuer, subject="anna-1")
    closed(cast, provider)


def linked_already(cast: Cast, provider: Provider) -> None:
    Identity.objects.create(user=cast.anna, issuer=provider.issuer, subject="en-anden")


def person_changes(**changed: object) -> Callable[[Cast, Provider], None]:
    return lambda _cast, provider: provider.person.update(changed)


def two_users_of_the_address(cast: Cast, provider: Provider) -> None:
    User.objects.filter(pk=cast.lene.pk).update(email="ANNA.holm@noerrevang.example")


def a_closed_user_has_it_too(cast: Cast, provider: Provider) -> None:
    two_users_of_the_address(cast, provider)
    User.objects.filter(pk=cast.lene.pk).update(is_active=False)


def has_left(cast: Cast, provider: Provider) -> None:
    Person.objects.create(name="Per", email="per@noerrevang.example", is_active=False)
    provider.person |= {"email": "per@noerrevang.example", "groups": ["ansatte"]}


NOT_ADMITTED = {
    "nobody knows the person": (person_changes(email="ny@x.example"), "ingen bruger"),
    "no address": (person_changes(email=""), "ingen bruger"),
    "an address that is a list": (person_changes(email=["anna.holm@noerrevang.example"]), "ingen"),
    "an unverified address": (person_changes(email_verified=False), "ikke bekræftet"),
    "an address nobody speaks of": (person_changes(email_verified=None), "ikke bekræftet"),
    "a no in words": (person_changes(email_verified="false"), "ikke bekræftet"),
    "one yes and one no": (person_changes(xms_edov=False), "ikke bekræftet"),
    "letters that only look alike": (
        person_changes(email="anna.holm@noerrevang.exampl\u0435"),
        "ingen bruger",
    ),
    "two users of the address": (two_users_of_the_address, "flere brugeres"),
    "a closed user has it too": (a_closed_user_has_it_too, "flere brugeres"),
    "a closed login": (closed, "lukket"),
    "a closed login that is known": (closed_and_known, "lukket"),
    "a user with another account": (linked_already, "anden arbejdskonto"),
    "a person who has left": (has_left, "fratrådt"),
}


@pytest.mark.parametrize("who", NOT_ADMITTED)
def test_who_is_not_let_in_reads_the_same_whoever_it_is(
    cast: Cast, client, provider, settings, who: str
) -> None:
    """Neither the groups nor a second try opens what is shut; the reason is for the log alone."""
    settings.OIDC_GROUPS = (("ansatte", "reader", ""),)
    make, reason = NOT_ADMITTED[who]
    make(cast, provider)
    before = Identity.objects.count(), User.objects.count()
    for _ in range(2):
        answer = log_in(client)
        assert answer.status_code == 403
        assert "Du har ikke adgang til Følg op" in answer.text
        assert reason not in answer.text.partition("<main")[2]
        assert not is_in(client)
    assert reason in Event.objects.filter(kind="login_refused").latest("pk").note
    assert not Event.objects.filter(kind="logged_in").exists()
    assert (Identity.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("who", ["a closed login", "two users of the address", "an unverified"])
def test_a_mapped_group_goes_around_nothing(
    cast: Cast, client, provider, settings, who: str
) -> None:
    settings.OIDC_GROUPS = (("ansatte", "administrator", ""),)
    provider.person["groups"] = ["ansatte"]
    if who == "an unverified":
        provider.person["email_verified"] = False
    else:
        NOT_ADMITTED[who][0](cast, provider)
    users = User.objects.count()
    assert log_in(client).status_code == 403
    assert User.objects.count() == users
    nobody_came_in(client)


def test_all_who_are_not_let_in_get_the_same_page(cast: Cast, provider) -> None:
    def page() -> str:
        text = log_in(Client()).text.partition("<main")[2]
        return re.sub(r'value="\w{64}"', "", text)

    unknown = {**provider.person, "email": "ny@x.example"}
    known, provider.person = provider.person, unknown
    told = page()
    provider.person = known
    closed(cast, provider)
    assert page() == told


# --- how often ----------------------------------------------------------------------------


def test_an_address_that_is_refused_fifty_times_waits(cast: Cast, client, provider) -> None:
    provider.person = {"sub": "ukendt"}
    statuses = {log_in(Client()).status_code for _ in range(50)}
    assert statuses == {403}
    answer = client.get(reverse("openid_start"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    elsewhere = client.get(reverse("openid_start"), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_steps_are_counted_by_the_minute(client, provider, settings) -> None:
    settings.OIDC_STEPS_A_MINUTE = 2
    statuses = [client.get(reverse("openid_start")).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
