"""`manage.py restore FOLDER`: a backup becomes an installation again, where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.backups import BackupError, backup_restore


class Command(BaseCommand):
    """Put a backup back and compare every row and file with what was backed up."""

    help = "Lægger en sikkerhedskopi tilbage i en tom installation og kontrollerer hver række."
    # There is no database yet for checks to ask.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = backup_restore(folder.resolve())
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            _("Lagt tilbage: %(rows)s rækker, %(files)s filer. Loggen er hel.")
            % {"rows": sum(manifest.rows.values()), "files": len(manifest.files)}
        )
        self.stdout.write(_("Start nu Følg op: manage.py up"))
