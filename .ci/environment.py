"""Make the environment in .venv: `make env`. Standard library only, for nothing else is there yet.

What must be there is installed or named in one line; what is optional never stops us.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
INSTALLED = VENV / "installed"  # what the environment was made from
ASKED = VENV / "asked-apt"  # optional packages apt was asked for, so that it is asked once
ASKED_PRINTING = VENV / "asked-apt-printing"
# What sets the text of papers in PDF, by the names under which they are loaded.
PRINTING = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
OLDEST = (3, 11)


def main() -> int:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        return _stop(f"Python 3.11 or newer is needed, this is {found}. Try PYTHON=python3.12.")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not _apt([package]):
            return _stop(f"Missing: {package}. Install it with: sudo apt-get install {package}")
    status = _packages()
    if status == 0:
        _reading_of_scans()
        _printing()
    return status


def _packages() -> int:
    """Install what the lock names, unless the environment was made from this very lock."""
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info[:3]}\n"
    python = VENV / "bin" / "python"
    if INSTALLED.exists() and python.exists() and INSTALLED.read_text(encoding="ascii") == wanted:
        return 0
    _say("Making the environment in .venv …")
    made = subprocess.run([sys.executable, "-m", "venv", VENV], check=False)
    if made.returncode:
        return _stop("The environment could not be made; the reason stands above.")
    _say("Installing Python packages, each checked by its hash (a minute or two the first time) …")
    install = [python, "-m", "pip", "install", "-qq", "--no-input", "--progress-bar", "off"]
    install += ["--disable-pip-version-check", "--no-compile", "--only-binary", ":all:"]
    install += ["--require-hashes", "--requirement", LOCK]
    if subprocess.run(install, check=False).returncode:
        return _stop("Python packages could not be installed; the reason stands above.")
    INSTALLED.write_text(wanted, encoding="ascii")
    _say("The environment is ready.")
    return 0


def _reading_of_scans() -> None:
    """See to Tesseract with Danish; without it scans are turned away, and all else works."""
    if _reads_danish():
        return
    packages = ["tesseract-ocr", "tesseract-ocr-dan"]
    if not ASKED.exists():
        ASKED.touch()
        if _apt(packages) and _reads_danish():
            return
    names = " ".join(packages)
    _say(f"Scanned minutes cannot be read without: sudo apt-get install {names} (optional)")


def _printing() -> None:
    """See to Pango; without it papers come on screen and for Word, and not as PDF."""
    if _prints():
        return
    packages = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    if not ASKED_PRINTING.exists():
        ASKED_PRINTING.touch()
        if _apt(packages) and _prints():
            return
    names = " ".join(packages)
    _say(f"Papers cannot be made as PDF without: sudo apt-get install {names} (optional)")


def _prints() -> bool:
    try:
        for library in PRINTING:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _reads_danish() -> bool:
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return False
    languages = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, check=False
    )
    return "dan" in languages.stdout.split()


def _apt(packages: list[str]) -> bool:
    """Install Debian packages where we may without asking anybody; tell whether it went well."""
    if shutil.which("apt-get") is None:
        return False
    may = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if may and (
        shutil.which("sudo") is None
        or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        return False
    _say(f"Installing with apt: {' '.join(packages)} …")
    quiet = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*quiet, "install", "--yes", "--no-install-recommends", *packages]
    # Package lists that are there already save the slowest step.
    for step in (install, [*quiet, "update"], install):
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if step is install and done.returncode == 0:
            return True
    reason = done.stderr.strip().splitlines()
    _say(f"apt could not: {reason[-1] if reason else 'no reason given'}")
    return False


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (a command line tool speaks this way)


def _stop(reason: str) -> int:
    _say(reason)
    return 1


if __name__ == "__main__":
    sys.exit(main())
