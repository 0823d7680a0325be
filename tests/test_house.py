"""The house is kept as it was built: layout, imports, settings, and what it may not speak of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    ".ci",
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "actions",
    "config",
    "docker-compose.yml",
    "docs",
    "locale",
    "manage.py",
    "meetings",
    "pyproject.toml",
    "requirements-run.lock",
    "requirements.lock",
    "requirements.txt",
    "samples",
    "templates",
    "tests",
    "tracker",
}
OURS = re.compile(r"\b(?:FOLGOP_[A-Z_]+|(?:DATABASE|BROKER|EMAIL)_URL)\b")
# docker-compose's own variable, beside those of the settings.
COMPOSE_ONLY = {"POSTGRES_PASSWORD"}
FORBIDDEN_FILES = {"utils.py", "signals.py", "helpers.py"}

pytestmark = pytest.mark.pure


def _tracked() -> list[Path]:
    """Return what is in the repository, or will be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a clone")
    return [Path(name) for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _settings_names() -> set[str]:
    """Return the variables that the settings read."""
    text = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env_\w+\(\s*"([A-Z_]+)"', text))


def test_nothing_stands_in_the_hall_that_has_no_place_there() -> None:
    assert {path.parts[0] for path in _tracked()} <= TOP


def test_imports_go_right_to_left() -> None:
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


def test_the_example_environment_lists_each_variable_once_with_a_word_on_it() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    names = [match[1] for line in lines if (match := re.match(r"#? ?([A-Z_]+)=", line))]
    assert sorted(names) == sorted(_settings_names() | COMPOSE_ONLY)


def test_the_example_environment_sets_nothing_by_itself() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_the_settings_know_each_variable_of_ours_that_they_read() -> None:
    text = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    known = set(re.findall(r'"(FOLGOP_[A-Z_]+)",\n', text.split("BASE_DIR")[0]))
    assert known == {name for name in _settings_names() if name.startswith("FOLGOP_")}


def test_every_variable_is_told_of_in_the_readme_and_none_that_is_not_there() -> None:
    told = set(OURS.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert told == _settings_names()


def test_the_locks_name_no_registry_and_hash_each_package() -> None:
    for name in ("requirements.lock", "requirements-run.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^--|^\s+--(?!hash=sha256:)", text, re.MULTILINE)
        assert len(re.findall(r"^[\w.-]+==\S+ \\\n\s+--hash=", text, re.MULTILINE)) == len(
            re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        )


def test_the_locks_hold_what_is_asked_for_and_no_tools_run_in_production() -> None:
    product, tools = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("# --- tools")
    run, full = _pins("requirements-run.lock"), _pins("requirements.lock")
    assert _asked(product) <= run <= full
    assert _asked(tools) <= full
    assert not _asked(tools) & run


def test_http_is_known_to_tracker_only() -> None:
    # The administration of the register is Django's own and stands with its models.
    modules = [
        path
        for folder in ("meetings", "actions")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "admin.py"
    ]
    spoken = re.compile(r"from django\.(http|urls|views|shortcuts|template\.response)\b")
    assert [path.name for path in modules if spoken.search(path.read_text(encoding="utf-8"))] == []


def test_no_drawer_for_everything_and_no_hidden_wires() -> None:
    assert [path for path in _tracked() if path.name in FORBIDDEN_FILES] == []


def test_the_repository_speaks_of_the_product_alone() -> None:
    elsewhere = re.compile(r"(?:^|[\s\"'(=])/(?:home|root|Users)/")
    told = []
    for path in _tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        told += (
            [str(path)] if path != Path("tests/test_house.py") and elsewhere.search(text) else []
        )
    assert told == []


def _asked(text: str) -> set[str]:
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE)
    return {f"{_plain(name)}=={version}" for name, version in pins}


def _pins(name: str) -> set[str]:
    return _asked((ROOT / name).read_text(encoding="utf-8"))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# The virus scanner, at an address of the environment; other systems and the municipality's own
# login, at hosts of the environment; and whether a port is free to serve at.
MAY_CONNECT = {
    "meetings/pinned_line.py",
    "tracker/oidc/line.py",
    "meetings/services/antivirus.py",
    "actions/services/webhooks/line.py",
    "tracker/management/commands/up.py",
}
FETCHES = re.compile(
    r"^\s*(?:import|from)\s+(?:urllib\.request|requests|httpx|aiohttp|http\.client|ftplib|socket)\b",
    re.MULTILINE,
)


def test_nothing_of_ours_fetches_what_a_text_names() -> None:
    """A file is given to us or it is not read: there is no import by address to be misused."""
    ours = [path for path in _tracked() if path.parts[0] in {"meetings", "actions", "tracker"}]
    fetching = {
        str(path)
        for path in ours
        if path.suffix == ".py" and FETCHES.search((ROOT / path).read_text(encoding="utf-8"))
    }
    assert fetching - MAY_CONNECT == set()
