"""The commands of the Makefile, as somebody meets them who has just cloned the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.pure


def test_make_alone_lists_every_command_with_a_word_on_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert commands
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([\w-]+) +\S", listed, re.MULTILINE) == commands[1].split()


def test_every_make_command_that_is_spoken_of_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for command in re.findall(r"`(?:\w+=\S+ )*make ([\w-]+)", page.read_text(encoding="utf-8")):
            assert f"\n{command}: " in makefile, f"{page.name}: make {command}"


@pytest.mark.slow
def test_an_environment_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    _pretend_installed(clone)

    again = _environment(clone)

    assert again.returncode == 0
    assert "Installing" not in again.stderr
    assert not (clone / ".venv" / "pyvenv.cfg").exists()


@pytest.mark.slow
def test_another_lock_makes_the_environment_anew(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    _pretend_installed(clone)
    (clone / "requirements.lock").write_text("", encoding="ascii")

    anew = _environment(clone)

    assert anew.returncode == 0, anew.stderr
    assert "The environment is ready." in anew.stderr
    assert (clone / ".venv" / "bin" / "python").exists()
    assert "ready" not in _environment(clone).stderr


@pytest.mark.slow
def test_packages_that_are_not_what_the_lock_says_are_refused(tmp_path: Path) -> None:
    clone = _clone(tmp_path)
    (clone / "requirements.lock").write_text("pip==26.3 --hash=sha256:00\n", encoding="ascii")

    refused = _environment(clone)

    assert refused.returncode == 1
    assert "Python packages could not be installed" in refused.stderr
    assert not (clone / ".venv" / "installed").exists()


def _clone(folder: Path) -> Path:
    """Make the few files that `make env` needs."""
    (folder / ".ci").mkdir()
    script = (ROOT / ".ci" / "environment.py").read_text(encoding="utf-8")
    (folder / ".ci" / "environment.py").write_text(script, encoding="utf-8")
    (folder / "requirements.lock").write_text("# nothing\n", encoding="ascii")
    return folder


def _pretend_installed(clone: Path) -> None:
    _environment(clone)
    (clone / ".venv" / "pyvenv.cfg").unlink()


def _environment(clone: Path) -> subprocess.CompletedProcess[str]:
    (clone / ".venv").mkdir(exist_ok=True)
    (clone / ".venv" / "asked-apt").touch()  # no test installs a system package
    return subprocess.run(
        [sys.executable, clone / ".ci" / "environment.py"],
        env={**os.environ, "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
