"""Putting a backup back: only where nothing is, and only if all of it is as it was made."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from meetings.services.audit import audit_verify
from tracker.backups.databases import database_is_empty, database_load, database_rows
from tracker.backups.making import FILES, KEY
from tracker.backups.manifest import (
    BackupError,
    Manifest,
    file_copy,
    file_hash,
    manifest_check,
    manifest_read,
)


def backup_restore(folder: Path) -> Manifest:
    """Check everything, put it back, and check again what stands there now."""
    manifest = manifest_read(folder)
    _refuse_what_does_not_fit(manifest)
    _refuse_where_something_is()
    manifest_check(manifest, folder)
    _put_back(manifest, folder)
    try:
        _compare(manifest)
        _bring_up_to_date(manifest)
        _verify_log(manifest)
    except BackupError as error:
        raise BackupError(f"{error}\n{_what_stands()}") from error
    return manifest


def _put_back(manifest: Manifest, folder: Path) -> None:
    """Put back all or nothing: what stood there of a failed try would forbid the next one."""
    put: list[Path] = []
    try:
        _put_back_files(manifest, folder, put)
        _put_back_database(manifest, folder)
    except BaseException as error:
        for path in put:
            path.unlink(missing_ok=True)
        if not isinstance(error, BackupError | OSError):
            raise
        again = _("Intet er lagt tilbage. Ret fejlen, og prøv igen.")
        raise BackupError(f"{error}\n{again}") from error


def _what_stands() -> str:
    return _(
        "Databasen og filerne ligger der nu, men er ikke, som de var. Start ikke Følg op på dem. "
        "Før et nyt forsøg: tøm databasen og mappen %(folder)s."
    ) % {"folder": settings.MEDIA_ROOT}


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupError(
            _("Sikkerhedskopien er fra %(theirs)s, men DATABASE_URL peger på %(ours)s.")
            % {"theirs": manifest.engine, "ours": connection.vendor}
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {f"{app}.{name}" for app, name in known}
    if unknown := sorted(set(manifest.migrations) - ours):
        raise BackupError(
            _("Sikkerhedskopien er fra en nyere udgave af Følg op. Ukendt her: %(names)s")
            % {"names": ", ".join(unknown)}
        )


def _refuse_where_something_is() -> None:
    if not database_is_empty():
        raise BackupError(_("Databasen er ikke tom. Læg kopien tilbage i en ny installation."))
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        raise BackupError(
            _("Der ligger filer i %(folder)s. Læg kopien tilbage i en ny installation.")
            % {"folder": settings.MEDIA_ROOT}
        )


def _put_back_files(manifest: Manifest, folder: Path, put: list[Path]) -> None:
    """Copy the files; each stands in `put` before it is begun."""
    root = Path(settings.MEDIA_ROOT)
    for name, expected in manifest.files.items():
        if name.startswith(f"{FILES}/"):
            put.append(root / name.removeprefix(f"{FILES}/"))
            _copy(folder / name, put[-1], expected)
    key = settings.DATA_DIR / KEY
    if KEY in manifest.files and file_hash(folder / KEY) == manifest.files[KEY]:
        # Made anew by the start of this very command; the old one opens what was sent.
        key.unlink(missing_ok=True)
        put.append(key)
        _copy(folder / KEY, key, manifest.files[KEY])


def _put_back_database(manifest: Manifest, folder: Path) -> None:
    if manifest.engine == "postgresql":
        database_load(folder / manifest.database)
        return
    beside = Path(connection.settings_dict["NAME"]).with_suffix(".kopi")
    beside.unlink(missing_ok=True)
    _copy(folder / manifest.database, beside, manifest.files[manifest.database])
    database_load(beside)


def _copy(source: Path, target: Path, expected: str) -> None:
    if file_copy(source, target) != expected:
        target.unlink()
        raise BackupError(_("%(name)s blev ændret undervejs.") % {"name": source})


def _compare(manifest: Manifest) -> None:
    rows = database_rows()
    if rows != manifest.rows:
        different = sorted(set(rows.items()) ^ set(manifest.rows.items()))
        names = ", ".join(sorted({name for name, _count in different}))
        raise BackupError(_("Antallet af rækker passer ikke i: %(names)s") % {"names": names})


def _bring_up_to_date(manifest: Manifest) -> None:
    """Migrate a backup of an earlier version: only then can its log be read as ours is."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if {f"{app}.{name}" for app, name in known} - set(manifest.migrations):
        call_command("migrate", verbosity=0, interactive=False)


def _verify_log(manifest: Manifest) -> None:
    verdict = audit_verify(known=manifest.chain)
    if not verdict.is_whole:
        raise BackupError(_("Loggen er ikke hel:") + "\n- " + "\n- ".join(verdict.breaks))
