"""The kept inputs: one small file each, named after how it ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
NAMES = ("api", "extract", "lists", "mails", "tokens", "upload")


def kept(name: str) -> list[Path]:
    """Return the files of a target's corpus, in an order that does not change."""
    return sorted(path for path in (CORPUS / name).iterdir() if path.is_file())


def everything() -> list[Path]:
    return [path for name in NAMES for path in kept(name)]


def ending_of(path: Path) -> str:
    """Return how the input ends, as its name says."""
    return path.name.split(".", 1)[0]


def keep(name: str, content: bytes, *, ending: str, suffix: str) -> Path:
    """Write an input into the corpus, and return where; the same one again is the same file."""
    digest = hashlib.sha256(content).hexdigest()[:8]
    path = CORPUS / name / f"{ending}.{digest}{suffix}"
    path.write_bytes(content)
    return path
