"""Making a backup: the database in one moment, then every file that its rows name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from tracker.backups.databases import database_dump
from tracker.backups.manifest import BackupError, Manifest, file_copy, file_hash
from tracker.persondata.asking import FOLDER as REPORTS

FILES, KEY = "files", "secret-key"
# What is to be gone after a day must not lie in a backup for years.
NOT_KEPT = f"{REPORTS}/"


def backup_make(folder: Path, *, now: datetime) -> Manifest:
    """Write everything into a new folder; it has its name only when it is whole.

    The database comes first: a file without a row is harmless, a row without its file is not.
    """
    if folder.exists():
        raise BackupError(_("%(folder)s findes allerede. Vælg et nyt navn.") % {"folder": folder})
    partial = folder.with_name(f"{folder.name}.ufaerdig")
    try:
        partial.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise BackupError(
            _("%(folder)s ligger der fra et forsøg, der ikke blev færdigt. Slet den først.")
            % {"folder": partial}
        ) from None
    try:
        manifest = _fill(partial, now=now)
    except BaseException:
        shutil.rmtree(partial)
        raise
    partial.rename(folder)
    return manifest


def _fill(folder: Path, *, now: datetime) -> Manifest:
    with database_dump(folder) as (database, snapshot):
        files = {database: file_hash(folder / database)}
        files |= _copied(Path(settings.MEDIA_ROOT), folder, needed=snapshot.files)
    key = settings.DATA_DIR / KEY
    if key.is_file():
        # Without it the links in mails already sent are dead.
        files[KEY] = file_copy(key, folder / KEY)
    manifest = Manifest(
        made_at=now.isoformat(),
        engine=connection.vendor,
        database=database,
        migrations=snapshot.migrations,
        rows=snapshot.rows,
        chain=snapshot.chain,
        files=files,
    )
    manifest.write(folder)
    return manifest


def _copied(root: Path, folder: Path, *, needed: set[str]) -> dict[str, str]:
    missing = [name for name in sorted(needed) if not (root / name).is_file()]
    if missing:
        raise BackupError(
            _("Filer, som databasen nævner, mangler. Der er ikke taget en kopi.")
            + "\n- "
            + "\n- ".join(missing)
        )
    return {
        f"{FILES}/{name}": file_copy(root / name, folder / FILES / name)
        for name in sorted({*needed, *files_found(root)})
    }


def files_found(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith(NOT_KEPT):
            yield name
