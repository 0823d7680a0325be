"""`manage.py backup FOLDER`: database, files and key into a new folder, while all goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.selectors import BACKUP
from actions.services.heartbeat import heartbeat_note
from tracker.backups import BackupError, backup_make


class Command(BaseCommand):
    """Make a backup and say what is in it."""

    help = "Lægger en sikkerhedskopi af database, filer og nøgle i en ny mappe, mens alt kører."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = backup_make(folder.resolve(), now=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        # Only now: a copy that was not made is not to look as if it were.
        heartbeat_note(name=BACKUP, now=timezone.now())
        self.stdout.write(
            _("Sikkerhedskopien ligger i %(folder)s: %(rows)s rækker, %(files)s filer.")
            % {
                "folder": folder,
                "rows": sum(manifest.rows.values()),
                "files": len(manifest.files),
            }
        )
        self.stdout.write(_("Loggens sidste led: %(chain)s") % {"chain": manifest.chain or "–"})
