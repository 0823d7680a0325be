"""The whole installation as a folder, and a folder as a whole installation again."""

from __future__ import annotations

from tracker.backups.making import backup_make
from tracker.backups.manifest import BackupError, Manifest
from tracker.backups.restoring import backup_restore

__all__ = ["BackupError", "Manifest", "backup_make", "backup_restore"]
