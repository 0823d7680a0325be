"""The environment is read by helpers that fail loudly and name the variable."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_text,
    refuse_unknown,
)

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]


def test_a_variable_that_is_not_set_has_its_default() -> None:
    assert env_text("FOLGOP_NOT_SET", "default") == "default"
    assert env_bool("FOLGOP_NOT_SET", default=True)
    assert env_int("FOLGOP_NOT_SET", default=7) == 7
    assert env_choice("FOLGOP_NOT_SET", default="a", choices=("a", "b")) == "a"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("1", True), ("ja", True), ("TRUE", True), ("0", False), ("nej", False), ("", False)],
)
def test_yes_and_no_may_be_said_in_several_ways(monkeypatch, text: str, meant: bool) -> None:
    monkeypatch.setenv("FOLGOP_DEMO", text)
    assert env_bool("FOLGOP_DEMO") is meant


def test_a_yes_or_no_that_is_neither_is_named(monkeypatch) -> None:
    monkeypatch.setenv("FOLGOP_DEMO", "måske")
    with pytest.raises(ImproperlyConfigured, match=r"FOLGOP_DEMO.*'måske'"):
        env_bool("FOLGOP_DEMO")


@pytest.mark.parametrize("text", ["ti", "1.5", "", "4"])
def test_a_number_that_is_none_or_too_small_is_named(monkeypatch, text: str) -> None:
    monkeypatch.setenv("FOLGOP_READ_SECONDS", text)
    with pytest.raises(ImproperlyConfigured, match="FOLGOP_READ_SECONDS"):
        env_int("FOLGOP_READ_SECONDS", default=120, lowest=5)


def test_a_choice_outside_the_list_is_named_with_the_list(monkeypatch) -> None:
    monkeypatch.setenv("FOLGOP_ON_UNCERTAIN", "glem")
    with pytest.raises(
        ImproperlyConfigured, match="FOLGOP_ON_UNCERTAIN skal være resend eller hold"
    ):
        env_choice("FOLGOP_ON_UNCERTAIN", default="resend", choices=("resend", "hold"))


def test_a_list_is_read_without_its_spaces_and_gaps(monkeypatch) -> None:
    monkeypatch.setenv("FOLGOP_HOSTS", " a.example, ,b.example ,")
    assert env_list("FOLGOP_HOSTS") == ["a.example", "b.example"]


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hemmelig\n", encoding="utf-8")
    monkeypatch.setenv("FOLGOP_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env_text("FOLGOP_SECRET_KEY") == "hemmelig"


def test_a_switch_may_stand_in_a_file_too(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "switch").write_text("ja\n", encoding="utf-8")
    monkeypatch.setenv("FOLGOP_DEMO_FILE", str(tmp_path / "switch"))
    assert env_bool("FOLGOP_DEMO")


def test_a_file_that_is_not_there_is_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOLGOP_SECRET_KEY_FILE", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="FOLGOP_SECRET_KEY_FILE"):
        env_text("FOLGOP_SECRET_KEY")


def test_an_unknown_variable_of_ours_is_named_and_others_are_left_in_peace(monkeypatch) -> None:
    monkeypatch.setenv("FOLGOP_DEMOO", "1")
    monkeypatch.setenv("SOMEBODY_ELSES", "1")
    with pytest.raises(ImproperlyConfigured, match="FOLGOP_DEMOO kendes ikke"):
        refuse_unknown({"FOLGOP_DEMO", "FOLGOP_DATA"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOLGOP_PRODUCTION", "måske"),
        ("FOLGOP_TICK_SECONDS", "0"),
        ("FOLGOP_SEND_FROM_HOUR", "18"),
        ("FOLGOP_MISSPELT", "1"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/folgop"),
        ("BROKER_URL", "amqp://127.0.0.1"),
        ("EMAIL_URL", "fax://127.0.0.1"),
        ("FOLGOP_WEBHOOK_HOSTS", "https://esdh.noerrevang.example/"),
        ("FOLGOP_WEBHOOK_NETWORKS", "10.0.0.1/8"),
        ("FOLGOP_WEBHOOK_CA", "/findes/ikke.pem"),
        ("FOLGOP_LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_environment_stops_the_start_and_names_the_variable(
    tmp_path: Path, name: str, value: str
) -> None:
    started = _start(tmp_path, {name: value})
    assert started.returncode != 0
    assert name in started.stderr.splitlines()[-1]


@pytest.mark.slow
def test_production_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    refused = _start(tmp_path, {"FOLGOP_PRODUCTION": "1"})
    assert refused.returncode != 0
    assert "FOLGOP_SECRET_KEY" in refused.stderr.splitlines()[-1]


SAFE = {
    "FOLGOP_PRODUCTION": "1",
    "FOLGOP_SECRET_KEY": "k" * 50,
    "FOLGOP_HOSTS": "folgop.noerrevang.example",
    "FOLGOP_SITE_URL": "https://folgop.noerrevang.example",
    "EMAIL_URL": "smtp+tls://mail.noerrevang.example:587",
}


@pytest.mark.slow
def test_production_starts_where_nothing_is_unsafe(tmp_path: Path) -> None:
    assert _start(tmp_path, SAFE).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOLGOP_DEMO", "1"),
        ("FOLGOP_DEBUG", "1"),
        ("FOLGOP_SECRET_KEY", ""),
        ("FOLGOP_SECRET_KEY_FALLBACKS", "kort"),
        ("FOLGOP_SECRET_KEY", "kort"),
        ("FOLGOP_HOSTS", "*"),
        ("FOLGOP_SITE_URL", "http://folgop.noerrevang.example"),
        ("FOLGOP_SITE_URL", "folgop.noerrevang.example"),
        ("EMAIL_URL", ""),
        ("EMAIL_URL", "smtp://mail.noerrevang.example:25"),
        ("EMAIL_URL", "consolemail://"),
        ("FOLGOP_MAIL_CA", "/findes/ikke.pem"),
        ("FOLGOP_MAIL_LEASE_SECONDS", "5"),
        ("FOLGOP_WEBHOOK_HTTP", "1"),
        ("FOLGOP_METRICS_TOKEN", "kort"),
    ],
)
def test_production_does_not_start_unsafe(tmp_path: Path, name: str, value: str) -> None:
    refused = _start(tmp_path, {**SAFE, name: value})
    assert refused.returncode != 0
    assert name in refused.stderr.splitlines()[-1]


@pytest.mark.slow
def test_with_nothing_set_it_starts_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    assert _start(tmp_path, {}).returncode == 0
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def _start(folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ours = ("FOLGOP_", "DATABASE_URL", "BROKER_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**clean, "FOLGOP_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
