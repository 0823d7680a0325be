"""What every answer tells the browser, refusals and mistakes of our own included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from config.urls import urlpatterns as ours
from tests.cast import Cast
from tests.config.test_environment import SAFE

ROOT = Path(__file__).resolve().parents[2]
# As long and as varied as Django's own check asks for.
KEY = "".join(map(chr, range(48, 123))).replace("\\", "")


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("en fejl af vores egen")


# The product's addresses, and one that fails: what this module is when it is asked for addresses.
urlpatterns = [*ours, path("gaar-i-stykker/", breaks)]

Ask = Callable[[Client], HttpResponse]
ANSWERS: dict[str, tuple[int, Ask]] = {
    "a page": (200, lambda client: client.get(reverse("home"))),
    "a login": (200, lambda client: Client().get(reverse("login"))),
    "a way elsewhere": (302, lambda client: Client().get(reverse("home"))),
    "a file": (200, lambda client: client.get(reverse("register_export"))),
    "an API": (200, lambda client: client.get(reverse("api_documents"))),
    "an API not logged in to": (401, lambda client: Client().get(reverse("api_documents"))),
    "not there": (404, lambda client: client.get("/findes-ikke/")),
    "not so": (405, lambda client: client.get(reverse("logout"))),
    "not understood": (422, lambda client: client.post(reverse("closing_day_new"))),
    "another host": (400, lambda client: client.get("/", headers={"host": "ond.example"})),
    "a form of a stranger": (
        403,
        lambda client: Client(enforce_csrf_checks=True).post(reverse("login"), {"a": "b"}),
    ),
    "our own mistake": (500, lambda client: client.get("/gaar-i-stykker/")),
    "a probe": (200, lambda client: client.get(reverse("healthz"))),
}


@pytest.mark.django_db
@pytest.mark.urls("tests.tracker.test_headers")
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_answer_keeps_strangers_out_of_the_page(name: str, cast: Cast, client_of) -> None:
    status, ask = ANSWERS[name]
    client = client_of(cast.bo)
    client.raise_request_exception = False
    answer = ask(client)
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Request-ID"]


@pytest.mark.django_db
@pytest.mark.urls("tests.tracker.test_headers")
def test_our_own_mistake_tells_nothing_of_the_inside(cast: Cast, client_of) -> None:
    client = client_of(cast.bo)
    client.raise_request_exception = False
    text = client.get("/gaar-i-stykker/").text
    assert "en fejl af vores egen" not in text
    assert "Traceback" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["ond.example", "localhost.ond.example", "localhost:80@ond.example"]
)
def test_a_host_that_is_not_ours_is_refused_and_not_repeated(client: Client, host: str) -> None:
    answer = client.get(reverse("login"), headers={"host": host})
    assert answer.status_code == 400
    assert "ond.example" not in answer.text


@pytest.mark.django_db
def test_the_session_is_for_the_browser_alone(cast: Cast, client: Client) -> None:
    cast.anna.set_password("en-lang-adgangskode")
    cast.anna.save()
    fields = {"username": "anna", "password": "en-lang-adgangskode"}
    cookie = client.post(reverse("login"), fields).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def in_production(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    ours = ("FOLGOP_", "DATABASE_URL", "BROKER_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**clean, **SAFE, "FOLGOP_SECRET_KEY": KEY, "FOLGOP_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_djangos_own_checks_find_nothing_in_production(tmp_path: Path) -> None:
    checked = in_production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


ASK = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from django.conf import settings
from django.test import Client
host = {"HTTP_HOST": settings.ALLOWED_HOSTS[0]}
safe = Client().get("/healthz", secure=True, HTTP_X_FORWARDED_PROTO="https", **host)
bare = Client().get("/log-ind/", HTTP_X_FORWARDED_PROTO="http", **host)
print(json.dumps({
    "hsts": safe["Strict-Transport-Security"],
    "bare": [bare.status_code, bare["Location"]],
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "session": settings.SESSION_COOKIE_AGE,
    "code": settings.SECOND_STEP,
}))
"""


@pytest.mark.slow
def test_production_speaks_tls_alone(tmp_path: Path) -> None:
    asked = in_production(tmp_path, "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["bare"] == [301, "https://folgop.noerrevang.example/log-ind/"]
    assert told["cookies"] == [True, True]
    assert told["session"] <= 8 * 3600
    assert told["code"]
