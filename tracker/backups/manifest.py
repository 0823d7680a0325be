"""What a backup holds: each file with its hash, each table with its rows, the end of the chain."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

NAME = "manifest.json"
FORM = 1
CHUNK = 1024 * 1024


class BackupError(Exception):
    """Why nothing was backed up, or put back, in words for who ran the command."""


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    engine: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    chain: str
    # Each file's path in the backup, and the SHA-256 of its content.
    files: dict[str, str] = field(default_factory=dict)
    form: int = FORM

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")


def manifest_read(folder: Path) -> Manifest:
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**content)
    except FileNotFoundError:
        raise BackupError(_("%(folder)s er ikke en sikkerhedskopi.") % {"folder": folder}) from None
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(
            _("Sikkerhedskopiens indholdsfortegnelse kan ikke læses: %(error)s") % {"error": error}
        ) from error
    if manifest.form != FORM:
        raise BackupError(_("Sikkerhedskopien er lavet af en anden udgave af Følg op."))
    return manifest


def manifest_check(manifest: Manifest, folder: Path) -> None:
    """Read every file of the backup and compare; raises with all that is wrong."""
    wrong = []
    for name, expected in sorted(manifest.files.items()):
        if not _is_inside(name):
            raise BackupError(
                _("Sikkerhedskopien nævner en fil uden for sig selv: %(name)s") % {"name": name}
            )
        path = folder / name
        if not path.is_file() or path.is_symlink():
            wrong.append(_("%(name)s mangler") % {"name": name})
        elif file_hash(path) != expected:
            wrong.append(_("%(name)s er ændret") % {"name": name})
    if wrong:
        raise BackupError(
            _("Sikkerhedskopien er ikke hel. Intet er lagt tilbage.") + "\n- " + "\n- ".join(wrong)
        )


def _is_inside(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts


def file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_copy(source: Path, target: Path) -> str:
    """Copy so that only we may read it and the disk has it; return the hash of what was copied."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()
