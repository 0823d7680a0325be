"""The settings of the municipality's own login: read whole, or the start stops with the reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.login_service import env_groups, env_issuer

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
ISSUER, GROUPS = "FOLGOP_OIDC_ISSUER", "FOLGOP_OIDC_GROUPS"


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "https://login.microsoftonline.com/8f0e/v2.0",
        "https://adfs.noerrevang.example/adfs",
        "https://login.noerrevang.example:8443/",
        "http://127.0.0.1:8080/adfs",
        "http://[::1]:8080",
    ],
)
def test_an_issuer_is_kept_to_the_letter(monkeypatch, issuer: str) -> None:
    monkeypatch.setenv(ISSUER, issuer)
    assert env_issuer(ISSUER) == issuer


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.noerrevang.example/adfs",
        "http://localhost.noerrevang.example",
        "http://10.0.0.7/adfs",
        "login.noerrevang.example",
        "https://",
        "https://ond@login.example",
        "https://login.example/?a=b",
        "https://login.example/#a",
        "https://login.example/ a",
        "https://login.example:0",
        "https://login.example:hest",
        "https://løgin.example",
        "file:///etc/passwd",
    ],
)
def test_an_issuer_that_is_none_stops_the_start(monkeypatch, issuer: str) -> None:
    monkeypatch.setenv(ISSUER, issuer)
    with pytest.raises(ImproperlyConfigured, match=ISSUER):
        env_issuer(ISSUER)


def test_groups_give_roles_everywhere_at_a_committee_or_of_a_unit(monkeypatch) -> None:
    monkeypatch.setenv(
        GROUPS,
        "CN=Folgop,DC=nv=administrator; kfu = secretary : Børn, Unge og Familie\n"
        "8f0e-11=manager:KF;;\nalle=reader; alle=owner",
    )
    assert env_groups(GROUPS) == (
        ("CN=Folgop,DC=nv", "administrator", ""),
        ("kfu", "secretary", "Børn, Unge og Familie"),
        ("8f0e-11", "manager", "KF"),
        ("alle", "reader", ""),
        ("alle", "owner", ""),
    )


@pytest.mark.parametrize(
    "lines",
    ["alle", "=reader", "alle=sekretær", "alle=manager", "alle=owner:KF", "alle=administrator:KF"],
)
def test_a_line_that_makes_no_sense_is_named(monkeypatch, lines: str) -> None:
    monkeypatch.setenv(GROUPS, f"ib=reader; {lines}")
    with pytest.raises(ImproperlyConfigured, match=GROUPS) as stopped:
        env_groups(GROUPS)
    assert lines.rpartition(":")[2] in str(stopped.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "environment"),
    [
        ("FOLGOP_OIDC_CLIENT_ID", {ISSUER: "https://login.example/adfs"}),
        ("FOLGOP_OIDC_CA", {"FOLGOP_OIDC_CA": "/findes/ikke.pem"}),
        ("FOLGOP_OIDC_SUBJECT", {"FOLGOP_OIDC_SUBJECT": "email"}),
    ],
    ids=["no client", "no authority", "known by the address"],
)
def test_half_a_login_service_stops_the_start(
    tmp_path: Path, named: str, environment: dict[str, str]
) -> None:
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "FOLGOP_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert named in started.stderr.splitlines()[-1]
